"""The program's window: the screens before a register is open, and the room once it is. It locks.

Everything but the doors is imported when it is first wanted: the window is in sight sooner.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from metdesk.errors import Refused, Unavailable
from metdesk.jobs import Progress
from ui.copied import Copied
from ui.doors import Doors
from ui.files import ask_folder
from ui.front import FrontPage, opened_for
from ui.icons import application_icon
from ui.idle import Idle
from ui.memory import Memory
from ui.restoring import Restoring
from ui.settings_menu import SettingsMenu
from ui.system_lock import SystemLock
from ui.tab import TabSpec
from ui.theme import Scheme, Theme, Wish
from ui.working import Worker

if TYPE_CHECKING:
    from metdesk.backups import Kept
    from metdesk.desk import Desk
    from metdesk.printing import Printed
    from ui.recovery import KeyPage
    from ui.room import Room

_SMALLEST = (1024, 600)
_USUAL = (1366, 740)


class MainWindow(QMainWindow):
    """One window for everything. `show_register` opens it at a register, `show_doors` at the three doors.

    `tabs` are those of an opened register; `sample(progress)` opens the sample trust, in a worker's thread.
    `locked` tells the folder of a register that was locked, and what the lock says: whoever runs the window may replace
    the process, so that nothing of it stays in memory. Until then, and where that fails, the lock opens it again.
    """

    locked = Signal(Path, str)

    def __init__(
        self,
        tabs: list[TabSpec],
        sample: Callable[[Progress], Desk],
        memory: Memory,
        theme: Theme,
        application: QApplication,
    ) -> None:
        super().__init__()
        self._tabs = tabs
        self._sample = sample
        self._theme = theme
        self.memory = memory
        self.room: Room | None = None
        self._waiting: Desk | None = None  # while its recovery key is shown
        self.worker = Worker(self)
        self.restoring = Restoring(self, self)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowIcon(application_icon())
        self.setWindowTitle("Metdesk")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        geometry = memory.get("window", "")
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.idle = Idle(self, application)
        self.idle.idle.connect(self._idle)
        self.idle.lock_wanted.connect(self.lock)
        self._sample_words = ""
        self._copied = Copied(self)
        self.system_lock = SystemLock(self)
        self.system_lock.locked.connect(self.lock)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)

    # -- screens ---------------------------------------------------------------------------------

    def shown(self) -> QWidget | None:
        """The screen in sight."""
        return self._stack.currentWidget()

    def _show(self, screen: QWidget) -> None:
        before = [self._stack.widget(place) for place in range(self._stack.count())]
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        for one in filter(None, before):
            self._stack.removeWidget(one)
            one.deleteLater()
        screen.setFocus()

    def _show_over(self, screen: QWidget) -> None:
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)

    def show_front(self, page: FrontPage, back: Callable[[], object]) -> None:
        """Shows a screen that stands before an opened register; `back` is what its way back does."""
        page.back.connect(back)
        page.opened.connect(self._opened)
        self._show(page)

    def show_doors(self) -> None:
        """The three doors."""
        doors = Doors(self.memory.recent(), self.worker)
        doors.start_wanted.connect(self._show_start)
        doors.open_wanted.connect(lambda: ask_folder(self, "Choose the register’s folder", self.show_register))
        doors.restore_wanted.connect(self.restoring.ask)
        doors.sample_wanted.connect(functools.partial(self._open_sample, doors))
        doors.chosen.connect(self.show_register)
        self.show_front(doors, self.show_doors)
        self.setWindowTitle("Metdesk")

    def _show_start(self) -> None:
        from ui.start import Start

        self.show_front(Start(self.worker), self.show_doors)

    def show_register(self, folder: Path, words: str = "") -> None:
        """The lock of the register in `folder`; says at the doors why it cannot be opened."""
        from metdesk.desk import Desk
        from ui.unlock import Unlock

        try:
            names = Desk.names(folder)
        except (Refused, Unavailable) as error:
            self.show_doors()
            doors = self.shown()
            if isinstance(doors, FrontPage):
                self.restoring.offer(doors, folder, error)
            return
        last = self.memory.get(f"keyholder/{folder.name}", "")
        page = Unlock(folder, names, last, self.worker, words)
        page.recover_wanted.connect(lambda: self._show_recover(folder, names))
        page.damaged.connect(lambda error: self.restoring.offer(page, folder, error))
        self.show_front(page, self.show_doors)
        self.setWindowTitle(f"{folder.stem} – Metdesk")

    def _show_recover(self, folder: Path, names: list[str]) -> None:
        from ui.recovery import Recover

        self.show_front(Recover(folder, names, self.worker), lambda: self.show_register(folder))

    def _open_sample(self, doors: Doors) -> None:
        if not self.worker.busy:
            self.worker.start(
                "Setting up the sample trust…",
                lambda progress: opened_for(progress, self._sample(progress)),
                lambda desk: self._opened(desk, ""),
                doors.fail,
            )

    def _remember(self, desk: Desk) -> None:
        self.memory.opened(desk.folder)
        self.memory.set(f"keyholder/{desk.folder.name}", desk.keyholder.name)

    def _opened(self, desk: Desk, key: str) -> None:
        self._remember(desk)
        if key:
            from ui.recovery import Recover

            self._show_key(desk, key, renewed=isinstance(self.shown(), Recover))
        else:
            self.show_room(desk)

    def _show_key(self, desk: Desk, key: str, *, renewed: bool = False) -> None:
        from ui.recovery import KeyPage

        page = KeyPage(key, self.worker, renewed=renewed)
        page.sheet_wanted.connect(lambda: self._print_sheet(page, desk, key))
        page.kept.connect(lambda: _note_kept(desk))
        page.kept.connect(lambda: self.show_room(desk))
        self._waiting = desk
        self.show_front(page, self.show_doors)

    def _show_new_key(self, room: Room, key: str) -> None:
        """Shows a recovery key that was made in an open register, and goes back there."""
        from ui.recovery import KeyPage

        page = KeyPage(key, self.worker, "Go back to the register", renewed=True)

        def back() -> None:
            _note_kept(room.desk)
            self._stack.removeWidget(page)
            page.deleteLater()
            self._stack.setCurrentWidget(room)

        page.sheet_wanted.connect(lambda: self._print_sheet(page, room.desk, key))
        page.kept.connect(back)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def _seat(self, desk: Desk, key: str) -> None:
        """Goes on with the desk of a successor, which took the place of the room's."""
        self._leave_room(close=False)
        self._remember(desk)
        self._show_key(desk, key, renewed=True)

    def _leave_broken(self, folder: Path, words: str) -> None:
        """The lock, after the keys of the register were being changed and the machine failed."""
        self._leave_room()
        self.show_register(folder, words)

    def _print_sheet(self, page: KeyPage, desk: Desk, key: str) -> None:
        from metdesk.printing import recovery_sheet

        job = recovery_sheet(desk, key)
        show = functools.partial(self._preview_over, page)
        self.worker.start("Making the recovery sheet…", job.run, show, page.fail)

    def _preview_over(self, page: QWidget, document: Printed) -> None:
        from ui.preview import Preview

        preview = Preview(document)

        def back() -> None:
            preview.stop()
            self._stack.removeWidget(preview)
            preview.deleteLater()
            self._stack.setCurrentWidget(page)
            page.setFocus()

        preview.closed.connect(back)
        self._show_over(preview)
        preview.setFocus()

    # -- an open register ------------------------------------------------------------------------

    def show_room(self, desk: Desk) -> None:
        """The room of an opened register, with the form that was left half-typed in it."""
        from ui.room import Room

        menu = self._menu(desk)
        self._waiting = None
        self.room = Room(desk, self._tabs, self.memory, menu)
        self.room.key_made.connect(functools.partial(self._show_new_key, self.room))
        self.room.seated.connect(self._seat)
        self.room.broken.connect(functools.partial(self._leave_broken, desk.folder))
        menu.care_wanted.connect(self.room.care)
        self.room.lock_wanted.connect(self.lock)
        self.room.restore_wanted.connect(self._restore)
        self._show(self.room)
        self.setWindowTitle(f"{desk.trust.name} – Metdesk")
        self._sample_words = _locked_words(desk)
        self.idle.wait(desk.setting("lock_minutes"))
        desk.listen(functools.partial(self._setting_changed, desk))
        self.room.bring_back()

    def _setting_changed(self, desk: Desk, registers: frozenset[str]) -> None:
        if "setting" in registers:
            self.idle.wait(desk.setting("lock_minutes"))

    def _idle(self) -> None:
        """Nobody is there: locks, unless something runs that somebody may be waiting for."""
        from ui.locking import running

        if running(self):
            self.idle.put_off()
        else:
            self.lock()

    def lock(self) -> None:
        """Covers the register at once, keeps what is half-typed, closes it; the lock stands in its place."""
        if self.room is None:
            return
        from ui import locking

        desk = self.room.desk
        said = [self._sample_words, *locking.left_words(self)]
        locking.put_away(self)
        self._show_over(locking.Cover())
        self.repaint()
        said.append(locking.keep_forms(self))
        words = " ".join(["Locked.", *filter(None, said)]) if any(said) else ""
        folder = desk.folder
        self._leave_room()
        self.show_register(folder, words)
        self.locked.emit(folder, words)

    def _restore(self, one: Kept) -> None:
        """Closes the register, backed up before, and leads to restoring `one` in its place."""
        if self.room:
            folder = self.room.desk.folder
            self._leave_room("restore")
            self.restoring.show([one], folder, lambda: self.show_register(folder), confirmed=True)

    def _leave_room(self, reason: str = "close", *, close: bool = True) -> None:
        """Lets go of everything that shows the register; backs it up and closes it unless it is to be handed on."""
        from metdesk import backups

        self.idle.stop()
        if self.room:
            for dialog in self.findChildren(QDialog):
                dialog.done(QDialog.DialogCode.Rejected)
                dialog.deleteLater()
            self.room.leave()
            if close:
                backups.leave(self.room.desk, reason)
                self.room.desk.close()
            self._stack.removeWidget(self.room)
            self.room.deleteLater()
            self.room = None
            self._copied.clear()

    def close_register(self) -> None:
        """Closes the register and goes back to the doors."""
        if self._may_leave():
            self._leave_room()
            self.show_doors()

    def _may_leave(self) -> bool:
        """Keeps what is half-typed; False where it cannot be kept, which is then said in its form."""
        if self.room is None:
            return True
        from ui import locking

        problem = locking.keep_forms(self)
        if problem:
            locking.say_unkept(self, problem)
        return not problem

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self.remember_place()
        self._leave_room()
        self.worker.stop()
        if self._waiting:
            self._waiting.close()
        super().closeEvent(event)

    def remember_place(self) -> None:
        """Keeps where the window is, for the next start."""
        self.memory.set("window", self.saveGeometry().toBase64().toStdString())

    # -- settings --------------------------------------------------------------------------------

    def _menu(self, desk: Desk) -> SettingsMenu:
        menu = SettingsMenu(wish(self.memory))
        menu.scheme_chosen.connect(lambda scheme: self.wear(scheme=scheme))
        menu.percent_chosen.connect(lambda percent: self.wear(percent=percent))
        menu.passphrase_wanted.connect(lambda: self._change_passphrase(desk))
        menu.lock_wanted.connect(self.lock)
        menu.close_wanted.connect(self.close_register)
        return menu

    def _change_passphrase(self, desk: Desk) -> None:
        from ui.keyholder_forms import PassphraseForm

        if self.room:
            PassphraseForm(desk, self.room).open()

    def wear(self, *, scheme: Scheme | None = None, percent: int | None = None) -> None:
        """Changes the colours or the text size, and remembers it."""
        if scheme is not None:
            self.memory.set("scheme", scheme.value)
        if percent is not None:
            self.memory.set("text_percent", percent)
        self._theme.wear(wish(self.memory))


def _note_kept(desk: Desk) -> None:
    """Records that the recovery sheet is kept; where that cannot be written it is asked about again."""
    from metdesk.keyholders import sheet_kept

    with suppress(Refused, Unavailable):
        sheet_kept(desk)


def wish(memory: Memory) -> Wish:
    """The colours and the text size that were chosen on this PC."""
    known = {one.value: one for one in Scheme}
    return Wish(known.get(memory.get("scheme", ""), Scheme.SYSTEM), int(memory.get("text_percent", 0)))


def _locked_words(desk: Desk) -> str:
    """What the lock says of the sample trust, whose passphrase is everybody's; nothing of any other register."""
    if not desk.trust.sample:
        return ""
    from metdesk.sample import PASSPHRASE

    return f"This is the sample trust: its passphrase is “{PASSPHRASE}”."
