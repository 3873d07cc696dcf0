"""Lists of schools, as from Get Information about Schools: which school a row means, and who heads it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import people as people_tables
from db import schools as tables
from db.change import Change
from metdesk import people, schools
from metdesk.calendar import parse_date, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.names import split_name
from metdesk.intake.plan import (
    Action,
    Plan,
    Planned,
    Reader,
    Register,
    cells,
    ignored,
    in_batches,
    in_words,
    mapped,
    merged,
    refusal,
    told,
)
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Progress, quietly
from metdesk.people import Category, Person, Standing, standing
from metdesk.schools import School, SchoolKind, plain_name

_NOBODY = {"vacant", "vacancy", "tbc", "notrecorded", "notapplicable", "na", "none", "unknown", ""}
_KINDS: tuple[tuple[SchoolKind, tuple[str, ...]], ...] = (
    (SchoolKind.SPECIAL, ("special",)),
    (SchoolKind.ALTERNATIVE, ("alternative provision", "pupil referral")),
    (SchoolKind.CENTRE, ("centre",)),
)
"""Words in the type of establishment."""
_PHASES: tuple[tuple[SchoolKind, tuple[str, ...]], ...] = (
    (SchoolKind.ALL_THROUGH, ("all-through", "all through")),
    (SchoolKind.PRIMARY, ("primary",)),
    (SchoolKind.SECONDARY, ("secondary",)),
)


@dataclass(frozen=True)
class Known:
    """What planning needs of the register, read at once: with it a plan is made in any thread."""

    schools: Mapping[int, School]
    people: Mapping[int, Person]
    today: date
    seal: str


@dataclass(frozen=True)
class NewHead:
    """The head whom a row names and the register does not know yet; `key` is the same for one head of several."""

    key: tuple[str, str]
    title: str
    forename: str
    surname: str


def known(desk: Desk) -> Known:
    """The register as it is now."""
    everyone = {row.pop("id"): Person(**row) for row in people_tables.records()}
    return Known(schools.everyone(desk), everyone, desk.today(), desk.seal_words())


def plan(desk: Desk, table: Table, mapping: Mapping[int, str] | None = None, *, progress: Progress = quietly) -> Plan:
    """What importing this list of schools would do, nothing being written. See `plan_from`."""
    return plan_from(known(desk), desk, table, mapping, progress=progress)


def plan_from(
    state: Known,
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    progress: Progress = quietly,
) -> Plan:
    """The plan on what is `known`; the register itself is not read.

    A row means the school of its URN, else the one of its name. A head whom the register does not know is added as
    a person of that school. A closed school is refused. Refused as a whole: a list without names and URNs.
    """
    chosen = mapped(table, mapping, SCHOOL_LIST)
    rows = _Rows(state)
    planned = [rows.plan(line, found) for line, found in cells(table, chosen, progress)]

    def again() -> Plan:
        return plan(desk, table, mapping)

    return Plan(SCHOOL_LIST, table.name, planned, ignored(table, chosen), told(table), (), state.seal, again)


class _Rows:
    """The schools as they would be after the rows planned so far. A new school's id is its row, negative."""

    def __init__(self, state: Known) -> None:
        self._state = state
        self._now: dict[int, School] = {}
        self._by_urn: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._row_of: dict[int, int] = {}
        for number, school in state.schools.items():
            self._take(number, school)
        self._heads = _Heads(state)
        self._reader = Reader(School, closed_on=parse_date, head_id=str)

    def plan(self, line: int, found: dict[str, str]) -> Planned:
        """What becomes of a row, of its filled cells by field."""
        title = found.get("name") or found.get("urn", "")
        try:
            values = self._reader.read(found)
            _refuse_closed(title, values, self._state.today)
            number = self._meant(values)
        except Refused as refused:
            return refusal(line, title, refused)
        return self._planned(line, number, values)

    def _planned(self, line: int, number: int | None, values: dict[str, Any]) -> Planned:
        before = None if number is None else self._now[number]
        told_of = {name: values[name] for name in School.__dataclass_fields__ if name in values and name != "head_id"}
        base = before or School(kind=_kind(values))
        head = self._heads.named(number, base.head_id, values)
        if isinstance(head, int):
            told_of["head_id"] = head
        record, differs = merged(base, told_of)
        problems = schools.amiss(record, lambda name, value: self._holder(name, value, number))
        if problems:
            return refusal(line, record.name, Refused(problems))
        self._take(-line if number is None else number, record)
        self._row_of[-line if number is None else number] = line
        new = head if isinstance(head, NewHead) else None
        why = head if isinstance(head, str) else ""
        if new:
            why = f"{_spoken(new)} is added as {record.head_title}"
        if before is None:
            return Planned(line, Action.ADDED, record.name, why, record, more=new)
        shown = in_words(School, differs, {"head_id": self._heads.name})
        if new:
            shown["Head"] = (self._heads.name(before.head_id), _spoken(new))
        action = Action.CHANGED if shown else Action.UNCHANGED
        return Planned(line, action, record.name, why, record, number, shown, more=new)

    def _meant(self, values: Mapping[str, Any]) -> int | None:
        """The school the row means, or none yet. Refused: one of an earlier row, one of several of a name."""
        urn, name = values.get("urn", ""), values.get("name", "")
        number = self._by_urn.get(urn)
        if number is None:
            called = [n for n in self._by_name.get(plain_name(name), ()) if not (urn and self._now[n].urn)]
            if len(called) > 1:
                raise Refused(f"{len(called)} schools are called “{name[:60]}”: give the URN to say which.")
            number = called[0] if called else None
        if number in self._row_of:
            raise Refused(f"Row {self._row_of[number]:,} is about the same school already: leave one of them out.")
        return number

    def _holder(self, name: str, value: str, number: int | None) -> str:
        if name == "urn":
            others = [self._by_urn[value]] if value in self._by_urn else []
        else:
            others = self._by_name.get(plain_name(value), [])
        return next((self._now[other].name for other in others if other != number), "")

    def _take(self, number: int, school: School) -> None:
        """Records how a school would be from here on."""
        before = self._now.get(number)
        if before is not None:
            self._by_urn.pop(before.urn, None)
            self._by_name[plain_name(before.name)].remove(number)
        self._now[number] = school
        if school.urn:
            self._by_urn[school.urn] = number
        self._by_name[plain_name(school.name)].append(number)


