"""The screens on which a backup is restored, and the ways there while no register is open."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from metdesk import backups, restoring, schools
from metdesk.desk import Desk
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.ui.accessibility import rings, walk
from tests.ui.test_window import arrive, screen, told, unlock
from ui.doors import Doors
from ui.restore import RestorePage
from ui.unlock import Unlock
from ui.window import MainWindow

ODD = "O’Neill-Ştefănescu <b>"
LONG_MS = 20_000


@pytest.fixture
def backed_up(folder: Path, tmp_path: Path) -> Path:
    """A register with a school, a backup of it here and on a stick, and a school more since."""
    (tmp_path / "My stick").mkdir()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        backups.choose_place(desk, tmp_path / "My stick")
        schools.add(desk, schools.School(name=ODD, urn=""))
        backups.back_up(desk)
        schools.add(desk, schools.School(name="Later", urn=""))
    return folder


def school_names(folder: Path) -> list[str]:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        return [row.name for row in schools.page(desk).rows]


def press(window: MainWindow, words: str) -> None:
    """The button in sight that says this."""
    shown = window.shown()
    assert shown is not None
    next(one for one in shown.findChildren(QPushButton) if one.text() == words and not one.isHidden()).click()


def at_rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.worker.busy, timeout=LONG_MS)


def go_on(page: RestorePage, window: MainWindow, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    page.editor.set_value(passphrase)
    page.go()
    at_rest(window, qtbot)


def test_what_is_lost_is_shown_before_a_register_is_replaced(window: MainWindow, backed_up: Path, qtbot: QtBot) -> None:
    window.restoring.of_register(backed_up)
    page = arrive(window, RestorePage, qtbot)
    assert walk(page) == []
    go_on(page, window, qtbot)
    assert "1 entry was made since" in told(page)
    assert walk(page) == []
    assert sorted(school_names(backed_up)) == sorted([ODD, "Later"])
    page.restore_button.click()
    lock = arrive(window, Unlock, qtbot)
    assert lock.words.text().startswith("Restored: as it was on")
    assert school_names(backed_up) == [ODD]


def test_going_back_changes_nothing(window: MainWindow, backed_up: Path, qtbot: QtBot) -> None:
    window.restoring.of_register(backed_up)
    page = arrive(window, RestorePage, qtbot)
    go_on(page, window, qtbot)
    page.again_button.click()
    assert page.editor.isVisible()
    page.back_button.click()
    arrive(window, Unlock, qtbot)
    assert not (backed_up / "aside").exists()


def test_a_wrong_passphrase_is_said_beside_the_field(window: MainWindow, backed_up: Path, qtbot: QtBot) -> None:
    window.restoring.of_register(backed_up)
    page = arrive(window, RestorePage, qtbot)
    page.go()
    assert not window.worker.busy
    go_on(page, window, qtbot, "not the passphrase")
    assert "those of that day" in page.secret._problem.text()
    assert rings(page) == []


def test_a_register_that_is_open_elsewhere_is_named(window: MainWindow, backed_up: Path, qtbot: QtBot) -> None:
    window.restoring.of_register(backed_up)
    page = arrive(window, RestorePage, qtbot)
    with Desk.open(backed_up, KEYHOLDER, PASSPHRASE):
        go_on(page, window, qtbot)
        page.carry_out()
        at_rest(window, qtbot)
    assert KEYHOLDER in told(page)
    assert not (backed_up / "aside").exists()


def test_the_doors_lead_to_a_stick_and_a_place_may_be_chosen(
    window: MainWindow, backed_up: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    shutil.rmtree(backed_up)
    window.show_doors()
    assert screen(window, Doors).restore.isVisible()
    window.restoring.chosen(tmp_path / "My stick")
    page = arrive(window, RestorePage, qtbot)
    page.put_in(tmp_path / "New PC")
    assert page.to() == tmp_path / "New PC" / "Register.metdesk"
    go_on(page, window, qtbot)
    arrive(window, Unlock, qtbot)
    assert school_names(tmp_path / "New PC" / "Register.metdesk") == [ODD]


def test_a_folder_without_a_backup_says_where_to_look(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_doors()
    window.restoring.chosen(tmp_path)
    at_rest(window, qtbot)
    assert "There is no backup in" in told(screen(window, Doors))


def test_a_backup_opened_as_a_register_leads_to_restoring_it(window: MainWindow, backed_up: Path, qtbot: QtBot) -> None:
    one = restoring.of_register(backed_up)[0]
    window.show_register(one.folder)
    assert "not a register to work in" in told(screen(window, Doors))
    press(window, "Restore it…")
    page = arrive(window, RestorePage, qtbot)
    assert page.one().folder == one.folder


def test_a_damaged_register_offers_its_newest_sound_backup(window: MainWindow, backed_up: Path, qtbot: QtBot) -> None:
    with Desk.open(backed_up, KEYHOLDER, PASSPHRASE) as desk:
        newest = backups.back_up(desk)
    (newest / "register.db").write_bytes(b"damaged too")
    (backed_up / "register.db").write_bytes(b"x" * 20_000)
    window.show_register(backed_up)
    unlock(window, PASSPHRASE, qtbot)
    lock = screen(window, Unlock)
    assert "Nothing was overwritten" in told(lock)
    assert walk(lock) == []
    press(window, "Restore the newest sound backup…")
    page = arrive(window, RestorePage, qtbot)
    assert page.one().folder != newest
    go_on(page, window, qtbot)
    assert "cannot be told" in told(page)
    page.restore_button.click()
    arrive(window, Unlock, qtbot)
    assert ODD in school_names(backed_up)


def test_a_register_without_a_sound_backup_says_so(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    (folder / "register.db").write_bytes(b"x" * 20_000)
    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    press(window, "Restore the newest sound backup…")
    at_rest(window, qtbot)
    assert "There is no backup in its folder that is whole" in told(screen(window, Unlock))


def test_a_damaged_key_file_is_put_right_from_its_second_copy(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    (folder / "keys.json").write_bytes(b"{}")
    window.show_register(folder)
    press(window, "Put the second copy in its place")
    unlock(window, PASSPHRASE, qtbot)
    qtbot.waitUntil(lambda: window.room is not None, timeout=LONG_MS)


def test_closing_and_locking_back_up_what_was_changed(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    assert window.room is not None
    schools.add(window.room.desk, schools.School(name=ODD, urn=""))
    window.lock()
    assert [one.reason for one in restoring.of_register(folder)] == ["when the register was closed"]
    unlock(window, PASSPHRASE, qtbot)
    window.close_register()
    assert len(restoring.of_register(folder)) == 1


def test_restoring_from_the_section_closes_the_register_and_backs_it_up_first(
    window: MainWindow, backed_up: Path, qtbot: QtBot
) -> None:
    one = restoring.of_register(backed_up)[0]
    window.show_register(backed_up)
    unlock(window, PASSPHRASE, qtbot)
    assert window.room is not None
    window.room.restore(one)
    page = arrive(window, RestorePage, qtbot)
    assert window.room is None
    go_on(page, window, qtbot)
    arrive(window, Unlock, qtbot)
    assert school_names(backed_up) == [ODD]
    assert "before a restore" in [each.reason for each in restoring.of_register(backed_up)]
