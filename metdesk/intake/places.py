"""Which school a list means by a name or a URN, and the rows of what belongs to a school."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from metdesk import schools
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed
from metdesk.intake.rows import Record, Rows, Values
from metdesk.schools import School, labels, plain_name
from metdesk.scope import refuse_outside

_WITH_URN = re.compile(r".*\((?:URN )?(\d{6})\)")


class Places:
    """The schools of the register by what lists call them."""

    def __init__(self, schools: Mapping[int, School]) -> None:
        self.schools = schools
        self._labels = labels(schools)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_urn = {school.urn: number for number, school in schools.items() if school.urn}
        for number, school in schools.items():
            self._by_name[plain_name(school.name)].append(number)

    def __contains__(self, number: object) -> bool:
        return number in self.schools

    def label(self, number: int | None) -> str:
        """What tells the school from the others; nothing for none."""
        return self._labels.get(number, "") if number is not None else ""

    def by_urn(self, text: str) -> int:
        """The school with this URN. Refused: there is none."""
        number = self._by_urn.get(text.strip())
        if number is None:
            raise Refused(f"No school of the register has the URN “{text[:20]}”: add the school first.")
        return number

    def find(self, text: str) -> int:
        """The school of this name or URN, or the one whose name begins so. Refused: none, or several."""
        marked = _WITH_URN.fullmatch(text)
        if marked or text.strip() in self._by_urn:
            return self.by_urn(marked[1] if marked else text)
        wanted = plain_name(text)
        found = self._by_name.get(wanted) or [
            number
            for name, numbers in self._by_name.items()
            if wanted and name.startswith(wanted)
            for number in numbers
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(f"{len(found)} schools are called “{text[:60]}”: give the URN to say which.")
        raise Refused(f"There is no school “{text[:60]}” in the register: add it first, or put the name right.")

    def named(self, text: str) -> list[int]:
        """The schools of exactly this name, whatever its capitals and full stops."""
        return list(self._by_name.get(plain_name(text), ()))


class PlacedRows(Rows[Record]):
    """Rows of entries that belong to a school: the one that a row names, else the school of the whole list."""

    def __init__(self, desk: Desk, listed: Listed, **ways: Callable[[str], Any]) -> None:
        self.places = Places(schools.everyone(desk))
        self._keyholder = desk.keyholder
        super().__init__(desk, listed, school_id=self.places.find, school_urn=self.places.by_urn, **ways)
        self.names = {"school_id": self.places.label}

    def values(self, found: Mapping[str, str]) -> Values:
        """What a row says; where it gives a URN, the school's name is not looked at."""
        if "school_urn" in found:
            found = {name: text for name, text in found.items() if name != "school_id"}
        values = super().values(found)
        school = values.pop("school_urn", None) or values.get("school_id") or self.listed.school_id
        if school is not None:
            values["school_id"] = school
        return values

    def out_of_reach(self, before: Record | None, record: Record) -> Mapping[str, str]:
        """The schools of the entry that are not among the keyholder's."""
        try:
            for school in (vars(one)["school_id"] for one in (before, record) if one is not None):
                if school is not None:
                    refuse_outside(self._keyholder, school)
        except Refused as refused:
            return {"school_id": str(refused)}
        return {}

    def moved(self, before: int | None, after: int | None) -> list[str]:
        """What is to be said of an entry that was of the school `before`: nothing unless it moves."""
        return [f"moves from {self.places.label(before)}"] if before != after else []
