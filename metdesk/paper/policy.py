"""An edition of the policy in print: particulars, contents, its clauses in its own words, its change log."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from reportlab.platypus import Flowable, PageBreak

from metdesk.calendar import show_date, show_short_date
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, fonts, tables, text
from metdesk.paper.furniture import Sheet, Words
from metdesk.paper.page import PageCanvas, build
from metdesk.paper.tables import Cell, Column
from metdesk.paper.theme import HAIRLINE, INK, MUTED, colour
from metdesk.policy import Edition, Reference
from metdesk.policy_text import ChangeEntry, Clause, Definition

_LISTED_LEVELS = 2
_HANGING = 40.0
_HEADING_ROOM = 48.0


def print_policy(sheet: Sheet, edition: Edition, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the edition, its words unchanged, and after it what the register adds; returns its pages."""
    return build(sheet, edition_story(edition), out, progress=progress)


def edition_story(edition: Edition) -> list[Flowable]:
    """The edition as a story: its particulars, its contents, its words."""
    clauses = [one.clause for one in edition.clauses]
    facts = edition.facts
    story: list[Flowable] = [blocks.para(f"Version {facts.name}" if facts.version else facts.name, "lead")]
    if facts.note:
        story.append(tables.note(facts.note))
    story.append(
        tables.facts(
            [
                ("Last revision", facts.last_revision),
                ("Next revision", facts.next_revision),
                ("Owner", facts.owner),
                ("Authors", facts.authors),
                ("Status", facts.status),
                ("Entered in the register", show_date(facts.entered_on)),
            ]
        )
    )
    if listed := list(_contents(clauses)):
        story += [blocks.heading("Contents"), *listed, PageBreak()]
    for number, clause in enumerate(clauses):
        story += _clause(clause, _key(number), edition.definitions)
    story += _changes(edition.changes, clauses)
    story += _references("Legislation and guidance", edition.legislation())
    story += _references("Related policies", edition.related())
    return story


class _ContentsLine(Flowable):
    """A heading, dots and the page it stands on, which is known only when all is laid out; it is a link."""

    def __init__(self, clause: Clause, key: str) -> None:
        super().__init__()
        self._clause, self._key, self._top = clause, key, clause.level == 1
        self.height = 17.0 if self._top else 14.0
        self.width = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """One line across the page."""
        self.width = available_width
        return available_width, self.height

    def draw(self) -> None:
        """Draws number, heading and dots, and leaves a place for the page."""
        canvas = cast(PageCanvas, self.canv)
        left, font = (0.0, fonts.STRONG) if self._top else (20.0, fonts.BODY)
        Words(self._clause.number, font, 9.5, INK if self._top else MUTED).draw(canvas, left, 3)
        start = left + (20.0 if self._top else 28.0)
        heading = Words(self._clause.heading, font, 9.5, INK, self.width - start - 40, 8)
        end = start + text.fit(heading.words, font, 9.5, heading.room, 8)[2] + 6
        heading.draw(canvas, start, 3)
        canvas.setStrokeColor(colour(HAIRLINE))
        canvas.setLineWidth(0.8)
        canvas.setDash(0.8, 3)
        canvas.line(end, 4, self.width - 22, 4)
        canvas.setDash()
        canvas.linkRect("", self._key, (0, 0, self.width, self.height), relative=1)
        canvas.draw_later(
            lambda last: Words(str(canvas.page_of[self._key]), font, 9.5, INK).draw(last, self.width, 3, "right")
        )


def _key(number: int) -> str:
    return f"clause-{number}"


def _contents(clauses: Sequence[Clause]) -> Iterator[Flowable]:
    for number, clause in enumerate(clauses):
        if clause.heading and clause.level <= _LISTED_LEVELS:
            yield _ContentsLine(clause, _key(number))


def _clause(clause: Clause, key: str, definitions: Sequence[Definition]) -> Iterator[Flowable]:
    """The clause with its number hanging at the left, its paragraphs and its items below."""
    number = clause.number
    if clause.heading:
        yield blocks.heading(clause.heading, min(clause.level, 3), key, _HEADING_ROOM, number=number, indent=_HANGING)
        number = ""
    elif not clause.text:
        yield blocks.numbered(number, "", _HANGING)
    for words, is_item in clause.flow():
        if is_item:
            yield blocks.bullet(words, _HANGING, _term(words, definitions))
        else:
            yield blocks.numbered(number, words, _HANGING)
            number = ""


def _term(item: str, definitions: Sequence[Definition]) -> str:
    """How the item begins where it defines a term: the part to set strong."""
    for one in definitions:
        if one.meaning and item.endswith(one.meaning) and one.term in item:
            return item.removesuffix(one.meaning)
    return ""


def _changes(changes: Sequence[ChangeEntry], clauses: Sequence[Clause]) -> Iterator[Flowable]:
    """The change log, under the policy's own heading for it where that comes last."""
    if not changes:
        return
    last = next((clause.heading for clause in reversed(clauses) if clause.heading), "")
    if "change" not in last.casefold():
        yield blocks.heading("Change log", room=90)
    columns = [
        Column("Version", 1), Column("Date", 1.2), Column("Page", 1.3), Column("Change", 4), Column("Approver", 2),
    ]  # fmt: skip
    yield tables.table(columns, [(one.version, one.date, one.page, one.change, one.approver) for one in changes])


def _references(title: str, references: Sequence[Reference]) -> Iterator[Flowable]:
    """What the register knows of what the policy cites; no part of the policy itself."""
    if not references:
        return
    yield blocks.heading(f"{title}: as the register has it", room=110)
    yield blocks.para("This is kept in the register and is not part of the policy.", "muted")
    yield blocks.gap(4)
    columns = [Column("Title", 4), Column("Where it is kept, notes", 3), Column("Checked", 1.4), Column("Review", 1.4)]
    yield tables.table(columns, [_reference(one) for one in references])


def _reference(one: Reference) -> list[Cell]:
    words = tuple(part for part in (one.place, one.note) if part)
    return [
        one.title,
        words or "–",
        show_short_date(one.checked_on) or "Not checked",
        show_short_date(one.review_on) or "–",
    ]
