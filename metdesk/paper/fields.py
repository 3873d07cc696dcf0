"""What a person fills in by hand: lines, boxes to tick, dates, signatures. Drawn at a place, or in a story.

A signature box holds nothing but the signature: its label stands outside, so that a scan can tell whether
anybody signed.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from metdesk.paper import fonts, text
from metdesk.paper.furniture import Words, draw_date_boxes
from metdesk.paper.theme import FIELD, INK, MM, MUTED, PORTRAIT_WIDTH, colour, style

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TICK_SIDE = 5 * MM
SIGNATURE_HEIGHT = 17 * MM
_DATE_SIDE = 6 * MM
_DATE_WIDTH = 8.8 * _DATE_SIDE
_LINE_HEIGHT = 10 * MM


def draw_tick_box(canvas: "Canvas", left: float, bottom: float, *, ticked: bool = False) -> None:
    """An empty box of 5 mm, or one with a cross in it."""
    canvas.setStrokeColor(colour(INK))
    canvas.setLineWidth(0.9)
    canvas.rect(left, bottom, TICK_SIDE, TICK_SIDE)
    if ticked:
        canvas.setLineWidth(1.4)
        near, far = 3, TICK_SIDE - 3
        canvas.line(left + near, bottom + near, left + far, bottom + far)
        canvas.line(left + near, bottom + far, left + far, bottom + near)


def draw_write_line(canvas: "Canvas", left: float, right: float, bottom: float, label: str, value: str = "") -> None:
    """A line to write on, or with `value` on it, its label in small letters below."""
    canvas.setStrokeColor(colour(FIELD))
    canvas.setLineWidth(0.6)
    canvas.line(left, bottom, right, bottom)
    Words(label, fonts.BODY, 8, MUTED, right - left).draw(canvas, left, bottom - 9)
    Words(value, fonts.BODY, 10.5, INK, right - left - 4).draw(canvas, left + 2, bottom + 4)


def draw_signature(canvas: "Canvas", left: float, bottom: float, width: float, label: str) -> None:
    """A box to sign in with the date signed beside it, labels above; 17 mm high without the labels."""
    date_left = left + width - _DATE_WIDTH
    canvas.setStrokeColor(colour(INK))
    canvas.setLineWidth(0.9)
    canvas.rect(left, bottom, date_left - left - 6 * MM, SIGNATURE_HEIGHT)
    top = bottom + SIGNATURE_HEIGHT + 4
    Words(label, fonts.STRONG, 9.5, INK).draw(canvas, left, top)
    Words("Date signed", fonts.STRONG, 9.5, INK).draw(canvas, date_left, top)
    draw_date_boxes(canvas, date_left, bottom + (SIGNATURE_HEIGHT - _DATE_SIDE * 1.25) / 2, _DATE_SIDE)


class SignatureBox(Flowable):
    """A signature box with its date, and below it a line for the name and the role in print."""

    def __init__(self, label: str, name: str = "", role: str = "", width: float = PORTRAIT_WIDTH) -> None:
        super().__init__()
        self._label, self._name, self._role = label, name, role
        self.width, self.height = width, SIGNATURE_HEIGHT + _LINE_HEIGHT + 32

    def draw(self) -> None:
        """Draws label, box, date and the line of print, from the top down."""
        canvas: Canvas = self.canv
        draw_signature(canvas, 0, _LINE_HEIGHT + 16, self.width, self._label)
        middle = self.width * 0.55
        draw_write_line(canvas, 0, middle - 4 * MM, 14, "Name in capitals", self._name)
        draw_write_line(canvas, middle, self.width, 14, "Role", self._role)


class WriteLines(Flowable):
    """Lines to write on side by side: (label, value, share of the width); empty values leave room."""

    def __init__(
        self,
        fields: Sequence[tuple[str, str, float]],
        width: float = PORTRAIT_WIDTH,
        height: float = _LINE_HEIGHT,
    ) -> None:
        super().__init__()
        self._fields = fields
        self.width, self.height = width, height + 8

    def draw(self) -> None:
        """Draws the lines with their labels below."""
        total, left, between = sum(share for *_, share in self._fields), 0.0, 5 * MM
        room = self.width - between * (len(self._fields) - 1)
        for label, value, share in self._fields:
            right = left + room * share / total
            draw_write_line(self.canv, left, right, 13, label, value)
            left = right + between


class _Box(Flowable):
    def __init__(self, ticked: bool) -> None:
        super().__init__()
        self._ticked = ticked
        self.width = self.height = TICK_SIDE

    def draw(self) -> None:
        draw_tick_box(self.canv, 0, 0, ticked=self._ticked)


def tick_box(title: str, words: str = "", *, ticked: bool = False, width: float = PORTRAIT_WIDTH) -> Table:
    """A box to tick beside its words, the title in the strong weight."""
    shown = " ".join(filter(None, (f"<b>{text.markup(title)}</b>" if title else "", text.markup(words))))
    look = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), fonts.BODY),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (1, 0), (1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return Table([[_Box(ticked), Paragraph(shown, style("form"))]], colWidths=[9 * MM, width - 9 * MM], style=look)
