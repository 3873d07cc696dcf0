"""Whom a list of schools names as their heads and chairs, and entering the heads who are new."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import people as people_tables
from db import schools as tables
from db.change import Change
from metdesk import people
from metdesk.intake.names import split_name
from metdesk.intake.plan import Planned
from metdesk.people import Category, Person, Standing, standing
from metdesk.schools import School, plain_name

_NOBODY = {"vacant", "vacancy", "tbc", "notrecorded", "notapplicable", "na", "none", "unknown", ""}
_PARTS = {"title": "prefix", "forename": "forename", "surname": "surname"}


@dataclass(frozen=True)
class NewHead:
    """The head whom a row names and the register does not know yet; `key` is the same for one head of several."""

    key: tuple[str, str]
    title: str
    forename: str
    surname: str

    @property
    def name(self) -> str:
        """As spoken: `Mrs Jo Marsh`."""
        return people.spoken_name(self.title, self.forename, self.surname)


class Heads:
    """Whom a row means by its head."""

    def __init__(self, everybody: Mapping[int, Person], every: Mapping[int, School], today: date) -> None:
        """Whom it may be: `everybody` of the register, and who heads `every` school of it."""
        self._people, self._today = everybody, today
        self._there: dict[tuple[int | None, str, str], list[int]] = defaultdict(list)
        self._heading: dict[tuple[str, str], int] = {}
        for number, person in everybody.items():
            self._there[person.school_id, *_key(vars(person))].append(number)
        for school in every.values():
            if school.head_id is not None and school.head_id in everybody:
                self._heading[_key(vars(everybody[school.head_id]))] = school.head_id

    def name(self, number: int | None) -> str:
        """The person's name as spoken; nothing for nobody."""
        person = self._people.get(number) if number is not None else None
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
        if now is not None and now in self._people and _key(vars(self._people[now])) == key:
            return None
        there = self._there.get((school_id, *key), []) if school_id is not None else []
        fit = [number for number in there if self._may_head(self._people[number])]
        if fit or key in self._heading:
            return fit[0] if fit else self._heading[key]
        if there:
            return f"{self.name(there[0])} cannot be made the head: a pupil, or has left"
        return NewHead(key, found.get("title", ""), found["forename"], found["surname"])

    def chair(
        self, school_id: int | None, now: int | None, head: object, values: Mapping[str, Any]
    ) -> int | str | None:
        """The chair whom a row names: the id of a person of that school, None for nobody or who chairs it now; a
        sentence where the name cannot be taken over. `head` is who heads the school after this row."""
        whole = values.get("chair_id", "")
        if plain_name(whole) in _NOBODY:
            return None
        key = _key({"surname": "", "forename": "", **split_name(whole)})
        if now is not None and now in self._people and _key(vars(self._people[now])) == key:
            return None
        there = self._there.get((school_id, *key), []) if school_id is not None else []
        fit = [number for number in there if number != head and self._may_head(self._people[number])]
        return fit[0] if fit else f"the chair, {whole[:60]}, is left out: enter them as a person of this school first"

    def _may_head(self, person: Person) -> bool:
        left = standing(None, person.ends, self._today) is Standing.LEFT
        return person.category != Category.PUPIL and not left


def _head_name(values: Mapping[str, Any]) -> dict[str, str]:
    """The head's title, forename and surname as far as the row gives them; nothing for a vacant post."""
    parts = {name: values.get(f"head_{part}", "") for name, part in _PARTS.items()}
    whole = values.get("head_id", "")
    found = parts if parts["surname"] else {} if plain_name(whole) in _NOBODY else split_name(whole)
    told_of = {name: text for name, text in found.items() if plain_name(text) not in _NOBODY}
    return told_of if told_of.get("surname") else {}


def _key(name: Mapping[str, Any]) -> tuple[str, str]:
    return plain_name(name["surname"]), plain_name(name["forename"])


def add_heads(change: Change, written: list[tuple[int, Planned]]) -> None:
    """Enters the new heads, each as a person of the first school they head, and makes them its head."""
    headed = [(number, one) for number, one in written if one.more]
    first = {one.more.key: (number, one) for number, one in reversed(headed)}
    rows = [people.columns(_person(one.more, number, one.record)) for number, one in first.values()]
    ids = dict(zip(first, change.insert_many(people_tables.Person, rows), strict=True))
    change.update_many(tables.School, {number: {"head_id": ids[one.more.key]} for number, one in headed})


def _person(head: NewHead, school_id: int, school: School) -> Person:
    return Person(
        surname=head.surname, forename=head.forename, title=head.title, job=school.head_title, school_id=school_id
    )
