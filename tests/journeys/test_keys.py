"""The keys change hands: a business manager leaves, and a passphrase is forgotten."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from metdesk import keyholders, schools
from metdesk.desk import Desk
from metdesk.desk import recover as use_sheet
from metdesk.errors import Refused
from tests.journeys.conftest import Office
from tests.journeys.test_first_day import PASSPHRASE, enter_school, notices, start_register
from ui.care_keyholders import KeyholdersSection
from ui.passphrase import NewPassphrase
from ui.preview import Preview
from ui.recovery import KeyPage, Recover
from ui.unlock import Unlock

HERS = "lantern gravel autumn piano"
AGAIN = "copper meadow thirteen violin"


def keyholders_section(office: Office) -> KeyholdersSection:
    """The keyholders on the care page, as the menu under the name leads to them."""
    office.room().care("keyholders")
    return next(one for one in office.room().findChildren(KeyholdersSection) if one.isVisible())


def press(where: QWidget, words: str) -> None:
    """Presses the button that is called `words`."""
    found = [one for one in where.findChildren(QPushButton) if one.text() == words]
    next(one for one in found if one.isVisible()).click()


def type_twice(office: Office, new: NewPassphrase, words: str) -> None:
    """A new passphrase, typed twice."""
    for one in (new.first, new.again):
        one.editor.control.setFocus()
        office.type(words, one.editor.control)


def keep_sheet(office: Office) -> str:
    """Prints the sheet of the key that is shown, types a group of it back in small letters; returns the key."""
    page = office.screen(KeyPage)
    shown = "-".join(page.groups)
    page.print_button.click()
    office.screen(Preview).closed.emit()
    page = office.screen(KeyPage)
    page.group.editor.control.setFocus()
    office.type(page.groups[page.asked].lower(), page.group.editor.control)
    page.go_button.click()
    return shown


def lock(office: Office) -> Unlock:
    """The lock, by keyboard."""
    office.window.activateWindow()
    office.press("Ctrl+L")
    return office.screen(Unlock)


def unlock(office: Office, passphrase: str) -> None:
    """Types a passphrase at the lock."""
    page = office.screen(Unlock)
    page.editor.control.setFocus()
    office.type(passphrase, page.editor.control)
    page.unlock_button.click()


def recover(office: Office, key: str, passphrase: str) -> Recover:
    """Types the recovery key and a new passphrase, and tries them."""
    page = office.screen(Recover)
    page.key.editor.set_value(key)
    type_twice(office, page.passphrase, passphrase)
    page.recover()
    return page


def test_a_business_manager_leaves_and_her_successor_goes_on(office: Office, folder: Path) -> None:
    old_sheet = start_register(office, folder)
    enter_school(office, "Ash Hill Primary", "123456")
    register = office.room().desk.folder
    shown = keyholders_section(office)
    assert keyholders.sheet(office.room().desk).kept
    press(shown, "Hand over to somebody…")
    form = office.form()
    office.fill(form, name="Una Osei")
    type_twice(office, form.findChildren(NewPassphrase)[0], HERS)
    office.save(form)
    new_sheet = keep_sheet(office)
    assert new_sheet != old_sheet
    room = office.room()
    assert room.desk.keyholder.name == "Una Osei"
    assert list(schools.names(room.desk).values()) == ["Ash Hill Primary"]
    assert [one.name for one in keyholders.everyone(room.desk)] == ["Una Osei"]
    enter_school(office, "Elm Grove", "234567")

    page = lock(office)
    assert page.who.editor.value() == "Una Osei"
    unlock(office, PASSPHRASE)
    office.until(lambda: any("passphrase" in words for words in notices(page)))
    unlock(office, HERS)
    assert office.room().desk.keyholder.name == "Una Osei"
    office.window.close_register()
    with pytest.raises(Refused, match="newer one"):
        use_sheet(register, old_sheet, "Una Osei", AGAIN)
    Desk.open(register, "Una Osei", HERS).close()


def test_a_passphrase_is_forgotten_and_the_sheet_opens_once(office: Office, folder: Path) -> None:
    sheet = start_register(office, folder)
    enter_school(office, "Ash Hill Primary", "123456")
    page = lock(office)
    page.recover_button.click()
    slip = ("Z" if sheet[0] != "Z" else "Y") + sheet[1:]
    asked = recover(office, slip.lower(), AGAIN)
    office.until(lambda: "slip in group 1" in asked.key.editor.control.accessibleDescription())
    asked.key.editor.set_value(sheet.lower().replace("-", " "))
    asked.recover()
    new_sheet = keep_sheet(office)
    assert new_sheet != sheet
    assert list(schools.names(office.room().desk).values()) == ["Ash Hill Primary"]
    assert keyholders.sheet(office.room().desk).kept

    page = lock(office)
    unlock(office, PASSPHRASE)
    office.until(lambda: any("passphrase" in words for words in notices(page)))
    page.recover_button.click()
    used_up = recover(office, sheet, PASSPHRASE)
    office.until(lambda: "newer one" in used_up.key.editor.control.accessibleDescription())
    press(used_up, "Back")
    office.screen(Unlock)
    unlock(office, AGAIN)
    office.room()
