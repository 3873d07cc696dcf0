"""The program as it is put together."""

import sys
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from metdesk import app
from metdesk.jobs import Cancelled, quietly
from ui.doors import Doors
from ui.unlock import Unlock
from ui.window import MainWindow


@pytest.fixture(autouse=True)
def own_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *name, **how: tmp_path / "config")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *name, **how: tmp_path / "data")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


def screen_of_run(register: Path | None) -> type:
    """Runs the program, closes its window, and returns what kind of screen it showed."""
    seen: list[type] = []

    def look() -> None:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
        seen.append(type(window.shown()))
        window.close()

    QTimer.singleShot(0, look)
    assert app.run(register) == 0
    return seen[0]


def test_the_program_opens_at_the_doors(qapp: QApplication) -> None:
    assert screen_of_run(None) is Doors


def test_the_program_opens_at_a_registers_lock(qapp: QApplication, folder: Path) -> None:
    assert screen_of_run(folder) is Unlock


def test_the_sample_is_made_once_and_then_opened(tmp_path: Path) -> None:
    with app.open_sample(quietly) as desk:
        seal = desk.seal_words()
    with app.open_sample(quietly) as again:
        assert again.seal_words() == seal
        assert again.folder == tmp_path / "data" / "Sample trust.metdesk"


def test_a_sample_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    def give_up(fraction: float, words: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        app.open_sample(give_up)
    assert list((tmp_path / "data").iterdir()) == []
