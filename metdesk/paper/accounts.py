"""The account register as a report, and the form by which a head permits a person to act on an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from reportlab.platypus import Flowable

from metdesk.account_record import IN_USE, State
from metdesk.authorisations import PEOPLE_ASKED, Permission
from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.jobs import Progress, quietly
from metdesk.oversight import Overview
from metdesk.paper import blocks, fields, tables
from metdesk.paper.furniture import FormCode, Sheet
from metdesk.paper.page import build
from metdesk.paper.tables import Cell, Column, Lead, Muted, Piece, Strong
from metdesk.paper.theme import LANDSCAPE_WIDTH
from metdesk.record import sentence_case

REGISTER_TITLE = "Account register"
FORM_TITLE = "Permission to act on a social media account"

_COLUMNS = (
    Column("Account", 2.9),
    Column("Purpose", 2.0),
    Column("Held with", 2.4),
    Column("Students", 1.2),
    Column("Authorised people", 2.8),
    Column("State", 1.4),
    Column("Last check", 1.5),
    Column("What needs attention", 3.6),
)

_CONDITIONS = (
    ("6.2.2", "I follow the trust’s and the school’s policies and procedures in everything I do on this account."),
    ("6.2.3", "I work on it from a school account, never from one of my own."),
    ("6.2.4", "I leave personal matters out of it, and send people with a question to the channel that fits it."),
    ("5.2.4", "At least two authorised people look after it. I tell the office before I leave or change my role."),
)


@dataclass(frozen=True)
class AuthorisationForm:
    """What an authorisation form shows; empty words leave a line to write on. `code` is 32 characters."""

    code: str
    reference: str
    person: str = ""
    job: str = ""
    platform: str = ""
    account: str = ""
    address: str = ""
    purpose: str = ""
    starts: date | None = None
    ends: date | None = None
    on_account: bool = False
    with_students: bool = False
    head_title: str = "Headteacher"
    head: str = ""


def print_authorisation(sheet: Sheet, form: AuthorisationForm, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the form, blank or filled in, for the head and the person to sign (6.2.1, 6.3.1); returns its pages."""
    head = form.head_title
    story: list[Flowable] = [
        blocks.para(f"Only the {head} can give this permission. It is for one person on one account.", "lead"),
        fields.WriteLines([("Person", form.person, 1), ("Role", form.job, 1)]),
        fields.WriteLines([("Platform", form.platform, 1), ("Account name", form.account, 2)]),
        fields.WriteLines([("Address of the account", form.address, 2), ("Purpose", form.purpose, 1)]),
        fields.WriteLines(
            [
                ("From", show_date(form.starts), 1),
                ("Until (leave empty while it holds)", show_date(form.ends), 1),
            ]
        ),
        blocks.heading(f"What the {head} permits"),
        fields.tick_box("6.2.1", "to act as one of the authorised personnel of this account.", ticked=form.on_account),
        fields.tick_box("6.3.1", "to do so where the work is with students.", ticked=form.with_students),
        blocks.heading("What goes with it"),
        *[blocks.numbered(clause, words) for clause, words in _CONDITIONS],
        blocks.gap(6),
        fields.SignatureBox(f"Signature of the {head}", name=form.head, role=head if form.head else ""),
        blocks.gap(6),
        fields.SignatureBox("Signature of the person, who accepts what goes with it", name=form.person, role=form.job),
    ]
    return build(sheet, story, out, form=FormCode(form.code, form.reference), progress=progress)


def print_register(
    sheet: Sheet,
    accounts: Sequence[Overview],
    schools: Sequence[str],
    out: BinaryIO,
    progress: Progress = quietly,
) -> int:
    """Writes the account register, grouped in the order of `schools`; returns its pages.

    A school without an account is listed with nil, so that none can be missing unseen.
    """
    today = accounts[0].today if accounts else sheet.printed_at.date()
    wanted = [*schools, *sorted({one.school for one in accounts} - set(schools))]
    story: list[Flowable] = [
        blocks.para(f"As it stood on {show_date(today)}. Each account needs two authorised people (5.2.4).", "lead"),
        tables.figures(_figures(accounts, wanted), LANDSCAPE_WIDTH),
    ]
    for school in wanted:
        held = [_row(one) for one in accounts if one.school == school]
        if held:
            title = (school, count_of(len(held), "account"))
            story.append(tables.table(_COLUMNS, held, title=title, width=LANDSCAPE_WIDTH))
        else:
            story.append(tables.bar(school, "nil return: no account is registered", LANDSCAPE_WIDTH))
    if not wanted:
        story.append(
            tables.note("No school and no account is registered: this is a nil return.", width=LANDSCAPE_WIDTH)
        )
    return build(sheet, story, out, landscape=True, progress=progress)


def _figures(accounts: Sequence[Overview], schools: Sequence[str]) -> list[tuple[str, str]]:
    in_use = [one for one in accounts if one.account.state in IN_USE and one.account.state != State.UNOFFICIAL]
    counted = [one for one in accounts if one.counted]
    met = sum(one.hands >= PEOPLE_ASKED for one in counted)
    unofficial = sum(one.account.state == State.UNOFFICIAL for one in accounts)
    attention = sum(bool(one.concerns()) for one in accounts)
    nil = len(set(schools) - {one.school for one in accounts})
    return [
        (f"{len(in_use):,}", "Accounts in use or proposed"),
        (f"{met} of {len(counted)}", "Active accounts with two authorised people (5.2.4)"),
        (f"{attention:,}", "Accounts that need attention"),
        (f"{unofficial:,}", "Unofficial accounts still open (6.4.2)"),
        (f"{nil:,}", "Schools with a nil return"),
    ]


def _row(one: Overview) -> list[Cell]:
    account = one.account
    address: tuple[Piece, ...] = (Muted(account.address),) if account.address else ()
    held: tuple[Piece, ...] = (account.held_with,) if account.held_with else ()
    if one.held_personally:
        held = (*held, Strong("personal account"))
    return [
        (Strong(account.handle), account.platform, *address),
        account.purpose or "–",
        held or "–",
        "Yes" if account.reaches_students else "No",
        _people(one),
        sentence_case(account.state),
        show_short_date(one.last_checked) or "Never",
        _attention(one),
    ]


def _people(one: Overview) -> Cell:
    lines: list[Piece] = []
    for permission in one.permissions:
        if permission.ends is None or permission.ends >= one.today:
            lines += [permission.person, Muted(_terms(permission))]
    return tuple(lines) or "Nobody"


def _terms(permission: Permission) -> str:
    until = f" until {show_short_date(permission.ends)}" if permission.ends else ""
    students = ", with students" if permission.with_students else ""
    return f"from {show_short_date(permission.starts)}{until}{students}"


def _attention(one: Overview) -> Cell:
    lines: list[Piece] = []
    for concern in one.concerns():
        lines.append(Lead(concern.clause, concern.words))
    return tuple(lines) or ("–" if one.account.state == State.CLOSED else "In order")
