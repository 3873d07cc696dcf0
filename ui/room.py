"""The window while a register is open: head, tabs, status; it is the shell of the tabs."""

import functools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from metdesk.backups import Kept
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.finding import find
from metdesk.jobs import Progress
from metdesk.printing import Job, Printed
from metdesk.seal import Notes
from ui import dialogs, files, seal_notice
from ui.backing_up import BackupClock
from ui.care import CarePage
from ui.drafting import Drafts, LostDraft, coming_back
from ui.evidence_pictures import EvidencePictures
from ui.figures_clock import FiguresClock
from ui.find import FindBox
from ui.header import Header
from ui.help import HelpDialog
from ui.lending import when_back
from ui.lookups import lookups
from ui.memory import Memory
from ui.over_page import OverPage
from ui.paged import PagedModel
from ui.parts import box, column, row, text
from ui.preview import Preview
from ui.seal_watch import FIRST_AFTER_MS, SealSign, SealWatch
from ui.tab import Tab, TabSpec
from ui.tab_bar import Tabs
from ui.tabs import care_sections
from ui.toast import Toast
from ui.tokens import Tone
from ui.turns import TurnClock
from ui.working import Worker, WorkStrip


class Room(QWidget):
    """An opened register on the screen. Its signals are for the window around it: `key_made` tells a new recovery key,
    `seated` a desk at which somebody else sits now and that key, `broken` why the register has to be opened again,
    `restore_wanted` a backup that is to take its place.
    """

    lock_wanted = Signal()
    key_made = Signal(str)
    seated = Signal(object, str)
    broken = Signal(str)
    restore_wanted = Signal(object)

    def __init__(self, desk: Desk, specs: list[TabSpec], memory: Memory, menu: QMenu) -> None:
        super().__init__()
        self.desk = desk
        self.memory = memory.of(desk.keyholder.name)
        self.lookups = lookups(desk)
        self.drafts = Drafts(desk, self.memory)
        self.specs = specs
        self.worker = Worker(self)
        self.seal = SealWatch(desk, Notes(memory.folder), self)
        self.backups = BackupClock(desk, lambda words: self.toast.say(words, undo=False, tone=Tone.WARN), self)
        self.figures = FiguresClock(desk, self)
        self.turns = TurnClock(desk, self)
        self._made: dict[int, Tab] = {}
        self._over: list[OverPage] = []
        self._lay_out(menu)
        self._connect()
        self.setAcceptDrops(True)
        self._tell_soon = QTimer(self)
        self._tell_soon.setSingleShot(True)
        self._tell_soon.timeout.connect(functools.partial(when_back, desk, self, self._tell_state))
        self._unlisten = desk.listen(self._touched)
        self._tell_state()
        self.tabs.setCurrentIndex(self._remembered_tab())
        self._show_tab(self.tabs.currentIndex())
        self._watch_seal()

    def _lay_out(self, menu: QMenu) -> None:
        self.find_box = FindBox(lambda words: list(find(self.desk, words)), self)
        self.header = Header(self.desk, self.find_box, menu, self.lock_wanted.emit)
        self.tabs = Tabs(self.specs)
        self.pages = QStackedWidget()
        for _ in self.specs:
            self.pages.addWidget(QWidget())
        self.status = text("", "small", wrap=False)
        self.seal_sign = SealSign(self.seal)
        foot = row(self.status, 1, self.seal_sign)
        foot.setContentsMargins(18, 4, 18, 6)
        tab_line = row(self.tabs)
        tab_line.setContentsMargins(8, 0, 8, 0)
        body = column(self.header, box(tab_line, "header"), self.pages, WorkStrip(self.worker), box(foot), gap=0)
        body.setStretch(2, 1)
        self._desk_page = QWidget()
        self._desk_page.setLayout(body)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._desk_page)
        self.setLayout(column(self._stack))
        self.toast = Toast(self, self.undo)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.find_box.chosen.connect(self.go)
        keys: list[tuple[str, Callable[[], object]]] = [
            (f"Ctrl+{place + 1}", functools.partial(self.tabs.setCurrentIndex, place))
            for place in range(min(9, len(self.specs)))
        ]
        keys += [
            ("Ctrl+K", self._to_find),
            ("Ctrl+L", self.lock_wanted.emit),
            ("Ctrl+R", lambda: self.begin("declarations", "review")),
            ("Ctrl+Z", self.undo),
            ("F1", self.help),
        ]
        for written, do in keys:
            QShortcut(QKeySequence(written), self).activated.connect(do)

    # -- tabs ------------------------------------------------------------------------------------

    def _remembered_tab(self) -> int:
        name = self.memory.get("tab", "")
        return next((place for place, spec in enumerate(self.specs) if spec.name == name), 0)

    def tab(self, place: int) -> Tab:
        """The tab at `place`, made when it is first wanted."""
        if place not in self._made:
            made = self.specs[place].make(self.desk, self)
            self.pages.insertWidget(place, made)
            self._drop_page(place + 1)
            self._made[place] = made
        return self._made[place]

    def _drop_page(self, place: int) -> None:
        stand_in = self.pages.widget(place)
        if stand_in:
            self.pages.removeWidget(stand_in)
            stand_in.deleteLater()

    def _show_tab(self, place: int) -> None:
        self.leave_over()
        self.pages.setCurrentWidget(self.tab(place))
        self.memory.set("tab", self.specs[place].name)

    def current(self) -> Tab:
        """The tab in sight."""
        return self.tab(self.tabs.currentIndex())

    def go(self, kind: str, record_id: int) -> None:
        """Shows a record in its tab."""
        for place, spec in enumerate(self.specs):
            if kind in spec.kinds:
                self.leave_over()
                self.tabs.setCurrentIndex(place)
                self.tab(place).go(kind, record_id)
                return

    def go_clause(self, number: str) -> None:
        """Shows a clause in the Policy tab."""
        for place, spec in enumerate(self.specs):
            if spec.name == "policy":
                self.tabs.setCurrentIndex(place)
                self.tab(place).go_clause(number)

    def begin(self, name: str, step: str) -> None:
        """Shows a tab by its name and begins a step in it; of `care` the section, and behind it a step of that."""
        if name == "care":
            section, _, step = step.partition(" ")
            self.care(section).begin(step)
        for place, spec in enumerate(self.specs):
            if spec.name == name:
                self.leave_over()
                self.tabs.setCurrentIndex(place)
                self.tab(place).begin(step)

    def bring_back(self) -> None:
        """Opens the form that was left half-typed, as it was; shows what was typed where it opens no more."""
        draft = self.drafts.left()
        if draft is None:
            return
        with suppress(Refused):  # its record is gone
            self.begin(draft.tab, draft.step)
        forms = [one for one in coming_back(self.window(), shown=True) if one.keeps(draft.tab, draft.step)]
        if forms:
            forms[-1].bring_back(draft)
        else:
            LostDraft(self, draft, lambda: self.drafts.done(draft.id)).open()

    def _to_find(self) -> None:
        self.find_box.setFocus()
        self.find_box.selectAll()

    def help(self) -> None:
        """Opens the help page of the tab in sight."""
        HelpDialog(self, self.specs[self.tabs.currentIndex()].name).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self.current().dropped(paths):
            self.said("This tab has no use for files: drop them on the tab they belong to.", undo=False)

    # -- what tabs ask ---------------------------------------------------------------------------

    def said(self, words: str, *, undo: bool = True) -> None:
        """Says what was done."""
        self.toast.say(words, undo=undo)

    def undo(self) -> None:
        """Takes the last change back and says which."""
        try:
            self.said(f"Undone: {self.desk.undo()}.", undo=False)
        except (Refused, Unavailable) as error:
            self.toast.say(str(error), undo=False, tone=Tone.NEUTRAL)

    def do(self, command: Callable[[], object], words: str, *, undo: bool = True) -> bool:
        """Runs a short command; says what was done or why not."""
        try:
            command()
        except (Refused, Unavailable) as error:
            self.fail(error)
            return False
        self.said(words, undo=undo)
        return True

    def fail(self, error: Exception) -> None:
        """Says why something was not done."""
        heading = "This was not done" if isinstance(error, Refused) else "The computer could not do this"
        dialogs.tell(self, heading, str(error))

    def work(
        self,
        words: str,
        function: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Runs long work beside the window."""
        stopped = f"Stopped: {words[0].lower()}{words[1:].rstrip('…')}. Nothing was changed."
        self.worker.start(words, function, done, failed or self.fail, lambda: self.said(stopped, undo=False))

    def preview(self, gather: Callable[[], Job]) -> None:
        """Makes paper beside the window and shows it."""
        try:
            job = gather()
        except (Refused, Unavailable) as error:
            self.fail(error)
            return
        self.work(f"Making the pages: {job.title}", job.run, self.show_document)

    def show_document(self, document: Printed) -> None:
        """Shows a finished PDF in the window."""
        self.show_over(Preview(document))

    def care(self, section: str) -> Tab:
        """Shows a section of the care of the register: keyholders, backups, seal or settings."""
        page = next((one for one in self._over if isinstance(one, CarePage)), None)
        if page is None:
            page = CarePage(self.desk, self, care_sections(), self.worker)
            self.show_over(page)
        return page.show_section(section)

    def show_key(self, key: str) -> None:
        """Shows a new recovery key once."""
        self.key_made.emit(key)

    def seat(self, desk: Desk, key: str) -> None:
        """Goes on with the desk of somebody else."""
        self.seated.emit(desk, key)

    def leave_broken(self, words: str) -> None:
        """Locks, and says why."""
        self.broken.emit(words)

    def restore(self, one: Kept) -> None:
        """Closes the register and leads to restoring a backup in its place."""
        self.restore_wanted.emit(one)

    def show_over(self, page: OverPage) -> None:
        """Shows a page over the tabs, and over what lies over them already, until it is closed."""
        page.closed.connect(self._leave_top)
        self._over.append(page)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def _leave_top(self) -> None:
        page = self._over.pop()
        page.stop()
        self._stack.removeWidget(page)
        page.deleteLater()
        below = self._over[-1] if self._over else None
        self._stack.setCurrentWidget(below or self._desk_page)
        (below or self.current()).setFocus()

    def leave_over(self) -> None:
        """Goes back to the tabs from whatever lies over them."""
        while self._over:
            self._leave_top()

    def save_file(self, title: str, file_name: str, function: Callable[[Path], object]) -> None:
        """Asks where to and writes there."""

        def write(path: Path) -> None:
            self.do(lambda: function(path), f"Saved as {path.name} in {path.parent.name}.", undo=False)

        files.ask_where(self, title, file_name, write)

    def open_files(self, title: str, kinds: str, then: Callable[[list[Path]], object]) -> None:
        """Asks for files."""
        files.ask_which(self, title, kinds, then, several=True)

    def confirm(self, heading: str, words: str, yes: str, then: Callable[[], object]) -> None:
        """Asks before a large step."""
        dialogs.confirm(self, heading, words, yes, then)

    # -- state -----------------------------------------------------------------------------------

    def _touched(self, registers: frozenset[str]) -> None:
        self._tell_soon.start()

    def _tell_state(self) -> None:
        for place, spec in enumerate(self.specs):
            if spec.badge:
                self.tabs.badge(place, *spec.badge(self.desk))
        self.header.show_trust(self.desk)
        saved = "Open to read only" if self.desk.read_only else "Saved"
        self.status.setText(f"{saved} · seal {self.desk.seal_words()} · {self.desk.folder.name}")

    def _watch_seal(self) -> None:
        self.seal_sign.wanted.connect(lambda: self.care("seal"))
        self.seal.finished.connect(lambda: seal_notice.tell(self, self.seal))
        self.seal.start(FIRST_AFTER_MS)
        seal_notice.tell(self, self.seal)

    def leave(self) -> None:
        """Gives up what is being done and lets the register go; call before the room is taken away."""
        self.leave_over()
        self.worker.stop()
        self.backups.stop()
        self.figures.stop()
        self.turns.stop()
        self.seal.leave()
        self._unlisten()
        self._tell_soon.stop()
        self.find_box.leave()
        self.find_box.list.clear()
        for model in self.findChildren(PagedModel):
            model.forget()
        for pictures in self.findChildren(EvidencePictures):
            pictures.leave()
