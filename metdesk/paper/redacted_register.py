"""The register of declarations and approaches without names, fit to be read at a governors' meeting.

It lists what there is by number and state, but only where that is five or more, and never by school; what it counts by
school, and of whom it is with, hides what is under five. A role would be a name in a small school: none is printed.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import BinaryIO

from reportlab.platypus import Flowable

from metdesk.approaches import Figures
from metdesk.calendar import count_of, show_date, show_month
from metdesk.declaration_record import APPROVED, OPEN, Relationship, State, With
from metdesk.declarations import Nameless
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, tables
from metdesk.paper.declaration_register import WAITING, sum_of
from metdesk.paper.furniture import Sheet
from metdesk.paper.page import build
from metdesk.paper.tables import Cell, Column
from metdesk.record import sentence_case

TITLE = "Declarations register, redacted"
SMALL = 5
"""Fewer than this many could tell of whom they speak."""
UNDER = f"under {SMALL}"
_OVER = (State.WITHDRAWN, State.ENDED)


@dataclass(frozen=True)
class Redacted:
    """What the redacted register shows: schools by their ids, and what stands there; of one school or of all."""

    schools: dict[int, str]
    declarations: Sequence[Nameless]
    approaches: Mapping[int, Figures]
    one_school: bool


def print_redacted(sheet: Sheet, told: Redacted, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the register without names, fit to be read at a meeting; returns its pages."""
    relations = [one for one in told.declarations if one.state is not State.NOTHING]
    nil = len(told.declarations) - len(relations)
    shown = len(relations) >= SMALL or not relations
    story: list[Flowable] = [
        blocks.para(
            f"As it stood on {show_date(sheet.printed_at.date())} (6.1.4, 6.5.4, 6.5.5). It names nobody. A number "
            f"under {SMALL} is not shown where it could tell of whom it speaks; nil is.",
            "lead",
        ),
        tables.figures(_redacted_figures(relations, nil, exact=shown)),
    ]
    if not told.one_school:
        story.append(_by_school(told))
    going_on = [one for one in relations if one.state in OPEN]
    story.append(_by_kind(going_on))
    story += [_each(relations), *_redacted_approaches(told)]
    return build(sheet, story, out, progress=progress)


_APPROACHES = (
    ("Approaches", "approaches"),
    ("Head not told yet", "not_reported"),
    ("Not told in time", "late"),
    ("Reply not kept", "not_kept"),
)


def _redacted_approaches(told: Redacted) -> list[Flowable]:
    """How many approaches there are by school, and of how many something is missing (6.5.5)."""
    found = list(told.approaches.values())
    if not any(one.approaches for one in found):
        return [tables.bar("Approaches (6.5.5)", "nil return: no approach is recorded")]
    columns = [suppressed([getattr(one, name) if one.approaches else None for one in found]) for _, name in _APPROACHES]
    names = [told.schools[number] for number in told.approaches]
    rows: list[list[Cell]] = [list(cells) for cells in zip(names, *columns, strict=True)]
    heads = [Column("School", 3), *[Column(title, 1.2, "right") for title, _ in _APPROACHES]]
    return [tables.table(heads, rows, title=("Approaches (6.5.5)", "“nil”: none is recorded"))]


def _redacted_figures(relations: Sequence[Nameless], nil: int, *, exact: bool) -> list[tuple[str, str]]:
    states = Counter(one.state for one in relations)
    numbers = (
        (sum_of(states, OPEN), "Relationships that stand (6.5.4)"),
        (sum_of(states, WAITING), "Of them waiting for a decision or an answer"),
        (states[State.NOT_APPROVED], "Not approved"),
    )
    figures = [(f"{number:,}" if exact else UNDER, words) for number, words in numbers]
    return [*figures, (UNDER if 0 < nil < SMALL else f"{nil:,}", "People with nothing to declare")]


_GROUPS: tuple[tuple[str, Collection[State]], ...] = (
    ("Waiting", WAITING),
    ("Approved", APPROVED),
    ("Not approved", (State.NOT_APPROVED,)),
    ("Over", _OVER),
    ("Nothing to declare", (State.NOTHING,)),
)


def _by_school(told: Redacted) -> Flowable:
    if not told.schools:
        return tables.bar("Schools", "there is none in the register yet")
    counted = {number: Counter[State]() for number in told.schools}
    for one in told.declarations:
        counted.setdefault(one.school_id, Counter())[one.state] += 1
    columns = [suppressed([sum_of(states, of) if states else None for states in counted.values()]) for _, of in _GROUPS]
    rows: list[list[Cell]] = [
        [told.schools.get(number, "–"), *cells] for number, *cells in zip(counted, *columns, strict=True)
    ]
    heads = [Column("School", 3), *[Column(title, 1.2, "right") for title, _ in _GROUPS]]
    return tables.table(heads, rows, title=("Schools", "“nil”: nobody has declared anything, nor that it is nothing"))


def _by_kind(going_on: Sequence[Nameless]) -> Flowable:
    with_whom = _counted([str(one) for one in With], [one.with_kind for one in going_on])
    what = _counted([str(one) for one in Relationship], [one.relationship for one in going_on])
    rows = [[*left, *right] for left, right in zip_longest(with_whom, what, fillvalue=("", ""))]
    columns = (Column("With", 2), Column("How many", 1, "right"), Column("", 0.4), Column("Relationship", 2.6))
    heads = (*columns, Column("How many", 1, "right"))
    told = [[left, number, "", what, how_many] for left, number, what, how_many in rows]
    return tables.table(heads, told, title=("With whom, and what it is", "of the relationships that stand"))


def _counted(words: Sequence[str], found: Sequence[str]) -> list[tuple[str, str]]:
    numbers = Counter(found)
    cells = suppressed([numbers[word] for word in words])
    return [(sentence_case(word), cell) for word, cell in zip(words, cells, strict=True)]


def suppressed(numbers: Sequence[int | None]) -> list[str]:
    """Numbers of one column as they may be shown: those under five hidden, and where that is one alone the next as
    well, which a total would else betray. None is nil; where all are nothing, nothing is hidden."""
    told = [number for number in numbers if number is not None]
    if not any(told):
        return ["nil" if number is None else "–" for number in numbers]
    hidden = {place for place, number in enumerate(numbers) if number is not None and number < SMALL}
    if len(hidden) == 1:
        others = [(number, place) for place, number in enumerate(numbers) if number is not None and number >= SMALL]
        hidden |= {min(others)[1]} if others else set()
    return [
        "nil" if number is None else f"{number:,}" if place not in hidden else UNDER if number < SMALL else "not shown"
        for place, number in enumerate(numbers)
    ]


def _each(relations: Sequence[Nameless]) -> Flowable:
    if not relations:
        return tables.bar("One by one", "nil return: no relationship is declared")
    if len(relations) < SMALL:
        return tables.bar("One by one", f"they are fewer than {SMALL}, so they are not listed")
    rows: list[list[Cell]] = [
        [
            f"Declaration {one.id}",
            show_month(one.declared_on),
            sentence_case(one.state),
            show_month(one.look_again) if one.look_again else "–",
        ]
        for one in relations
    ]
    columns = (Column("Entry", 1.4), Column("Declared in", 1.4), Column("Stands as", 2.2), Column("Look again in", 1.4))
    return tables.table(columns, rows, title=("One by one", count_of(len(relations), "relationship")))
