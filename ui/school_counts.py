"""Pages for whoever may not read a register: how much there is of it, school by school, and none of its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

from metdesk import schools
from metdesk.desk import Desk
from metdesk.record import Page
from ui.empty import Empty
from ui.paged import Column, PagedModel
from ui.parts import column
from ui.tab import Tab
from ui.table import TableView

Count = Callable[[int | None], Mapping[Any, int]]
"""The numbers of a school, or of all schools, by the names of their columns."""


@dataclass(frozen=True)
class Line:
    """The numbers of a school by the names of their columns."""

    school_id: int
    school: str
    numbers: Mapping[Any, int]


class SchoolCounts(TableView[Line]):
    """A line for each school with its numbers, and one above them for all. `columns` gives each number's words and
    width by its name; `empty` says what would stand here."""

    def __init__(self, name: str, desk: Desk, count: Count, columns: Mapping[Any, tuple[str, int]], empty: str) -> None:
        super().__init__(name)
        self._desk, self._numbers = desk, count
        named = Column[Line]("school", "School", 190, lambda line: line.school)
        numbers = [Column(one, words, width, _number(one), sortable=False) for one, (words, width) in columns.items()]
        self.show_model(PagedModel(self._read, [named, *numbers], lambda line: line.school_id, self))
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.say_when_empty(Empty("No schools yet", empty))

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Line]:
        lines = [Line(number, name, self._numbers(number)) for number, name in schools.names(self._desk).items()]
        if descending:
            lines.reverse()
        found = [Line(0, "All schools", self._numbers(None)), *lines] if len(lines) > 1 else lines
        return Page(found[offset : offset + limit], len(found))


def _number(name: Any) -> Callable[[Line], str]:
    return lambda line: f"{line.numbers[name]:,}" if line.numbers[name] else "–"


class CountsPage(Tab):
    """A calm page: the counts, and why there is no more to see. Its tables are read again after changes to
    `registers`."""

    registers: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._stale = False
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    def lay_out(self, *parts: QWidget | QLayout) -> None:
        """Puts the parts below each other; the tables among them share what room is left."""
        whole = column(*parts, gap=10)
        for place, part in enumerate(parts):
            whole.setStretch(place, 1 if isinstance(part, SchoolCounts) else 0)
        whole.setContentsMargins(18, 14, 18, 8)
        self.setLayout(whole)
        self.setFocusProxy(next(part for part in parts if isinstance(part, SchoolCounts)))

    def _touched(self, registers: frozenset[str]) -> None:
        if registers & self.registers:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        for table in self.findChildren(SchoolCounts):
            table.refresh()
