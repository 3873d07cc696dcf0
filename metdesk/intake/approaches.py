"""Lists of approaches by students (6.5.5), from another register or a list kept so far.

A row adds an approach or finds it there already. It never changes one: the reply, the report and corrections are
entered with the approach itself.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from db import approaches as tables
from metdesk import approaches
from metdesk.approach_record import Approach, student_key
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed
from metdesk.intake.plan import Action, Plan, Planned, Register
from metdesk.intake.rows import Values, plan_list
from metdesk.intake.spreadsheet import Table
from metdesk.intake.whom import NEEDED, WhomLines
from metdesk.jobs import Progress, quietly
from metdesk.record import fields, stripped

_TOLD = (
    "student", "student_kind", "platform", "happened_on", "said", "reply", "replied_on", "tone", "solely",
    "solely_reason", "reported_on",
)  # fmt: skip
_LATER = ("reply", "replied_on", "tone", "solely", "solely_reason", "reported_on")
_Key = tuple[int | None, str, object, str]


def _columns(one: Approach) -> dict[str, Any]:
    return {**asdict(one), "student_key": student_key(one.student)}


APPROACH_LIST = Register(
    record=Approach,
    table=tables.Approach,
    columns=_columns,
    command="approaches.import",
    called="list of approaches",
    entry="approach",
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
    """What importing this list of approaches would do, nothing being written; as `plan_list` says.

    A row means a person as `whom` finds them, `school_id` being the school of rows that name none. Refused: a list
    without people.
    """
    return plan_list(_Rows, desk, table, mapping, school_id=school_id, progress=progress)


class _Rows(WhomLines):
    """The approaches that stand, and the people as a list names them."""

    register = APPROACH_LIST

    def __init__(self, desk: Desk, listed: Listed) -> None:
        super().__init__(desk, listed)
        self._desk = desk
        self._known = {_key(one.approach): one for one in approaches.everything(desk)}
        self._row_of: dict[_Key, int] = {}

    def planned(self, line: int, found: Mapping[str, str], values: Values, person_id: int, title: str) -> Planned:
        one = stripped(Approach(person_id=person_id, **{name: values[name] for name in _TOLD if name in values}))
        key = _key(one)
        if key in self._row_of:
            raise Refused(f"Row {self._row_of[key]:,} is about the same approach: leave one of them out.")
        there = self._known.get(key)
        if there is not None:
            return self._compared(line, title, there, one)
        approaches.unfit(self._desk, one)
        self._row_of[key] = line
        return Planned(line, Action.ADDED, title, f"{one.platform}, {show_date(one.happened_on)}", one)

    def _compared(self, line: int, title: str, there: approaches.Seen, one: Approach) -> Planned:
        labels = {field.name: field.label.lower() for field in fields(Approach)}
        other = [
            labels[name]
            for name in _LATER
            if getattr(one, name) and getattr(one, name) != getattr(there.approach, name)
        ]
        if other:
            raise Refused(f"{there.title} is this one, and says otherwise of {', '.join(other)}: enter that there.")
        return Planned(line, Action.UNCHANGED, title)


def _key(one: Approach) -> _Key:
    """What tells one approach from another: to whom, by whom, when, and what was said."""
    return one.person_id, student_key(one.student), one.happened_on, one.said
