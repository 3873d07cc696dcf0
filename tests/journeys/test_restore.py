"""The PC is gone, and all there is, is the stick; then a mistake that only an earlier state mends."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from metdesk import backups, restoring, schools
from metdesk.desk import Desk
from tests.journeys.conftest import Office
from tests.journeys.test_first_day import HOSTILE, PASSPHRASE, enter_school, notices, start_register
from tests.journeys.test_keys import press
from ui.doors import Doors
from ui.restore import RestorePage
from ui.unlock import Unlock


def restored(office: Office) -> Unlock:
    """Gives the passphrase by keyboard, agrees to what is lost where that is asked; the lock of what came back."""
    page = office.screen(RestorePage)
    page.editor.control.setFocus()
    office.type(PASSPHRASE, page.editor.control)
    office.qtbot.keyClick(page.editor.control, Qt.Key.Key_Return)
    office.until(lambda: isinstance(office.window.shown(), Unlock) or "restore_button" in vars(page))
    if office.window.shown() is page:
        page.restore_button.setFocus()
        office.qtbot.keyClick(page.restore_button, Qt.Key.Key_Space)
    return office.screen(Unlock)


def unlock(office: Office) -> Desk:
    """Types the passphrase at the lock."""
    page = office.screen(Unlock)
    page.editor.control.setFocus()
    office.type(PASSPHRASE, page.editor.control)
    office.qtbot.keyClick(page.editor.control, Qt.Key.Key_Return)
    return office.room().desk


def test_from_the_stick_alone_and_back_to_an_earlier_state(office: Office, folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "My stick"
    stick.mkdir()
    start_register(office, folder)
    backups.choose_place(office.room().desk, stick)
    enter_school(office, HOSTILE, "123456")
    office.window.close_register()
    office.screen(Doors)
    shutil.rmtree(folder)  # the PC was stolen
    folder.mkdir()

    office.window.show_doors()
    assert office.screen(Doors).restore.isVisible()
    office.window.restoring.chosen(stick)  # as the system's own dialog for folders would
    office.screen(RestorePage).put_in(folder)
    assert restored(office).words.text().startswith("Restored: as it was on")
    assert [row.name for row in schools.page(unlock(office)).rows] == [HOSTILE]

    office.window.close_register()
    register = folder / "Mowbray Education Trust.metdesk"
    office.window.show_register(register)
    enter_school_by_mistake(office)
    earlier = restoring.of_register(register)[-1]
    office.room().restore(earlier)
    restored(office)
    desk = unlock(office)
    assert "Mistake" not in [row.name for row in schools.page(desk).rows]
    (aside,) = (register / "aside").iterdir()
    assert (aside / "register.db").exists()


def enter_school_by_mistake(office: Office) -> None:
    """A school that should not be there."""
    desk = unlock(office)
    schools.add(desk, schools.School(name="Mistake", urn="654321"))


def test_a_register_that_was_torn_comes_back_from_its_own_backups(office: Office, folder: Path) -> None:
    start_register(office, folder)
    enter_school(office, HOSTILE, "123456")
    office.window.close_register()
    register = folder / "Mowbray Education Trust.metdesk"
    data = (register / "register.db").read_bytes()
    (register / "register.db").write_bytes(data[: len(data) // 2])

    office.window.show_register(register)
    page = office.screen(Unlock)
    page.editor.control.setFocus()
    office.type(PASSPHRASE, page.editor.control)
    office.qtbot.keyClick(page.editor.control, Qt.Key.Key_Return)
    office.until(lambda: any("Nothing was overwritten" in one for one in notices(page)))
    offer = "Restore the newest sound backup…"
    office.until(lambda: any(one.text() == offer and one.isVisible() for one in page.findChildren(QPushButton)))
    press(page, offer)
    restored(office)
    assert [row.name for row in schools.page(unlock(office)).rows] == [HOSTILE]
