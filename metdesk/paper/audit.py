"""The audit extract: who changed what, when, from and to, between two seals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from reportlab.platypus import Flowable

from metdesk.calendar import count_of, show_month, show_when
from metdesk.history import Entry
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, tables
from metdesk.paper.furniture import Sheet
from metdesk.paper.page import build
from metdesk.paper.tables import Cell, Column, Lead, Muted, Piece
from metdesk.paper.theme import LANDSCAPE_WIDTH
from metdesk.telling import NOTHING, Line, Part

TITLE = "Audit extract"
_TOGETHER = 100  # rows in one table: ReportLab goes through all of a table at the end of each page
_PROBLEMS = 40
_RECORDS_A_ROW = 4
_LINES = 12  # of a row: a page ends between two of them

_COLUMNS = (
    Column("Entry", 0.7, "right"),
    Column("When", 2.1),
    Column("Who", 1.3),
    Column("What", 2.9),
    Column("From and to", 5.7),
)


@dataclass(frozen=True)
class Told:
    """An entry with what it did to its first records, and how many records there are."""

    entry: Entry
    parts: Sequence[Part]
    records: int


@dataclass(frozen=True)
class Extract:
    """What the extract says of itself: which days and what it is about in words, the seals before its first entry and
    at its last, how many entries the register has, and what verifying found."""

    days: str
    about: str
    seal_before: str
    seal_at_end: str
    of_all: int
    verified: str
    problems: Sequence[str]


def print_extract(
    sheet: Sheet, extract: Extract, entries: Sequence[Told], out: BinaryIO, progress: Progress = quietly
) -> int:
    """Writes the extract, a table for each month; returns its pages."""
    story: list[Flowable] = [
        blocks.para("Everything in it was signed by the keyholder named, when it was done.", "lead"),
        tables.facts(_facts(extract, entries), LANDSCAPE_WIDTH),
    ]
    if extract.problems:
        story.append(blocks.heading("What is not as the keyholders left it"))
        story += blocks.bullets(extract.problems[:_PROBLEMS])
        if extract.problems[_PROBLEMS:]:
            story.append(blocks.para(f"… and {count_of(len(extract.problems) - _PROBLEMS, 'more problem')}."))
    story.append(blocks.gap(10))
    story += [
        tables.table(
            _COLUMNS, [row for one in told for row in _rows(one)], title=title, width=LANDSCAPE_WIDTH, most_lines=_LINES
        )
        for title, told in _months(entries)
    ]
    return build(sheet, story, out, landscape=True, progress=progress)


def _facts(extract: Extract, entries: Sequence[Told]) -> list[tuple[str, str]]:
    return [
        ("Days", extract.days),
        ("About", extract.about),
        ("Entries", f"{len(entries):,} of the register’s {extract.of_all:,}"),
        ("Seal before the first", extract.seal_before),
        ("Seal at the last", extract.seal_at_end),
        ("Verified", extract.verified),
    ]


def _months(entries: Sequence[Told]) -> Iterator[tuple[tuple[str, str], list[Told]]]:
    for month, found in groupby(entries, lambda one: show_month(one.entry.at.astimezone().date())):
        held = list(found)
        for start in range(0, len(held), _TOGETHER):
            rows = held[start : start + _TOGETHER]
            first, last = rows[0].entry.n, rows[-1].entry.n
            span = f"entry {first:,}" if first == last else f"entries {first:,} to {last:,}"
            yield (month, span), rows


def _rows(one: Told) -> Iterator[list[Cell]]:
    """The entry in rows of a few records, so that a page may end between them; each bears the entry's number."""
    entry, lines = one.entry, _records(one)
    yield [f"{entry.n:,}", show_when(entry.at), entry.who, entry.words, tuple(lines[:_RECORDS_A_ROW]) or "–"]
    for start in range(_RECORDS_A_ROW, len(lines), _RECORDS_A_ROW):
        yield [Muted(f"{entry.n:,}"), Muted("continued"), "", "", tuple(lines[start : start + _RECORDS_A_ROW])]


def _records(one: Told) -> list[Piece]:
    lines: list[Piece] = [
        Lead(f"{part.words}{':' if part.lines else ''}", " · ".join(map(_line, _shown(part)))) for part in one.parts
    ]
    rest = one.records - len(one.parts)
    if rest > 0:
        lines.append(Muted(f"and {count_of(rest, 'more record')} of this entry, which the register shows."))
    return lines


def _shown(part: Part) -> Sequence[Line]:
    """What was changed stands whole; what was first entered is cut short, since the register has it."""
    return [line.short() for line in part.lines] if part.done == "added" else part.lines


def _line(one: Line) -> str:
    if one.before is None:
        return f"{one.label}: {one.after}"
    return f"{one.label}: from {_quoted(one.before)} to {_quoted(one.after)}"


def _quoted(words: str) -> str:
    return f"“{words}”" if words else NOTHING
