"""Somebody is called away in the middle of a name: locked, another keyholder at the desk, and back to the half name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db import drafts, keys
from metdesk import people, schools
from metdesk.desk import start
from tests.journeys.conftest import Office
from ui.form import FormDialog
from ui.people_and_schools import PeopleAndSchoolsTab
from ui.room import Room
from ui.unlock import Unlock

JO, ANN = "Jo Marsh", "Ann Lund"
PASSPHRASES = {JO: "walnut copper evening staircase", ANN: "pebble harbour linen october"}
HALF, REST = "O’Neill-Ştef", "ănescu <b>"


@pytest.fixture
def register(folder: Path) -> Path:
    """A register with one school and two keyholders, closed."""
    place = folder / "Mowbray.metdesk"
    desk, _ = start(place, "Mowbray Education Trust", None, JO, "business manager", PASSPHRASES[JO], cost=keys.CHEAPEST)
    with desk:
        schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456", town="Melton"))
        keys.add(place, desk.store.unlocked, ANN, "trust officer", [], PASSPHRASES[ANN], cost=keys.CHEAPEST)
        desk.store.sync_keyholders()
    return place


def unlock(office: Office, who: str) -> Room:
    """Sits down as `who`, by keyboard."""
    page = office.screen(Unlock)
    office.window.activateWindow()  # off screen no window system gives it back after a dialog
    page.who.editor.set_value(who)
    page.editor.control.setFocus()
    office.until(page.editor.control.hasFocus)
    office.type(PASSPHRASES[who])
    office.press("Return")
    return office.room()


def begin_a_person(office: Office) -> FormDialog:
    """Ctrl+N among the people, and half a name."""
    office.room().begin("people", "new person")
    form = office.form()
    surname = form.editor("surname").control
    surname.setFocus()
    office.until(surname.hasFocus)
    office.type(HALF)
    return form


def forms(office: Office) -> list[FormDialog]:
    return [one for one in office.window.findChildren(FormDialog) if one.isVisible()]


def finish(office: Office, register: Path) -> None:
    """Goes on where the half name was left, and saves it."""
    form = office.form()
    surname = form.editor("surname")
    assert surname.typed() == HALF
    office.until(surname.control.hasFocus)
    office.type(REST)
    office.fill(form, forename="Sam", school_id="Ash", category="")
    form.editor("category").set_value("staff")
    office.save(form)
    tab = office.room().current()
    assert isinstance(tab, PeopleAndSchoolsTab)
    found = people.page(office.room().desk, people.PeopleFilter(standing="")).rows
    assert [one.name for one in found] == [f"{HALF}{REST}, Sam"]
    assert list((register / drafts.FOLDER).iterdir()) == []


def test_ctrl_l_in_the_middle_of_a_name(office: Office, register: Path) -> None:
    office.window.show_register(register)
    unlock(office, JO)
    form = begin_a_person(office)
    handle = form.windowHandle()
    office.until(lambda: QApplication.focusWindow() is handle)
    QTest.keyClick(handle, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    office.screen(Unlock)
    assert HALF not in office.window.windowTitle()
    room = unlock(office, ANN)
    assert forms(office) == []
    assert people.page(room.desk, people.PeopleFilter(standing=""), limit=0).total == 0
    office.press("Ctrl+L")
    unlock(office, JO)
    finish(office, register)


def test_nobody_comes_back_in_time(office: Office, register: Path) -> None:
    office.window.show_register(register)
    unlock(office, JO)
    begin_a_person(office)
    office.window.idle.idle.emit()
    unlock(office, JO)
    finish(office, register)
