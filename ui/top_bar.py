"""The line above a register: its title, what finds in it, what is done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.actions import Action, action_button, menu_of
from ui.icons import icon
from ui.parts import menu_button, text
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
    """Title, then finders (search box and filters), then buttons; finders move below where room is short.

    The actions in `others` stand before the buttons, and in a menu where there is no room for them.
    """

    def __init__(
        self, title: str, finders: Sequence[QWidget], buttons: Sequence[QWidget], others: Sequence[Action] = ()
    ) -> None:
        super().__init__()
        self.heading: QWidget = text(title, "h1", wrap=False)
        self._finders = QWidget()
        self._finders_line = _line(finders)
        self._finders_line.insertStretch(0, 1)
        self._finders_line.addStretch(0)
        self._finders_line.setStretch(1, 1000)
        self._finders.setLayout(self._finders_line)
        self._buttons = QWidget()
        self._usual = list(buttons)
        self._others = [action_button(one) for one in others]
        self._more = menu_button("More", menu_of(others, self))
        self._buttons.setLayout(_line([*self._others, self._more, *buttons]))
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
        # As narrow as it can be, so that no window is widened before it is first laid out.
        self._two_lines = True
        self._fold(bool(others))
        self._finders_line.setStretch(0, 0)
        self._finders_line.setStretch(self._finders_line.count() - 1, 1)

    def lead_with(self, widget: QWidget) -> None:
        """Puts `widget` in the place of the title."""
        self._first.replaceWidget(self.heading, widget)
        self.heading.hide()
        self.heading = widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.heading.sizeHint().width() + self._width_of(self._others) + 3 * _GAP
        self._fold(bool(self._others) and beside > self.width())
        needed = beside + self._finders.sizeHint().width() + _GAP
        if (needed > self.width()) != self._two_lines:
            self._two_lines = not self._two_lines
            self._move_finders()

    def minimumSizeHint(self) -> QSize:
        """So narrow that it has to fold, also while it is not folded: a window can always be made smaller."""
        beside = self.heading.minimumSizeHint().width() + self._width_of([self._more] if self._others else []) + _GAP
        return QSize(max(beside, self._finders.minimumSizeHint().width()), super().minimumSizeHint().height())

    def _width_of(self, before: Sequence[QWidget]) -> int:
        """What the buttons need with those in `before` in front of them."""
        shown = [*before, *self._usual]
        return sum(one.sizeHint().width() for one in shown) + _GAP * max(0, len(shown) - 1)

    def _fold(self, folded: bool) -> None:
        """Puts the other actions into their menu, or beside each other."""
        self._more.setVisible(folded)
        for one in self._others:
            one.setVisible(not folded)

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
