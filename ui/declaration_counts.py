"""What is shown to whoever may not read what is declared: how much there is of it, school by school."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from metdesk import confidential, declarations, printing_declarations, schools
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

_REGISTERS = frozenset({"declaration", "declaration_step", "person", "school"})
_COLUMNS = {
    State.WAITING: ("Waiting", 84),
    State.MORE: ("More asked", 106),
    State.APPROVED: ("Approved", 94),
    State.CONDITIONS: ("With conditions", 134),
    State.NOT_APPROVED: ("Not approved", 118),
    State.NOTHING: ("Nothing to declare", 152),
    State.ENDED: ("Ended", 76),
    State.WITHDRAWN: ("Withdrawn", 100),
}


@dataclass(frozen=True)
class Line:
    """How many declarations of a school stand in each state."""

    school_id: int
    school: str
    counts: dict[State, int]


class DeclarationCounts(Tab):
    """A calm page: the counts, and why there is no more to see. No search, no export; on paper, the register without
    names."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._stale = False
        self.why = notice_box(
            Tone.NEUTRAL, confidential.counts_words(desk), heading="How many there are, not what they say"
        )
        self.table: TableView[Line] = TableView("Declarations counted by school and state")
        self.model: PagedModel[Line] = PagedModel(self._read, _columns(), lambda line: line.school_id, self)
        printing = button("Print", self.print_redacted, icon_name="print")
        printing.setAccessibleName("Print the register without names")
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_redacted)
        whole = column(row(text("Declarations", "h1", wrap=False), 1, printing), self.why, self.table, gap=10)
        whole.setStretch(2, 1)
        whole.setContentsMargins(18, 14, 18, 8)
        self.setLayout(whole)
        self.table.show_model(self.model)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.say_when_empty(Empty("No schools yet", "Each school stands here with how much is declared there."))
        self.setFocusProxy(self.table)
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    def print_redacted(self) -> None:
        """Shows how much stands, without a name, of all schools."""
        self._shell.preview(lambda: printing_declarations.redacted(self._desk))

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Line]:
        lines = [
            Line(one, name, declarations.counts(self._desk, one)) for one, name in schools.names(self._desk).items()
        ]
        if descending:
            lines.reverse()
        whole = Line(0, "All schools", declarations.counts(self._desk))
        found = [*lines, whole] if len(lines) > 1 else lines
        return Page(found[offset : offset + limit], len(found))

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
        self.table.refresh()


def _columns() -> list[Column[Line]]:
    def counted(state: State, label: str, width: int) -> Column[Line]:
        return Column(state, label, width, lambda line: _number(line.counts[state]), sortable=False)

    states = [counted(state, *about) for state, about in _COLUMNS.items()]
    return [Column("school", "School", 190, lambda line: line.school), *states]


def _number(counted: int) -> str:
    return f"{counted:,}" if counted else "–"
