"""What a person fills in by hand: lines, boxes to tick, dates, signatures. Drawn at a place, or in a story.

A signature box holds nothing but the signature: its label stands outside, so that a scan can tell whether
anybody signed.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from metdesk.paper import fonts, text
from metdesk.paper.furniture import Words, draw_date_boxes
from metdesk.paper.theme import FIELD, INK, MM, MUTED, PORTRAIT_WIDTH, TINT, colour, style

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TICK_SIDE = 5 * MM
SIGNATURE_HEIGHT = 17 * MM
_DATE_SIDE = 6 * MM
_DATE_WIDTH = 8.8 * _DATE_SIDE
_LINE_HEIGHT = 10 * MM
_WRITTEN_LINE = 7.5 * MM
_FRAME_PADDING = 3 * MM


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
    room = date_left - left - 6 * MM
    canvas.setStrokeColor(colour(INK))
    canvas.setLineWidth(0.9)
    canvas.rect(left, bottom, room, SIGNATURE_HEIGHT)
    top = bottom + SIGNATURE_HEIGHT + 4
    Words(label, fonts.STRONG, 9.5, INK, room).draw(canvas, left, top)
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


class WriteRoom(Flowable):
    """Room to write at length: a label, and below it `lines` lines."""

    def __init__(self, label: str, lines: int, width: float = PORTRAIT_WIDTH) -> None:
        super().__init__()
        self._label, self._lines = label, lines
        self.width, self.height = width, 13 + lines * _WRITTEN_LINE

    def draw(self) -> None:
        """Draws the label and the lines, from the top down."""
        canvas: Canvas = self.canv
        Words(self._label, fonts.STRONG, 9.5, INK, self.width).draw(canvas, 0, self.height - 9)
        canvas.setStrokeColor(colour(FIELD))
        canvas.setLineWidth(0.6)
        for line in range(self._lines):
            canvas.line(0, 3 + line * _WRITTEN_LINE, self.width, 3 + line * _WRITTEN_LINE)


class DateAndLine(Flowable):
    """Boxes for a date after their label, and beside them a line for a name or with it."""

    def __init__(self, date_label: str, label: str, value: str = "", width: float = PORTRAIT_WIDTH) -> None:
        super().__init__()
        self._date_label, self._label, self._value = date_label, label, value
        self.width, self.height = width, _LINE_HEIGHT + 8

    def draw(self) -> None:
        """Draws the date at the left, the line at the right."""
        canvas: Canvas = self.canv
        Words(self._date_label, fonts.STRONG, 9.5, INK, 25 * MM).draw(canvas, 0, 19)
        right = draw_date_boxes(canvas, 26 * MM, 13, _DATE_SIDE)
        draw_write_line(canvas, right + 6 * MM, self.width, 13, self._label, self._value)


class TickRow(Flowable):
    """Boxes to tick side by side, after the label of them all; those in `ticked` bear a cross."""

    _SIZE, _STEP, _APART = 9.5, 7 * MM, 4 * MM

    def __init__(
        self,
        label: str,
        choices: Sequence[str],
        ticked: Sequence[str] = (),
        width: float = PORTRAIT_WIDTH,
        label_width: float = 25 * MM,
    ) -> None:
        super().__init__()
        self._label, self._ticked, self._indent = label, ticked, label_width
        self._rows = self._laid(choices, width - label_width)
        self.width, self.height = width, self._STEP * len(self._rows)

    def _laid(self, choices: Sequence[str], room: float) -> list[list[tuple[str, float]]]:
        """The choices in rows that fit `room`, each with its place from the left."""
        rows: list[list[tuple[str, float]]] = [[]]
        left = 0.0
        for choice in choices:
            wide = TICK_SIDE + 2 * MM + stringWidth(choice, fonts.BODY, self._SIZE)
            if rows[-1] and left + wide > room:
                rows.append([])
                left = 0.0
            rows[-1].append((choice, left))
            left += wide + self._APART
        return rows

    def draw(self) -> None:
        """Draws the label, and box and words of each choice, from the top down."""
        canvas: Canvas = self.canv
        for number, row in enumerate(self._rows, 1):
            bottom = self.height - number * self._STEP + 1 * MM
            if number == 1:
                Words(self._label, fonts.STRONG, 9.5, INK, self._indent).draw(canvas, 0, bottom + 4)
            for choice, place in row:
                left = self._indent + place
                draw_tick_box(canvas, left, bottom, ticked=choice in self._ticked)
                Words(choice, fonts.BODY, self._SIZE, INK).draw(canvas, left + TICK_SIDE + 2 * MM, bottom + 4)


class Signature(Flowable):
    """A signature box with its date, without a line for the name."""

    def __init__(self, label: str, width: float = PORTRAIT_WIDTH) -> None:
        super().__init__()
        self._label = label
        self.width, self.height = width, SIGNATURE_HEIGHT + 16

    def draw(self) -> None:
        """Draws label, box and date."""
        draw_signature(self.canv, 0, 1, self.width, self._label)


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


def framed(title: str, more: str, parts: Sequence[Flowable], width: float = PORTRAIT_WIDTH) -> Table:
    """Parts in a frame of their own under a tinted `title`, kept on one page; their room is `framed_width` wide."""
    head = f"<b>{text.markup(title)}</b>" + (f" · {text.markup(more)}" if more else "")
    look = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), fonts.BODY),
            ("BOX", (0, 0), (-1, -1), 0.9, colour(INK)),
            ("BACKGROUND", (0, 0), (-1, 0), colour(TINT)),
            ("LEFTPADDING", (0, 0), (-1, -1), _FRAME_PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _FRAME_PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
            ("NOSPLIT", (0, 0), (-1, -1)),
        ]
    )
    rows: list[list[Flowable]] = [[Paragraph(head, style("value"))], *[[part] for part in parts]]
    return Table(rows, colWidths=[width], style=look)


def framed_width(width: float = PORTRAIT_WIDTH) -> float:
    """How wide the parts of a frame of this width are."""
    return width - 2 * _FRAME_PADDING
