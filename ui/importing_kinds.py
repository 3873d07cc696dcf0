"""The lists that can be brought in: what each is called and who reads it."""

import dataclasses
from collections.abc import Callable
from typing import Any

from metdesk.account_record import Account
from metdesk.acknowledgement_record import Acknowledgement
from metdesk.approach_record import Approach
from metdesk.declaration_record import Declaration
from metdesk.desk import Desk
from metdesk.intake import accounts, acknowledgements, approaches, declarations, people, schools
from metdesk.intake.plan import Plan
from metdesk.intake.spreadsheet import ENDINGS, Table
from metdesk.jobs import Progress
from metdesk.people import Person
from metdesk.schools import School

SPREADSHEETS = f"Lists ({' '.join(f'*{ending}' for ending in ENDINGS)})"
Mapping = dict[int, str]


@dataclasses.dataclass(frozen=True)
class ListKind:
    """A kind of list: its record, its names, where to get one, and whether rows may lack their school."""

    name: str
    record: type
    title: str
    called: str
    noun: tuple[str, str]
    help: str
    has_school: bool
    make_plan: Callable[..., Plan]

    def plan(self, desk: Desk, table: Table, mapping: Mapping, school_id: int | None, progress: Progress) -> Plan:
        """What importing `table` would do; columns (from 0) are the fields of `mapping`."""
        given: dict[str, Any] = {"school_id": school_id} if self.has_school else {}
        return self.make_plan(desk, table, mapping, progress=progress, **given)


LIST_KINDS: dict[str, ListKind] = {
    "people": ListKind(
        "people",
        Person,
        "Import a staff list",
        "staff list",
        ("person", "people"),
        "The list your MIS exports, as it is: Arbor, Bromcom, SIMS, ScholarPack or your own. Metdesk knows people "
        "again by staff code or e-mail, adds who is new, and changes what differs. Nobody is removed.",
        True,
        people.plan,
    ),
    "schools": ListKind(
        "schools",
        School,
        "Import schools",
        "list of schools",
        ("school", "schools"),
        "An extract from Get Information about Schools (GIAS), or your own list. Schools are known again by URN; "
        "heads who are not in the register yet are added.",
        False,
        schools.plan,
    ),
    "accounts": ListKind(
        "accounts",
        Account,
        "Import accounts",
        "list of accounts",
        ("account", "accounts"),
        "The list of social media accounts you kept so far. A column of passwords is never read: it is left out "
        "and named.",
        True,
        accounts.plan,
    ),
    "acknowledgements": ListKind(
        "acknowledgements",
        Acknowledgement,
        "Import answers",
        "list of answers",
        ("answer", "answers"),
        "The list of who signed that you kept so far: a row for each person, with the day. People are known again by "
        "staff code, e-mail, or name and school. What stands in the register already stays as it is.",
        True,
        acknowledgements.plan,
    ),
    "declarations": ListKind(
        "declarations",
        Declaration,
        "Import declarations",
        "list of declarations",
        ("declaration", "declarations"),
        "The list of declared relationships and nil returns that you kept so far: a row for each. People are known "
        "again by staff code, e-mail, or name and school. Each relationship then waits for the head.",
        True,
        declarations.plan,
    ),
    "approaches": ListKind(
        "approaches",
        Approach,
        "Import approaches",
        "list of approaches",
        ("approach", "approaches"),
        "The list of approaches by students that you kept so far: who was approached, by whom, when, what was said "
        "and the reply. What stands in the register already stays as it is.",
        True,
        approaches.plan,
    ),
}
