"""The settings on the care page: changed, refused beside the field, and only read by who may not."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db import keys
from metdesk.desk import Desk
from metdesk.settings import COUNTS_ONLY, PROMPT_HARM
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.ui.accessibility import rings, walk
from tests.ui.registers import beside, form_of, offered, press, words_of
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


def test_the_days_of_cases_are_asked_with_their_clause_and_what_is_typed_beside_stays(room: Room) -> None:
    shown = section(room)
    assert {"case_start_days", "case_conclude_days", "lado_days"} <= shown.rows.keys()
    assert "School days to conclude a case (5.2.3) *" in words_of(shown)
    shown.rows["lado_days"].editor.set_value(2)
    room.desk.choose("case_start_days", 7)
    assert (shown.rows["case_start_days"].editor.value(), shown.rows["lado_days"].editor.value()) == (7, 2)
    shown.rows["case_conclude_days"].editor.set_value(401)
    shown.save()
    assert (
        described(shown, "case_conclude_days") == "School days to conclude a case takes a whole number from 1 to 400."
    )
    assert room.desk.setting("lado_days") == 1


def test_a_prompt_is_reworded_and_goes_back_to_the_words_metdesk_came_with(room: Room) -> None:
    prompt = section(room).prompts["prompt_harm"]
    assert "Source: Keeping Children Safe in Education, Part 4, section 1" in words_of(prompt)
    assert offered(prompt) == {"Reword…"}
    form = prompt.reword()
    form.editor("prompt_harm").set_value(" ")
    form.try_to_save()
    assert beside(form, "prompt_harm") == "What to do at a risk of harm is needed."
    form.editor("prompt_harm").set_value("Ring the LADO.")
    form.try_to_save()
    assert room.toast.words() == "What to do at a risk of harm: reworded."
    assert "Ring the LADO." in words_of(prompt)
    press(prompt, "Back to the words Metdesk came with")
    assert room.desk.setting("prompt_harm") == PROMPT_HARM
    assert offered(prompt) == {"Reword…"}
    room.undo()
    assert room.desk.setting("prompt_harm") == "Ring the LADO."


def test_a_half_typed_prompt_comes_back_in_its_form(room: Room) -> None:
    form = section(room).prompts["prompt_disclosure"].reword()
    form.editor("prompt_disclosure").set_value("Ask first whether")
    form.keep()
    form.done(0)
    room.leave_over()
    room.bring_back()
    assert form_of(room).editor("prompt_disclosure").value() == "Ask first whether"


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
        assert offered(shown.prompts["prompt_harm"]) == set()
        assert "Tell the headteacher now" in words_of(shown.prompts["prompt_harm"])
        assert not shown.save_button.isVisible()
        assert any("ask a business manager" in one.toPlainText() for one in shown.findChildren(Words))
        room.leave()
