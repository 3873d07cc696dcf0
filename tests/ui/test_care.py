"""The care of the register: a page over the tabs, reached from the menu, left with Esc."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import rings
from ui.care import CarePage
from ui.room import Room
from ui.settings_menu import SettingsMenu
from ui.tabs import care_sections
from ui.theme import Scheme, Wish

SECTIONS = [spec.name for spec in care_sections()]


def care_page(room: Room) -> CarePage:
    (page,) = [one for one in room.findChildren(CarePage) if one.isVisible()]
    return page


@pytest.mark.parametrize("section", SECTIONS)
def test_the_menu_leads_to_each_section_and_esc_back_to_the_tab(section: str, room: Room, qtbot: QtBot) -> None:
    menu = SettingsMenu(Wish(Scheme.LIGHT, 100))
    qtbot.addWidget(menu)
    menu.care_wanted.connect(room.care)
    entry = next(one for one in menu.actions() if one.text() == f"{titled(section)}…")
    entry.trigger()
    page = care_page(room)
    assert page.tabs.tabText(page.tabs.currentIndex()) == titled(section)
    assert rings(page) == []
    qtbot.keyClick(page.tabs, Qt.Key.Key_Escape)
    assert not room.findChild(CarePage).isVisible()
    assert room.current().isVisible()


def test_a_section_asked_for_while_another_is_shown_takes_its_place(room: Room) -> None:
    room.care("keyholders")
    room.care("settings")
    page = care_page(room)
    assert page.specs[page.tabs.currentIndex()].name == "settings"


def test_a_tab_chosen_by_its_key_takes_the_place_of_the_page(room: Room, qtbot: QtBot) -> None:
    room.care("backups")
    qtbot.keyClick(room, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert room.specs[room.tabs.currentIndex()].name == "accounts"
    assert room.current().isVisible()


def titled(section: str) -> str:
    return next(spec.title for spec in care_sections() if spec.name == section)
