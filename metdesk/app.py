"""Puts the window together: tabs, settings, the sample trust, and the hook for bugs."""

import shutil
import sys
from pathlib import Path

import platformdirs
from PySide6.QtWidgets import QApplication

from metdesk.desk import Desk
from metdesk.jobs import Progress
from ui.dialogs import catch_bugs
from ui.memory import Memory
from ui.tabs import tabs
from ui.theme import Theme
from ui.window import MainWindow, wish

_NAME = "Metdesk"
_SAMPLE = "Sample trust.metdesk"


def run(register: Path | None) -> int:
    """Opens the window, at the lock of `register` or at the three doors; returns the exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise RuntimeError("a Qt application without windows is running already")
    application.setApplicationName(_NAME)
    application.setApplicationDisplayName(_NAME)
    application.setDesktopFileName("metdesk")
    memory = Memory(Path(platformdirs.user_config_path(_NAME, appauthor=False)))
    theme = Theme(application)
    theme.wear(wish(memory))
    window = MainWindow(tabs(), open_sample, memory, theme, application)
    catch_bugs(lambda: window)
    if register:
        window.show_register(register)
    else:
        window.show_doors()
    window.show()
    return application.exec()


def open_sample(progress: Progress, folder: Path | None = None) -> Desk:
    """Opens the sample trust of this PC, made first where it is not there yet.

    It is kept in the user's data folder; a making that is given up leaves nothing behind.
    """
    from metdesk.sample import KEYHOLDER, PASSPHRASE, build

    place = folder or Path(platformdirs.user_data_path(_NAME, appauthor=False)) / _SAMPLE
    if place.exists():
        return Desk.open(place, KEYHOLDER, PASSPHRASE)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        return build(place, progress=progress)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
