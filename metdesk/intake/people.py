"""Staff lists: which person a row means, and what joins, moves and leaves by it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import people as tables
from db.change import Change
from metdesk import people, schools
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.names import split_name
from metdesk.intake.places import Places
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
from metdesk.people import Category, Person, Standing, listed_name, standing
from metdesk.schools import plain_name

_CATEGORIES: tuple[tuple[Category, tuple[str, ...]], ...] = (
    (Category.GOVERNANCE, ("govern", "trustee", "academy councillor", "board member")),
    (Category.CONTRACTOR, ("contractor", "agency", "supply", "peripatetic", "self-employed", "third party")),
    (Category.VOLUNTEER, ("volunteer",)),
    (Category.VISITOR, ("visitor", "guest")),
    (Category.STAFF, ("staff", "teach", "support", "employee", "admin", "leadership", "trainee", "apprentice")),
    (Category.PUPIL, ("pupil", "student", "learner")),
)
"""What the words of school systems mean; the first whose word is in the cell."""
_GOVERNS = re.compile(r"\b(governor|trustee)$|^(vice[- ])?chair of (the )?(governors|trustees)", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What planning needs of the register, read at once: with it a plan is made in any thread."""

    people: Mapping[int, Person]
    places: Places
    today: date
    seal: str


def known(desk: Desk) -> Known:
    """The register as it is now."""
    everyone = {row.pop("id"): Person(**row) for row in tables.records()}
    return Known(everyone, Places(schools.everyone(desk)), desk.today(), desk.seal_words())


