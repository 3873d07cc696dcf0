"""The forms of the account register: a new or changed account, a check, the closing of an account."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from metdesk import accounts, oversight, printing
from metdesk.account_record import Account
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.record import Kind, field
from ui.drafting import Keeping
from ui.form import FormDialog
from ui.shell import Shell

_FINDINGS = ("In order", "Name or picture to be changed", "Messages wait for an answer", "Something to be taken down")


@dataclasses.dataclass(frozen=True)
class Checking:
    """What is asked when a check is recorded."""

    checked_on: date | None = field("Checked on", Kind.DATE, required=True, clause="5.2.4")
    finding: str = field("Found", Kind.SUGGESTED, choices=_FINDINGS, required=True, clause="5.2.4")


@dataclasses.dataclass(frozen=True)
class Closing:
    """What is asked when an account is closed."""

    closed: date | None = field("Closed on", Kind.DATE, required=True)
    why: str = field("Why", Kind.TEXT, required=True, help="It stands in the account’s history.")


@dataclasses.dataclass(frozen=True)
class Within:
    """How an account is closed, or a permission ended, from another record: the command, which gets the day and the
    reason; what the form and the toast say more; where the draft is kept. Undo takes back no more than half of it."""

    do: Callable[[date, str], object]
    told: str
    said: str
    draft: Keeping


@dataclasses.dataclass(frozen=True)
class Listing:
    """What is asked when the account register is printed."""

    school_id: int | None = field("School", Kind.SCHOOL, help="Empty: every school, each with its accounts.")


def account_form(
    desk: Desk, shell: Shell, account_id: int | None = None, then: Callable[[int], object] = lambda number: None
) -> FormDialog:
    """The form for a new account, or for the one of `account_id`, opened; `then` gets the id that was saved."""
    before = accounts.get(desk, account_id) if account_id is not None else Account()

    def save(values: dict[str, Any]) -> None:
        account = dataclasses.replace(before, **values)
        number = account_id
        if number is None:
            number = accounts.add(desk, account)
        else:
            accounts.change(desk, number, account)
        shell.said(f"{'Added' if account_id is None else 'Changed'} {accounts.get(desk, number).title}.")
        then(number)

    title = "New account" if account_id is None else "Edit the account"
    draft = shell.drafts.of("accounts", "new" if account_id is None else f"edit {account_id}")
    form = FormDialog(shell.window(), title, Account, shell.lookups, save, intro=_INTRO, draft=draft)
    _lay_out(form, closed=account_id is not None)
    form.fill(before)
    form.open()
    return form


_INTRO = "One entry for each account of a school. Never write down a password."


def _lay_out(form: FormDialog, *, closed: bool) -> None:
    for name in ("school_id", "platform", "handle", "address", "purpose", "reaches_students"):
        form.row(name)
    form.heading("Who holds it")
    form.row("held_with")
    form.row("personal")
    form.heading("Its state")
    form.row("state")
    if closed:
        form.pair("opened", "closed")
    else:
        form.row("opened")
    form.row("next_check", help="Empty: planned by Metdesk.")
    form.row("notes")


def check_form(desk: Desk, shell: Shell, account_ids: Sequence[int]) -> FormDialog:
    """The form for a check of one account, or of several with the same finding, opened."""
    names = [accounts.get(desk, one).title for one in account_ids]
    what = names[0] if len(names) == 1 else count_of(len(names), "account")

    def save(values: dict[str, Any]) -> None:
        accounts.look_at_all(desk, account_ids, values["finding"], values["checked_on"])
        shell.said(f"Recorded a check of {what}.")

    days = desk.setting("check_accounts_every_days")
    listed = ", ".join(names[:6]) + (f" and {len(names) - 6:,} more" if len(names) > 6 else "")
    intro = f"{listed}. The next check is planned {days} days on."
    title = "Record a check" if len(names) == 1 else f"Record a check of {what}"
    form = FormDialog(
        shell.window(),
        title,
        Checking,
        shell.lookups,
        save,
        save_words="Record",
        intro=intro,
        draft=shell.drafts.of("accounts", f"check {' '.join(map(str, account_ids))}"),
    )
    form.row("checked_on")
    form.row("finding")
    form.fill(Checking(desk.today()))
    form.open()
    return form


def close_form(desk: Desk, shell: Shell, account_id: int, within: Within | None = None) -> FormDialog:
    """The form that closes an account, opened; `within` another record."""
    seen = accounts.overview(desk, account_id)

    def save(values: dict[str, Any]) -> None:
        do = within.do if within else partial(accounts.close, desk, account_id)
        do(values["closed"], values["why"])
        also = f" {within.said}" if within else ""
        shell.said(f"Closed {seen.account.title}.{also}", undo=within is None)

    ends = f" {oversight.people_words(seen.hands)} will no longer be authorised on it." if seen.hands else ""
    told = f" {within.told}" if within else ""
    intro = f"{seen.account.title} of {seen.school} stays in the register as closed.{ends}{told}"
    form = FormDialog(
        shell.window(),
        "Close the account",
        Closing,
        shell.lookups,
        save,
        save_words="Close the account",
        intro=intro,
        draft=within.draft if within else shell.drafts.of("accounts", f"close {account_id}"),
    )
    form.row("closed")
    form.row("why")
    form.fill(Closing(desk.today()))
    form.open()
    return form


def register_dialog(desk: Desk, shell: Shell, school_id: int | None = None) -> FormDialog:
    """Asks whose account register to print, and shows it; opened."""

    def save(values: dict[str, Any]) -> None:
        shell.preview(lambda: printing.accounts(desk, values["school_id"]))

    intro = "Every account with its people, its checks and what is amiss."
    title = "Print the account register"
    form = FormDialog(shell.window(), title, Listing, shell.lookups, save, save_words="Preview", intro=intro)
    form.row("school_id")
    form.fill(Listing(school_id))
    form.open()
    return form
