"""A choice that is worth its room: every answer in sight, one of them taken."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton

from metdesk.record import Field, sentence_case
from ui.editor import Editor


class ChoicesEditor(Editor):
    """The field's choices as buttons beside each other, two in a row; none is taken at first. `words` are for those
    that are not called as they are kept."""

    def __init__(self, field: Field, words: Mapping[str, str] = MappingProxyType({})) -> None:
        self._frame = QFrame()
        super().__init__(field, self._frame)
        grid = QGridLayout(self._frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for place, choice in enumerate(field.choices):
            made = QRadioButton(words.get(choice) or sentence_case(choice))
            made.setProperty("look", "choice")
            made.setAccessibleDescription(field.label)
            self._group.addButton(made, place)
            grid.addWidget(made, place // 2, place % 2)
            self.buttons[choice] = made
        self._frame.setFocusProxy(self.buttons[field.choices[0]])
        self._group.idToggled.connect(lambda _, on: self.changed.emit() if on else None)

    def value(self) -> str:
        return next((choice for choice, one in self.buttons.items() if one.isChecked()), "")

    def set_value(self, value: Any) -> None:
        self._group.setExclusive(False)
        for choice, one in self.buttons.items():
            one.setChecked(choice == value)
        self._group.setExclusive(True)

    def typed(self) -> str:
        return self.value()

    def retype(self, typed: Any) -> None:
        self.set_value(typed)
