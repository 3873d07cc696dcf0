"""What is shown to whoever may not read what is declared: how much there is of it, school by school."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from metdesk import approaches, confidential, declarations, printing_declarations, schools
from metdesk.approaches import Figures
from metdesk.declaration_record import State
from metdesk.desk import Desk
from metdesk.record import Page
from ui.empty import Empty
from ui.paged import Column, PagedModel
from ui.panel import notice_box
from ui.parts import button, column, row, text
from ui.shell import Shell
from ui.tab import Tab
from ui.table import TableView
from ui.tokens import Tone

_REGISTERS = frozenset({"declaration", "declaration_step", "approach", "attachment", "person", "school", "setting"})
_STATES = {
    State.WAITING: ("Waiting", 84),
    State.MORE: ("More asked", 106),
    State.APPROVED: ("Approved", 94),
    State.CONDITIONS: ("With conditions", 134),
    State.NOT_APPROVED: ("Not approved", 118),
    State.NOTHING: ("Nothing to declare", 152),
    State.ENDED: ("Ended", 76),
    State.WITHDRAWN: ("Withdrawn", 100),
}
_FIGURES = {
    "approaches": ("Approaches", 110),
    "not_reported": ("Not reported", 120),
    "late": ("Report overdue", 130),
    "not_kept": ("Reply not kept", 130),
    "not_professional": ("Reply not professional", 180),
}
_SCHOOL = 190


@dataclass(frozen=True)
class Line:
    """How many declarations of a school stand in each state, and how many approaches there were."""

    school_id: int
    school: str
    declared: dict[State, int]
    approaches: Figures


class DeclarationCounts(Tab):
    """A calm page: the counts, and why there is no more to see. No search, no export; on paper, the register without
    names."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._stale = False
        self.why = notice_box(Tone.NEUTRAL, confidential.counts_words(desk))
        self.declared = self._table("Declarations counted by school and state", _of_states())
        self.approached = self._table("Approaches counted by school", _of_figures())
        printing = button("Print", self.print_redacted, icon_name="print")
        printing.setAccessibleName("Print the register without names")
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_redacted)
        head = row(text("Declarations", "h1", wrap=False), 1, printing)
        whole = column(head, self.why, self.declared, text("Approaches", "h2"), self.approached, gap=10)
        whole.setStretch(2, 1)
        whole.setStretch(4, 1)
        whole.setContentsMargins(18, 14, 18, 8)
        self.setLayout(whole)
        self.setFocusProxy(self.declared)
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    def _table(self, name: str, columns: list[Column[Line]]) -> TableView[Line]:
        table: TableView[Line] = TableView(name)
        table.show_model(PagedModel(self._read, columns, lambda line: line.school_id, self))
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.say_when_empty(Empty("No schools yet", "Each school stands here with how much there is of it."))
        return table

    def print_redacted(self) -> None:
        """Shows how much stands, without a name, of all schools."""
        self._shell.preview(lambda: printing_declarations.redacted(self._desk))

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Line]:
        lines = [self._line(number, name) for number, name in schools.names(self._desk).items()]
        if descending:
            lines.reverse()
        found = [self._line(None, "All schools"), *lines] if len(lines) > 1 else lines
        return Page(found[offset : offset + limit], len(found))

    def _line(self, school_id: int | None, name: str) -> Line:
        desk = self._desk
        return Line(school_id or 0, name, declarations.counts(desk, school_id), approaches.figures(desk, school_id))

    def _touched(self, registers: frozenset[str]) -> None:
        if registers & _REGISTERS:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        for table in (self.declared, self.approached):
            table.refresh()


def _of_states() -> list[Column[Line]]:
    def count(state: State) -> Callable[[Line], int]:
        return lambda line: line.declared[state]

    return _columns({str(state): (*about, count(state)) for state, about in _STATES.items()})


def _of_figures() -> list[Column[Line]]:
    def count(name: str) -> Callable[[Line], int]:
        return lambda line: int(getattr(line.approaches, name))

    return _columns({name: (*about, count(name)) for name, about in _FIGURES.items()})


def _columns(counted: dict[str, tuple[str, int, Callable[[Line], int]]]) -> list[Column[Line]]:
    def words(count: Callable[[Line], int]) -> Callable[[Line], str]:
        return lambda line: f"{count(line):,}" if count(line) else "–"

    numbers = [
        Column(name, label, width, words(count), sortable=False) for name, (label, width, count) in counted.items()
    ]
    return [Column("school", "School", _SCHOOL, lambda line: line.school), *numbers]
