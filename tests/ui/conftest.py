"""Windows for tests: the real ones, on real registers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db import keys
from metdesk.desk import Desk
from metdesk.jobs import Progress
from metdesk.sample import build
from ui.memory import Memory
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Scheme, Theme, Wish
from ui.window import MainWindow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Opens a test's room last of what it asks for, so that it is not shown again after each record before that."""
    for item in items:
        if isinstance(item, pytest.Function):
            item.fixturenames.sort(key=lambda name: name == "room")


@pytest.fixture(scope="session")
def wardrobe(qapp: QApplication) -> Theme:
    """What dresses the application, made once: a new one dresses every widget that is left, again."""
    return Theme(qapp)


@pytest.fixture
def theme(wardrobe: Theme) -> Theme:
    """The application, dressed in light colours at the usual text size, without what earlier tests left in it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wardrobe.wear(Wish(Scheme.LIGHT, 100))
    return wardrobe


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """What this test's program remembers."""
    return Memory(tmp_path / "settings")


@pytest.fixture
def room(desk: Desk, theme: Theme, memory: Memory, qtbot: QtBot) -> Iterator[Room]:
    """The window's inside around the register of `desk`, at the tab where the keyholder was last: the Policy.

    The Overview, where it opens the first time, is read anew after every change that a test makes before its own tab.
    """
    memory.of(desk.keyholder.name).set("tab", "policy")
    made = Room(desk, tabs(), memory, QMenu())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.leave()


@pytest.fixture
def window(theme: Theme, memory: Memory, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The program's window, at nothing yet."""

    def sample(progress: Progress) -> Desk:
        return build(tmp_path / "Sample trust.metdesk", progress=progress, cost=keys.CHEAPEST)

    made = MainWindow(tabs(), sample, memory, theme, qapp)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()
