"""The window while foreign files are read beside it: how long it did not answer at most, and the whole time."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from metdesk.desk import Desk
from tests.bench.conftest import Show
from tests.bench.test_bench_imports import staff_list
from tests.hostile.corpus import CORPUS
from ui.importing import import_list
from ui.logo import LogoBox
from ui.memory import Memory
from ui.reading import ReadingDialog, read_document
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Scheme, Theme, Wish
from ui.working import Worker

LISTS = ("shared-strings.xlsx", "million-rows.csv", "wide-row-late.csv", "far-corner.xlsx")
POLICIES = ("letters.pdf", "form-recursive.pdf", "emphasis.md", "one-line-short.txt", "paragraphs.docx")
LOGOS = ("just-allowed.png", "scans.jpg", "chunks-many.png")
_EVERY_MS = 5
_PATIENCE_MS = 90_000


class Pulse(QObject):
    """Beats in the window's thread, and knows the longest pause between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_EVERY_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - _EVERY_MS / 1000)
        self._last = now

    def stop(self) -> float:
        """Seconds of the longest pause."""
        self._beat()
        self._timer.stop()
        return self.longest


def watched(qtbot: QtBot, begin: Callable[[], Worker]) -> list[str]:
    """Begins a reading and waits for its end: the longest pause of the window, and how long it took."""
    pulse, began = Pulse(), time.perf_counter()
    worker = begin()
    qtbot.waitUntil(lambda: not worker.busy, timeout=_PATIENCE_MS)
    return [f"{pulse.stop() * 1000:,.0f} ms", f"{time.perf_counter() - began:,.1f} s"]


@pytest.fixture
def room(qapp: QApplication, desk: Desk, tmp_path: Path) -> Iterator[Room]:
    """The window's inside, in sight."""
    Theme(qapp).wear(Wish(Scheme.LIGHT, 100))
    made = Room(desk, tabs(), Memory(tmp_path / "settings"), QMenu())
    made.resize(1366, 768)
    made.show()
    yield made
    made.leave()
    made.close()


def test_the_window_answers_while_hostile_files_are_read(room: Room, qtbot: QtBot, tmp_path: Path, show: Show) -> None:
    def file(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    def into_list(path: Path) -> list[str]:
        dialog = import_list(room.desk, room, "people")

        def begin() -> Worker:
            dialog.read(path)
            return dialog.worker

        told = watched(qtbot, begin)
        dialog.reject()
        return told

    def into_policy(path: Path) -> list[str]:
        def begin() -> Worker:
            read_document(room.desk, room, path)
            return room.worker

        told = watched(qtbot, begin)
        for one in room.findChildren(ReadingDialog):
            one.done(0)
        return told

    def into_logo(path: Path) -> list[str]:
        box = LogoBox(None, room)
        box.show()

        def begin() -> Worker:
            box.read(path)
            return box.worker

        return watched(qtbot, begin)

    ways = [(into_list, LISTS), (into_policy, POLICIES), (into_logo, LOGOS)]
    rows = [["a staff list of 20,000 rows (.xlsx)", *into_list(file("staff.xlsx", staff_list()))]]
    rows += [[name, *way(file(name, CORPUS[name].make()))] for way, names in ways for name in names]
    show("The window while foreign files are read", ["", "longest pause", "until it is read or refused"], rows)
