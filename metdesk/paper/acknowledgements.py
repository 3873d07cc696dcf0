"""Acknowledgement forms in bulk: one page a person, on the bare canvas, what all pages share drawn once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from metdesk.calendar import count_of
from metdesk.errors import Refused
from metdesk.jobs import Progress, quietly
from metdesk.paper import fields, fonts, furniture, hand_out, text
from metdesk.paper.furniture import FORM_BOTTOM, Sheet, Words
from metdesk.paper.hand_out import Line, List
from metdesk.paper.page import new_canvas
from metdesk.paper.theme import A4, FIELD, HAIRLINE, INK, MARGIN, MM, MUTED, PORTRAIT_WIDTH, colour, style

TITLE = "Social Media Policy: acknowledgement"
_CLAUSE_WIDTH = 15 * MM
_PAGES_A_REPORT = 50
_CONSTANT = "page"
_NO_TEAM = "No team"
_ANSWER_HEIGHT = 96 * MM
_WIDTH, _HEIGHT = A4


@dataclass(frozen=True)
class Statement:
    """What a person confirms, and the clauses it answers (`6.4.1, 6.5.1`)."""

    clauses: str
    words: str


STATEMENTS = (
    Statement(
        "5.3.1",
        "I have read this edition of the policy and know what it asks of me, together with the school’s rules on "
        "acceptable use and online safety.",
    ),
    Statement(
        "5.3.3",
        "I will keep to it. I understand that a breach can be dealt with under the Conduct and Disciplinary Policy.",
    ),
    Statement(
        "6.4.1\n6.5.1",
        "Where I use social media myself, I make clear that what I say there is my own, and that my school neither "
        "endorses nor supports it.",
    ),
    Statement(
        "5.3.2",
        "I know that I can bring any question or worry about social media, or about what the policy means, to my "
        "headteacher.",
    ),
)

_ANSWERS = (
    ("I have read and understood the policy, and I sign below.", ""),
    ("I do not wish to sign.", "My reason:"),
    ("I am unable to sign.", "The reason, and who explained the policy to me:"),
)


@dataclass(frozen=True)
class FormEdition:
    """The edition the forms ask about; dates and approval in the words they are to be printed in."""

    title: str
    version: str
    date: str
    approved: str
    statements: tuple[Statement, ...] = STATEMENTS


@dataclass(frozen=True)
class PersonForm:
    """What one person's page shows. `code` is 32 capital letters and digits."""

    code: str
    reference: str
    surname: str
    forename: str
    school: str
    category: str
    job: str
    staff_code: str
    team: str = ""


def print_forms(
    sheet: Sheet,
    edition: FormEdition,
    forms: Sequence[PersonForm],
    out: BinaryIO,
    progress: Progress = quietly,
    *,
    by_team: bool = False,
) -> int:
    """Writes a PDF with a page for each of `forms`, in their order, to `out`; returns the pages.

    `by_team` begins with the list of what is handed out, and puts a sheet with the names before each team's forms.
    Refused: no forms at all, statements too long for one page. Nothing is written when `progress` cancels.
    """
    if not forms:
        raise Refused("There is nobody to print a form for: choose other people, or another edition.")
    canvas = new_canvas(out, sheet)
    _draw_constant(canvas, sheet, edition)
    teams = list(_teams(forms))
    extra = _draw_hand_out(canvas, sheet, teams) if by_team else 0
    school, number = None, 0
    for team in teams:
        if team[0].school != school:
            school = team[0].school
            _list_school(canvas, school, number)
        if by_team:
            extra += hand_out.draw_list(canvas, sheet, _cover(team))
        for form in team:
            if number % _PAGES_A_REPORT == 0:
                progress(number / len(forms), f"Form {number + 1:,} of {len(forms):,}")
            _draw_person(canvas, form)
            canvas.showPage()
            number += 1
    canvas.save()
    progress(1.0)
    return len(forms) + extra


def _teams(forms: Sequence[PersonForm]) -> Iterator[list[PersonForm]]:
    """The forms of one team of one school together, as they come."""
    for _, team in groupby(forms, key=lambda form: (form.school, form.team.casefold())):
        yield list(team)


def _draw_hand_out(canvas: Canvas, sheet: Sheet, teams: Sequence[Sequence[PersonForm]]) -> int:
    canvas.bookmarkPage("hand-out")
    canvas.addOutlineEntry("What is handed out", "hand-out", 0)
    count = sum(len(team) for team in teams)
    words = f"{count_of(count, 'form')} for {count_of(len(teams), 'team')}"
    lines = [Line(team[0].team or _NO_TEAM, team[0].school, count_of(len(team), "form")) for team in teams]
    return hand_out.draw_list(canvas, sheet, List("What is handed out", words, lines))


def _cover(team: Sequence[PersonForm]) -> List:
    first = team[0]
    lines = [
        Line(f"{form.surname}, {form.forename}", form.job.removesuffix(f", {form.team}"), form.reference)
        for form in team
    ]
    words = " · ".join(filter(None, (first.school, count_of(len(team), "form"))))
    return List(first.team or _NO_TEAM, words, lines)


def _list_school(canvas: Canvas, school: str, number: int) -> None:
    key = f"school-{number}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(text.line(school) or "No school", key, 0)


