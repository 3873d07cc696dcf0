"""The register's whole history: a table of its entries, and the chosen one field by field, from and to."""

import functools
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from metdesk import history, seal
from metdesk.calendar import count_of, show_when
from metdesk.desk import Desk
from metdesk.history import Entry, Wanted
from metdesk.record import Page
from metdesk.telling import Part
from ui.actions import Action
from ui.empty import Empty
from ui.finder import Filter, Finder
from ui.history import part_lines, when
from ui.paged import Column, PagedModel
from ui.panel import Panel, buttons, stack
from ui.parts import Words, button, column, text
from ui.shell import Shell
from ui.table import TableView

_RECORDS = 50
_TO_GO_TO = {"person": "Show the person", "school": "Show the school", "account": "Show the account"}
_IN_THE_BIN = "moved to the bin"
_PERIODS = (("", "All time"), ("today", "Today"), ("week", "The last 7 days"), ("month", "The last 30 days"),
            ("year", "This school year"), ("before", "The school year before"))  # fmt: skip


def period(name: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a period by its name; a school year begins on 1 September."""
    began = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    return {
        "today": (today, today),
        "week": (today - timedelta(days=6), today),
        "month": (today - timedelta(days=29), today),
        "year": (began, None),
        "before": (began.replace(year=began.year - 1), began - timedelta(days=1)),
    }.get(name, (None, None))


class HistoryTable(QWidget):
    """Every entry of the register, the latest first; `finder` has what narrows it."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._shown: int | None = None
        filters = [
            Filter("who", "Keyholder", lambda: [("", "Everybody"), *((one, one) for one in history.writers(desk))]),
            Filter("period", "Period", lambda: list(_PERIODS)),
        ]
        self.finder = Finder(self, "history", "Search what was done…", filters, shell.memory)
        self.model: PagedModel[Entry] = PagedModel(self._read, _columns(), lambda one: one.n, self)
        self.table: TableView[Entry] = TableView("The register’s history")
        self.panel = Panel("The chosen entry")
        self.count_line = text("", "muted")
        self._lay_out()
        self.table.show_model(self.model)
        self.table.row_changed.connect(self._show_entry)
        self.finder.changed.connect(self.look)
        self.look()

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([600, 400])
        self.table.setMinimumWidth(360)
        self.panel.setMinimumWidth(320)
        whole = column(splitter, self.count_line, gap=8)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    # -- entries ---------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """What is looked for at the moment."""
        query = self.finder.query()
        first, last = period(query.filters["period"] or "", self._desk.today())
        return Wanted(who=query.filters["who"] or "", find=query.text, first=first, last=last)

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Entry]:
        return history.page(self._desk, self.wanted(), offset, limit)

    def look(self) -> None:
        """Reads the entries from the latest, and shows it."""
        self.model.reload()
        clear_all = Action("Show all entries", self.finder.open_all)
        self.table.say_when_empty(Empty("No entry", "Nothing was done that matches.", (clear_all,), icon="search"))
        self._tell_count()
        self.table.go_to(0)
        if not self.model.rowCount():
            self._show_entry(None)

    def refresh(self) -> None:
        """Reads the entries again after a change; the chosen one stays chosen."""
        self.table.refresh()
        self._tell_count()

    def show_entry(self, n: int) -> None:
        """Shows entry `n` among all."""
        self.finder.open_all()
        self.table.go_to(self.model.rowCount() - n)

    def _tell_count(self) -> None:
        total = self.model.rowCount()
        of_all = "" if self.finder.is_open() else f" of {seal.now(self._desk).n:,}"
        self.count_line.setText(f"{count_of(total, 'entry', 'entries')}{of_all}")

    # -- the chosen entry ------------------------------------------------------------------------

    def _show_entry(self, one: Entry | None) -> None:
        number = one.n if one else None
        if number == self._shown and number is not None:
            return
        self._shown = number
        self.panel.start()
        if one is not None:
            self.panel.title(one.words, subtitle=f"{show_when(one.at)} · {one.who}")
            self.panel.note(f"Sealed as {seal.at_entry(self._desk, one.n)}")
            self.panel.add(_Records(self._desk, self._shell, one))
        self.panel.finish()


class _Records(QWidget):
    """What an entry did, record by record, fifty at a time."""

    def __init__(self, desk: Desk, shell: Shell, entry: Entry) -> None:
        super().__init__()
        self._desk, self._shell, self._entry = desk, shell, entry
        self._after, self._told = 0, 0
        self._lines = column(gap=14)
        self._lines.setContentsMargins(0, 8, 0, 0)
        self.setLayout(self._lines)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.more_button = button("", self.show_more, look="link")
        self.show_more()

    def show_more(self) -> None:
        """The next fifty records."""
        found, total = history.parts(self._desk, self._entry.n, self._after, _RECORDS)
        self._lines.removeWidget(self.more_button)
        for part in found:
            self._lines.addWidget(self._record(part))
            self._after = part.id
        self._told += len(found)
        left = total - self._told
        self.more_button.setText(f"Show {min(left, _RECORDS):,} more of {count_of(total, 'record')}")
        self._lines.addWidget(self.more_button)
        self.more_button.setVisible(left > 0 and bool(found))

    def _record(self, part: Part) -> QWidget:
        said: list[QWidget] = [Words(part.words, "strong")]
        lines = part_lines(part, named=False, folded=False)
        if lines:
            said.append(lines)
        if part.kind in _TO_GO_TO and part.done != _IN_THE_BIN:
            go = functools.partial(self._shell.go, part.kind, part.record)
            said.append(buttons([Action(_TO_GO_TO[part.kind], go)], look="link"))
        return stack(*said, gap=2)


def _columns() -> list[Column[Entry]]:
    return [
        Column("when", "When", 150, lambda one: when(one.at), sortable=False),
        Column("who", "Who", 110, lambda one: one.who, sortable=False),
        Column("words", "What", 330, lambda one: one.words, sortable=False),
    ]
