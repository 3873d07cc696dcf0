"""The window is run again after a lock: by another process, or by this one where no other can be had."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from metdesk.desk import Desk
from tests.conftest import KEYHOLDER, PASSPHRASE
from ui import application
from ui.memory import Memory
from ui.tabs import tabs
from ui.theme import Theme
from ui.unlock import Unlock
from ui.window import MainWindow


@pytest.fixture(autouse=True)
def own_hooks(monkeypatch: pytest.MonkeyPatch, wardrobe: Theme) -> None:
    monkeypatch.setattr("ui.application.catch_bugs", lambda parent: None)
    monkeypatch.setattr("ui.application.Theme", lambda program: wardrobe)


def window() -> MainWindow:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())


def sample(progress: object) -> Desk:
    raise AssertionError


def lock_at_once(folder: Path) -> None:
    """Unlocks and locks as soon as the window runs."""

    def act() -> None:
        window().show_room(Desk.open(folder, KEYHOLDER, PASSPHRASE))
        window().lock()

    QTimer.singleShot(0, act)


def test_after_a_lock_another_process_takes_over(qapp: QApplication, folder: Path, tmp_path: Path) -> None:
    asked: list[Path] = []

    def again(place: Path) -> bool:
        asked.append(place)
        return True

    lock_at_once(folder)
    assert application.run(tabs(), sample, tmp_path, None, again) == 0
    assert asked == [folder]
    left = window()
    assert isinstance(left.shown(), Unlock)
    left.close()


def test_where_none_can_the_lock_in_sight_opens_the_register(qapp: QApplication, folder: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def again(place: Path) -> bool:
        QTimer.singleShot(0, go_on)
        return False

    def go_on() -> None:
        page = window().shown()
        assert isinstance(page, Unlock)
        page.editor.set_value(PASSPHRASE)
        page.opened.connect(lambda desk, key: QTimer.singleShot(0, end))
        page.unlock()

    def end() -> None:
        assert window().room is not None
        seen.append(window().windowTitle())
        window().close()

    lock_at_once(folder)
    assert application.run(tabs(), sample, tmp_path, None, again) == 0
    assert seen == ["Mowbray Education Trust – Metdesk"]


def test_the_lock_says_in_the_next_process_what_it_said_in_this_one(
    qapp: QApplication, folder: Path, tmp_path: Path
) -> None:
    memory = Memory(tmp_path)
    memory.set(
        "left by a lock",
        {"folder": str(folder), "words": "Locked. What was being done was stopped: begin it again.", "minimised": True},
    )
    memory.sync()
    seen: list[tuple[str, bool]] = []

    def look() -> None:
        page = window().shown()
        assert isinstance(page, Unlock)
        seen.append((page.words.text(), window().isMinimized()))
        window().close()

    for _ in range(2):
        QTimer.singleShot(0, look)
        assert application.run(tabs(), sample, tmp_path, folder) == 0
    assert seen == [
        ("Locked. What was being done was stopped: begin it again.", True),
        ("Locked. Everything in it is kept.", False),
    ]


@pytest.mark.parametrize("left", ["", 5, [], {"folder": 7, "words": []}])
def test_what_is_left_by_something_else_is_passed_over(
    qapp: QApplication, folder: Path, tmp_path: Path, left: object
) -> None:
    Memory(tmp_path).set("left by a lock", left)
    QTimer.singleShot(0, lambda: window().close())
    assert application.run(tabs(), sample, tmp_path, folder) == 0
