"""Says what was done, with Undo; a screen reader says it too."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLabel, QWidget

from ui.icons import picture
from ui.parts import button, icon_button, row, text
from ui.theme import px
from ui.tokens import Tone

_STAYS_MS = 8000
_ABOVE_FOOT = 44
_WIDEST = 520


class Toast(QFrame):
    """A note over the foot of its parent that goes by itself, not while the mouse or the focus is on it."""

    def __init__(self, parent: QWidget, undo: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setProperty("look", "toast")
        self._take_back = undo
        self._parent = parent
        self._sign = QLabel()
        self._words = text("", wrap=True)
        self.undo_button = button("Undo", self._undo, look="link", icon_name="undo")
        self.close_button = icon_button("close", "Close this note", self.hide)
        line = row(self._sign, self._words, self.undo_button, self.close_button, gap=10)
        line.setContentsMargins(14, 8, 8, 8)
        self.setLayout(line)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 3)
        self.setGraphicsEffect(shadow)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self._go_unless_used)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, *, undo: bool, tone: Tone = Tone.OK) -> None:
        """Shows `words` for eight seconds; `tone` is that of its sign."""
        self._sign.setPixmap(picture(tone.value, px(18), tone.value, 2.0))
        self._words.setText(words)
        self._words.setFixedWidth(min(px(_WIDEST), self.fontMetrics().horizontalAdvance(words) + 8))
        self.undo_button.setVisible(undo)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _undo(self) -> None:
        self.hide()
        self._take_back()

    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def _go_unless_used(self) -> None:
        if self.underMouse() or self.undo_button.hasFocus() or self.close_button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        self.adjustSize()
        whole = self._parent.rect()
        self.move((whole.width() - self.width()) // 2, whole.height() - self.height() - px(_ABOVE_FOOT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
