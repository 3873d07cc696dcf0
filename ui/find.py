"""Ctrl+K: finds anything by its words; what is found is grouped and opens with Enter."""

from collections.abc import Callable
from itertools import groupby
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.parts import tip
from ui.theme import px
from ui.top_bar import SearchBox

_TARGET = Qt.ItemDataRole.UserRole
_HEADINGS = {
    "person": "People",
    "account": "Accounts",
    "declaration": "Declarations",
    "approach": "Approaches",
    "breach": "Breaches",
    "school": "Schools",
    "policy_clause": "Policy",
}
_WIDTH = 460
_ROW = 30
_MOST_SHOWN = 14


class Found(Protocol):
    """A record found."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...


class FindBox(SearchBox):
    """The box in the window's head. `chosen` carries the kind and the id of a record."""

    chosen = Signal(str, int)

    def __init__(self, find: Callable[[str], list[Found]], window: QWidget) -> None:
        super().__init__(
            "Find anything   Ctrl+K", "Find people, accounts, declarations, approaches, cases, schools and clauses"
        )
        self._find = find
        self.list = QListWidget(window)
        self.list.setAccessibleName("What was found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("look", "found")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.list.itemClicked.connect(self._open)
        self.textChanged.connect(self._look)
        self.installEventFilter(self)

    def _look(self, words: str) -> None:
        self.list.clear()
        if not words.strip():
            self.list.hide()
            return
        found = self._find(words.strip())
        for kind, group in groupby(found, key=lambda one: one.kind):
            self._add_heading(_HEADINGS.get(kind, kind.capitalize()))
            for one in group:
                item = QListWidgetItem(f"{one.title}  ·  {one.subtitle}" if one.subtitle else one.title)
                item.setData(_TARGET, (one.kind, one.id))
                item.setToolTip(tip(item.text()))
                self.list.addItem(item)
        if not found:
            self._add_heading(f"Nothing begins with “{words.strip()[:30]}”")
        self._show()

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def _show(self) -> None:
        window = self.list.parentWidget()
        place = self.mapTo(window, QPoint(0, self.height() + 4)) if window else QPoint()
        rows = min(self.list.count(), _MOST_SHOWN)
        height = sum(self.list.sizeHintForRow(row) for row in range(rows)) or rows * px(_ROW)
        self.list.setGeometry(place.x(), place.y(), max(self.width(), px(_WIDTH)), height + 6)
        self.list.show()
        self.list.raise_()
        self._step(1)

    def _step(self, by: int) -> None:
        place = self.list.currentRow() + by
        while 0 <= place < self.list.count():
            if self.list.item(place).data(_TARGET):
                self.list.setCurrentRow(place)
                return
            place += by

    def _open(self, item: QListWidgetItem | None) -> None:
        target = item.data(_TARGET) if item else None
        if target:
            self.leave()
            self.chosen.emit(target[0], target[1])

    def leave(self) -> None:
        """Clears the box and closes the list."""
        self.clear()
        self.list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.list.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape and self.text():
            self.leave()
            return True
        if not self.list.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.list.currentItem())
            return True
        return False
