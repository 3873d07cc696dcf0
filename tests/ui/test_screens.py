"""Every state of the window can be reached, photographed, and used without a mouse and without sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from tests.ui.accessibility import clipped, walk
from ui.stage import Stage
from ui.states import STATES
from ui.tabs import tabs
from ui.theme import Scheme, Wish

SMALL = (1366, 768)


@pytest.fixture(params=[100, 125])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path, tabs(), Wish(Scheme.LIGHT, request.param), SMALL)
    yield made
    made.close()


def test_every_state_can_be_used_by_everybody(stage: Stage) -> None:
    problems: list[str] = []
    for name, reach in STATES:
        stage.reset()
        reach(stage)
        picture = stage.picture()
        assert (picture.width(), picture.height()) == SMALL, name
        dialogs = [one for one in stage.window.findChildren(QDialog) if one.isVisible()]
        for widget in dialogs or [stage.window]:
            problems += [f"{name}: {one}" for one in walk(widget) + clipped(widget)]
    assert problems == []


def test_states_have_names_of_their_own() -> None:
    names = [name for name, _ in STATES]
    assert len(set(names)) == len(names)
