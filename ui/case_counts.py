"""What is shown to whoever only counts cases: how many there are, school by school, and none of their words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from metdesk import cases, schools
from metdesk.case_record import State
from metdesk.desk import Desk
from metdesk.record import Page, sentence_case
from ui.empty import Empty
from ui.paged import Column, PagedModel
from ui.panel import notice_box
from ui.parts import column, text
from ui.tab import Tab
from ui.table import TableView
from ui.tokens import Tone

_WHY = (
    "What is written of a case is sealed to those named on it (5.2.3). Readers see how many cases there are, and "
    "which are late."
)


@dataclass(frozen=True)
class Line:
    """How many cases of a school stand in each state, and how many are late."""

    school_id: int
    school: str
    states: dict[State, int]
    late: int


class CaseCounts(Tab):
    """A calm page: the counts, and why there is no more to see."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stale = False
        self.why = notice_box(Tone.NEUTRAL, _WHY, heading="How many there are, not what they say")
        self.table: TableView[Line] = TableView("Cases counted by school and state")
        self.table.show_model(PagedModel(self._read, _columns(), lambda line: line.school_id, self))
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.say_when_empty(Empty("No schools yet", "Each school stands here with how many cases it has."))
        whole = column(text("Breaches", "h1", wrap=False), self.why, self.table, gap=10)
        whole.setStretch(2, 1)
        whole.setContentsMargins(18, 14, 18, 8)
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Line]:
        lines = [self._line(number, name) for number, name in schools.names(self._desk).items()]
        if descending:
            lines.reverse()
        found = [self._line(None, "All schools"), *lines] if len(lines) > 1 else lines
        return Page(found[offset : offset + limit], len(found))

    def _line(self, school_id: int | None, name: str) -> Line:
        late = [one for one in cases.counted(self._desk) if one.late and school_id in (None, one.school_id)]
        return Line(school_id or 0, name, cases.counts(self._desk, school_id), len(late))

    def _touched(self, registers: frozenset[str]) -> None:
        if registers & {"breach", "school"}:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self.table.refresh()


def _columns() -> list[Column[Line]]:
    def shown(count: Callable[[Line], int]) -> Callable[[Line], str]:
        return lambda line: f"{count(line):,}" if count(line) else "–"

    def in_state(state: State) -> Callable[[Line], int]:
        return lambda line: line.states[state]

    states = [Column(str(one), sentence_case(one), 150, shown(in_state(one)), sortable=False) for one in State]
    late = Column("late", "Late", 90, shown(lambda line: line.late), sortable=False)
    return [Column[Line]("school", "School", 220, lambda line: line.school), *states, late]
