"""The line above a register: its title, what finds in it, what is done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import icon
from ui.parts import text
from ui.theme import px

_GAP = 8


class SearchBox(QLineEdit):
    """A line to search in, with a magnifier and a cross that clears it."""

    def __init__(self, hint: str, name: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "search")
        self.setMinimumWidth(px(140))
        self.setMaximumWidth(px(360))

    def sizeHint(self) -> QSize:
        return QSize(px(220), super().sizeHint().height())


class TopBar(QWidget):
    """Title, then finders (search box and filters), then buttons; finders move below where room is short."""

    def __init__(self, title: str, finders: Sequence[QWidget], buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.heading: QWidget = text(title, "h1", wrap=False)
        self._finders = QWidget()
        self._finders_line = _line(finders)
        self._finders_line.insertStretch(0, 1)
        self._finders_line.addStretch(0)
        self._finders_line.setStretch(1, 1000)
        self._finders.setLayout(self._finders_line)
        self._buttons = QWidget()
        self._buttons.setLayout(_line(buttons))
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(_GAP)
        whole.addLayout(self._first)
        whole.addLayout(self._second)
        self._first.addWidget(self.heading)
        self._first.addStretch(0)
        self._first.addWidget(self._buttons)
        self._second.addWidget(self._finders, 1)
        self._two_lines = True  # as narrow as it can be, so that no window is widened before it is first laid out
        self._finders_line.setStretch(0, 0)
        self._finders_line.setStretch(self._finders_line.count() - 1, 1)

    def lead_with(self, widget: QWidget) -> None:
        """Puts `widget` in the place of the title."""
        self._first.replaceWidget(self.heading, widget)
        self.heading.hide()
        self.heading = widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts = (self.heading, self._finders, self._buttons)
        needed = sum(part.sizeHint().width() for part in parts) + 4 * _GAP
        if (needed > self.width()) != self._two_lines:
            self._two_lines = not self._two_lines
            self._move_finders()

    def _move_finders(self) -> None:
        source, target = (self._first, self._second) if self._two_lines else (self._second, self._first)
        source.removeWidget(self._finders)
        target.insertWidget(0 if self._two_lines else 2, self._finders, 1)
        self._finders_line.setStretch(0, 0 if self._two_lines else 1)
        self._finders_line.setStretch(self._finders_line.count() - 1, 1 if self._two_lines else 0)


def _line(parts: Sequence[QWidget]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(_GAP)
    for part in parts:
        line.addWidget(part)
    return line
