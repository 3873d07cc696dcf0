"""Who has signed, in print: the status of a school or the trust, the chase list, and one person's receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from reportlab.platypus import Flowable, PageBreak

from metdesk.acknowledgement_record import Answer
from metdesk.acknowledgements import AckRow
from metdesk.answer_figures import Figures, SchoolFigures, share
from metdesk.calendar import count_of, show_date, show_short_date, show_when
from metdesk.chasing import NO_TEAM, Team
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, charts, tables
from metdesk.paper.charts import Point
from metdesk.paper.furniture import Sheet
from metdesk.paper.page import build
from metdesk.paper.policy import edition_story
from metdesk.paper.tables import Cell, Column, Muted, Piece, Strong
from metdesk.paper.theme import PORTRAIT_WIDTH
from metdesk.receipts import Answered, Receipt
from metdesk.record import sentence_case
from metdesk.rounds import RoundRow

STATUS_TITLE = "Acknowledgement status"
CHASE_TITLE = "Chase list"
RECEIPT_TITLE = "Acknowledgement receipt"
_CHART_HEIGHT = 130.0


@dataclass(frozen=True)
class Status:
    """What the status report shows: figures of all and of each school, the open rounds, the trend, the target."""

    edition: str
    total: Figures
    schools: Sequence[SchoolFigures]
    rounds: Sequence[RoundRow]
    points: Sequence[Point]
    target: int


def print_status(sheet: Sheet, status: Status, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes how everybody stands with the edition in force; returns its pages. A school with nobody is told too."""
    total = status.total
    story: list[Flowable] = [
        blocks.para(f"Edition {status.edition}, as it stood on {show_date(sheet.printed_at.date())} (5.2.1).", "lead"),
        tables.figures(
            [
                (f"{share(total.signed, total.people)} %", f"Signed: {total.signed:,} of {total.people:,}"),
                (f"{total.outstanding:,}", "Asked, not answered yet"),
                (f"{total.overdue:,}", "Of them past their day"),
                (f"{total.refused:,}", "Refused"),
                (f"{total.unable:,}", "Unable to sign"),
            ]
        ),
        blocks.heading(f"Share signed over time; the target is {status.target} %", room=_CHART_HEIGHT + 10),
        charts.trend(status.points, PORTRAIT_WIDTH, _CHART_HEIGHT, target=status.target),
        blocks.gap(10),
        tables.table(_SCHOOL_COLUMNS, [_school(one, status.target) for one in status.schools], title=("Schools", "")),
    ]
    if status.rounds:
        told = count_of(len(status.rounds), "open round")
        story.append(tables.table(_ROUND_COLUMNS, [_round(one) for one in status.rounds], title=("Rounds", told)))
    else:
        story.append(tables.bar("Rounds", "nobody is being asked at present"))
    return build(sheet, story, out, progress=progress)


_SCHOOL_COLUMNS = (
    Column("School", 2.6),
    Column("People", 1, "right"),
    Column("Signed", 1, "right"),
    Column("Share", 1.6, "right"),
    Column("Earlier edition", 1.1, "right"),
    Column("Refused", 1.1, "right"),
    Column("Unable", 1, "right"),
    Column("Outstanding", 1.6, "right"),
    Column("Overdue", 1.15, "right"),
)

_ROUND_COLUMNS = (
    Column("Whom", 3.2),
    Column("Asked on", 1.4),
    Column("By", 1.4),
    Column("Asked", 0.9, "right"),
    Column("Answered", 1.1, "right"),
    Column("Note", 2.4),
)


def _school(one: SchoolFigures, target: int) -> list[Cell]:
    told = one.figures
    numbers = (told.earlier, told.refused, told.unable, told.outstanding, told.overdue)
    if not told.people:
        return [one.school, "nil", *[""] * 7]
    below = told.signed * 100 < target * told.people
    percent = f"{told.share} %"
    shown: Cell = Strong(f"{percent}, below") if below else percent
    return [one.school, f"{told.people:,}", f"{told.signed:,}", shown, *(f"{n:,}" if n else "–" for n in numbers)]


