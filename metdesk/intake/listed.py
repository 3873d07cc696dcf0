"""A list as it was brought: which of its columns is which field, and what its cells say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from metdesk.errors import Refused
from metdesk.intake.columns import WORDINGS, choices, propose
from metdesk.intake.plan import TOLD_EVERY, Register
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Progress
from metdesk.record import Kind, fields, from_text

_NOTHING = {"-", "–", "—", "n/a", "na", "none", "null", "nil", "tbc"}
_ONE_LINE = {Kind.LINE, Kind.SUGGESTED, Kind.ADDRESS, Kind.EMAIL}
_MAY_SAY_NOTHING = {Kind.DATE, Kind.EMAIL}


@dataclass(frozen=True)
class Listed:
    """A list whose columns (from 0) are fields by `mapping`; `school_id` is the school of rows that name none."""

    table: Table
    mapping: Mapping[int, str]
    school_id: int | None = None

    def rows(self, progress: Progress) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row's number and its filled cells by field; the first column of a field that is filled counts."""
        places = list(self.mapping.items())[::-1]
        for at, (line, row) in enumerate(zip(self.table.lines, self.table.rows, strict=True)):
            if at % TOLD_EVERY == 0:
                progress(at / len(self.table.rows), "Comparing the list with the register…")
            yield line, {name: row[place] for place, name in places if row[place]}

    def column(self, field: str) -> set[str]:
        """What the columns of a field hold; nothing where there is none."""
        return {row[place] for place, name in self.mapping.items() if name == field for row in self.table.rows}

    @property
    def ignored(self) -> tuple[str, ...]:
        """The columns that no field takes, those that were dropped unread first."""
        header = enumerate(self.table.header)
        return (*self.table.dropped, *(heading for place, heading in header if place not in self.mapping))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What should be said of the list as a whole."""
        dropped = [f"The column “{name}” was left out unread: no password is ever kept." for name in self.table.dropped]
        return (*dropped, *self.table.warnings)


def mapped(register: Register, table: Table, mapping: Mapping[int, str] | None) -> Mapping[int, str]:
    """The mapping, or the one the column names propose. Refused: without the columns that the list needs."""
    chosen = propose(table.header, register.record) if mapping is None else mapping
    names, have = choices(register.record), set(chosen.values())
    unknown = have - set(WORDINGS[register.record.__name__])
    if unknown or any(not 0 <= place < len(table.header) for place in chosen):
        raise Refused(f"A column was given a use that a {register.called} does not have: choose from the list.")
    if not any(have.issuperset(one) for one in register.needed):
        wanted = " or ".join(" and ".join(names[name].lower() for name in one) for one in register.needed)
        seen = ", ".join(f"“{heading[:40]}”" for heading in table.header[:8])
        raise Refused(f"{table.name} has no usable columns for a {register.called}: {wanted}. Its columns are {seen}.")
    return chosen


class Reader:
    """Turns cells into the values of a record; each wording of a choice, a date, a school is parsed once."""

    def __init__(self, record: type, **special: Callable[[str], Any]) -> None:
        """`special` gives the ways of fields that are not read as `from_text` reads them."""
        usual = {one.name: partial(from_text, one) for one in fields(record) if one.kind not in _ONE_LINE}
        self._ways: dict[str, Callable[[str], Any]] = {**usual, **special}
        self._parsed: dict[str, dict[str, Any]] = {name: {} for name in self._ways}
        self._may_say_nothing = {one.name for one in fields(record) if one.kind in _MAY_SAY_NOTHING}

    def read(self, filled: Mapping[str, str]) -> dict[str, Any]:
        """The values of the cells by field. Refused: what cannot be such a value, a sentence a field."""
        found: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name, text in filled.items():
            if name in self._may_say_nothing and text.casefold() in _NOTHING:
                continue
            parsed = self._parsed.get(name)
            if parsed is None:
                found[name] = text if text.isprintable() else " ".join(text.split())
                continue
            if text not in parsed:
                parsed[text] = self._parse(name, text)
            value = parsed[text]
            if isinstance(value, Refused):
                problems[name] = str(value)
            else:
                found[name] = value
        if problems:
            raise Refused(problems)
        return found

    def _parse(self, name: str, text: str) -> Any:
        try:
            return self._ways[name](text)
        except Refused as refused:
            return refused
