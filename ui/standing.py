"""How each of the policy's checks stands today: what is met, of how many, as a bar and in words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from metdesk.checks import Result, Status
from ui.icons import picture
from ui.parts import button, clear, text
from ui.theme import px, tokens
from ui.tokens import Tone

_TONES = {
    Status.OK: Tone.OK,
    Status.ATTENTION: Tone.WARN,
    Status.BREACH: Tone.BAD,
    Status.NOTHING: Tone.NEUTRAL,
}


class Bar(QWidget):
    """A share as a bar; the words beside it say the same."""

    def __init__(self, met: int, of: int, tone: Tone) -> None:
        super().__init__()
        self._share = met / of if of else 0.0
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(96), px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        round_by = whole.height() / 2
        painter.setBrush(QColor(tokens().neutral_soft))
        painter.drawRoundedRect(whole, round_by, round_by)
        painter.setBrush(QColor(tokens().of(self._tone)[0]))
        if self._share:
            filled = QRectF(whole.left(), whole.top(), max(whole.height(), whole.width() * self._share), whole.height())
            painter.drawRoundedRect(filled, round_by, round_by)
        painter.end()


class PolicyToday(QWidget):
    """Every check in a line: its clause as a link, its sentence, its bar and its count."""

    def __init__(self, read: Callable[[str], object]) -> None:
        super().__init__()
        self._read = read
        self._shown: list[Result] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)

    def show_results(self, results: Sequence[Result]) -> None:
        """Shows these results in their order: first where something is amiss, then what is met."""
        if list(results) == self._shown:
            return
        self._shown = list(results)
        clear(self._grid)
        for place, one in enumerate(sorted(results, key=lambda one: not one.failing)):
            self._add(place, one)
        self._grid.setRowStretch(len(results), 1)

    def _add(self, place: int, one: Result) -> None:
        tone = _TONES[one.status]
        sign = QLabel()
        sign.setPixmap(picture(tone.value, px(18), tone.value, 2.0))
        link = button(one.clause, lambda: self._read(one.clause), look="link")
        link.setAccessibleName(f"Read {one.clause}: {one.statement}, {count_words(one)}")
        statement = text(one.statement)
        statement.setMinimumWidth(px(120))
        count = text(count_words(one), "muted", wrap=False)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(sign, place, 0, middle)
        self._grid.addWidget(link, place, 1, middle | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(statement, place, 2, middle)
        if one.of:
            bar = Bar(one.met, one.of, tone)
            bar.setFixedWidth(px(84))
            self._grid.addWidget(bar, place, 3, middle)
        self._grid.addWidget(count, place, 4, middle | Qt.AlignmentFlag.AlignRight)


def count_words(one: Result) -> str:
    """`41 of 43`, or `none` where there is nothing to count."""
    return f"{one.met:,} of {one.of:,}" if one.of else "none"
