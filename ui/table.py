"""The table of a register: pills, hairlines, a focus ring, columns that share the width."""

from typing import Generic

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.cells import CellDelegate
from ui.chips import chip_size
from ui.columns import NARROWEST, left_out, shares
from ui.empty import Empty, EmptyNote
from ui.paged import CHIP_ROLE, Column, PagedModel, Row
from ui.theme import ROW_HEIGHT, px

__all__ = ["Column", "PagedModel", "TableView"]

_ROWS_MEASURED = 40
_ROOM_AROUND = 20


class TableView(QTableView, Generic[Row]):
    """Shows a `PagedModel`. Enter or a double click opens a row, the columns always share the width.

    `row_changed` carries the current row or None, `opened` the row, `menu_wanted` a place on the screen.
    """

    row_changed = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    arranged = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._weights: list[int] = []
        self._fitting = False
        self._note = EmptyNote(self.viewport())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(px(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self._set_up_header()
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place)))
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(NARROWEST)
        header.setMinimumHeight(px(35))
        header.setSortIndicatorClearable(False)
        header.sectionResized.connect(self._resized_by_hand)
        header.sectionMoved.connect(self.arranged)

    def show_model(self, model: PagedModel[Row]) -> None:
        """Shows `model`, unsorted until a heading is clicked or `sort_by` is called."""
        self.setModel(model)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._weights = [column.width for column in model.columns]
        self.selectionModel().currentRowChanged.connect(self._tell_row)
        model.modelReset.connect(self.fit_columns)
        model.modelReset.connect(self._note_emptiness)
        model.rowsInserted.connect(self._note_emptiness)
        model.rowsRemoved.connect(self._note_emptiness)
        self.fit_columns()

    def paged(self) -> PagedModel[Row]:
        """The model that is shown."""
        model = self.model()
        assert isinstance(model, PagedModel)  # noqa: S101 - for the type checker: show_model is the only setter
        return model

    # -- rows ------------------------------------------------------------------------------------

    def current_row(self) -> Row | None:
        """The row the record panel shows."""
        index = self.currentIndex()
        return self.paged().row(index.row()) if index.isValid() else None

    def chosen_rows(self) -> list[Row]:
        """All selected rows, in the order of the table."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = (self.paged().row(place) for place in places)
        return [row for row in rows if row is not None]

    def go_to(self, place: int) -> None:
        """Selects the row at `place` and shows it; nothing happens for -1."""
        if 0 <= place < self.paged().rowCount():
            index, flag = self.paged().index(place, 0), QItemSelectionModel.SelectionFlag
            # Not selectRow: it would toggle the row while Ctrl is held for a shortcut.
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)

    def refresh(self) -> None:
        """Reads the rows again; keeps by their ids the selected rows, the current one and the one on top."""
        model = self.paged()
        top = self.rowAt(1)
        offset = top * self.rowHeight(0) - self.verticalScrollBar().value() if top >= 0 else 0
        top_id = model.id_at(top) if top >= 0 else None
        current = self.currentIndex().row()
        current_id = model.id_at(current) if current >= 0 else None
        chosen = {index.row(): model.id_at(index.row()) for index in self.selectionModel().selectedRows()}
        model.refresh()
        self._restore(current_id, current, chosen)
        place = model.find(top_id, top) if top_id is not None else -1
        if place >= 0:
            self.verticalScrollBar().setValue(place * self.rowHeight(0) - offset)

    def _restore(self, current_id: int | None, current: int, chosen: dict[int, int | None]) -> None:
        model, picked = self.paged(), self.selectionModel()
        flag = picked.SelectionFlag
        picked.clearSelection()
        for near, one in chosen.items():
            place = model.find(one, near) if one is not None else -1
            if place >= 0:
                picked.select(model.index(place, 0), flag.Select | flag.Rows)
        place = model.find(current_id, current) if current_id is not None else -1
        picked.setCurrentIndex(model.index(place, 0) if place >= 0 else QModelIndex(), flag.NoUpdate)
        self.row_changed.emit(self.current_row())

    def _tell_row(self, current: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()
        self.row_changed.emit(self.paged().row(current.row()) if current.isValid() else None)

    def _open(self, place: int) -> None:
        row = self.paged().row(place)
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Menu and self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    # -- emptiness -------------------------------------------------------------------------------

    def say_when_empty(self, empty: Empty) -> None:
        """What stands over the table while it has no rows."""
        self._note.say(empty)
        self._note_emptiness()

    def _note_emptiness(self) -> None:
        self._note.setGeometry(self.viewport().rect())
        self._note.setVisible(self.model() is not None and self.model().rowCount() == 0)

    # -- widths ----------------------------------------------------------------------------------

    def weights(self) -> list[int]:
        """The widths of the columns as shares, to be remembered."""
        return list(self._weights)

    def set_weights(self, weights: list[int]) -> None:
        """Gives the columns these shares of the width; ignored when their number differs."""
        if len(weights) == len(self._weights) and all(weight > 0 for weight in weights):
            self._weights = weights
            self.fit_columns()

    def fit_columns(self) -> None:
        """Shares the width among the columns by their weights, to the last pixel; chips keep their words."""
        if not self._weights or self.viewport().width() <= 0:
            return
        self._fitting = True
        room, header, columns = self.viewport().width(), self.horizontalHeader(), self.paged().columns
        out = left_out([px(one.width) for one in columns], [one.spare for one in columns], room)
        for section in range(len(columns)):
            header.setSectionHidden(section, section in out)
        needs, shown = self._needs(), [section for section in range(len(columns)) if section not in out]
        sizes = shares([self._weights[one] for one in shown], [needs[one] for one in shown], room)
        for section, size in zip(shown, sizes, strict=True):
            header.resizeSection(section, size)
        self._fitting = False

    def _needs(self) -> list[int]:
        """The width that the chips of the first rows need, column by column; 0 where there is none."""
        model = self.paged()
        needs = []
        for place, column in enumerate(model.columns):
            rows = range(min(model.rowCount(), _ROWS_MEASURED)) if column.chip else range(0)
            chips = (model.index(row, place).data(CHIP_ROLE) for row in rows)
            widths = [chip_size(chip, self.fontMetrics()).width() for chip in chips if chip]
            needs.append(max(widths, default=-_ROOM_AROUND) + _ROOM_AROUND)
        return needs

    def _resized_by_hand(self, section: int, before: int, now: int) -> None:
        if self._fitting or section >= len(self._weights):
            return
        header = self.horizontalHeader()
        for one in range(header.count()):
            if not header.isSectionHidden(one):
                self._weights[one] = max(1, header.sectionSize(one))
        self.arranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        self._note.setGeometry(self.viewport().rect())
