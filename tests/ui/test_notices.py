"""What is said before the day's work: where the register lies, how it was left, what its backups want."""

import json
import socket
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from metdesk import backups
from metdesk.desk import Desk
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.ui.accessibility import walk
from tests.ui.test_window import screen, told, unlock
from ui.care_backups import BackupsSection
from ui.memory import Memory
from ui.notices import Notices
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Theme
from ui.unlock import Unlock
from ui.window import MainWindow


def notices(room: Room) -> Notices:
    room.tabs.setCurrentIndex(0)
    made = room.findChild(Notices)
    assert isinstance(made, Notices)
    return made


def sit_down(desk: Desk, memory: Memory, qtbot: QtBot) -> Room:
    """A room around a desk."""
    room = Room(desk, tabs(), memory, QMenu())
    qtbot.addWidget(room)
    room.show()
    return room


def press(room: Room, words: str) -> None:
    next(one for one in notices(room).findChildren(QPushButton) if one.text() == words and not one.isHidden()).click()


def test_on_a_local_disk_closed_in_order_nothing_is_said(room: Room) -> None:
    assert notices(room).words == []
    assert notices(room).isHidden()


@pytest.mark.parametrize("kind", ["removable", "share"])
def test_what_a_stick_or_a_share_means_is_said_once(
    desk: Desk, memory: Memory, theme: Theme, qtbot: QtBot, kind: str
) -> None:
    desk.store.kind = kind  # type: ignore[assignment]
    room = sit_down(desk, memory, qtbot)
    (said,) = notices(room).words
    assert "Saving takes a little longer" in said
    assert walk(notices(room)) == []
    press(room, "Understood")
    assert notices(room).words == []
    room.leave()
    again = sit_down(desk, memory, qtbot)
    assert notices(again).words == []
    again.leave()


def test_after_an_unclean_end_it_says_that_every_page_was_checked(
    folder: Path, memory: Memory, theme: Theme, qtbot: QtBot
) -> None:
    left = {"keyholder": KEYHOLDER, "computer": socket.gethostname(), "since": "2026-11-25T08:30:00+00:00"}
    (folder / "session.lock").write_text(json.dumps(left))
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        room = sit_down(desk, memory, qtbot)
        assert "every page of the register was checked" in notices(room).words[0]
        press(room, "Understood")
        assert notices(room).words == []
        room.leave()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        assert not desk.store.was_unclean


def test_a_register_open_to_read_only_says_so(folder: Path, memory: Memory, theme: Theme, qtbot: QtBot) -> None:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE, read_only=True) as desk:
        room = sit_down(desk, memory, qtbot)
        assert "open to read only" in notices(room).words[0]
        assert room.status.text().startswith("Open to read only")
        room.care("backups")
        room.leave()


def test_a_second_place_unseen_for_a_week_is_reminded_of_and_leads_to_the_backups(
    room: Room, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "Stick").mkdir()
    backups.choose_place(desk, tmp_path / "Stick")
    note = desk.folder / "backups" / "second-place.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"chosen": "2026-01-01T00:00:00+00:00"}))
    notices(room).refresh()
    assert "was not reached since" in notices(room).words[0]
    press(room, "Backups…")
    assert room.findChild(BackupsSection) is not None


# -- at the lock


def test_a_second_instance_is_told_who_has_it(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE):
        window.show_register(folder)
        unlock(window, PASSPHRASE, qtbot)
        assert f"{KEYHOLDER} has had it open" in told(screen(window, Unlock))


def test_a_newer_register_asks_for_the_newer_program(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        desk.store.database.raw.execute("INSERT INTO migration VALUES (99, 'later', '')")
    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    assert "newer version of Metdesk" in told(screen(window, Unlock))
