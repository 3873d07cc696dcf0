"""Import of a list of people, schools or accounts: the file, its columns, what it would do, and doing it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.files import contents_of, shown
from metdesk.intake.plan import Action as Becomes
from metdesk.intake.plan import carry_out
from metdesk.intake.spreadsheet import Table, read_table
from metdesk.jobs import Progress
from metdesk.record import sentence_case
from ui.files import ask_which
from ui.icons import picture
from ui.importing_columns import ColumnsPage
from ui.importing_kinds import LIST_KINDS, SPREADSHEETS, ListKind
from ui.importing_plan import PlanPage, Sorted, sort_out
from ui.lending import Lending, steadily
from ui.panel import notice_box
from ui.parts import box, button, clear, column, row, rule, text
from ui.shell import Shell
from ui.theme import px
from ui.tokens import Tone
from ui.working import Worker, WorkStrip

_CHOOSE, _COLUMNS, _PLAN = range(3)
_WIDTH, _HEIGHT = 940, 640


def import_list(
    desk: Desk, shell: Shell, kind: str, path: Path | None = None, school_id: int | None = None
) -> "ImportDialog":
    """Opens the import of a list; `kind` is people, schools or accounts, `path` the file where it is known.

    `school_id` is proposed as the school of rows that name none.
    """
    dialog = ImportDialog(desk, shell, LIST_KINDS[kind], school_id)
    dialog.open()
    if path is not None:
        dialog.read(path)
    return dialog


class ImportDialog(QDialog):
    """Three steps in one dialog: choose a file, look at its columns, look at what it would do."""

    left_words = "The list that was being imported is as it was: begin again with its file."

    def __init__(self, desk: Desk, shell: Shell, kind: ListKind, school_id: int | None = None) -> None:
        super().__init__(shell.window())
        self._desk, self._shell, self._kind = desk, shell, kind
        self._table: Table | None = None
        self._sorted: Sorted | None = None
        self.worker = Worker(self)
        self._lending = Lending(desk, self.worker, shell.window())
        self.setWindowTitle(kind.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.about = text(kind.help, "muted")
        self.said = QVBoxLayout()
        self.choose_button = button("Choose a file…", self._ask, look="primary", icon_name="import")
        self.columns = ColumnsPage(kind, dict(shell.lookups))
        self.preview = PlanPage(kind)
        self.back_button = button("Back", self.go_back, icon_name="previous")
        self.next_button = button("", self.go_on, look="primary")
        self.cancel_button = button("Cancel", self.reject)
        self._pages = QStackedWidget()
        self._lay_out()
        if self.columns.school and school_id is not None:
            self.columns.school.set_value(school_id)
        self._show(_CHOOSE)

    def _lay_out(self) -> None:
        for page in (self._choosing(), self.columns, self.preview):
            self._pages.addWidget(page)
        head = column(text(self._kind.title, "h1"), self.about, gap=4)
        foot = row(self.back_button, 1, self.cancel_button, self.next_button)
        self._strip = WorkStrip(self.worker)
        whole = column(head, self.said, self._pages, self._strip, rule(), foot, gap=12)
        whole.setStretchFactor(self._pages, 1)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        around = self._shell.window().size()
        self.resize(min(px(_WIDTH), around.width() - 40), min(px(_HEIGHT), around.height() - 40))

    def _choosing(self) -> QWidget:
        sign = QLabel()
        sign.setPixmap(picture("import", px(40), "muted", 2.0))
        sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        drop = text("Drop the file here, or choose it: Excel, OpenDocument or CSV.", "muted")
        drop.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return box(column(1, sign, drop, row(1, self.choose_button, 1), 1, gap=12), "card")

    # -- steps -----------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        self.back_button.setVisible(step != _CHOOSE)
        self.next_button.setVisible(step != _CHOOSE)
        if step == _CHOOSE:
            self.about.setText(self._kind.help)
            self.choose_button.setFocus()
        elif step == _COLUMNS and self._table:
            rows = count_of(len(self._table.rows), "row")
            self.about.setText(f"{self._table.name}, {rows}. Is every column taken for what it is?")
            self.next_button.setText("Look at what it would do")
            if self.columns.combos:
                self.columns.combos[0].setFocus()
        elif self._sorted:
            self._show_outcome(self._sorted)
        self.next_button.setDefault(True)

    def _show_outcome(self, planned: Sorted) -> None:
        added, changed = (len(planned.rows[one]) for one in (Becomes.ADDED, Becomes.CHANGED))
        refused = len(planned.rows[Becomes.REFUSED])
        left = f" {count_of(refused, 'row is', 'rows are')} refused and stay out." if refused else ""
        self.about.setText(
            f"{planned.plan.file}: {added:,} to add, {changed:,} to change. Nothing is written yet.{left}"
        )
        many = count_of(added + changed, *self._kind.noun)
        self.next_button.setText(f"Import {many}" if added + changed else "Nothing to import")
        self.preview.table.setFocus()

    def go_back(self) -> None:
        """One step back; nothing was written."""
        clear(self.said)
        self._show(max(_CHOOSE, self._pages.currentIndex() - 1))

    def go_on(self) -> None:
        """The next step: plan, or import."""
        clear(self.said)
        if self._pages.currentIndex() == _COLUMNS:
            self.plan()
        else:
            self.carry_out()

    def _say(self, tone: Tone, words: str) -> None:
        clear(self.said)
        self.said.addWidget(notice_box(tone, words))

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self._say(Tone.BAD, str(error))

    def _cancelled(self) -> None:
        self._busy(False)
        self._say(Tone.ACCENT, "Stopped. Nothing was written.")

    def _busy(self, busy: bool) -> None:
        for one in (self._pages, self.back_button, self.next_button, self.cancel_button):
            one.setEnabled(not busy)

    # -- the file --------------------------------------------------------------------------------

    def _ask(self) -> None:
        ask_which(self, self._kind.title, SPREADSHEETS, lambda paths: self.read(paths[0]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.worker.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self.worker.busy:
            self.read(paths[0])

    def read(self, path: Path) -> None:
        """Reads a file in a process of its own, then shows its columns."""
        clear(self.said)
        self._busy(True)

        def work(progress: Progress) -> Table:
            return read_table(contents_of(path), path.name, progress=progress)

        self.worker.start(
            f"Reading {shown(path.name)}…", steadily(work), self._take_table, self._failed, self._cancelled
        )

    def _take_table(self, table: Table) -> None:
        self._busy(False)
        self._table = table
        self.columns.show_table(table)
        self._show(_COLUMNS)

    # -- the plan --------------------------------------------------------------------------------

    def plan(self) -> None:
        """Works out what the file would do."""
        table = self._table
        if table is None:
            return
        try:
            mapping, school_id = self.columns.mapping(), self.columns.school_id()
        except Refused as refused:
            self._say(Tone.BAD, str(refused))
            return
        kind, desk = self._kind, self._desk

        def work(progress: Progress) -> Sorted:
            return sort_out(kind.plan(desk, table, mapping, school_id, progress))

        self._lend("Comparing the list with the register…", work, self._take_plan)

    def _take_plan(self, planned: Sorted) -> None:
        self._busy(False)
        self._sorted = planned
        self.preview.show_plan(planned)
        self._show(_PLAN)

    def _lend(self, words: str, function: Callable[[Progress], object], done: Callable[[Sorted], object]) -> None:
        self._busy(True)
        self._lending.work(words, function, done, self._failed, self._cancelled)

    # -- doing it --------------------------------------------------------------------------------

    def carry_out(self) -> None:
        """Writes what was shown, as one change."""
        planned, desk = self._sorted, self._desk
        if planned is None:
            return
        if not (planned.rows[Becomes.ADDED] or planned.rows[Becomes.CHANGED]):
            self._say(Tone.ACCENT, "There is nothing to import: no row adds or changes anything.")
            return
        self._lend("Writing…", lambda progress: carry_out(desk, planned.plan, progress), lambda _done: self._imported())

    def _imported(self) -> None:
        planned = self._sorted
        if planned is not None:
            counts = [(one, len(planned.rows[one])) for one in (Becomes.ADDED, Becomes.CHANGED, Becomes.REFUSED)]
            told = ", ".join(f"{count:,} {one}" for one, count in counts if count)
            self._shell.said(f"{sentence_case(self._kind.called)} imported: {told}.")
        self.accept()

    def done(self, result: int) -> None:
        """Gives up what is being done and takes the desk back before the dialog goes."""
        self.worker.stop()
        self._lending.end()
        super().done(result)
