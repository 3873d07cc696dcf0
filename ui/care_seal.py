"""The register’s seal and its whole history: what it is, whether it holds, and everything that was ever done."""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout

from metdesk import care, printing_audit
from metdesk.care import Examination
from metdesk.desk import Desk
from metdesk.errors import Unavailable
from metdesk.jobs import Progress
from metdesk.printing import Job
from metdesk.printing_audit import Period
from metdesk.seal import Check, Checked
from ui.checking import CheckingDialog
from ui.form import FormDialog
from ui.history_table import HistoryTable
from ui.lending import when_back
from ui.parts import button, column
from ui.seal_cards import CheckCard, FindCard, SealCard
from ui.shell import Shell
from ui.tab import Tab
from ui.top_bar import TopBar

_CHECKING = "Every page of the file, every entry, every record and every backup is read. Nothing is changed."
_FOR_PAPER = "The history is followed once more, so that the paper can say that it is whole."


class SealSection(Tab):
    """The section of the care page."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self.history = HistoryTable(desk, shell)
        self.seal_card = SealCard(desk)
        self.find_card = FindCard(desk, self.history.show_entry)
        self.check_card = CheckCard(shell.seal, self.check, shell.confirm)
        self.print_button = button("Print the audit extract…", self.print_extract, icon_name="print")
        self._lay_out()
        self.setFocusProxy(self.history)
        for keys, do in (("Ctrl+F", self.history.finder.search.setFocus), ("Ctrl+P", self.print_extract)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        self._stale = False
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    def _lay_out(self) -> None:
        cards = QGridLayout()
        cards.setSpacing(12)
        for place, (card, share) in enumerate(((self.seal_card, 4), (self.find_card, 4), (self.check_card, 4))):
            cards.addWidget(card, 0, place)
            cards.setColumnStretch(place, share)
        finder = self.history.finder
        bar = TopBar("History", [finder.search, *finder.combos.values()], [self.print_button])
        whole = column(cards, bar, self.history, gap=12)
        whole.setStretch(2, 1)
        whole.setContentsMargins(18, 14, 18, 8)
        self.setLayout(whole)

    # -- keeping up ------------------------------------------------------------------------------

    def _touched(self, registers: frozenset[str]) -> None:
        self._stale = True
        if self.isVisible():
            when_back(self._desk, self, self._refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        if self._stale:
            self._stale = False
            self.seal_card.refresh()
            self.history.refresh()

    # -- checking --------------------------------------------------------------------------------

    def check(self) -> None:
        """Checks everything: the file’s pages, the history, the records, the backups."""
        desk, notes = self._desk, self._shell.seal.notes

        def work(progress: Progress) -> Examination:
            return care.examine(desk, notes, progress)

        self._stand_still(_CHECKING, work, self._checked)

    def _checked(self, found: Examination) -> None:
        self._shell.seal.take(found.checked)
        if found.problems == list(found.checked.all_problems):
            self._shell.said(f"Checked: the file, its history and {found.backups:,} backups.", undo=False)
            return
        beyond = [one for one in found.problems if one not in found.checked.all_problems]
        self._fail(Unavailable("\n\n".join(beyond)))

    def _stand_still(self, words: str, work: Any, done: Any) -> None:
        self._shell.seal.stop()
        CheckingDialog(self._desk, self._shell, words, work, done, self._fail)

    def _fail(self, error: Exception) -> None:
        from ui import dialogs

        dialogs.tell(self.window(), "Something is not in order", str(error))

    # -- paper -----------------------------------------------------------------------------------

    def print_extract(self) -> None:
        """Asks for which days, follows the history once more, and shows the extract."""
        form = FormDialog(
            self._shell.window(),
            "Print the audit extract",
            Period,
            self._shell.lookups,
            self._print,
            save_words="Show the pages",
            intro="Who changed what, when, from and to. Leave both days empty for the whole history.",
        )
        for name in ("first", "last", "about"):
            form.row(name)
        first, last = self.history.wanted().first, self.history.wanted().last
        form.fill(Period(first, last))
        form.open()

    def _print(self, values: dict[str, Any]) -> None:
        period = Period(**values)
        printing_audit.check_period(self._desk, period)
        desk, notes = self._desk, self._shell.seal.notes

        def work(progress: Progress) -> tuple[Checked, Job]:
            checked = Check(desk, notes).whole(lambda done: progress(done / 2, "Following the history…"))

            def gathered(fraction: float, words: str = "") -> None:
                progress(0.5 + fraction / 2, words)

            return checked, printing_audit.extract(desk, period, checked, gathered)

        self._stand_still(_FOR_PAPER, work, self._show)

    def _show(self, found: tuple[Checked, Job]) -> None:
        checked, job = found
        self._shell.seal.take(checked)
        self._shell.preview(lambda: job)
