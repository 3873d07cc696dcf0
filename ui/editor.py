"""What all editors have in common."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from metdesk.errors import Refused
from metdesk.record import Field, problem
from ui.parts import row


class Editor(QWidget):
    """Edits one field. `control` is what takes the focus and what a label belongs to."""

    changed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, field: Field, control: QWidget, *others: QWidget) -> None:
        super().__init__()
        self.field = field
        self.control = control
        self.setLayout(row(control, *others, gap=4))
        self.setFocusProxy(control)
        control.setAccessibleName(field.label)
        control.setAccessibleDescription(field.help)
        control.installEventFilter(self)

    def value(self) -> Any:
        """What is typed, as the field's value. Refused, under the field's name, where it cannot be one."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows `value` to be edited."""
        raise NotImplementedError

    def typed(self) -> Any:
        """What stands in the editor, as it was typed and as JSON holds it, be it a value or not yet."""
        raise NotImplementedError

    def retype(self, typed: Any) -> None:
        """Puts back what `typed` told."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with what is typed, in a sentence; nothing where it will do."""
        try:
            return problem(self.field, self.value())
        except Refused as refused:
            return str(refused)

    def hint(self) -> str:
        """What is worth knowing about what is typed, in a few words; nothing of most fields."""
        return ""

    def show_hint(self, words: str) -> None:
        """Tells a screen reader what is worth knowing."""
        self.control.setAccessibleDescription(" ".join(one for one in (self.field.help, words) if one))

    def show_problem(self, sentence: str) -> None:
        """Marks the editor as wrong, for the eye and for a screen reader; no sentence takes the mark off."""
        self.control.setAccessibleDescription(sentence or self.field.help)
        if bool(self.control.property("wrong")) != bool(sentence):
            self.control.setProperty("wrong", bool(sentence))
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.control and isinstance(event, QFocusEvent) and event.lostFocus() and _left(event):
            self.finish()
            self.left.emit()
        return False

    def finish(self) -> None:
        """Tidies what is typed as the editor is left."""


def _left(event: QFocusEvent) -> bool:
    """Whether the person went on to something else, rather than to another window or a pop-up list."""
    return event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
