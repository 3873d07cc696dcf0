"""The register of declarations and approaches in print, in full, for those who may read it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import BinaryIO

from reportlab.platypus import Flowable

from metdesk.approaches import Seen as Approached
from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.declaration_record import OPEN, Solely, State, Taken
from metdesk.declarations import File
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, tables
from metdesk.paper.furniture import Sheet
from metdesk.paper.page import build
from metdesk.paper.tables import Cell, Column, Lead, Muted, Piece, Strong
from metdesk.paper.theme import LANDSCAPE_WIDTH
from metdesk.record import sentence_case

TITLE = "Declarations register"

_ROOM = 140.0  # points below a heading: a table's title and head, and a row

WAITING = (State.WAITING, State.MORE)
"""What waits for the head or for the person."""

_COLUMNS = (
    Column("No.", 0.5),
    Column("Person", 1.9),
    Column("With", 1.6),
    Column("Relationship", 1.9),
    Column("In their words", 2.6),
    Column("Stands as", 2),
    Column("What was decided and done", 3.7),
)


_APPROACH_COLUMNS = (
    Column("No.", 0.5),
    Column("Person", 1.9),
    Column("Student", 1.6),
    Column("Happened on", 1.3),
    Column("What was said", 2.9),
    Column("The reply", 2.9),
    Column("Test of 6.5.3", 2),
    Column("Told the head", 1.3),
)


def print_register(
    sheet: Sheet,
    files: Sequence[File],
    approaches: Sequence[Approached],
    schools: Sequence[str],
    out: BinaryIO,
    progress: Progress = quietly,
) -> int:
    """Writes the register in full, a table for each of `schools`, declarations and then approaches; returns its pages.

    A nil return is a count, never a row; a leaver’s is over, and counts no more.
    """
    story: list[Flowable] = [
        blocks.para(f"As it stood on {show_date(sheet.printed_at.date())} (6.1.4, 6.5.4, 6.5.5).", "lead"),
        tables.figures(_figures(files, approaches), LANDSCAPE_WIDTH),
    ]
    if not schools and not files and not approaches:
        story.append(tables.note("There is no school in the register yet.", LANDSCAPE_WIDTH))
        return build(sheet, story, out, landscape=True, progress=progress)
    story += [
        blocks.heading("Declarations", room=_ROOM),
        *_declarations(files, schools),
        blocks.heading("Approaches (6.5.5)", room=_ROOM),
        *_approaches(approaches, schools),
    ]
    return build(sheet, story, out, landscape=True, progress=progress)


def _in_turn(schools: Sequence[str], others: Iterable[str]) -> list[str]:
    return [*schools, *sorted(set(others) - set(schools))]


def _declarations(files: Sequence[File], schools: Sequence[str]) -> Iterator[Flowable]:
    for school in _in_turn(schools, (one.seen.school for one in files)):
        there = [one for one in files if one.seen.school == school]
        rows = [_row(one) for one in there if not one.seen.declaration.nothing]
        nil = len({one.seen.person_id for one in there if one.seen.state is State.NOTHING})
        told = f"{count_of(len(rows), 'relationship')}; {count_of(nil, 'person', 'people')} with nothing to declare"
        yield _of_school(school, _COLUMNS, rows, told if rows or nil else "nil return: nobody has declared")


def _approaches(approaches: Sequence[Approached], schools: Sequence[str]) -> Iterator[Flowable]:
    for school in _in_turn(schools, (one.school for one in approaches)):
        rows = [_approach_row(one) for one in approaches if one.school == school]
        told = count_of(len(rows), "approach", "approaches") if rows else "nil return: no approach is recorded"
        yield _of_school(school, _APPROACH_COLUMNS, rows, told)


def _of_school(school: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], told: str) -> Flowable:
    if not rows:
        return tables.bar(school, told, LANDSCAPE_WIDTH, level=1)
    return tables.table(columns, rows, title=(school, told), width=LANDSCAPE_WIDTH, level=1)


def _approach_row(seen: Approached) -> list[Cell]:
    one = seen.approach
    others = count_of(seen.others, "other approach", "other approaches") if seen.others else ""
    tone = sentence_case(one.tone) if one.tone else sentence_case(seen.kept)
    alone = (_alone(one.solely), *((Muted(one.solely_reason),) if one.solely_reason else ()))
    return [
        str(seen.id),
        (Strong(seen.person), *((seen.job,) if seen.job else ())),
        (Strong(one.student), sentence_case(one.student_kind), *((Muted(others),) if others else ())),
        (show_short_date(one.happened_on), one.platform),
        one.said,
        (*((one.reply,) if one.reply else ()), Muted(" ".join(filter(None, (tone, show_short_date(one.replied_on)))))),
        alone if one.solely else "–",
        show_short_date(one.reported_on) or Strong("Not yet"),
    ]


def _alone(solely: str) -> str:
    return "Rests on the school alone" if solely == Solely.YES else "Does not rest on the school alone"


def _figures(files: Sequence[File], approaches: Sequence[Approached]) -> list[tuple[str, str]]:
    states = Counter(one.seen.state for one in files)
    nil = len({one.seen.person_id for one in files if one.seen.state is State.NOTHING})
    return [
        (f"{sum_of(states, OPEN):,}", "Relationships that stand (6.5.4)"),
        (f"{sum_of(states, WAITING):,}", "Of them waiting for a decision or an answer"),
        (f"{states[State.NOT_APPROVED]:,}", "Not approved"),
        (f"{sum(one.seen.due for one in files):,}", "Due to be looked at again"),
        (f"{nil:,}", "People with nothing to declare"),
        (f"{len(approaches):,}", "Approaches (6.5.5)"),
    ]


def sum_of(states: Counter[State], of: Collection[State]) -> int:
    """How many are in one of these states."""
    return sum(states[state] for state in of)


def _row(file: File) -> list[Cell]:
    seen, one = file.seen, file.seen.declaration
    again = (Muted(f"look again on {show_short_date(seen.look_again)}"),) if seen.look_again else ()
    left = (Muted(f"left on {show_short_date(seen.leaves)}"),) if seen.leaves and seen.leaves < seen.today else ()
    return [
        str(seen.id),
        (Strong(seen.person), *((seen.job,) if seen.job else ()), *left),
        (sentence_case(one.with_kind), Strong(one.with_whom)),
        tuple(filter(None, (sentence_case(one.relationship), one.platforms, one.since))),
        one.words or "–",
        (sentence_case(seen.state), Muted(f"declared {show_short_date(one.declared_on)}"), *again),
        tuple(piece for step in file.steps for piece in _step(step)) or "–",
    ]


def _step(one: Taken) -> list[Piece]:
    by = f", {one.decided_by}" if one.decided_by else ""
    found: list[Piece] = [Lead(sentence_case(one.step), f"{show_short_date(one.taken_on)}{by}")]
    if one.reason:
        found.append(one.reason)
    if one.conditions:
        found.append(Lead("Conditions:", one.conditions))
    if one.solely:
        found.append(Muted(f"{_alone(one.solely)} (6.5.3, 6.5.6)"))
    return found
