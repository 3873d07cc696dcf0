"""Lists of declarations: who declared what, or that there is nothing, from another register or a list kept so far.

A row adds a declaration, which then waits for the head, or finds it there already. It never changes one, and brings no
decision: what a head signed is entered from its sheet.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from db import declarations as tables
from metdesk import declarations, declaring
from metdesk.calendar import show_date
from metdesk.declaration_record import Declaration, State
from metdesk.declarations import Seen
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed
from metdesk.intake.plan import Action, Plan, Planned, Register
from metdesk.intake.rows import Values, plan_list
from metdesk.intake.spreadsheet import Table
from metdesk.intake.whom import NEEDED, WhomLines
from metdesk.jobs import Progress, quietly
from metdesk.record import stripped

_TOLD = ("nothing", "with_kind", "with_whom", "relationship", "platforms", "since", "words", "declared_on")
_WENT = {State.WITHDRAWN: "was taken back", State.ENDED: "has ended"}


def _columns(planned: tuple[Declaration, int | None]) -> dict[str, Any]:
    one, school = planned
    return asdict(one) | {"state": str(State.NOTHING if one.nothing else State.WAITING), "head_of_id": school}


DECLARATION_LIST = Register(
    record=Declaration,
    table=tables.Declaration,
    columns=_columns,
    command="declarations.import",
    called="list of declarations",
    entry="declaration",
    needed=NEEDED,
)


def plan(
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """What importing this list of declarations would do, nothing being written; as `plan_list` says.

    A row means a person as `whom` finds them, `school_id` being the school of rows that name none. Refused: a list
    without people.
    """
    return plan_list(_Rows, desk, table, mapping, school_id=school_id, progress=progress)


class _Rows(WhomLines):
    """What stands of each person, and the people as a list names them."""

    register = DECLARATION_LIST

    def __init__(self, desk: Desk, listed: Listed) -> None:
        super().__init__(desk, listed)
        self._desk = desk
        self._known: dict[int, list[Seen]] = defaultdict(list)
        for one in declarations.everything(desk):
            self._known[one.person_id].append(one)
        self._added: dict[int, list[tuple[int, Declaration]]] = defaultdict(list)

    def planned(self, line: int, found: Mapping[str, str], values: Values, person_id: int, title: str) -> Planned:
        told: dict[str, Any] = {name: values[name] for name in (*_TOLD, "received_on") if name in values}
        one = stripped(Declaration(person_id=person_id, **told))
        if any(_same(there.declaration, one) for there in self._known[person_id]):
            return Planned(line, Action.UNCHANGED, title)
        self._refuse_past(found.get("state", ""))
        self._refuse_again(one)
        declaring.unfit(self._desk, one, others=self._known[person_id])
        self._added[person_id].append((line, one))
        return Planned(line, Action.ADDED, title, _remark(one), (one, self.people[person_id].school_id))

    def _refuse_past(self, state: str) -> None:
        for past, words in _WENT.items():
            if state.casefold() == past:
                raise Refused(f"It {words}: what is over stays in the list it comes from.")

    def _refuse_again(self, one: Declaration) -> None:
        """Refuses what an earlier row of the list has, or leaves no room for."""
        for line, other in self._added[one.person_id or 0]:
            if _same(other, one) or (one.with_whom and other.with_whom.casefold() == one.with_whom.casefold()):
                raise Refused(f"Row {line:,} declares the same: leave one of them out.")
            if one.nothing and not other.nothing:
                raise Refused(f"Row {line:,} declares a relationship of theirs: leave one of them out.")


def _same(there: Declaration, one: Declaration) -> bool:
    def told(declaration: Declaration) -> tuple[Any, ...]:
        return (declaration.nothing, declaration.with_whom.casefold(), declaration.declared_on)

    return told(there) == told(one)


def _remark(one: Declaration) -> str:
    if one.nothing:
        return f"Nothing to declare, on {show_date(one.declared_on)}"
    return f"{one.relationship}, declared on {show_date(one.declared_on)}; waits for the head"
