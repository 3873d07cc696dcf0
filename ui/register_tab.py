"""The shape all registers share: search and filters on top, table left, the chosen record right.

A subclass says what is special about its register in the methods of `Register`; everything else (paging,
sorting, remembering, keyboard, refreshing) is here.
"""

import dataclasses
from typing import Any, Generic

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QWidget

from metdesk.calendar import count_of
from metdesk.record import Page
from ui.actions import Action, action_button, fill_menu, menu_of
from ui.empty import Empty
from ui.finder import Filter, Finder, Query
from ui.paged import Column, PagedModel, Row
from ui.panel import Panel
from ui.parts import column, menu_button, text
from ui.register import Register
from ui.shell import Shell
from ui.tab import Tab
from ui.table import TableView
from ui.top_bar import TopBar

__all__ = ["Action", "Column", "Empty", "Filter", "Panel", "Query", "RegisterTab"]


class RegisterTab(Tab, Register[Row], Generic[Row]):
    """One register as a tab. `desk` is the opened register, `shell` the window around the tab."""

    def __init__(self, desk: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.shell = shell
        self._stale = False
        self._refreshing = False
        self._shown: tuple[int, ...] | None = None
        self.finder = Finder(self, self.name, self.search_hint, self.filters(), shell.memory)
        self.model: PagedModel[Row] = PagedModel(self._read, self.columns(), self.row_id, self)
        self.table: TableView[Row] = TableView(self.title)
        self.panel = Panel(f"The chosen {self.noun[0]}")
        self.count_line = text("", "muted")
        self._lay_out()
        self._connect()
        self._recall()
        self._look()
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    # -- laying out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.print_button = self._menu_button("Print", "print", self.prints())
        self.export_button = self._menu_button("Import / export", "export", self.exports())
        first = self.primary()
        self.primary_button = action_button(dataclasses.replace(first, look="primary")) if first else None
        usual = [one for one in (self.print_button, self.export_button, self.primary_button) if one]
        finders = [self.finder.search, *self.finder.combos.values()]
        self.top_bar = TopBar(self.title, finders, usual, self.others())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.table.setMinimumWidth(360)
        self.panel.setMinimumWidth(320)
        whole = column(self.top_bar, self.splitter, self.count_line, gap=10)
        whole.setStretch(1, 1)
        whole.setContentsMargins(18, 14, 18, 8)
        self.setLayout(whole)

    def _menu_button(self, words: str, icon: str, actions: list[Action]) -> QPushButton | None:
        return menu_button(words, menu_of(actions, self), icon_name=icon) if actions else None

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.opened.connect(self.open_row)
        self.table.menu_wanted.connect(self._show_menu)
        self.table.row_changed.connect(lambda _row: self._show_chosen())
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_chosen())
        self.finder.changed.connect(self._look)
        self.finder.search.returnPressed.connect(self._to_table)
        for keys, do in (
            ("Ctrl+F", self._to_search),
            ("Ctrl+N", self._press_primary),
            ("Ctrl+P", self._open_prints),
            ("F5", self.refresh),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        esc = QShortcut(QKeySequence("Esc"), self)
        esc.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        esc.activated.connect(self.clear)
        delete = QShortcut(QKeySequence("Delete"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self.bin_rows(self.table.chosen_rows()))

    def _press_primary(self) -> None:
        if self.primary_button:
            self.primary_button.click()

    def _open_prints(self) -> None:
        if self.print_button:
            self.print_button.showMenu()

    # -- remembering -----------------------------------------------------------------------------

    def _recall(self) -> None:
        memory, header = self.shell.memory, self.table.horizontalHeader()
        self.table.set_weights(memory.get(f"{self.name}/widths", []))
        self.splitter.setSizes(memory.get(f"{self.name}/splitter", [720, 420]))
        sort, descending = memory.get(f"{self.name}/sort", self.sorted_by)
        names = [one.name for one in self.model.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        if sort in names:
            self.table.sortByColumn(names.index(sort), order)
        header.sortIndicatorChanged.connect(lambda *_: self._remember_sort())
        self.table.arranged.connect(lambda: memory.set(f"{self.name}/widths", self.table.weights()))
        self.splitter.splitterMoved.connect(lambda: memory.set(f"{self.name}/splitter", self.splitter.sizes()))

    def _remember_sort(self) -> None:
        self.shell.memory.set(f"{self.name}/sort", list(self.model.sorted_by))

    # -- looking ---------------------------------------------------------------------------------

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Row]:
        return self.read(self.finder.query(), sort or self.sorted_by[0], descending, offset, limit)

    def _look(self) -> None:
        """Shows what the finder looks for, from the top; a record that is still in the list stays chosen."""
        chosen = self._shown[0] if self._shown and len(self._shown) == 1 else None
        self.model.reload()
        self.table.go_to(self.model.find(chosen) if chosen is not None else 0)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self._show_chosen()
        self._count()

    def _count(self) -> None:
        shown, whole = self.model.rowCount(), self.count_all()
        self.count_line.setText(f"{shown:,} of {count_of(whole, *self.noun)} shown" if whole else "")
        self.table.say_when_empty(self.empty() if not whole else self._nothing_found())
        if self.primary_button:
            self.primary_button.setVisible(bool(whole))  # an empty register leads on from its middle

    def _nothing_found(self) -> Empty:
        return Empty(
            f"No {self.noun[0]} fits",
            "Nothing in this register fits the search and the filters.",
            (Action("Clear search and filters", self.clear, icon="close"),),
            "search",
        )

    def clear(self) -> None:
        """Takes the search and all filters away."""
        if self.finder.is_open():
            self._to_table()
        else:
            self.finder.open_all()

    def go(self, kind: str, record_id: int) -> None:
        self.show_id(record_id)

    def show_id(self, record_id: int) -> None:
        """Chooses a record; search and filters give way where they hide it."""
        place = self.model.find(record_id)
        if place < 0:
            found = self.row_of(record_id)
            if found is None:
                self.shell.said(f"This {self.noun[0]} is no longer in the register.", undo=False)
                return
            self.finder.open_all(found[1])
            place = self.model.find(record_id)
        self.table.go_to(place)
        self._to_table()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_search(self) -> None:
        self.finder.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.search.selectAll()

    def school_looked_at(self) -> int | None:
        """The school that the filter asks for; None for all of them."""
        chosen = self.finder.query().filters["school"]
        return chosen if isinstance(chosen, int) else None

    # -- the chosen record -----------------------------------------------------------------------

    def _show_chosen(self) -> None:
        rows = self.table.chosen_rows()
        ids = tuple(self.row_id(row) for row in rows)
        if ids != self._shown and not self._refreshing:
            self._shown = ids
            self._fill_panel(rows)
            self.panel.verticalScrollBar().setValue(0)

    def _fill_panel(self, rows: list[Row]) -> None:
        had_focus = self.panel.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.panel.start()
        if len(rows) == 1:
            self.show_record(self.panel, rows[0])
        elif rows:
            self.panel.title(f"{count_of(len(rows), *self.noun)} chosen")
            self.panel.steps(self.row_actions(rows))
        else:
            self.panel.note(f"Choose {_a(self.noun[0])} in the list to read the record here.")
        self.panel.finish()
        if had_focus:
            self.panel.setFocus()

    def allowed(self, command: str, *actions: Action) -> list[Action]:
        """The actions, where the keyholder may give the command that they lead to; else none."""
        return list(actions) if self.desk.may(command) else []

    def _show_menu(self, place: QPoint) -> None:
        actions = self.row_actions(self.table.chosen_rows())
        if actions:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            fill_menu(menu, actions)
            menu.popup(place)

    # -- refreshing ------------------------------------------------------------------------------

    def _touched(self, registers: frozenset[str]) -> None:
        if registers & self.registers:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Reads everything again; selection and scroll stay with their records."""
        self._stale = False
        scrolled = self.panel.verticalScrollBar().value()
        self.finder.refill()
        self._refreshing = True  # the panel is filled once, not at each step of choosing the same rows again
        self.table.refresh()
        self._refreshing = False
        rows = self.table.chosen_rows()
        self._shown = tuple(self.row_id(row) for row in rows)
        self._fill_panel(rows)
        self.panel.verticalScrollBar().setValue(scrolled)
        self._count()


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
