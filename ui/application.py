"""The Qt application: there is one in a process, and the window runs in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from metdesk.jobs import Progress
from ui.dialogs import catch_bugs
from ui.memory import Memory
from ui.tab import TabSpec
from ui.theme import Theme
from ui.window import MainWindow, wish

if TYPE_CHECKING:
    from metdesk.desk import Desk

NAME = "Metdesk"
_LEFT = "left by a lock"
_LOCKED = 88


def application() -> QApplication:
    """The program's application, made when it is first wanted."""
    running = QApplication.instance()
    made = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    made.setApplicationName(NAME)
    made.setApplicationDisplayName(NAME)
    made.setDesktopFileName(NAME.lower())
    return made


def off_screen() -> QApplication:
    """The program's application, without a screen unless one is wished for: for pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return application()


def run(
    tabs: list[TabSpec],
    sample: Callable[[Progress], Desk],
    settings: Path,
    register: Path | None,
    again: Callable[[Path], bool] = lambda folder: False,
) -> int:
    """Opens the window, at the lock of `register` or at the three doors; returns the exit status.

    `settings` is the folder in which the window remembers what it is to remember on this PC. Once a register was
    locked, `again` is called with its folder, to go on in a process that never saw it: it does not return, or returns
    True where another process has taken over. Where it returns False, the lock in sight stays in use.
    """
    program = application()
    memory = Memory(settings)
    theme = Theme(program)
    theme.wear(wish(memory))
    window = MainWindow(tabs, sample, memory, theme, program)
    catch_bugs(lambda: window)
    _show(window, register, memory.take(_LEFT, {}))
    left: dict[str, Any] = {}

    def leave(folder: Path, words: str) -> None:
        left.update(folder=str(folder.absolute()), words=words, minimised=window.isMinimized())
        program.exit(_LOCKED)

    window.locked.connect(leave)
    QTimer.singleShot(0, window.system_lock.watch)  # once the window is in sight
    while (status := program.exec()) == _LOCKED:
        window.remember_place()
        memory.set(_LEFT, left)
        memory.sync()
        if again(Path(left["folder"])):
            return 0
    return status


def _show(window: MainWindow, register: Path | None, left: dict[str, Any]) -> None:
    """Shows the window; `left` is how the process before this one left it, where it was replaced by this."""
    if register:
        is_same = left.get("folder") == str(register.absolute())
        window.show_register(register, str(left.get("words", "")) if is_same else "")
    else:
        window.show_doors()
    if left.get("minimised") is True:
        window.showMinimized()
    else:
        window.show()