def _round(one: RoundRow) -> list[Cell]:
    asked, by = show_short_date(one.round.asked_on), show_short_date(one.round.due_on)
    return [one.whom, asked, by, f"{one.asked:,}", f"{one.answered:,}", one.round.note]


_CHASE_COLUMNS = (
    Column("Team", 2),
    Column("Name", 3.4),
    Column("Role", 2.2),
    Column("Asked by", 1.5),
    Column("What came of it", 3),
)


def print_chase(sheet: Sheet, edition: str, teams: Sequence[Team], out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes who has yet to answer, a table for each school, team by team; returns its pages."""
    people = sum(len(team.rows) for team in teams)
    overdue = sum(team.overdue for team in teams)
    story: list[Flowable] = [
        blocks.para(f"Edition {edition}, as it stood on {show_date(sheet.printed_at.date())} (5.3.1).", "lead"),
        tables.figures(
            [
                (f"{people:,}", "Forms outstanding"),
                (f"{overdue:,}", "Past the day they were asked by"),
                (f"{len(teams):,}", "Teams to see"),
            ]
        ),
    ]
    for school, of_school in groupby(teams, key=lambda team: team.school):
        there = list(of_school)
        late = sum(team.overdue for team in there)
        told = count_of(sum(len(team.rows) for team in there), "form") + (f", {late:,} overdue" if late else "")
        rows = [_chased(row, team, first=row is team.rows[0]) for team in there for row in team.rows]
        story.append(tables.table(_CHASE_COLUMNS, rows, title=(school, told)))
    if not teams:
        story.append(tables.note("Nobody is outstanding: everyone who was asked has answered."))
    return build(sheet, story, out, progress=progress)


def _chased(row: AckRow, team: Team, *, first: bool) -> list[Cell]:
    name: tuple[Piece, ...] = (row.name, *((Muted(row.email),) if row.email else ()))
    by = show_short_date(row.due_on)
    return [
        Strong(team.team or NO_TEAM) if first else "",
        name,
        row.job or sentence_case(row.category),
        (by, Strong("overdue")) if row.overdue else by,
        "",
    ]


def print_receipt(sheet: Sheet, receipt: Receipt, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes an answer and, after it, the edition it was given to in its own words; returns its pages."""
    one, person = receipt.answered, receipt.person
    edition = receipt.edition.facts
    story: list[Flowable] = [
        blocks.para(f"{person.name}, {receipt.school}", "lead"),
        tables.facts(
            [
                ("Answer", _answer(one)),
                ("Edition", f"{edition.title}, {edition.name}" if edition.title else edition.name),
                ("Signed on", show_date(one.answer.signed_on)),
                ("Received on", show_date(one.answer.received_on)),
                ("Entered", _entered(one)),
                ("Form", one.reference),
                ("Reason", one.answer.reason),
            ]
        ),
        blocks.gap(8),
    ]
    if len(receipt.entries) > 1:
        rows: list[list[Cell]] = [
            [_answer(each), show_short_date(each.answer.signed_on), _entered(each), _why(each)]
            for each in receipt.entries
        ]
        columns = (Column("Entry", 2), Column("Signed on", 1.4), Column("Entered", 2.6), Column("Why", 3))
        story.append(tables.table(columns, rows, title=("Every entry about this edition", "the first entered first")))
    words = "The edition that was answered follows, in its own words."
    story += [
        tables.note(words),
        PageBreak(),
        blocks.heading(edition.title or "The policy", 1),
        *edition_story(receipt.edition),
    ]
    return build(sheet, story, out, progress=progress)


def _answer(one: Answered) -> str:
    words = sentence_case(one.answer.answer)
    if one.answer.answer == Answer.MISTAKE:
        return "There was no answer"
    return words if one.stands else f"{words} (corrected since)"


def _entered(one: Answered) -> str:
    return " by ".join(filter(None, (show_when(one.entered_at) if one.entered_at else "", one.entered_by)))


def _why(one: Answered) -> tuple[str | Muted, ...]:
    return tuple(filter(None, (one.answer.correction, one.answer.reason))) or ("–",)
