"""Type-ahead pickers: a person, a school or an account, found as its name is typed."""

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from metdesk.errors import Refused
from metdesk.record import Field
from ui.editor import Editor

_OFFERED = 12
_ID = Qt.ItemDataRole.UserRole


@dataclasses.dataclass(frozen=True)
class Lookup:
    """How records are found: `suggest(text, limit)` gives ids with their words, `name(id)` the words of one."""

    suggest: Callable[[str, int], list[tuple[int, str]]]
    name: Callable[[int], str]


class Picker(Editor):
    """A line that offers the records that fit; its value is the id of the one chosen."""

    def __init__(self, field: Field, lookup: Lookup) -> None:
        self._line = QLineEdit()
        self._line.setPlaceholderText("Type a few letters…")
        self._lookup = lookup
        self._chosen: int | None = None
        self._offers = QStandardItemModel()
        self._completer = QCompleter(self._offers)
        super().__init__(field, self._line)
        self._offers.setParent(self)
        self._completer.setParent(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_OFFERED)
        self._completer.setWidget(self._line)
        self._list = QListView()
        self._list.setAccessibleName(f"{field.label}: suggestions")
        self._completer.setPopup(self._list)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # stubs know one form
        self._line.textEdited.connect(self._typed)

    def value(self) -> int | None:
        if self._chosen is None and self._line.text().strip():
            raise Refused({self.field.name: self._unknown()})
        return self._chosen

    def set_value(self, value: Any) -> None:
        self._chosen = value
        self._line.setText(self._lookup.name(value) if value is not None else "")
        self._line.setCursorPosition(0)

    def typed(self) -> list[Any]:
        return [self._chosen, self._line.text()]

    def retype(self, typed: Any) -> None:
        """Chooses again what was chosen, unless it goes by another name now; then the words stand there, unchosen."""
        chosen, words = typed
        same = isinstance(chosen, int) and self._lookup.name(chosen) == words
        self._chosen = chosen if same else None
        self._line.setText(str(words))
        self.changed.emit()

    def finish(self) -> None:
        """Takes the only record that fits what is typed."""
        typed = self._line.text().strip()
        if self._chosen is None and typed:
            fitting = self._lookup.suggest(typed, 2)
            if len(fitting) == 1:
                self.set_value(fitting[0][0])
                self.changed.emit()

    def _unknown(self) -> str:
        typed = self._line.text().strip()[:40]
        several = len(self._lookup.suggest(typed, 2)) > 1
        what = self.field.label.lower()
        if several:
            return f"“{typed}” fits more than one {what}: choose one from the list."
        return f"No {what} in the register fits “{typed}”: type a few letters and choose from the list."

    def _typed(self, words: str) -> None:
        self._chosen = None
        self._offer(words)
        self.changed.emit()

    def _offer(self, words: str) -> None:
        self._offers.clear()
        for record_id, label in self._lookup.suggest(words.strip(), _OFFERED):
            item = QStandardItem(label)
            item.setData(record_id, _ID)
            self._offers.appendRow(item)
        if self._offers.rowCount():
            self._completer.complete()
        else:
            self._list.hide()

    def _take(self, index: QModelIndex) -> None:
        self._chosen = index.data(_ID)
        self._line.setText(str(index.data()))
        self._line.setCursorPosition(0)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and watched is self.control
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self._offer("" if self._chosen is not None else self._line.text())
            return True
        return super().eventFilter(watched, event)