def plan(
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """What importing this staff list would do, nothing being written. See `plan_from`."""
    return plan_from(known(desk), desk, table, mapping, school_id=school_id, progress=progress)


def plan_from(
    state: Known,
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """The plan on what is `known`; the register itself is not read.

    `mapping` says which column (from 0) is which field of `columns.choices(Person)`, else the names of the columns
    do. `school_id` is the school of rows that name none. A row means the person with its staff code, else with its
    e-mail, else of its name in its school where neither is known of them. An empty cell leaves what is known.
    Refused: a list without names in it.
    """
    chosen = mapped(table, mapping, STAFF_LIST)
    codes = {row[place] for place, name in chosen.items() if name == "staff_code" for row in table.rows}
    rows = _Rows(state, school_id, codes)
    planned = [rows.plan(line, found) for line, found in cells(table, chosen, progress)]
    missing = rows.missing(planned) if "staff_code" in chosen.values() else ()

    def again() -> Plan:
        return plan(desk, table, mapping, school_id=school_id)

    return Plan(STAFF_LIST, table.name, planned, ignored(table, chosen), told(table), missing, state.seal, again)


class _Rows:
    """The people as they would be after the rows planned so far. A new person's id is their row, negative."""

    def __init__(self, state: Known, school_id: int | None, codes: set[str]) -> None:
        self._places, self._today, self._school_id = state.places, state.today, school_id
        self._before = state.people
        self._now: dict[int, Person] = {}
        self._codes = codes
        self._by_code: dict[str, int] = {}
        self._by_email: dict[str, int] = {}
        self._by_name: dict[tuple[int | None, str, str], list[int]] = defaultdict(list)
        self._row_of: dict[int, int] = {}
        for number, person in state.people.items():
            self._take(number, person)
        self._reader = Reader(Person, school_id=self._places.find, school_urn=self._places.by_urn, category=_category)

    def plan(self, line: int, found: dict[str, str]) -> Planned:
        """What becomes of a row, of its filled cells by field."""
        try:
            values = self._values(found)
            number = self._meant(values)
        except Refused as refused:
            title = found.get("full_name") or listed_name(found.get("surname", ""), found.get("forename", ""))
            return refusal(line, title, refused)
        before = None if number is None else self._now[number]
        if before is None:
            differs: dict[str, tuple[Any, Any]] = {}
            record = Person(**{"category": _usual_category(values), **values})
        else:
            if values.get("email", "").casefold() == before.email.casefold():
                values.pop("email", None)
            record, differs = merged(before, values)
        title = listed_name(record.surname, record.forename)
        if before and not differs:
            self._row_of[number or 0] = line
            return Planned(line, Action.UNCHANGED, title, self._remarks(before, record, values), record, number)
        problems = people.amiss(
            record, self._places.__contains__, lambda name, value: self._holder(name, value, number)
        )
        if problems:
            return refusal(line, title, Refused(problems))
        self._take(-line if number is None else number, record)
        self._row_of[-line if number is None else number] = line
        why = self._remarks(before, record, values)
        if before is None:
            return Planned(line, Action.ADDED, title, why, record)
        shown = in_words(Person, differs, {"school_id": self._places.label})
        return Planned(line, Action.CHANGED, title, why, record, number, shown)

    def missing(self, planned: list[Planned]) -> tuple[tuple[int, str], ...]:
        """The people of the list's schools with a staff code that no row has, who have not left."""
        of_list = {one.record.school_id for one in planned if one.record is not None}
        return tuple(
            (number, listed_name(person.surname, person.forename))
            for number, person in self._before.items()
            if person.school_id in of_list
            and person.staff_code
            and person.staff_code not in self._codes
            and number not in self._row_of
            and standing(person.starts, person.ends, self._today) is not Standing.LEFT
        )

    def _values(self, found: dict[str, str]) -> dict[str, Any]:
        if "school_urn" in found:
            found = {name: text for name, text in found.items() if name != "school_id"}
        values = self._reader.read(found)
        if "full_name" in values:
            values = split_name(values.pop("full_name")) | values
        school = values.pop("school_urn", None) or values.get("school_id") or self._school_id
        if school is not None:
            values["school_id"] = school
        if values.pop("governor_type", ""):
            values.setdefault("category", Category.GOVERNANCE.value)
        return values

    def _meant(self, values: Mapping[str, Any]) -> int | None:
        """The person the row means, or nobody yet. Refused: one of an earlier row, one who cannot be told."""
        number = self._identified(values) or self._namesake(values)
        if number is None:
            return None
        if number in self._row_of:
            raise Refused(f"Row {self._row_of[number]:,} is about the same person already: leave one of them out.")
        return number

    def _identified(self, values: Mapping[str, Any]) -> int | None:
        code, email = values.get("staff_code", ""), values.get("email", "").casefold()
        number, shared = self._by_code.get(code), f"The staff code {code}"
        if number is None:
            number, shared = self._by_email.get(email), f"The e-mail {email}"
            theirs = self._now[number].staff_code if number is not None else ""
            if code and theirs and theirs in self._codes:
                return None  # the list knows that person by their own code
        if number is None or number in self._row_of:
            return number
        other = self._now[number]
        same = [
            not values.get(name) or plain_name(values[name]) == plain_name(getattr(other, name))
            for name in ("surname", "forename")
        ]
        if not any(same) and not (code == other.staff_code and email == other.email.casefold()):
            raise Refused(f"{shared} is that of {other.name} in the register: put one of the two entries right.")
        return number

    def _namesake(self, values: Mapping[str, Any]) -> int | None:
        """Somebody of this name in this school whose code and e-mail are not known."""
        there = self._by_name.get(_name_key(values.get("school_id"), values), ())
        others = [number for number in there if not self._told_apart(values, self._now[number])]
        unknown = [n for n in others if not (self._now[n].staff_code or self._now[n].email)]
        if unknown:
            free = [n for n in unknown if n not in self._row_of]
            return min(free, key=lambda n: len(merged(self._now[n], values)[1])) if free else unknown[0]
        if others:
            other = self._now[others[0]]
            known_by = f"the staff code {other.staff_code}" if other.staff_code else f"the e-mail {other.email}"
            raise Refused(
                f"Another {other.forename} {other.surname} of this school has {known_by}, and this row has none: "
                "add it where the two are the same person, or another code where they are not."
            )
        return None

    @staticmethod
    def _told_apart(values: Mapping[str, Any], other: Person) -> bool:
        """Whether both have a code, or both an e-mail: as `_identified` found nobody, they are not the same."""
        return bool((values.get("staff_code") and other.staff_code) or (values.get("email") and other.email))

    def _holder(self, name: str, value: str, number: int | None) -> str:
        holder = self._by_code.get(value) if name == "staff_code" else self._by_email.get(value.casefold())
        if holder is None or holder == number:
            return ""
        row = f" (row {self._row_of[holder]:,})" if holder in self._row_of else ""
        return f"{self._now[holder].name}{row}"

    def _take(self, number: int, person: Person) -> None:
        """Records how a person would be from here on."""
        before = self._now.get(number)
        if before is not None:
            self._by_code.pop(before.staff_code, None)
            self._by_email.pop(before.email.casefold(), None)
            self._by_name[_name_key(before.school_id, vars(before))].remove(number)
        self._now[number] = person
        if person.staff_code:
            self._by_code[person.staff_code] = number
        if person.email:
            self._by_email[person.email.casefold()] = number
        self._by_name[_name_key(person.school_id, vars(person))].append(number)

    def _remarks(self, before: Person | None, record: Person, values: Mapping[str, Any]) -> str:
        said: list[str] = []
        if before and before.school_id != record.school_id:
            said.append(f"moves from {self._places.label(before.school_id)}")
        if record.starts and record.starts > self._today and (before is None or before.starts != record.starts):
            said.append(f"starts on {show_date(record.starts)}")
        if record.ends and (before is None or before.ends != record.ends):
            said.append(f"{'left' if record.ends < self._today else 'leaves'} on {show_date(record.ends)}")
        elif record.ends and record.ends < self._today and "ends" not in values:
            said.append(f"left on {show_date(record.ends)} as far as the register knows")
        return "; ".join(said)


def _name_key(school_id: int | None, values: Mapping[str, Any]) -> tuple[int | None, str, str]:
    return school_id, plain_name(values.get("surname", "")), plain_name(values.get("forename", ""))


def _category(text: str) -> str:
    plain = text.casefold()
    for category, words in _CATEGORIES:
        if plain == category or any(word in plain for word in words):
            return category.value
    known_words = ", ".join(Category)
    raise Refused(f"“{text[:40]}” is no category of person: write one of {known_words}.")


def _usual_category(values: Mapping[str, Any]) -> str:
    return (Category.GOVERNANCE if _GOVERNS.search(values.get("job", "")) else Category.STAFF).value


def _write(change: Change, plan: Plan, progress: Progress) -> None:
    added, changed = plan.of(Action.ADDED), plan.of(Action.CHANGED)
    total = len(added) + len(changed)
    for batch in in_batches(added, 0, total, progress):
        change.insert_many(tables.Person, [people.columns(one.record) for one in batch])
    for batch in in_batches(changed, len(added), total, progress):
        change.update_many(tables.Person, {one.record_id: people.columns(one.record) for one in batch if one.record_id})


STAFF_LIST = Register(
    record=Person,
    command="people.import",
    called="staff list",
    needed=(("surname",), ("full_name",), ("staff_code",), ("email",)),
    write=_write,
)
