"""What the screens before an opened register share: a calm page with one card in its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from metdesk.jobs import Cancelled, Progress
from ui.actions import Action
from ui.icons import application_icon
from ui.panel import notice_box
from ui.parts import clear, column, row, text
from ui.theme import px
from ui.tokens import Tone
from ui.working import Worker, WorkStrip

if TYPE_CHECKING:
    from metdesk.desk import Desk

_CARD = 640


def opened_for(progress: Progress, desk: Desk) -> Desk:
    """`desk`, opened beside the window; closed again where nobody waits for it any more."""
    try:
        progress(1.0)
    except Cancelled:
        desk.close()
        raise
    return desk


class FrontPage(QWidget):
    """A heading, a sentence, a card with what `body` holds, and a strip for long work.

    `opened` carries the Desk that was opened or made, and the recovery key that must be shown now, or "".
    """

    opened = Signal(object, str)
    back = Signal()

    def __init__(self, heading: str, words: str, worker: Worker, *, width: int = _CARD, card: bool = True) -> None:
        super().__init__()
        self.worker = worker
        self.heading = text(heading, "h1")
        self.words = text(words, "muted")
        self._notice = QVBoxLayout()
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        sign = QLabel()
        sign.setPixmap(application_icon().pixmap(px(44)))
        head = row(sign, column(self.heading, self.words, gap=2), gap=14)
        head.setStretch(1, 1)
        frame = QFrame()
        inside = column(self._notice, self.body, gap=12)
        if card:
            frame.setProperty("look", "card")
            inside.setContentsMargins(28, 24, 28, 24)
        frame.setLayout(inside)
        middle = QWidget()
        middle.setFixedWidth(px(width))
        middle.setLayout(column(1, head, frame, 2, gap=20))
        page = QWidget()
        page.setProperty("look", "page")
        across = QHBoxLayout(page)
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self.setLayout(column(area, WorkStrip(worker), gap=0))

    def add(self, part: QWidget | QLayout) -> None:
        """Adds a part to the card."""
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)

    def say(self, tone: Tone, words: str, *actions: Action) -> None:
        """Says something at the top of the card; the words before go."""
        clear(self._notice)
        if words:
            self._notice.addWidget(notice_box(tone, words, actions))

    def fail(self, error: Exception) -> None:
        """Says why something was refused or did not work."""
        self.say(Tone.BAD, str(error))
