"""What a case has to do with (5.2.3): the accounts, declarations and other cases that are linked to it.

A link to another case is read by those named on both; to everybody else it is not there (`cases.read`).
"""

from dataclasses import dataclass, replace

from db import admission, casekeys, sitting
from db import breaches as tables
from metdesk import accounts, cases, casework, declarations
from metdesk.case_record import EntryKind, Link
from metdesk.case_seen import Case, CaseRow, Entry
from metdesk.cases import CaseFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import check, sentence_case, stripped
from metdesk.sitting import person_here

_ONE = "Choose one record that the case has to do with: an account, a declaration or another case."
_EVERY = 1_000_000


@dataclass(frozen=True)
class Linked:
    """A linked record as its reader may know of it. `opens` is the table and the id to show it by; None where it is no
    longer there, or not for the reader to see, which the words then say."""

    title: str
    about: str
    opens: tuple[str, int] | None = None


def link(desk: Desk, case_id: int, given: Link, *, corrects: str = "", why: str = "") -> int:
    """Links a record to a case and returns the entry's id. `given.case` takes a reference.

    Refused: as `casework.write`; none or several records; one that is not there, or that whoever writes may not see;
    the case itself; another case that concerns somebody who reads this one; a record that is linked already.
    """
    case = cases.read(desk, case_id)
    casework.refuse_concluded(case)
    given = stripped(given)
    check(given)
    (name,) = _one(given)
    given = replace(given, case=_other(desk, case, given.case)) if given.case else given
    _seen(desk, given)
    if any(one.record.to == given.to for one in links(case) if one.uuid != corrects):
        raise Refused({name: f"{named(desk, given).title} is linked to this case already."})
    return casework.write(desk, case_id, EntryKind.LINK, given, corrects=corrects, why=why)


def _one(given: Link) -> list[str]:
    """The name of the one field that says what is linked."""
    found = [name for name in ("account_id", "declaration_id", "case") if getattr(given, name) not in (None, "")]
    if len(found) != 1:
        raise Refused({found[-1] if found else "account_id": _ONE})
    return found


def _other(desk: Desk, case: Case, reference: str) -> str:
    """The uuid of another case, by its reference."""
    try:
        other = cases.called(desk, reference)
    except Refused as refused:
        raise Refused({"case": str(refused)}) from None
    if other.id == case.row.id:
        raise Refused({"case": "This is the case itself: choose another one."})
    breach = tables.breach(other.id)
    admits = breach.admits if breach else "{}"
    if not all(admission.knows(admits, one, sitting.person_of(one)) for one in casekeys.readers(case.row.id)):
        raise Refused({"case": f"{other.title} concerns somebody who reads this case: link the two from there."})
    return other.uuid


def _seen(desk: Desk, given: Link) -> None:
    """Refuses an account or a declaration that is not there, or that the keyholder may not see."""
    try:
        if given.account_id is not None:
            accounts.get(desk, given.account_id)
        if given.declaration_id is not None:
            declarations.seen(desk, given.declaration_id)
    except Refused as refused:
        raise Refused({_one(given)[0]: str(refused)}) from None


def links(case: Case) -> list[Entry]:
    """The links of a case that stand, in the order in which they were entered."""
    return [one for one in case.standing if one.kind is EntryKind.LINK]


def named(desk: Desk, given: Link) -> Linked:
    """What a link leads to, as the keyholder may know of it."""
    if given.account_id is not None:
        return _account(desk, given.account_id)
    if given.declaration_id is not None:
        return _declaration(desk, given.declaration_id)
    (row,) = (one for one in _read(desk) if one.uuid == given.case)
    return Linked(row.title, f"{sentence_case(row.category)} · {row.school}", ("breach", row.id))


def _account(desk: Desk, number: int) -> Linked:
    try:
        seen = accounts.overview(desk, number)
    except Refused:
        return Linked(f"Account {number}, no longer in the register", "")
    return Linked(seen.account.title, f"{sentence_case(seen.account.state)} · {seen.school}", ("account", number))


def _declaration(desk: Desk, number: int) -> Linked:
    try:
        seen = declarations.seen(desk, declarations.standing(desk, number))
    except Refused:
        return Linked(f"Declaration {number}", "It is no longer in the register, or not for you to see.")
    return Linked(seen.title, f"{seen.person} · {sentence_case(seen.state)}", ("declaration", seen.id))


# --- the pattern: of those cases alone that the keyholder reads


def about_person(desk: Desk, person_id: int) -> list[CaseRow]:
    """The cases about a person that the keyholder is named on, the latest first; none to that person."""
    if person_here(desk) == person_id:
        return []
    return [one for one in _read(desk) if one.report is not None and person_id in one.report.subjects]


def at_account(desk: Desk, account_id: int) -> list[CaseRow]:
    """The cases that the keyholder is named on and that happened at an account or are linked to it, the latest
    first. Those without a link are not opened for it."""
    linked = tables.last_of(EntryKind.LINK)
    return [
        one
        for one in _read(desk)
        if (one.report is not None and one.report.account_id == account_id)
        or (one.id in linked and account_id in account_ids(cases.read(desk, one.id)))
    ]


def account_ids(case: Case) -> list[int]:
    """The accounts that a case has to do with: that of the report, then the linked ones."""
    found = [case.report.account_id, *(one.record.account_id for one in links(case))]
    return list(dict.fromkeys(one for one in found if one is not None))


def _read(desk: Desk) -> list[CaseRow]:
    return cases.page(desk, CaseFilter(named_only=True), limit=_EVERY).rows
