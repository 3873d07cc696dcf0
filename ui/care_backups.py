"""The register’s backups: when, how large, sound, and the way back to one."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout

from metdesk import backups
from metdesk.backups import Kept, Place, Standing
from metdesk.calendar import count_of, show_when
from metdesk.desk import Desk
from metdesk.jobs import Progress
from metdesk.record import Page
from metdesk.storage import place_words
from ui.actions import Action, menu_of
from ui.chips import Chip
from ui.dialogs import tell
from ui.empty import Empty
from ui.files import ask_folder
from ui.icons import picture
from ui.lost import LostDialog
from ui.paged import Column, PagedModel
from ui.panel import notice_box
from ui.parts import box, button, clear, column, row, text
from ui.shell import Shell
from ui.tab import Tab
from ui.table import TableView
from ui.theme import px
from ui.tokens import Tone
from ui.working import Worker

_MOST_TOLD = 3
_OTHERS = "The others are sound. Back up now, so that there is a new one."
_NO_PLACE = "All backups are beside the register: when that disk fails, or the PC is stolen, they go with it."
_WHEN_MADE = "Backups are made when it is closed, and every half hour while something changes."
_EMPTY = Empty("No backup yet", "One is made when the register is closed, and every half hour while it is open.")


class BackupsSection(Tab):
    """The section of the care page."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk, self.shell = desk, shell
        self.standing = Standing([], None)
        self.found: dict[Path, list[str]] = {}
        self._worker = Worker(self)
        self.state = text("", "muted")
        self.back_up_button = button("Back up now", self.back_up, look="primary", icon_name="save")
        self.check_button = button("Check all", self.check_all, icon_name="ok")
        self.restore_button = button("Restore this one…", self.restore, icon_name="undo")
        self._place = QVBoxLayout()
        self.table: TableView[Kept] = TableView("Backups")
        self.model: PagedModel[Kept] = PagedModel(self._read, self._columns(), self._number, self)
        self.table.show_model(self.model)
        self.table.say_when_empty(_EMPTY)
        self.table.row_changed.connect(lambda _: self._tell_choice())
        self.table.opened.connect(lambda _: self.restore())
        self.table.menu_wanted.connect(self._menu)
        self._lay_out()
        self.check_button.setDisabled(True)
        self.setFocusProxy(self.back_up_button)
        unlisten = desk.listen(lambda _: self.refresh() if self.isVisible() else None)
        self.destroyed.connect(lambda: unlisten())
        self._tell_choice()

    def _lay_out(self) -> None:
        head = row(column(text("Backups", "h2", wrap=False), self.state, gap=2), gap=8)
        head.setStretch(0, 1)
        for one in (self.check_button, self.back_up_button):
            head.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        whole = column(head, self._place, self.table, row(1, self.restore_button), gap=12)
        whole.setStretch(2, 1)
        whole.setContentsMargins(18, 14, 18, 14)
        self.setLayout(whole)
        read_only = self.desk.store.read_only
        self.back_up_button.setDisabled(read_only)

    def _columns(self) -> list[Column[Kept]]:
        def column_of(name: str, label: str, width: int, words: str, spare: int = 0) -> Column[Kept]:
            return Column(name, label, width, lambda one: str(getattr(one, words)) or "–", sortable=False, spare=spare)

        return [
            column_of("when", "Made", 220, "when"),
            Column("sound", "Checked", 170, lambda one: "", self._chip, sortable=False),
            column_of("where", "Where", 150, "where"),
            column_of("why", "Why", 260, "reason"),
            column_of("size", "Size", 80, "how_large"),
            Column("seal", "Seal", 150, lambda one: one.seal.words if one.seal else "–", sortable=False, spare=1),
            column_of("who", "By", 130, "who", 2),
        ]

    def _chip(self, one: Kept) -> Chip:
        if not one.whole:
            return Chip("Not whole", Tone.BAD)
        if one.folder not in self.found:
            return Chip("Sound when made", Tone.OK)
        return Chip("Damaged", Tone.BAD) if self.found[one.folder] else Chip("Sound now", Tone.OK)

    @property
    def busy(self) -> bool:
        """Whether it is being looked at what there is."""
        return self._worker.busy

    # -- reading ---------------------------------------------------------------------------------

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Kept]:
        return Page(self.standing.kept[offset : offset + limit], len(self.standing.kept))

    def _number(self, one: Kept) -> int:
        return hash(one.folder)

    def refresh(self) -> None:
        """Looks again, beside the window."""
        if not self._worker.busy:
            look = backups.look(self.desk)
            self._worker.start("Looking at the backups…", look.run, self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        self.state.setText(str(error))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        self.state.setText(self._state_words())
        self.table.refresh()
        self._show_place(standing.place)
        self.check_button.setEnabled(bool(standing.kept))
        self._tell_choice()

    def _state_words(self) -> str:
        newest, due = self.standing.newest, backups.is_due(self.desk)
        if newest is None:
            return f"{place_words(self.desk)} {_WHEN_MADE}"
        since = "Something was entered since; the next is made by itself." if due else "Nothing was entered since."
        return f"{place_words(self.desk)} The newest backup is of {newest.when}. {since}"

    def _show_place(self, place: Place | None) -> None:
        clear(self._place)
        self.choose_button = button("Choose a second place…", self.choose)
        self.stop_button = button("Stop using it", self.stop_using)
        allowed = self.desk.may("settings.change")
        self.choose_button.setEnabled(allowed)
        self.stop_button.setEnabled(allowed)
        self.stop_button.setVisible(place is not None)
        if place is not None:
            self.choose_button.setText("Choose another…")
        said = column(text("Second place", "strong", wrap=False), text(_place_words(place), "muted"), gap=2)
        sign = QLabel()
        tone = "warn" if place is None or place.away or place.warning else "ok"
        sign.setPixmap(picture(tone, px(18), tone, 2.0))
        line = row(gap=12)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(said, 1)
        for one in (self.stop_button, self.choose_button):
            line.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        line.setContentsMargins(14, 10, 14, 10)
        self._place.addWidget(box(line, "card"))
        if place is not None and place.warning:
            self._place.addWidget(notice_box(Tone.WARN, place.warning))

    # -- doing -----------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Makes a backup now, beside the window."""
        work = backups.round_of(self.desk, "asked")
        if work is not None:
            self.shell.work("Backing up…", work.run, lambda made: self._made(made))

    def _made(self, made: Path | None) -> None:
        self.shell.said("Backed up, and checked." if made else "The second place is up to date.", undo=False)
        self.refresh()

    def check_all(self) -> None:
        """Reads every byte of every backup, beside the window."""
        kept, key = list(self.standing.kept), self.desk.store.unlocked.database_key

        def check(progress: Progress) -> dict[Path, list[str]]:
            found: dict[Path, list[str]] = {}
            for done, one in enumerate(kept):
                progress(done / len(kept), "Checking the backups…")
                found[one.folder] = backups.check(one, key)
            return found

        self.shell.work("Checking the backups…", check, self._checked)

    def _checked(self, found: dict[Path, list[str]]) -> None:
        self.found = found
        self.table.refresh()
        wrong = [problem for problems in found.values() for problem in problems]
        if wrong:
            tell(self.window(), "Not every backup is sound", " ".join([*wrong[:_MOST_TOLD], _OTHERS]), Tone.WARN)
        else:
            self.shell.said(f"{count_of(len(found), 'backup is', 'backups are')} sound, every byte.", undo=False)

    def choose(self) -> None:
        """Asks for the second place."""
        ask_folder(self, "Choose the second place for backups", self.use)

    def use(self, path: Path) -> None:
        """Uses a folder as the second place from now on, and copies the newest backup there."""
        if self.shell.do(
            lambda: backups.choose_place(self.desk, path), f"{path.name} is the second place.", undo=False
        ):
            self.back_up()

    def stop_using(self) -> None:
        """Uses the second place no more; what lies there stays."""
        words = "Backups are then made beside the register only. Those in the second place stay there."

        def stop() -> None:
            self.shell.do(lambda: backups.choose_place(self.desk, None), "There is no second place now.", undo=False)

        self.shell.confirm("Stop using the second place?", words, "Stop using it", stop)

    def restore(self) -> None:
        """Shows what restoring the chosen backup would lose, and asks."""
        one = self.table.current_row()
        if one is not None and self.restore_button.isEnabled():
            lost = backups.lost_by(self.desk, one)
            LostDialog(self.window(), one, lost, self.desk.folder.stem, lambda: self.shell.restore(one)).open()

    def _tell_choice(self) -> None:
        one = self.table.current_row()
        allowed = self.desk.may("register.restore")
        self.restore_button.setEnabled(allowed and one is not None and one.whole)

    def _menu(self, place: QPoint) -> None:
        actions = [Action("Restore this one…", self.restore, "undo", enabled=self.restore_button.isEnabled())]
        menu_of(actions, self).popup(place)


def _place_words(place: Place | None) -> str:
    if place is None:
        return f"{_NO_PLACE} Choose a stick, a share or another disk: each backup is then copied there too."
    when = f"Last reached {show_when(place.reached)}." if place.reached else "Not reached yet."
    if place.away:
        return f"{place.path} is away. {when} The next backup is copied there once it is back."
    return f"{place.path}. {when}"
