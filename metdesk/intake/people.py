"""Staff lists: which person a row means, and what joins, moves and leaves by it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from db import people as tables
from metdesk import people
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed
from metdesk.intake.merging import merged
from metdesk.intake.names import split_name
from metdesk.intake.places import PlacedRows
from metdesk.intake.plan import Plan, Planned, Register
from metdesk.intake.rows import Values, plan_list
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

STAFF_LIST = Register(
    record=Person,
    table=tables.Person,
    columns=people.columns,
    command="people.import",
    called="staff list",
    entry="person",
    needed=(("surname",), ("full_name",), ("staff_code",), ("email",)),
)


def plan(
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """What importing this staff list would do; see `plan_list`.

    A row means the person with its staff code, else with its e-mail, else of its name in its school where neither is
    known of them. Refused: a list without names in it.
    """
    return plan_list(_Rows, desk, table, mapping, school_id=school_id, progress=progress)


class _Rows(PlacedRows[Person]):
    register = STAFF_LIST

    def __init__(self, desk: Desk, listed: Listed) -> None:
        super().__init__(desk, listed, category=_category)
        self._codes = listed.column("staff_code")
        self._by_code: dict[str, int] = {}
        self._by_email: dict[str, int] = {}
        self._by_name: dict[tuple[int | None, str, str], list[int]] = defaultdict(list)
        for number, person in people.everyone(desk).items():
            self.take(number, person)

    def title(self, found: Mapping[str, Any]) -> str:
        return found.get("full_name") or listed_name(found.get("surname", ""), found.get("forename", ""))

    def values(self, found: Mapping[str, str]) -> Values:
        values = super().values(found)
        if "full_name" in values:
            values = split_name(values.pop("full_name")) | values
        if values.pop("governor_type", ""):
            values.setdefault("category", Category.GOVERNANCE.value)
        return values

    def settled(self, values: Values, number: int | None) -> Values:
        if number is not None and values.get("email", "").casefold() == self.now[number].email.casefold():
            values.pop("email", None)
        return values

    def new(self, values: Values) -> Person:
        return Person(**{"category": _usual_category(values), **values})

    def amiss(self, record: Person, number: int | None) -> Mapping[str, str]:
        return people.amiss(record, self.places.__contains__, lambda name, value: self._holder(name, value, number))

    def missing(self, planned: list[Planned]) -> tuple[tuple[int, str], ...]:
        """The people of the list's schools with a staff code that no row has, who have not left."""
        if "staff_code" not in self.listed.mapping.values():
            return ()
        of_list = {one.record.school_id for one in planned if one.record is not None}
        return tuple(
            (number, self.title(vars(person)))
            for number, person in self.now.items()
            if person.school_id in of_list
            and person.staff_code
            and person.staff_code not in self._codes
            and number not in self.row_of
            and standing(person.starts, person.ends, self.today) is not Standing.LEFT
        )

    def meant(self, values: Values) -> int | None:
        return self._identified(values) or self._namesake(values)

    def _identified(self, values: Values) -> int | None:
        code, email = values.get("staff_code", ""), values.get("email", "").casefold()
        number, shared = self._by_code.get(code), f"The staff code {code}"
        if number is None:
            number, shared = self._by_email.get(email), f"The e-mail {email}"
            theirs = self.now[number].staff_code if number is not None else ""
            if code and theirs and theirs in self._codes:
                return None  # the list knows that person by their own code
        if number is None or number in self.row_of:
            return number
        other = self.now[number]
        same = [
            not values.get(name) or plain_name(values[name]) == plain_name(getattr(other, name))
            for name in ("surname", "forename")
        ]
        if not any(same) and not (code == other.staff_code and email == other.email.casefold()):
            raise Refused(f"{shared} is that of {other.name} in the register: put one of the two entries right.")
        return number

    def _namesake(self, values: Values) -> int | None:
        """Somebody of this name in this school whose code and e-mail are not known."""
        there = self._by_name.get(_name_key(values.get("school_id"), values), ())
        others = [number for number in there if not self._told_apart(values, self.now[number])]
        unknown = [n for n in others if not (self.now[n].staff_code or self.now[n].email)]
        if unknown:
            free = [n for n in unknown if n not in self.row_of]
            return min(free, key=lambda n: len(merged(self.now[n], values)[1])) if free else unknown[0]
        if others:
            other = self.now[others[0]]
            known_by = f"the staff code {other.staff_code}" if other.staff_code else f"the e-mail {other.email}"
            raise Refused(
                f"Another {other.forename} {other.surname} of this school has {known_by}, and this row has none: "
                "add it where the two are the same person, or another code where they are not."
            )
        return None

    @staticmethod
    def _told_apart(values: Values, other: Person) -> bool:
        """Whether both have a code, or both an e-mail: as `_identified` found nobody, they are not the same."""
        return bool((values.get("staff_code") and other.staff_code) or (values.get("email") and other.email))

    def _holder(self, name: str, value: str, number: int | None) -> str:
        holder = self._by_code.get(value) if name == "staff_code" else self._by_email.get(value.casefold())
        if holder is None or holder == number:
            return ""
        row = f" (row {self.row_of[holder]:,})" if holder in self.row_of else ""
        return f"{self.now[holder].name}{row}"

    def remember(self, number: int, record: Person) -> None:
        if record.staff_code:
            self._by_code[record.staff_code] = number
        if record.email:
            self._by_email[record.email.casefold()] = number
        self._by_name[_name_key(record.school_id, vars(record))].append(number)

    def forget(self, number: int, record: Person) -> None:
        self._by_code.pop(record.staff_code, None)
        self._by_email.pop(record.email.casefold(), None)
        self._by_name[_name_key(record.school_id, vars(record))].remove(number)

    def remarks(self, before: Person | None, record: Person, values: Values) -> str:
        said = self.moved(before.school_id, record.school_id) if before else []
        if record.starts and record.starts > self.today and (before is None or before.starts != record.starts):
            said.append(f"starts on {show_date(record.starts)}")
        if record.ends and (before is None or before.ends != record.ends):
            said.append(f"{'left' if record.ends < self.today else 'leaves'} on {show_date(record.ends)}")
        elif record.ends and record.ends < self.today and "ends" not in values:
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
