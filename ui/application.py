"""The Qt application: there is one in a process, and the window runs in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

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


def run(tabs: list[TabSpec], sample: Callable[[Progress], Desk], settings: Path, register: Path | None) -> int:
    """Opens the window, at the lock of `register` or at the three doors; returns the exit status.

    `settings` is the folder in which the window remembers what it is to remember on this PC.
    """
    program = application()
    memory = Memory(settings)
    theme = Theme(program)
    theme.wear(wish(memory))
    window = MainWindow(tabs, sample, memory, theme, program)
    catch_bugs(lambda: window)
    if register:
        window.show_register(register)
    else:
        window.show_doors()
    window.show()
    return program.exec()
