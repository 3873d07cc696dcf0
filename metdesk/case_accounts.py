"""What follows from a case for accounts (5.2.3, 6.2.1): one is closed, a permission ends; the case says that it was.

The account's own command is given first, under its own rules; then the case gets a note of it, whether it goes on or is
concluded: that is its outcome, carried out. These are two changes: docs/decisions/0019.
"""

from datetime import date

from db import casekeys
from db.change import Change
from metdesk import accounts, authorisations, case_links, cases
from metdesk.authorisations import Permission
from metdesk.calendar import show_date
from metdesk.case_record import EntryKind, Note
from metdesk.case_seen import Case
from metdesk.casework import change_case, insert_entry
from metdesk.desk import Desk
from metdesk.errors import Refused


def permissions(desk: Desk, case: Case) -> list[Permission]:
    """What those whom a case is about are authorised for, today or from a later day, on accounts in the register."""
    every = [authorisations.permissions(person_id=one) for one in sorted(case.report.subjects)]
    found = [one for held in every for granted in held.values() for one in granted]
    there = accounts.titles(desk, [one.account_id for one in found])
    return [one for one in found if one.account_id in there and (one.ends is None or one.ends >= desk.today())]


def close(desk: Desk, case_id: int, account_id: int, day: date, why: str) -> None:
    """Closes an account that a case has to do with, and notes it there. The reason is read by everybody.

    Refused: as `accounts.close`; the keyholder is not named on the case; it has nothing to do with this account.
    """
    case = cases.read(desk, case_id)
    if account_id not in case_links.account_ids(case):
        raise Refused(f"{case.row.title} has nothing to do with this account: link the account first.")
    title = accounts.get(desk, account_id).title
    accounts.close(desk, account_id, day, why)
    _note(desk, case, account_id, Note(day, f"Closed {title}: {why.strip()}"))


def end(desk: Desk, case_id: int, authorisation_id: int, last_day: date, why: str) -> None:
    """Ends a permission of somebody whom a case is about, and notes it there. The reason is read by everybody.

    Refused: as `authorisations.end`; the keyholder is not named on the case; the permission is somebody else's.
    """
    case = cases.read(desk, case_id)
    held = next((one for one in permissions(desk, case) if one.id == authorisation_id), None)
    if held is None:
        raise Refused(f"{case.row.title} is not about somebody who holds this permission: end it with the account.")
    title = accounts.get(desk, held.account_id).title
    authorisations.end(desk, authorisation_id, last_day, why)
    words = f"Ended {held.person}’s permission on {title} after {show_date(last_day)}: {why.strip()}"
    _note(desk, case, held.account_id, Note(min(last_day, desk.today()), words))


def _note(desk: Desk, case: Case, account_id: int, note: Note) -> None:
    def put(change: Change, keys: casekeys.Keys) -> int:
        return insert_entry(change, case.row.id, keys, EntryKind.NOTE, note, more={"account": account_id})

    change_case(desk, case, f"{case.row.title}: {EntryKind.NOTE} entered", put)
