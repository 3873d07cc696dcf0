"""The settings on the care page: changed, refused beside the field, and only read by who may not."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db import keys
from metdesk.desk import Desk
from metdesk.settings import COUNTS_ONLY
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.ui.accessibility import rings, walk
from ui.care_settings import SettingsSection
from ui.memory import Memory
from ui.parts import Words
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Theme

OTHER = "another passphrase of mine"


def section(room: Room) -> SettingsSection:
    """The settings, brought to sight."""
    room.care("settings")
    return next(one for one in room.findChildren(SettingsSection) if one.isVisible())


def described(shown: SettingsSection, name: str) -> str:
    return shown.rows[name].editor.control.accessibleDescription()


def test_a_setting_is_changed_by_keyboard_said_and_taken_back(room: Room, qtbot: QtBot) -> None:
    shown = section(room)
    assert walk(shown) == []
    assert rings(shown) == []
    line = shown.rows["lock_minutes"].editor.control
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, "12")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert room.desk.setting("lock_minutes") == 12
    assert room.toast.words() == "Saved. Minutes until it locks: 12."
    room.undo()
    assert shown.rows["lock_minutes"].editor.value() == 5


def test_what_the_trust_chooses_about_declarations_is_asked_there(room: Room) -> None:
    shown = section(room)
    asked = ("joiner_days", "target_signed", "manager_sees_declarations")
    assert {*asked, "review_days", "reconfirm_month", "report_days"} <= shown.rows.keys()
    shown.rows["review_days"].editor.set_value(15)
    shown.rows["manager_sees_declarations"].editor.set_value(COUNTS_ONLY)
    shown.save()
    assert room.desk.setting("review_days") == 15
    assert room.desk.setting("manager_sees_declarations") == COUNTS_ONLY


def test_nothing_changed_is_no_entry(room: Room) -> None:
    before = room.desk.seal_words()
    section(room).save()
    assert room.desk.seal_words() == before


@pytest.mark.parametrize("typed", ["0", "61", "", "soon", "-5", "9" * 400])
def test_what_will_not_do_is_said_beside_the_field_and_nothing_is_saved(room: Room, typed: str) -> None:
    shown = section(room)
    shown.rows["new_account_check_days"].editor.set_value(30)
    shown.rows["lock_minutes"].editor.control.setText(typed)  # type: ignore[attr-defined]
    shown.save()
    assert described(shown, "lock_minutes") != shown.rows["lock_minutes"].field.help
    assert room.desk.setting("lock_minutes") == 5
    assert room.desk.setting("new_account_check_days") == 90


def test_a_reader_reads_them_and_is_told_whom_to_ask(folder: Path, theme: Theme, memory: Memory, qtbot: QtBot) -> None:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as manager:
        keys.add(folder, manager.store.unlocked, "Ann", "reader", [], OTHER, cost=keys.CHEAPEST)
        manager.store.sync_keyholders()
    with Desk.open(folder, "Ann", OTHER) as desk:
        room = Room(desk, tabs(), memory, QMenu())
        qtbot.addWidget(room)
        with qtbot.waitActive(room):
            room.show()
        shown = section(room)
        assert shown.rows == {}
        assert not shown.save_button.isVisible()
        assert any("ask a business manager" in one.toPlainText() for one in shown.findChildren(Words))
        room.leave()
