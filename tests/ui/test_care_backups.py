"""The backups on the care page: made, checked, copied to a second place, and the way back to one."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from metdesk import backups, schools
from metdesk.desk import Desk
from tests.ui.accessibility import rings, walk
from ui.care_backups import BackupsSection
from ui.dialogs import Message
from ui.lost import LostDialog
from ui.room import Room

LONG_MS = 20_000
ODD = "O’Neill-Ştefănescu <b>"


@pytest.fixture
def section(room: Room, qtbot: QtBot) -> BackupsSection:
    room.care("backups")
    (made,) = [one for one in room.findChildren(BackupsSection) if one.isVisible()]
    settled(made, room, qtbot)
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "My stick"
    place.mkdir()
    return place


def settled(section: BackupsSection, room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not section.busy and not room.worker.busy, timeout=LONG_MS)


def shown(section: BackupsSection, column: int) -> list[str]:
    model = section.model
    return [str(model.index(place, column).data()) for place in range(model.rowCount())]


def test_without_a_backup_it_says_when_they_are_made(section: BackupsSection) -> None:
    assert section.model.rowCount() == 0
    assert "every half hour" in section.state.text()
    assert not section.check_button.isEnabled()
    assert not section.restore_button.isEnabled()


def test_backing_up_now_shows_it_at_once(section: BackupsSection, room: Room, qtbot: QtBot) -> None:
    section.back_up_button.click()
    qtbot.waitUntil(lambda: section.model.rowCount() == 1, timeout=LONG_MS)
    assert shown(section, 1) == ["Sound when made"]
    assert "Nothing was entered since." in section.state.text()
    assert room.toast.isVisible()


def test_checking_names_a_damaged_one(section: BackupsSection, room: Room, qtbot: QtBot, desk: Desk) -> None:
    first, second = backups.back_up(desk), backups.back_up(desk)
    section.refresh()
    settled(section, room, qtbot)
    (first / "register.db").write_bytes(b"damaged")
    section.check_button.click()
    qtbot.waitUntil(lambda: shown(section, 1) == ["Sound now", "Damaged"], timeout=LONG_MS)
    (message,) = [one for one in room.findChildren(Message) if one.isVisible()]
    assert first.name in message.words.toPlainText()
    assert second.name not in message.words.toPlainText()


def test_a_second_place_gets_the_newest_and_can_be_given_up(
    section: BackupsSection, room: Room, qtbot: QtBot, desk: Desk, stick: Path
) -> None:
    section.use(stick)
    qtbot.waitUntil(lambda: shown(section, 2) == ["With the register", "Second place"], timeout=LONG_MS)
    settled(section, room, qtbot)
    assert desk.setting("backup_place") == str(stick)
    section.stop_button.click()
    (question,) = [one for one in room.findChildren(Message) if one.isVisible()]
    question.accept()
    assert len(list(stick.iterdir())) == 1
    section.use(stick / "away")
    assert desk.setting("backup_place") == str(stick)


def test_restoring_one_shows_what_would_be_lost_before_it_asks(
    section: BackupsSection, room: Room, qtbot: QtBot, desk: Desk
) -> None:
    backups.back_up(desk)
    schools.add(desk, schools.School(name=ODD, urn=""))
    settled(section, room, qtbot)
    section.refresh()
    settled(section, room, qtbot)
    section.table.go_to(0)
    with qtbot.waitSignal(room.restore_wanted) as wanted:
        section.restore_button.click()
        dialog = room.findChild(LostDialog)
        assert dialog is not None
        (entries,) = dialog.list.entries()
        assert ODD in entries
        assert walk(dialog) == []
        dialog.yes.click()
    assert wanted.args[0].folder == section.standing.kept[0].folder


def test_everything_is_reached_by_keyboard_and_named(section: BackupsSection, room: Room) -> None:
    assert walk(section) == []
    assert rings(section) == []


def test_the_clock_backs_up_beside_the_window_and_once_says_what_did_not_work(
    room: Room, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    schools.add(desk, schools.School(name=ODD, urn=""))
    with qtbot.waitSignal(room.backups.made, timeout=LONG_MS):
        room.backups.look()
    assert not backups.is_due(desk)
    room.backups.look()
    assert not room.backups.worker.busy
    schools.add(desk, schools.School(name="Another", urn=""))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.backup.keyfile.write", full)
    said: list[str] = []
    monkeypatch.setattr(room.toast, "say", lambda words, **_: said.append(words))
    for _ in range(2):
        room.backups.look()
        qtbot.waitUntil(lambda: not room.backups.worker.busy, timeout=LONG_MS)
    assert len(said) == 1
    assert "The register itself is as it was." in said[0]