class _Heads:
    """Whom a row means by its head."""

    def __init__(self, state: Known) -> None:
        self._state = state
        self._there: dict[tuple[int | None, str, str], list[int]] = defaultdict(list)
        self._heading: dict[tuple[str, str], int] = {}
        for number, person in state.people.items():
            self._there[person.school_id, *_key(vars(person))].append(number)
        for school in state.schools.values():
            if school.head_id is not None and school.head_id in state.people:
                self._heading[_key(vars(state.people[school.head_id]))] = school.head_id

    def name(self, number: int | None) -> str:
        """The person's name as spoken; nothing for nobody."""
        person = self._state.people.get(number) if number is not None else None
        return person.name if person else ""

    def named(self, school_id: int | None, now: int | None, values: Mapping[str, Any]) -> int | NewHead | str | None:
        """The head whom a row names: a person's id, somebody new, None for nobody or who heads the school now.

        A sentence where the name cannot be taken over.
        """
        found = _head_name(values)
        if not found:
            return None
        if not (found.get("forename") and found.get("surname")):
            return f"the head, {' '.join(found.values())}, is left out: forename and surname are needed"
        key = _key(found)
        if now is not None and now in self._state.people and _key(vars(self._state.people[now])) == key:
            return None
        there = self._there.get((school_id, *key), []) if school_id is not None else []
        fit = [number for number in there if self._may_head(self._state.people[number])]
        if fit or key in self._heading:
            return fit[0] if fit else self._heading[key]
        if there:
            return f"{self.name(there[0])} cannot be made the head: a pupil, or has left"
        return NewHead(key, found.get("title", ""), found["forename"], found["surname"])

    def _may_head(self, person: Person) -> bool:
        left = standing(None, person.ends, self._state.today) is Standing.LEFT
        return person.category != Category.PUPIL and not left