def _draw_person(canvas: Canvas, form: PersonForm) -> None:
    """What differs from page to page: name, role, references and codes."""
    canvas.doForm(_CONSTANT)
    name = f"{form.forename} {form.surname}"
    Words(name, fonts.STRONG, 18, INK, PORTRAIT_WIDTH, 9).draw(canvas, MARGIN, _HEIGHT - 51 * MM)
    about = " · ".join(filter(None, (form.school, form.category, form.job)))
    code = f"Staff code {form.staff_code}" if form.staff_code else ""
    room = PORTRAIT_WIDTH - (46 * MM if code else 0)
    Words(about, fonts.BODY, 10.5, INK, room, 8).draw(canvas, MARGIN, _HEIGHT - 57.5 * MM)
    if code:
        Words(code, fonts.BODY, 10.5, MUTED, 44 * MM, 8).draw(
            canvas, _WIDTH - MARGIN, _HEIGHT - 57.5 * MM, align="right"
        )
    furniture.draw_reference(canvas, form.reference, A4)
    canvas.addLiteral(furniture.form_marks(A4, form.code))


def _draw_constant(canvas: Canvas, sheet: Sheet, edition: FormEdition) -> None:
    """Everything that every page shares, as one form XObject."""
    canvas.beginForm(_CONSTANT, 0, 0, _WIDTH, _HEIGHT)
    furniture.draw_form_head(canvas, sheet, A4)
    furniture.draw_foot(canvas, sheet, A4)
    furniture.draw_page_number(canvas, A4, 1, 1)
    furniture.draw_office_box(canvas, A4)
    canvas.setStrokeColor(colour(HAIRLINE))
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, _HEIGHT - 62 * MM, _WIDTH - MARGIN, _HEIGHT - 62 * MM)
    bottom = _draw_statements(canvas, edition, _HEIGHT - 66 * MM)
    _draw_answer(canvas, bottom - 5 * MM)
    canvas.endForm()


def _draw_statements(canvas: Canvas, edition: FormEdition, top: float) -> float:
    """The edition and what is confirmed, from `top` down; returns where they end."""
    which = ", ".join(filter(None, (f"version {edition.version}" if edition.version else "", edition.date)))
    title = f"<b>{text.markup(edition.title)}</b>" + (f", {text.markup(which)}" if which else "")
    approved = f". {text.markup(edition.approved)}." if edition.approved else "."
    top = _draw_paragraph(canvas, f"This form is about the {title}{approved}", MARGIN, top)
    top = _draw_paragraph(canvas, "<b>What I confirm</b>", MARGIN, top - 3.5 * MM) - 1 * MM
    for statement in edition.statements:
        _draw_paragraph(canvas, f'<font color="{MUTED}">{text.markup(statement.clauses)}</font>', MARGIN, top)
        top = _draw_paragraph(canvas, text.markup(statement.words), MARGIN + _CLAUSE_WIDTH, top) - 2 * MM
    return top


def _draw_answer(canvas: Canvas, top: float) -> None:
    """The three answers, the signature and the name, from `top` down to the office's band."""
    free = top - FORM_BOTTOM - _ANSWER_HEIGHT
    if free < 0:
        raise Refused("The statements do not fit one page: shorten them, or leave one out.")
    step = min(free / 6, 4 * MM)
    top = _draw_paragraph(canvas, "<b>My answer</b> – tick one box", MARGIN, top) - step / 2
    for title, question in _ANSWERS:
        top = _draw_choice(canvas, title, question, top - 3 * MM) - step
    top -= 9 * MM + fields.SIGNATURE_HEIGHT
    fields.draw_signature(canvas, MARGIN, top, PORTRAIT_WIDTH, "Signature")
    fields.draw_write_line(canvas, MARGIN, _WIDTH - MARGIN, top - 12 * MM - step, "Name in capitals")


def _draw_choice(canvas: Canvas, title: str, question: str, top: float) -> float:
    """A box to tick, its words and, after a `question`, two lines to write on; returns the lower edge."""
    fields.draw_tick_box(canvas, MARGIN, top - fields.TICK_SIDE)
    left = MARGIN + 9 * MM
    words = f"<b>{title}</b> {question}".strip()
    bottom = _draw_paragraph(canvas, words, left, top)
    if not question:
        return bottom - 1 * MM
    canvas.setStrokeColor(colour(FIELD))
    canvas.setLineWidth(0.6)
    written = stringWidth(title, fonts.STRONG, 10.5) + stringWidth(f"  {question} ", fonts.BODY, 10.5)
    canvas.line(left + written, bottom, _WIDTH - MARGIN, bottom)
    canvas.line(left, bottom - 9 * MM, _WIDTH - MARGIN, bottom - 9 * MM)
    return bottom - 10 * MM


def _draw_paragraph(canvas: Canvas, markup: str, left: float, top: float) -> float:
    """Draws `markup` down from `top` to the right margin; returns its lower edge."""
    paragraph = Paragraph(markup, style("form"))
    _, height = paragraph.wrapOn(canvas, _WIDTH - MARGIN - left, _HEIGHT)
    paragraph.drawOn(canvas, left, top - height)
    return top - height
