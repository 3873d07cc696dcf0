"""What stands in place of an empty list: what it is for, and the first step as a button."""

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.actions import Action, action_button
from ui.icons import picture
from ui.parts import clear, column, row, text
from ui.theme import px


@dataclasses.dataclass(frozen=True)
class Empty:
    """A heading, a sentence or two, the steps that lead on, and an icon."""

    heading: str
    words: str
    actions: tuple[Action, ...] = ()
    icon: str = ""


class EmptyNote(QWidget):
    """Shows an `Empty` in the middle of its parent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(8)
        outer = column(1, self._middle, 2)
        outer.setContentsMargins(24, 24, 24, 24)
        self.setLayout(outer)
        self.hide()

    def say(self, empty: Empty) -> None:
        """Shows `empty` from now on."""
        clear(self._middle)
        if empty.icon:
            sign = QLabel()
            sign.setPixmap(picture(empty.icon, px(40), "muted", self.devicePixelRatioF()))
            sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._middle.addWidget(sign)
        for words, look in ((empty.heading, "h2"), (empty.words, "muted")):
            label = text(words, look)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._middle.addWidget(label)
        buttons = [action_button(action) for action in empty.actions]
        if buttons:
            self._middle.addSpacing(8)
            self._middle.addLayout(row(1, *buttons, 1))