def _head_name(values: Mapping[str, Any]) -> dict[str, str]:
    """The head's title, forename and surname as far as the row gives them; nothing for a vacant post."""
    parts = {name: values.get(f"head_{part}", "") for name, part in _PARTS.items()}
    whole = values.get("head_id", "")
    found = parts if parts["surname"] else {} if plain_name(whole) in _NOBODY else split_name(whole)
    told_of = {name: text for name, text in found.items() if plain_name(text) not in _NOBODY}
    return told_of if told_of.get("surname") else {}


_PARTS = {"title": "prefix", "forename": "forename", "surname": "surname"}


def _key(name: Mapping[str, Any]) -> tuple[str, str]:
    return plain_name(name["surname"]), plain_name(name["forename"])


def _spoken(head: NewHead) -> str:
    return " ".join(word for word in (head.title, head.forename, head.surname) if word)


def _refuse_closed(title: str, values: Mapping[str, Any], today: date) -> None:
    closed = values.get("closed_on")
    if not values.get("status", "").casefold().startswith("closed") and (closed is None or closed > today):
        return
    when = f"closed on {show_date(closed)}" if closed else "is closed"
    successor = values.get("successor", "")
    where = f"; it lives on as URN {successor}" if successor and successor != values.get("urn") else ""
    raise Refused(f"{title} {when}{where}.")


def _kind(values: Mapping[str, Any]) -> str:
    """The kind of a new school by its type, phase and name; a phase of its own (16 plus, nursery) is other."""
    of_type, phase, name = (values.get(one, "").casefold() for one in ("type", "phase", "name"))
    found = next((kind for kind, words in _KINDS if any(word in of_type for word in words)), None)
    if found is None and not phase:
        return SchoolKind.PRIMARY.value
    found = found or next((kind for kind, words in _PHASES if any(word in phase for word in words)), SchoolKind.OTHER)
    if found is SchoolKind.PRIMARY and ("infant" in name) is not ("junior" in name):
        found = SchoolKind.INFANT if "infant" in name else SchoolKind.JUNIOR
    return found.value


def _write(change: Change, plan: Plan, progress: Progress) -> None:
    added, changed = plan.of(Action.ADDED), plan.of(Action.CHANGED)
    total = len(added) + len(changed)
    headed: list[tuple[int, Planned]] = [(one.record_id, one) for one in changed if one.record_id]
    for batch in in_batches(added, 0, total, progress):
        ids = change.insert_many(tables.School, [vars(one.record) for one in batch])
        headed += zip(ids, batch, strict=True)
    for batch in in_batches(changed, len(added), total, progress):
        change.update_many(tables.School, {one.record_id: vars(one.record) for one in batch if one.record_id})
    _add_heads(change, [(number, one) for number, one in headed if one.more])


def _add_heads(change: Change, headed: list[tuple[int, Planned]]) -> None:
    """Enters the new heads, each as a person of the first school they head, and makes them its head."""
    first = {one.more.key: (number, one) for number, one in reversed(headed)}
    rows = [people.columns(_person(one.more, number, one.record)) for number, one in first.values()]
    ids = dict(zip(first, change.insert_many(people_tables.Person, rows), strict=True))
    change.update_many(tables.School, {number: {"head_id": ids[one.more.key]} for number, one in headed})


def _person(head: NewHead, school_id: int, school: School) -> Person:
    return Person(
        surname=head.surname, forename=head.forename, title=head.title, job=school.head_title, school_id=school_id
    )


SCHOOL_LIST = Register(
    record=School,
    command="schools.import",
    called="list of schools",
    needed=(("name",), ("urn",)),
    write=_write,
)
