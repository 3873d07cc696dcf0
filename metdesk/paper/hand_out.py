"""What goes between forms printed in bulk: the list of what is handed out, and a sheet before each team's forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from metdesk.paper import fonts, furniture
from metdesk.paper.furniture import Sheet, Words
from metdesk.paper.theme import A4, BOTTOM, FIELD, HAIRLINE, INK, MARGIN, MM, MUTED, PORTRAIT_WIDTH, TOP, colour

_ROW = 7.2 * MM
_HEAD = 34 * MM
_WIDTH, _HEIGHT = A4
_ROWS_A_PAGE = int((_HEIGHT - TOP - _HEAD - BOTTOM) // _ROW)
_BOXES = ("Handed out", "Back")
_BOX_STEP, _BOX_SIDE = 20 * MM, 3.6 * MM


@dataclass(frozen=True)
class Line:
    """A line of such a list: what it is about, more about it, and what stands at the right."""

    strong: str
    more: str
    right: str


@dataclass(frozen=True)
class List:
    """A list with its heading, drawn over as many pages as it takes."""

    heading: str
    words: str
    lines: Sequence[Line]


def draw_list(canvas: Canvas, sheet: Sheet, one: List) -> int:
    """Draws the list with two boxes to tick for each of its lines; returns its pages."""
    pages = max(-(-len(one.lines) // _ROWS_A_PAGE), 1)
    for page in range(pages):
        _draw_page(canvas, sheet, one, page, pages)
        canvas.showPage()
    return pages


def _draw_page(canvas: Canvas, sheet: Sheet, one: List, page: int, pages: int) -> None:
    furniture.draw_head(canvas, sheet, A4, sheet.title)
    furniture.draw_foot(canvas, sheet, A4)
    furniture.draw_page_number(canvas, A4, page + 1, pages)
    top = _HEIGHT - TOP
    Words(one.heading, fonts.STRONG, 24, INK, PORTRAIT_WIDTH, 12).draw(canvas, MARGIN, top - 8 * MM)
    words = one.words if page == 0 else f"{one.words} · continued"
    Words(words, fonts.BODY, 11, MUTED, PORTRAIT_WIDTH, 8).draw(canvas, MARGIN, top - 15 * MM)
    top -= _HEAD - _ROW
    for place, title in enumerate(_BOXES):
        Words(title, fonts.STRONG, 8, INK).draw(canvas, _box(place) + _BOX_SIDE / 2, top + 2 * MM, align="centre")
    canvas.setStrokeColor(colour(INK))
    canvas.setLineWidth(0.9)
    canvas.line(MARGIN, top, _WIDTH - MARGIN, top)
    for line in one.lines[page * _ROWS_A_PAGE : (page + 1) * _ROWS_A_PAGE]:
        top -= _ROW
        _draw_line(canvas, line, top)


def _box(place: int) -> float:
    return _WIDTH - MARGIN - (len(_BOXES) - place) * _BOX_STEP + (_BOX_STEP - _BOX_SIDE) / 2


def _draw_line(canvas: Canvas, line: Line, bottom: float) -> None:
    base, boxes = bottom + 2.3 * MM, len(_BOXES) * _BOX_STEP
    right = _WIDTH - MARGIN - boxes - 4 * MM
    Words(line.strong, fonts.STRONG, 10, INK, 62 * MM, 7).draw(canvas, MARGIN, base)
    Words(line.more, fonts.BODY, 9, MUTED, right - MARGIN - 64 * MM - 26 * MM, 7).draw(canvas, MARGIN + 64 * MM, base)
    Words(line.right, fonts.BODY, 9, INK, 30 * MM, 7).draw(canvas, right, base, align="right")
    canvas.setStrokeColor(colour(FIELD))
    canvas.setLineWidth(0.6)
    for place in range(len(_BOXES)):
        canvas.rect(_box(place), bottom + 1.8 * MM, _BOX_SIDE, _BOX_SIDE)
    canvas.setStrokeColor(colour(HAIRLINE))
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, bottom, _WIDTH - MARGIN, bottom)
