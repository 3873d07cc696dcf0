"""One editor for each kind of field: what is typed, as a value; a value, as it is edited."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy

from metdesk.record import Field, Kind, from_text, sentence_case, to_text
from ui.dates import DateEditor
from ui.editor import Editor
from ui.pickers import Lookup, Picker

__all__ = ["Combo", "Editor", "Lookup", "editor_for"]

_TEXT_LINES = 3


class LineEditor(Editor):
    """A line: text, an e-mail address, a web address, a number."""

    def __init__(self, field: Field) -> None:
        self._line = QLineEdit()
        super().__init__(field, self._line)
        self._line.textChanged.connect(self.changed)
        self._line.returnPressed.connect(self.entered)

    def value(self) -> Any:
        return from_text(self.field, self._line.text())

    def set_value(self, value: Any) -> None:
        self._line.setText(to_text(self.field, value))

    def typed(self) -> str:
        return self._line.text()

    def retype(self, typed: Any) -> None:
        self._line.setText(str(typed))


class TextEditor(Editor):
    """Several lines."""

    def __init__(self, field: Field) -> None:
        self._text = QPlainTextEdit()
        super().__init__(field, self._text)
        self._text.setTabChangesFocus(True)
        self.show_lines(_TEXT_LINES)
        self._text.textChanged.connect(self.changed)

    def show_lines(self, lines: int) -> None:
        """Makes room for so many lines; more are scrolled to."""
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * lines + 22)

    def value(self) -> str:
        return self._text.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self._text.setPlainText(str(value or ""))

    def typed(self) -> str:
        return self._text.toPlainText()

    def retype(self, typed: Any) -> None:
        self._text.setPlainText(str(typed))
        self._text.moveCursor(QTextCursor.MoveOperation.End)


class YesNoEditor(Editor):
    """A box to tick; it carries the field's label itself."""

    def __init__(self, field: Field) -> None:
        self._box = QCheckBox(field.label)
        super().__init__(field, self._box)
        self._box.toggled.connect(self.changed)

    def value(self) -> bool:
        return self._box.isChecked()

    def set_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    def typed(self) -> bool:
        return self.value()

    def retype(self, typed: Any) -> None:
        self.set_value(typed)


class Combo(QComboBox):
    """A combo box that the wheel changes only while it has the focus, and that gives way when room is short."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    """One of the field's choices."""

    def __init__(self, field: Field) -> None:
        self._combo = Combo(field.label)
        super().__init__(field, self._combo)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if not field.required or not field.default:
            self._combo.addItem("Choose…" if field.required else "–", "")
        for choice in field.choices:
            self._combo.addItem(sentence_case(choice) if choice.islower() else choice, choice)
        self._combo.currentIndexChanged.connect(self.changed)

    def value(self) -> str:
        return str(self._combo.currentData() or "")

    def set_value(self, value: Any) -> None:
        place = self._combo.findData(str(value or ""))
        if place < 0:  # a choice of an older version is kept as it is
            self._combo.addItem(sentence_case(str(value)), str(value))
            place = self._combo.count() - 1
        self._combo.setCurrentIndex(place)

    def typed(self) -> str:
        return self.value()

    def retype(self, typed: Any) -> None:
        self.set_value(typed)


class SuggestedEditor(Editor):
    """A line for which choices are offered."""

    def __init__(self, field: Field) -> None:
        self._combo = Combo(field.label)
        super().__init__(field, self._combo)
        line = QLineEdit()
        line.setAccessibleName(field.label)
        self._combo.setEditable(True)
        self._combo.setLineEdit(line)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._combo.addItems(list(field.choices))
        self._combo.setCurrentText("")
        self._combo.editTextChanged.connect(self.changed)

    def value(self) -> str:
        return self._combo.currentText().strip()

    def set_value(self, value: Any) -> None:
        self._combo.setCurrentText(str(value or ""))

    def typed(self) -> str:
        return self._combo.currentText()

    def retype(self, typed: Any) -> None:
        self.set_value(typed)


_EDITORS: dict[Kind, Callable[[Field], Editor]] = {
    Kind.LINE: LineEditor,
    Kind.EMAIL: LineEditor,
    Kind.ADDRESS: LineEditor,
    Kind.NUMBER: LineEditor,
    Kind.TEXT: TextEditor,
    Kind.YES_NO: YesNoEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.SUGGESTED: SuggestedEditor,
}


def editor_for(field: Field, lookups: Mapping[Kind, Lookup]) -> Editor:
    """The editor for a field; `lookups` find people, schools and accounts as they are typed, and know days."""
    if field.kind is Kind.DATE:
        return DateEditor(field, lookups.get(field.kind))
    if field.kind in lookups:
        return Picker(field, lookups[field.kind])
    return _EDITORS[field.kind](field)
