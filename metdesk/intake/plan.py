"""What an import will do, row by row, before anything is written; and carrying it out as one change.

A register's module (people, schools, accounts) says how a row becomes a record and which record it means;
all else about an import is here.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from db.change import Change
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.columns import WORDINGS, choices, propose
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Progress, quietly
from metdesk.record import Kind, fields, from_text, to_text

R = TypeVar("R")

TOLD_EVERY = 1_000
"""Rows between two reports of progress."""

_NOTHING = {"-", "–", "—", "n/a", "na", "none", "null", "nil", "tbc"}
_ONE_LINE = {Kind.LINE, Kind.SUGGESTED, Kind.ADDRESS, Kind.EMAIL}
_MAY_SAY_NOTHING = {Kind.DATE, Kind.EMAIL}


class Action(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row.

    `row` is its number as a spreadsheet program counts; `why` says in words what is remarkable or why it is
    refused. `record` is what will be written, with `more` for what else belongs to it; `record_id` the entry
    that the row means; `differences` label → (before, after), in words.
    """

    row: int
    action: Action
    title: str
    why: str = ""
    record: Any = None
    record_id: int | None = None
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    more: Any = None


@dataclass(frozen=True)
class Plan:
    """An import before it is carried out.

    `missing` are the people (id, name) of the same schools who have a staff code that the list does not name;
    nothing happens to them. `seal` is the state of the register that was planned on.
    """

    register: "Register"
    file: str
    rows: list[Planned]
    ignored_columns: tuple[str, ...]
    warnings: tuple[str, ...]
    missing: tuple[tuple[int, str], ...]
    seal: str
    again: Callable[[], "Plan"] = field(compare=False, repr=False)

    def of(self, *actions: Action) -> list[Planned]:
        """The rows of which this becomes."""
        return [one for one in self.rows if one.action in actions]

    def summary(self) -> dict[str, Any]:
        """`{added, changed, unchanged, refused: [{row, why}], ignored_columns}`, the numbers as numbers."""
        counts = Counter(one.action for one in self.rows)
        refused = [{"row": one.row, "why": one.why} for one in self.of(Action.REFUSED)]
        told = {str(action): counts[action] for action in Action if action is not Action.REFUSED}
        return {**told, "refused": refused, "ignored_columns": list(self.ignored_columns)}


@dataclass(frozen=True)
class Register:
    """How one register takes a list: its record, its command, what its list is called, how it is written."""

    record: type
    command: str
    called: str
    needed: tuple[tuple[str, ...], ...]
    write: Callable[[Change, Plan, Progress], None]


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


def mapped(table: Table, mapping: Mapping[int, str] | None, register: Register) -> Mapping[int, str]:
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


def cells(table: Table, mapping: Mapping[int, str], progress: Progress) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's number and its filled cells by field; the first column of a field that is filled counts."""
    places = list(mapping.items())[::-1]
    for at, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        if at % TOLD_EVERY == 0:
            progress(at / len(table.rows), "Comparing the list with the register…")
        yield line, {name: row[place] for place, name in places if row[place]}


def ignored(table: Table, mapping: Mapping[int, str]) -> tuple[str, ...]:
    """The columns that no field takes, those that were dropped unread first."""
    return (*table.dropped, *(heading for place, heading in enumerate(table.header) if place not in mapping))


def told(table: Table) -> tuple[str, ...]:
    """What should be said of the list as a whole."""
    dropped = [f"The column “{name}” was left out unread: no password is ever kept." for name in table.dropped]
    return (*dropped, *table.warnings)


def merged(base: R, found: Mapping[str, Any]) -> tuple[R, dict[str, tuple[Any, Any]]]:
    """The record with what was found, and what differs: name of the field → (before, after)."""
    differs: dict[str, tuple[Any, Any]] = {}
    for name, value in found.items():
        before = getattr(base, name)
        if before != value and not _same(before, value):
            differs[name] = (before, value)
    if not differs:
        return base, differs
    values = {name: after for name, (_, after) in differs.items()}
    return replace(base, **values), differs  # type: ignore[type-var]  # R is always a dataclass


def _same(before: Any, after: Any) -> bool:
    """Whether a list says nothing new: spaces do not count, nor capitals throughout (`SMITH` for `Smith`)."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return False
    plain, new = _plain(before), _plain(after)
    return plain == new or (new.isupper() and len(new) > 1 and plain.upper() == new and not plain.islower())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def in_words(
    record: type, differs: Mapping[str, tuple[Any, Any]], names: Mapping[str, Callable[[Any], str]]
) -> dict[str, tuple[str, str]]:
    """The differences by label and in words; `names` says those of fields that hold an id."""
    shown: dict[str, tuple[str, str]] = {}
    for one in fields(record):
        if one.name in differs:
            before, after = differs[one.name]
            name = names.get(one.name)
            shown[one.label] = (name(before), name(after)) if name else (to_text(one, before), to_text(one, after))
    return shown


def refusal(row: int, title: str, refused: Refused | str) -> Planned:
    """The row as it is refused."""
    return Planned(row, Action.REFUSED, title, str(refused))


def carry_out(desk: Desk, plan: Plan, progress: Progress = quietly) -> dict[str, Any]:
    """Writes a plan as one change, which one undo takes back; returns its summary.

    Refused: the register has changed since in a way that makes another plan of it. `progress` may cancel;
    then nothing is written.
    """
    if desk.seal_words() != plan.seal and plan.again().rows != plan.rows:
        raise Refused("The register was changed since this import was planned: look at the preview again.")
    summary = plan.summary()
    if summary["added"] or summary["changed"]:
        words = f"Imported {plan.register.called} {plan.file}: {_counted(summary)}"
        with desk.change(plan.register.command, words) as change:
            plan.register.write(change, plan, progress)
    return summary


def _counted(summary: Mapping[str, Any]) -> str:
    counts = {**summary, "refused": len(summary["refused"])}
    return ", ".join(f"{counts[action]:,} {action}" for action in Action if counts[action])


def in_batches(rows: Collection[Planned], done: int, total: int, progress: Progress) -> Iterator[list[Planned]]:
    """The rows in handfuls, with progress told before each; `done` of `total` are written already."""
    every = list(rows)
    for start in range(0, len(every), 5 * TOLD_EVERY):
        progress((done + start) / max(total, 1), f"Writing {count_of(total, 'entry', 'entries')}…")
        yield every[start : start + 5 * TOLD_EVERY]
