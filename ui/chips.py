"""Status in a pill: an icon, words and a colour, in tables and in the record panel."""

import dataclasses

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons
from ui.theme import px, tokens
from ui.tokens import Tone

_SIDE = 9
_GAP = 5
_HEIGHT_BEYOND_TEXT = 6
_WIDEST = 220  # of a chip that stands on its own, before its words are cut


@dataclasses.dataclass(frozen=True)
class Chip:
    """A status: what it says, its tone, and an icon other than the tone's own."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: str = ""


def chip_size(chip: Chip, metrics: QFontMetrics) -> QSize:
    """The room a chip takes, in pixels."""
    height = metrics.height() + _HEIGHT_BEYOND_TEXT
    return QSize(2 * _SIDE + _icon_side(metrics) + _GAP + metrics.horizontalAdvance(chip.text), height)


def paint_chip(painter: QPainter, chip: Chip, room: QRect) -> None:
    """Draws the chip at the left of `room`, in its middle; words that do not fit end in an ellipsis."""
    metrics = painter.fontMetrics()
    wanted = chip_size(chip, metrics)
    width = min(wanted.width(), room.width())
    pill = QRectF(room.left(), room.center().y() - wanted.height() / 2 + 1, width, wanted.height())
    ink, soft = tokens().of(chip.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    side = _icon_side(metrics)
    icon_room = QRectF(pill.left() + _SIDE, pill.center().y() - side / 2, side, side)
    icons.paint(painter, chip.icon or chip.tone.value, icon_room, ink)
    painter.setPen(QColor(ink))
    words_room = pill.adjusted(_SIDE + side + _GAP, 0, -_SIDE + 2, 0)
    words = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, int(words_room.width()) + 1)
    painter.drawText(words_room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.restore()


def _icon_side(metrics: QFontMetrics) -> int:
    return round(metrics.ascent() * 0.95)


class ChipLabel(QWidget):
    """A chip as a widget of its own."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(chip.text)

    def sizeHint(self) -> QSize:
        return chip_size(self._chip, self.fontMetrics())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(px(_WIDEST), self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self._chip, self.rect())
        painter.end()
