"""A table model that reads windows of rows on demand, so that a million rows open like ten."""

import dataclasses
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from metdesk.record import Page
from ui.chips import Chip
from ui.parts import tip

WINDOW_ROWS = 200
WINDOWS_KEPT = 12
CHIP_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Read = Callable[[str, bool, int, int], Page[Row]]
_NOWHERE = QModelIndex()


@dataclasses.dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: the name it is sorted by, its heading, its width in the design's pixels (a share of the
    table), the words of a row's cell, and a chip shown in their place where there is one. Where there is no
    room for all columns, those with a `spare` are left out, the highest first; the record panel shows them.
    """

    name: str
    label: str
    width: int
    text: Callable[[Row], str]
    chip: Callable[[Row], Chip | None] | None = None
    sortable: bool = True
    spare: int = 0


def _nothing(sort: str, descending: bool, offset: int, limit: int) -> Page[Any]:
    return Page([], 0)


class PagedModel(QAbstractTableModel, Generic[Row]):
    """Rows of `read(sort, descending, offset, limit)`; at most 12 windows of 200 are kept."""

    def __init__(
        self,
        read: Read[Row],
        columns: list[Column[Row]],
        row_id: Callable[[Row], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._read = read
        self._row_id = row_id
        self._windows: OrderedDict[int, list[Row]] = OrderedDict()
        self._total = 0
        self._sort = ""
        self._descending = False

    def forget(self) -> None:
        """Lets go of every row, and reads no more."""
        self.beginResetModel()
        self._windows.clear()
        self._total = 0
        self._read = _nothing
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid():
            return None
        row = self.row(index.row())
        return None if row is None else _ROLES[role](self.columns[index.column()], row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def row(self, number: int) -> Row | None:
        """The row at place `number` of the list, read when it is not at hand; None past the end."""
        window = self._window(number // WINDOW_ROWS)
        place = number % WINDOW_ROWS
        return window[place] if place < len(window) else None

    def _window(self, number: int) -> list[Row]:
        if number in self._windows:
            self._windows.move_to_end(number)
            return self._windows[number]
        page = self._read(self._sort, self._descending, number * WINDOW_ROWS, WINDOW_ROWS)
        self._windows[number] = page.rows
        if len(self._windows) > WINDOWS_KEPT:
            self._windows.popitem(last=False)
        return page.rows

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The name of the column the rows are sorted by, and whether downwards."""
        return self._sort, self._descending

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sortable:
            return
        descending = order is Qt.SortOrder.DescendingOrder
        if (self.columns[column].name, descending) != (self._sort, self._descending):
            self._sort, self._descending = self.columns[column].name, descending
            self.reload()

    def reload(self) -> None:
        """Reads another list from its start: another sort, search or filter."""
        self.beginResetModel()
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Reads the same list again after a change; places keep their index."""
        page = self._read(self._sort, self._descending, 0, WINDOW_ROWS)
        before, now = self._total, page.total
        # First the length changes, with the old rows still in their places; then all rows are told to be new.
        if now > before:
            self.beginInsertRows(_NOWHERE, before, now - 1)
            self._total = now
            self.endInsertRows()
        elif now < before:
            self.beginRemoveRows(_NOWHERE, now, before - 1)
            self._total = now
            self.endRemoveRows()
        self._windows = OrderedDict({0: page.rows})
        if now:
            self.dataChanged.emit(self.index(0, 0), self.index(now - 1, len(self.columns) - 1))

    def _forget(self) -> None:
        page = self._read(self._sort, self._descending, 0, WINDOW_ROWS)
        self._windows = OrderedDict({0: page.rows})
        self._total = page.total

    def find(self, row_id: int, near: int = 0) -> int:
        """The place of the row with `row_id`, looked for in the windows at hand and around `near`; or -1."""
        for number in self._search_order(near // WINDOW_ROWS):
            for place, row in enumerate(self._window(number)):
                if self._row_id(row) == row_id:
                    return number * WINDOW_ROWS + place
        return -1

    def _search_order(self, middle: int) -> Iterator[int]:
        last = max(0, (self._total - 1) // WINDOW_ROWS)
        wanted = [middle, middle - 1, middle + 1, *list(self._windows)]
        seen: set[int] = set()
        for number in wanted:
            if 0 <= number <= last and number not in seen:
                seen.add(number)
                yield number

    def id_at(self, number: int) -> int | None:
        """The id of the row at place `number`, or None past the end."""
        row = self.row(number)
        return None if row is None else self._row_id(row)


def _text(column: Column[Any], row: Any) -> str:
    chip = column.chip(row) if column.chip else None
    return chip.text if chip else column.text(row)


def _spoken(column: Column[Any], row: Any) -> str:
    return f"{column.label}: {_text(column, row) or 'nothing'}"


_ROLES: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: lambda column, row: tip(_text(column, row)),
    CHIP_ROLE: lambda column, row: column.chip(row) if column.chip else None,
    ROW_ROLE: lambda column, row: row,
}
