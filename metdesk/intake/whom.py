"""Whom a row of a list means: the person with its staff code, else its e-mail, else its name in its school."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from metdesk import people, schools
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed, Reader
from metdesk.intake.names import split_name
from metdesk.intake.places import Places
from metdesk.intake.plan import Planned, refusal
from metdesk.intake.rows import Lines, Values
from metdesk.people import Person
from metdesk.schools import plain_name
from metdesk.scope import refuse_outside

NEEDED = (("staff_code",), ("email",), ("full_name",), ("surname",))
"""The columns of which such a list has one."""


class Whom:
    """The people of the register as lists name them; `school_id` is the school of rows that name none."""

    def __init__(self, desk: Desk, school_id: int | None) -> None:
        self._keyholder, self._school_id = desk.keyholder, school_id
        self.people = people.everyone(desk)
        self._by: dict[tuple[str, Any], list[int]] = defaultdict(list)
        for number, person in self.people.items():
            for key in _keys(person):
                self._by[key].append(number)

    def meant(self, values: Mapping[str, Any]) -> int:
        """The person a row means by its values. Refused: nobody, several, or one whom the key is not for."""
        number = self._found(values)
        refuse_outside(self._keyholder, self.people[number].school_id)
        return number

    def _found(self, values: Mapping[str, Any]) -> int:
        name = {key: values.get(key, "") for key in ("surname", "forename")}
        if values.get("full_name"):
            name |= split_name(values["full_name"])
        for key in (("code", values.get("staff_code", "")), ("email", values.get("email", "").casefold())):
            if key[1] and len(self._by.get(key, ())) == 1:
                return self._by[key][0]
        there = self._by.get(("name", _plain(name["surname"], name["forename"])), [])
        school = values.get("school_id") or self._school_id
        if school is not None:
            there = [number for number in there if self.people[number].school_id == school]
        if len(there) == 1:
            return there[0]
        if there:
            raise Refused("Several people have this name: give the staff code or the e-mail.")
        raise Refused("Nobody of this code, e-mail or name is in the register: add them under People first.")


class WhomLines(Lines):
    """Rows of which each means a person, and adds what is theirs or finds it there already."""

    def __init__(self, desk: Desk, listed: Listed, **ways: Callable[[str], Any]) -> None:
        """`ways` are those of fields that `Reader` does not read as usual."""
        places = Places(schools.everyone(desk))
        self._whom = Whom(desk, listed.school_id)
        self.people = self._whom.people
        self._label = places.label
        self._reader = Reader(self.register.record, school_id=places.find, **ways)

    def values(self, found: Mapping[str, str]) -> Values:
        """What the filled cells of a row say, by field. Refused: what cannot be such a value."""
        return self._reader.read(found)

    @abstractmethod
    def planned(self, line: int, found: Mapping[str, str], values: Values, person_id: int, title: str) -> Planned:
        """What becomes of the row `line`, which means this person; `title` is what the preview calls it. Refused: it
        cannot be taken in."""

    def plan(self, line: int, found: Mapping[str, str]) -> Planned:
        """What becomes of the row `line`, of its filled cells by field."""
        try:
            values = self.values(found)
            number = self._whom.meant(values)
            person = self.people[number]
            title = f"{people.listed_name(person.surname, person.forename)}, {self._label(person.school_id)}"
            return self.planned(line, found, values, number, title)
        except Refused as refused:
            return refusal(line, _called(found), refused)


def _called(found: Mapping[str, str]) -> str:
    """What a row is called by its cells, before anybody is known by them."""
    title = found.get("full_name") or people.listed_name(found.get("surname", ""), found.get("forename", ""))
    return title or found.get("staff_code", "") or found.get("email", "")


def _keys(person: Person) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("name", _plain(person.surname, person.forename))]
    if person.staff_code:
        found.append(("code", person.staff_code))
    if person.email:
        found.append(("email", person.email.casefold()))
    return found


def _plain(surname: str, forename: str) -> tuple[str, str]:
    return plain_name(surname), plain_name(forename)
