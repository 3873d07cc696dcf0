"""Lists of approaches by students (6.5.5), from another register or a list kept so far.

A row adds an approach or finds it there already. It never changes one: the reply, the report and corrections are
entered with the approach itself.
"""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from db import approaches as tables
from metdesk import approaches, people, schools
from metdesk.approach_record import Approach, student_key
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed, Reader, mapped
from metdesk.intake.places import Places
from metdesk.intake.plan import Action, Plan, Planned, Register, refusal
from metdesk.intake.spreadsheet import Table
from metdesk.intake.whom import NEEDED, Whom, called
from metdesk.jobs import Progress, quietly
from metdesk.record import fields, stripped

_TOLD = (
    "student", "student_kind", "platform", "happened_on", "said", "reply", "replied_on", "tone", "solely",
    "solely_reason", "reported_on",
)  # fmt: skip
_LATER = ("reply", "replied_on", "tone", "solely", "solely_reason", "reported_on")
_Key = tuple[int | None, str, object, str]


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
    listed = Listed(table, mapped(APPROACH_LIST, table, mapping), school_id)
    seal, rows = desk.seal_words(), _Rows(desk, listed)
    planned = [rows.plan(line, found) for line, found in listed.rows(progress)]
    again = partial(plan, desk, table, mapping, school_id=school_id)
    return Plan(APPROACH_LIST, table.name, planned, listed.ignored, listed.warnings, (), seal, again)


class _Rows:
    """The approaches that stand, and the people as a list names them."""

    def __init__(self, desk: Desk, listed: Listed) -> None:
        self._desk = desk
        self._places = Places(schools.everyone(desk))
        self._whom = Whom(desk, listed.school_id)
        self._known = {_key(one.approach): one for one in approaches.everything(desk)}
        self._row_of: dict[_Key, int] = {}
        self._reader = Reader(Approach, school_id=self._places.find)

    def plan(self, line: int, found: Mapping[str, str]) -> Planned:
        """What becomes of the row `line`, of its filled cells by field."""
        try:
            return self._planned(line, found)
        except Refused as refused:
            return refusal(line, called(found), refused)

    def _planned(self, line: int, found: Mapping[str, str]) -> Planned:
        values = self._reader.read(found)
        number = self._whom.meant(values)
        person = self._whom.people[number]
        one = stripped(Approach(person_id=number, **{name: values[name] for name in _TOLD if name in values}))
        title = f"{people.listed_name(person.surname, person.forename)}, {self._places.label(person.school_id)}"
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
