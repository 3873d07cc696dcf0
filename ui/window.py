"""The program's window: the screens before a register is open, and the room once it is. It locks.

Everything but the doors is imported when it is first wanted: the window is in sight sooner.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from metdesk.errors import Refused, Unavailable
from metdesk.jobs import Progress
from ui.doors import Doors
from ui.files import ask_folder
from ui.front import FrontPage
from ui.icons import application_icon
from ui.idle import Idle
from ui.memory import Memory
from ui.settings_menu import SettingsMenu
from ui.tab import TabSpec
from ui.theme import Scheme, Theme, Wish
from ui.working import Worker

if TYPE_CHECKING:
    from metdesk.desk import Desk
    from metdesk.printing import Printed
    from ui.recovery import KeyPage
    from ui.room import Room

_SMALLEST = (1024, 600)
_USUAL = (1366, 740)


class MainWindow(QMainWindow):
    """One window for everything. `show_register` opens it at a register, `show_doors` at the three doors.

    `tabs` are those of an opened register; `sample(progress)` opens the sample trust, in a worker's thread.
    """

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
        self.worker = Worker(self)
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
        self.idle.idle.connect(self.lock)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)

    # -- screens ---------------------------------------------------------------------------------

    def shown(self) -> QWidget | None:
        """The screen in sight."""
        return self._stack.currentWidget()

    def _show(self, screen: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        if before:
            self._stack.removeWidget(before)
            before.deleteLater()
        screen.setFocus()

    def _show_front(self, page: FrontPage, back: Callable[[], object]) -> None:
        page.back.connect(back)
        page.opened.connect(self._opened)
        self._show(page)

    def show_doors(self) -> None:
        """The three doors."""
        doors = Doors(self.memory.recent(), self.worker)
        doors.start_wanted.connect(self._show_start)
        doors.open_wanted.connect(lambda: ask_folder(self, "Choose the register’s folder", self.show_register))
        doors.sample_wanted.connect(functools.partial(self._open_sample, doors))
        doors.chosen.connect(self.show_register)
        self._show_front(doors, self.show_doors)
        self.setWindowTitle("Metdesk")

    def _show_start(self) -> None:
        from ui.start import Start

        self._show_front(Start(self.worker), self.show_doors)

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
                doors.fail(error)
            return
        last = self.memory.get(f"keyholder/{folder.name}", "")
        page = Unlock(folder, names, last, self.worker, words)
        page.recover_wanted.connect(lambda: self._show_recover(folder, names))
        self._show_front(page, self.show_doors)
        self.setWindowTitle(f"{folder.stem} – Metdesk")

    def _show_recover(self, folder: Path, names: list[str]) -> None:
        from ui.recovery import Recover

        self._show_front(Recover(folder, names, self.worker), lambda: self.show_register(folder))

    def _open_sample(self, doors: Doors) -> None:
        if not self.worker.busy:
            self.worker.start(
                "Setting up the sample trust…", self._sample, lambda desk: self._opened(desk, ""), doors.fail
            )

    def _opened(self, desk: Desk, key: str) -> None:
        self.memory.opened(desk.folder)
        self.memory.set(f"keyholder/{desk.folder.name}", desk.keyholder.name)
        if key:
            self._show_key(desk, key)
        else:
            self.show_room(desk)

    def _show_key(self, desk: Desk, key: str) -> None:
        from ui.recovery import KeyPage

        page = KeyPage(key, self.worker)
        page.sheet_wanted.connect(lambda: self._print_sheet(page, desk, key))
        page.kept.connect(lambda: self.show_room(desk))
        self._show_front(page, self.show_doors)

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
        self._stack.addWidget(preview)
        self._stack.setCurrentWidget(preview)
        preview.setFocus()

    # -- an open register ------------------------------------------------------------------------

    def show_room(self, desk: Desk) -> None:
        """The room of an opened register."""
        from ui.room import Room

        menu = self._menu(desk)
        self.room = Room(desk, self._tabs, self.memory, menu)
        menu.care_wanted.connect(self.room.care)
        self.room.lock_wanted.connect(self.lock)
        self._show(self.room)
        self.setWindowTitle(f"{desk.trust.name} – Metdesk")
        self.idle.wait(desk.setting("lock_minutes"))

    def lock(self) -> None:
        """Closes the register and everything that shows it; the lock stands in its place."""
        if self.room:
            folder, words = self.room.desk.folder, _locked_words(self.room.desk)
            self._leave_room()
            self.show_register(folder, words)

    def _leave_room(self) -> None:
        self.idle.stop()
        if self.room:
            for dialog in self.findChildren(QDialog):
                dialog.done(QDialog.DialogCode.Rejected)
                dialog.deleteLater()
            self.room.leave()
            self.room.desk.close()
            self.room = None

    def close_register(self) -> None:
        """Closes the register and goes back to the doors."""
        self._leave_room()
        self.show_doors()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.memory.set("window", self.saveGeometry().toBase64().toStdString())
        self._leave_room()
        self.worker.stop()
        super().closeEvent(event)

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
        from ui.passphrase import PassphraseDialog

        room = self.room
        if room:
            PassphraseDialog(self, desk, lambda: room.said("Your passphrase is changed.", undo=False)).open()

    def wear(self, *, scheme: Scheme | None = None, percent: int | None = None) -> None:
        """Changes the colours or the text size, and remembers it."""
        if scheme is not None:
            self.memory.set("scheme", scheme.value)
        if percent is not None:
            self.memory.set("text_percent", percent)
        self._theme.wear(wish(self.memory))


def wish(memory: Memory) -> Wish:
    """The colours and the text size that were chosen on this PC."""
    known = {one.value: one for one in Scheme}
    return Wish(known.get(memory.get("scheme", ""), Scheme.SYSTEM), int(memory.get("text_percent", 0)))


def _locked_words(desk: Desk) -> str:
    """What the lock says of the sample trust, whose passphrase is everybody's; nothing of any other register."""
    if not desk.trust.sample:
        return ""
    from metdesk.sample import PASSPHRASE

    return f"Locked. This is the sample trust: its passphrase is “{PASSPHRASE}”."
