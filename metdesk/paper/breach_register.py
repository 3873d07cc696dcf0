"""The register of breaches and the summary of a term in print: counts, without a word of any case (5.2.3)."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.platypus import Flowable

from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.case_record import Category, Outcome, State
from metdesk.case_seen import CaseRow
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, tables
from metdesk.paper.furniture import Sheet
from metdesk.paper.page import build
from metdesk.paper.redacted_register import SMALL, UNDER, suppressed
from metdesk.paper.tables import Cell, Column, Strong
from metdesk.record import sentence_case

TITLE = "Breach register"
SUMMARY_TITLE = "Breaches: summary of a term"
_NOT_SHOWN = "not shown"
_OPEN = "Not concluded yet"


@dataclass(frozen=True)
class Counted:
    """A case as it is counted: its term, and the school days from its report until it was concluded, or today."""

    row: CaseRow
    term: str
    days: int


@dataclass(frozen=True)
class Counts:
    """What the register shows: cases, the schools that it speaks of, which cases it counts, in words; and whether
    small numbers are shown."""

    cases: Sequence[Counted]
    schools: Sequence[str]
    which: str
    exact: bool


def print_register(sheet: Sheet, counts: Counts, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes how many cases there are by school, category, state and term, and each case that whoever prints it is
    named on by its reference; returns its pages."""
    rows = [one.row for one in counts.cases]
    late = sum(bool(one.late) for one in rows)
    told = [("Cases", len(rows))]
    if counts.exact:
        told.append(("Not concluded", sum(one.state != State.CONCLUDED for one in rows)))
        told.append(("Past a day by which something was due", late))
    story: list[Flowable] = [
        blocks.para(f"As it stood on {show_date(sheet.printed_at.date())} (5.2.3). {counts.which}", "lead"),
        tables.figures([(_total(number, exact=counts.exact), words) for words, number in told]),
    ]
    if counts.exact or not 0 < len(rows) < SMALL:
        story += _groups(counts)
    theirs = [one for one in counts.cases if one.row.report is not None]
    if theirs:
        title = ("Your cases", count_of(len(theirs), "case"))
        story.append(tables.table(_CASE_COLUMNS, [_case(one) for one in theirs], title=title))
    return build(sheet, story, out, progress=progress)


def _groups(counts: Counts) -> list[Flowable]:
    terms = list(dict.fromkeys(one.term for one in counts.cases))
    groups: list[tuple[str, Sequence[str], Callable[[Counted], str]]] = [
        ("School", counts.schools, lambda one: one.row.school),
        ("Category", list(Category), lambda one: one.row.category),
        ("State", list(State), lambda one: one.row.state),
        ("Term", terms, lambda one: one.term),
    ]
    return [
        _counted(name, words, Counter(of(one) for one in counts.cases), exact=counts.exact)
        for name, words, of in groups
        if words
    ]


def _counted(name: str, words: Sequence[str], found: Counter[str], *, exact: bool) -> Flowable:
    """How many there are of each of `words`, nil shown, and of others that are found."""
    listed = [*words, *sorted(set(found) - set(words))]
    numbers = [found[word] for word in listed]
    cells = [f"{number:,}" if number else "nil" for number in numbers] if exact else hidden(numbers)
    rows: list[list[Cell]] = [[sentence_case(word) or "–", cell] for word, cell in zip(listed, cells, strict=True)]
    return tables.table((Column(name, 3), Column("Cases", 1, "right")), rows, title=(f"By {name.lower()}", ""))


def _total(number: int, *, exact: bool) -> str:
    if not number:
        return "nil"
    return f"{number:,}" if exact or number >= SMALL else UNDER


_CASE_COLUMNS = (
    Column("Case", 1.6),
    Column("School", 2.1),
    Column("Category", 2.2),
    Column("Reported on", 1.7),
    Column("State", 1.8),
    Column("School days", 0.9, "right"),
    Column("Outcome", 1.8),
)


def _case(one: Counted) -> list[Cell]:
    row = one.row
    stands = sentence_case(row.state)
    return [
        Strong(row.title),
        row.school,
        sentence_case(row.category),
        show_short_date(row.reported_on),
        (stands, Strong(sentence_case(row.late[0]))) if row.late else stands,
        f"{one.days:,}",
        sentence_case(row.outcome) or "–",
    ]


def print_summary(
    sheet: Sheet, term: str, rows: Sequence[CaseRow], which: str, out: BinaryIO, progress: Progress = quietly
) -> int:
    """Writes how many cases were reported in a term, by category and by outcome, small numbers hidden, fit to be read
    at a meeting; returns its pages."""
    after = ", with the holidays after it" if "term" in term.casefold() else ""
    lead = (
        f"{term}{after}; as it stood on {show_date(sheet.printed_at.date())} (5.2.3). It names "
        f"nobody and no school. A number under {SMALL} is not shown, nor one that would give it away; nil is. {which}"
    )
    story: list[Flowable] = [
        blocks.para(lead, "lead"),
        tables.figures([(_total(len(rows), exact=False), "Cases reported in the term")]),
    ]
    if not rows:
        story.append(tables.bar("By category and outcome", "nil return: no case was reported"))
    elif len(rows) < SMALL:
        told = f"they are fewer than {SMALL}, so they are not broken down"
        story.append(tables.bar("By category and outcome", told))
    else:
        outcomes = Counter(row.outcome or _OPEN for row in rows)
        story += [
            _counted("Category", list(Category), Counter(row.category for row in rows), exact=False),
            _counted("Outcome", [*Outcome, _OPEN], outcomes, exact=False),
        ]
    return build(sheet, story, out, progress=progress)


def hidden(numbers: Sequence[int]) -> list[str]:
    """Numbers of one column whose sum is known: none as nil, those under five hidden, and of the others as many as it
    takes that what is left of the sum fits more than one number for each that is hidden."""
    cells = suppressed([number or None for number in numbers])
    places = {place for place, cell in enumerate(cells) if cell in (UNDER, _NOT_SHOWN)}
    while places and _betrayed([numbers[place] for place in places]):
        others = [(number, place) for place, number in enumerate(numbers) if number and place not in places]
        if not others:
            return [_NOT_SHOWN if number else "nil" for number in numbers]
        places.add(min(others)[1])
    return [
        cell if place not in places else UNDER if numbers[place] < SMALL else _NOT_SHOWN
        for place, cell in enumerate(cells)
    ]


def _betrayed(numbers: Sequence[int]) -> bool:
    """Whether the sum of these, and that each is under five or not, leaves but one number for one of them."""
    whole = sum(numbers)
    least = [1 if number < SMALL else SMALL for number in numbers]
    most = [SMALL - 1 if number < SMALL else whole for number in numbers]
    return any(
        max(low, whole - (sum(most) - high)) >= min(high, whole - (sum(least) - low))
        for low, high in zip(least, most, strict=True)
    )
