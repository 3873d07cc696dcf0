"""What an audit entry did to records, in words: columns by their labels, ids by names, from and to."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from db import history as audited
from metdesk.calendar import show_date, show_when
from metdesk.record import Field, Kind, to_text
from metdesk.told import LISTS, REFERENCES, UNTOLD, WRITTEN_AS_JSON, of_value, told

SHORT = 160
"""Characters of a long text that are shown at first."""
NOTHING = "nothing"

_ACTIONS = {
    "insert": "added",
    "update": "changed",
    "bin": "moved to the bin",
    "restore": "taken out of the bin",
}


@dataclass(frozen=True)
class Line:
    """What one field was and what it became, in words; empty where there was or is nothing.

    `before` is None for what was first entered, and for a picture, a file or a secret, of which `after` only
    says that it was changed.
    """

    label: str
    before: str | None
    after: str

    @property
    def words(self) -> str:
        """`State: Active → Dormant`."""
        if self.before is None:
            return f"{self.label}: {self.after}"
        return f"{self.label}: {self.before or NOTHING} → {self.after or NOTHING}"

    def short(self) -> "Line":
        """With long texts cut to the place where they begin to differ."""
        if self.before is None:
            return Line(self.label, None, _cut(self.after, 0))
        start = _first_difference(self.before, self.after) if self.before and self.after else 0
        return Line(self.label, _cut(self.before, start), _cut(self.after, start))


_HIDDEN = (Line("Not shown", None, "what it says is seen by the school’s head and office"),)


@dataclass(frozen=True)
class Part:
    """What an entry did to one record: its table and id, what it is and is called, what was done, field by field; one
    that is `hidden` says in place of that who sees it."""

    id: int
    kind: str
    record: int
    noun: str
    called: str
    done: str
    lines: tuple[Line, ...]
    hidden: bool = False

    @property
    def words(self) -> str:
        """`Account @ashhill (Facebook) changed`."""
        return " ".join(word for word in (self.noun[:1].upper() + self.noun[1:], self.called, self.done) if word)


def called(kind: str, record: int) -> str:
    """A record in words, with what it is: `account @ashhill (Facebook)`; by its number where it is gone."""
    about = told(kind)
    name = _names({kind: {record}})[kind].get(record) or f"no. {record:,}"
    return f"{about.noun} {name}"


def label(kind: str, column: str) -> str:
    """What a column is called."""
    return told(kind).column(column).label


def parts_of(rows: Sequence[audited.Told], hidden: Collection[tuple[str, int]] = ()) -> list[Part]:
    """The details in words, one for one; of `hidden` records (table and id) that they were touched, and no more."""
    columns = [({}, {}) if (row.kind, row.record) in hidden else _both(row) for row in rows]
    names = _names(_mentioned(rows, columns))
    parts = [_part(row, before, after, names) for row, (before, after) in zip(rows, columns, strict=True)]
    return [replace(one, lines=_HIDDEN, hidden=True) if (one.kind, one.record) in hidden else one for one in parts]


def _both(row: audited.Told) -> tuple[dict[str, Any], dict[str, Any]]:
    return _columns(row.before), _columns(row.after)


Names = Mapping[str, Mapping[int, str]]


def _part(row: audited.Told, before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Part:
    about = told(row.kind)
    name = names.get(row.kind, {}).get(row.record, "")
    lines = _lines(row, before, after, names)
    done = about.deeds.get(row.action) or _ACTIONS.get(row.action, row.action)
    return Part(row.id, row.kind, row.record, about.noun, name, done, lines)


def _lines(row: audited.Told, before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> tuple[Line, ...]:
    about, first = told(row.kind), row.action == "insert"
    order = {name: place for place, name in enumerate(about.fields)}
    untold = UNTOLD | about.hidden
    shown = [name for name in after if name not in untold and (not first or of_value(after[name]))]
    shown.sort(key=lambda name: order.get(name, len(order)))
    return tuple(_line(about.column(name), name, before.get(name), after[name], names, first) for name in shown)


def _line(one: Field, column: str, before: Any, after: Any, names: Names, first: bool) -> Line:
    if isinstance(before, dict) or isinstance(after, dict):  # a picture, of which the audit keeps the hash
        done = "taken away" if after is None else "put in" if before is None else "replaced"
        return Line(one.label, None, done)
    if before == after:  # a secret, of which it says no more
        return Line(one.label, None, "changed")
    was = None if first else _words(one, column, before, names)
    return Line(one.label, was, _words(one, column, after, names))


def _words(one: Field, column: str, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if column in REFERENCES and isinstance(value, int):
        return names.get(REFERENCES[column], {}).get(value) or f"no. {value}"
    if column in LISTS:
        return _listed(LISTS[column], value, names)
    if column in WRITTEN_AS_JSON:
        return _plain(value)
    if one.kind is Kind.YES_NO:
        return to_text(one, bool(value))
    if one.kind is Kind.DATE:
        return _day(str(value))
    return to_text(one, value)


def _plain(value: Any) -> str:
    try:
        return str(json.loads(value))
    except (TypeError, ValueError):
        return str(value)


def _listed(kind: str, value: Any, names: Names) -> str:
    try:
        items = json.loads(value)
        if not kind:
            return "\n".join(f"• {item}" for item in items)
        return ", ".join(names.get(kind, {}).get(item) or f"no. {item}" for item in items) or "all of them"
    except (TypeError, ValueError):
        return str(value)


def _day(written: str) -> str:
    try:
        if len(written) > len("2026-03-05"):
            return show_when(datetime.fromisoformat(written))
        return show_date(date.fromisoformat(written))
    except ValueError:
        return written


def _columns(text: str | None) -> dict[str, Any]:
    """A detail's columns; none where somebody made its text unreadable, which verifying names."""
    try:
        found = json.loads(text or "{}")
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _mentioned(
    rows: Iterable[audited.Told], columns: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> dict[str, set[int]]:
    """The ids whose names are wanted, by table: of the records themselves and of those that they point at."""
    found: dict[str, set[int]] = defaultdict(set)
    for row, both in zip(rows, columns, strict=True):
        found[row.kind].add(row.record)
        for name, value in (pair for one in both for pair in one.items()):
            if name in REFERENCES and isinstance(value, int):
                found[REFERENCES[name]].add(value)
            elif LISTS.get(name):
                found[LISTS[name]].update(_ids(value))
    return found


def _ids(value: Any) -> list[int]:
    try:
        return [item for item in json.loads(value) if isinstance(item, int)]
    except (TypeError, ValueError):
        return []


def _names(wanted: Mapping[str, set[int]]) -> dict[str, dict[int, str]]:
    """What these records are called now, by table and id."""
    found: dict[str, dict[int, str]] = {}
    for kind, ids in wanted.items():
        about = told(kind)
        known = audited.columns(kind, ids, about.name_columns) if about.name_columns else {}
        found[kind] = {one: about.called(*words) for one, words in known.items()}
    return found


def _first_difference(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _cut(words: str, start: int) -> str:
    """At most `SHORT` characters of `words`, from a little before `start`, at the ends of words."""
    if len(words) <= SHORT:
        return words
    begin = 0
    if start > SHORT // 2:
        begin = words.rfind(" ", 0, start - SHORT // 4) + 1
    end = begin + SHORT
    if end < len(words):
        space = words.rfind(" ", begin + SHORT // 2, end)
        end = space if space > 0 else end
    return ("…" if begin else "") + words[begin:end].strip() + ("…" if end < len(words) else "")
