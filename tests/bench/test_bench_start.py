"""Opening the program: to the three doors beside a bare Qt window, and from the passphrase to the Overview."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from metdesk.desk import Desk
from tests.bench.conftest import Show
from tests.bench.measure import best, medians, ms, times
from ui.memory import Memory
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Scheme, Theme, Wish

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
program = QApplication([])
window = QMainWindow()
window.show()
program.processEvents()
os._exit(0)
"""
OURS = """
import os
import sys
from pathlib import Path
from metdesk.__main__ import window_program

app = window_program()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import application
from ui.tabs import tabs

def seen():
    QApplication.processEvents()
    os._exit(0)

QTimer.singleShot(0, seen)
application.run(tabs(), app.open_sample, Path(sys.argv[1]), None)
"""
HOME = Path(__file__).parents[2]


def program(words: str, place: Path) -> Callable[[], None]:
    """Runs this Python in a process of its own; compiled modules are kept in `place`, as an installation does."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(place / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> None:
        subprocess.run(
            [sys.executable, "-c", words, str(place)], check=True, capture_output=True, cwd=HOME, env=environment
        )

    return run


def test_to_the_doors_beside_a_bare_window(tmp_path: Path, show: Show) -> None:
    ways = {
        "a bare PySide6 window": program(BARE, tmp_path),
        "with peewee and sqlcipher3": program(f"import peewee, sqlcipher3\n{BARE}", tmp_path),
        "metdesk, three doors": program(OURS, tmp_path),
    }
    for run in ways.values():
        run()
    found = medians(ways, 5)
    bare = found["a bare PySide6 window"]
    rows = [[name, ms(one), times(one, bare)] for name, one in found.items()]
    show("From nothing to a window in sight, by the clock, median of 5", ["", "", "× bare"], rows)


def test_from_the_passphrase_to_overview(
    sample_desk: Desk, qapp: QApplication, qtbot: QtBot, tmp_path: Path, show: Show
) -> None:
    Theme(qapp).wear(Wish(Scheme.LIGHT, 100))
    memory = Memory(tmp_path)

    def to_overview() -> None:
        room = Room(sample_desk, tabs(), memory, QMenu())
        qtbot.addWidget(room)
        room.resize(1366, 768)
        room.show()
        qapp.processEvents()
        room.leave()
        room.close()

    rows = [["the room with its Overview, painted", ms(best(to_overview, 5))]]
    show("From an opened register to a usable Overview, processor time", ["", ""], rows)
