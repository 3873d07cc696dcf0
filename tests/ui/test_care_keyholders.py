"""The keyholders on the care page: added, given another role, taken away, handed over; and the recovery sheet."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db import keys
from metdesk import keyholders, schools, sitting
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.roles import COMMANDS
from tests.conftest import KEYHOLDER
from tests.ui.accessibility import rings, walk
from tests.ui.registers import beside, form_of, offered, open_one, press, told, words_of
from ui.care_keyholders import KeyholdersSection
from ui.key_form import KeyForm
from ui.keyholder_forms import PassphraseForm
from ui.memory import Memory
from ui.roles_table import RolesDialog
from ui.room import Room
from ui.school_ticks import SchoolTicks
from ui.tabs import tabs
from ui.theme import Theme

HERS = "quite another four words"
HOSTILE = "O’Neill-Ştefănescu <b>"
PATIENCE_MS = 30_000


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that take as little as they may to try."""
    monkeypatch.setattr(keys, "Cost", lambda: keys.CHEAPEST)


def section(room: Room) -> KeyholdersSection:
    """The keyholders, brought to sight."""
    room.care("keyholders")
    return next(one for one in room.findChildren(KeyholdersSection) if one.isVisible())


def listed(shown: KeyholdersSection) -> list[str]:
    """The names in the table, from the top."""
    return [str(shown.model.index(row, 0).data()) for row in range(shown.model.rowCount())]


def choose(shown: KeyholdersSection, name: str) -> None:
    shown.table.go_to(listed(shown).index(name))


def type_new(form: KeyForm, passphrase: str) -> None:
    """Types a new passphrase twice."""
    from ui.passphrase import NewPassphrase

    (new,) = form.findChildren(NewPassphrase)
    for one in (new.first, new.again):
        one.editor.set_value(passphrase)


@pytest.fixture
def ann(desk: Desk, school: int) -> str:
    """A headteacher’s key for one school."""
    keyholders.add(desk, "Asha Patel", "headteacher", [school], HERS, cost=keys.CHEAPEST)
    return "Asha Patel"


def test_who_can_open_it_is_listed_with_role_schools_and_since_when(ann: str, room: Room) -> None:
    shown = section(room)
    assert listed(shown) == [ann, KEYHOLDER]
    cells = [str(shown.model.index(0, place).data()) for place in range(4)]
    assert cells[1:3] == ["Headteacher", "Ash Hill Primary"]
    assert words_of(shown.panel).startswith(f"{KEYHOLDER}\nBusiness manager")
    choose(shown, ann)
    said = words_of(shown.panel)
    assert f", by {KEYHOLDER}" in said
    assert COMMANDS["accounts.grant"].words in said
    assert "Copies made before" in said
    assert walk(shown) == []
    assert rings(shown) == []


def test_a_keyholder_is_added_beside_the_window(room: Room, school: int, qtbot: QtBot) -> None:
    shown = section(room)
    shown.add()
    form = form_of(room)
    assert isinstance(form, KeyForm)
    assert walk(form) == []
    form.editor("name").set_value(HOSTILE)
    form.editor("role").set_value("reader")
    ticks = form.findChildren(SchoolTicks)[0]
    ticks.some.setChecked(True)
    ticks.list.item(0).setCheckState(Qt.CheckState.Checked)
    type_new(form, HERS)
    with qtbot.waitSignal(form.accepted, timeout=PATIENCE_MS):
        form.try_to_save()
        assert form.worker.busy
        form.reject()  # while the keys are being made nothing takes the form away
        assert form.isVisible()
    assert room.toast.words() == f"{HOSTILE} can open the register now."
    assert HOSTILE in listed(shown)
    added = next(one for one in keyholders.everyone(room.desk) if not one.here)
    assert (added.role, added.school_ids) == ("reader", (school,))


def test_everything_that_is_missing_is_said_at_once(room: Room, school: int, qtbot: QtBot) -> None:
    section(room).add()
    form = form_of(room)
    ticks = form.findChildren(SchoolTicks)[0]
    ticks.some.setChecked(True)
    form.try_to_save()
    said = words_of(form)
    for sentence in ("Name is needed.", "Role is needed.", "Tick the schools", "at least 12 characters"):
        assert sentence in said
    assert len(keyholders.everyone(room.desk)) == 1


def test_a_name_that_is_taken_is_said_beside_it(room: Room, ann: str, qtbot: QtBot) -> None:
    section(room).add()
    form = form_of(room)
    assert isinstance(form, KeyForm)
    form.editor("name").set_value("asha patel")
    form.editor("role").set_value("reader")
    type_new(form, HERS)
    form.try_to_save()
    qtbot.waitUntil(lambda: "is a keyholder already" in beside(form, "name"), timeout=PATIENCE_MS)
    assert form.isVisible()


def test_role_and_schools_are_changed(room: Room, ann: str) -> None:
    shown = section(room)
    choose(shown, ann)
    press(shown.panel, "Change role and schools…")
    form = form_of(room)
    assert walk(form) == []
    form.try_to_save()
    assert "already: nothing was changed" in words_of(form)
    form.editor("role").set_value("investigator")
    form.findChildren(SchoolTicks)[0].every.setChecked(True)
    form.try_to_save()
    one = keyholders.everyone(room.desk)[0]
    assert (one.name, one.role, one.school_ids) == (ann, "investigator", ())
    assert shown.table.current_row() == one
    assert "Changed" in words_of(shown.panel)


def test_a_key_is_taken_away_after_saying_what_that_does(room: Room, ann: str, folder: Path, qtbot: QtBot) -> None:
    shown = section(room)
    choose(shown, ann)
    press(shown.panel, "Take the key away…")
    form = form_of(room)
    assert "Copies made before" in words_of(form)
    assert form.cancel_button.isDefault()
    with qtbot.waitSignal(form.accepted, timeout=PATIENCE_MS):
        form.try_to_save()
    assert listed(shown) == [KEYHOLDER]
    assert room.toast.words() == f"{ann} can no longer open the register."


def test_where_the_machine_fails_with_the_keys_in_hand_the_register_is_locked(
    room: Room, ann: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(desk: Desk, name: str) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(keyholders, "remove", fails)
    shown = section(room)
    choose(shown, ann)
    press(shown.panel, "Take the key away…")
    with qtbot.waitSignal(room.broken, timeout=PATIENCE_MS) as broken:
        form_of(room).try_to_save()
    assert broken.args is not None
    assert broken.args[0].startswith("The disk is full. The register’s keys were being changed: nothing is lost")


def test_a_successor_takes_the_desk(room: Room, qtbot: QtBot) -> None:
    section(room).hand_over()
    form = form_of(room)
    assert isinstance(form, KeyForm)
    assert walk(form) == []
    form.editor("name").set_value("Una Osei")
    type_new(form, HERS)
    with qtbot.waitSignal(room.seated, timeout=PATIENCE_MS) as seated:
        form.try_to_save()
    assert seated.args is not None
    desk, key = seated.args
    assert (desk.keyholder.name, len(key.split("-"))) == ("Una Osei", 9)


def test_whoever_keeps_the_key_for_now_only_adds_the_successor(room: Room, qtbot: QtBot) -> None:
    shown = section(room)
    shown.hand_over()
    form = form_of(room)
    assert isinstance(form, KeyForm)
    form.editor("name").set_value("Una Osei")
    form.editor("keep").set_value(True)
    type_new(form, HERS)
    with qtbot.waitSignal(form.accepted, timeout=PATIENCE_MS):
        form.try_to_save()
    assert listed(shown) == [KEYHOLDER, "Una Osei"]
    assert [one.role for one in keyholders.everyone(room.desk)] == ["business manager"] * 2


def test_the_recovery_sheet_is_asked_about_until_it_is_kept_and_made_anew(room: Room, qtbot: QtBot) -> None:
    shown = section(room)
    assert "nobody confirmed that its sheet is in the safe" in words_of(shown)
    press(shown, "It is in the safe")
    assert "Opens the register when no passphrase does." in words_of(shown)
    press(shown, "New recovery sheet…")
    assert "old one then opens nothing" in told(room)
    from ui.dialogs import Message

    with qtbot.waitSignal(room.key_made, timeout=PATIENCE_MS) as made:
        press(open_one(room, Message), "Make a new one")
    assert made.args is not None
    assert len(made.args[0].split("-")) == 9
    assert "nobody confirmed" in words_of(shown)


def test_what_each_role_may_do_is_the_table_that_commands_ask(room: Room) -> None:
    section(room).show_roles()
    dialog = open_one(room, RolesDialog)
    assert walk(dialog) == []
    model = dialog.table.paged()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [one.words for one in COMMANDS.values()]
    assert [model.index(0, place).data() for place in range(1, 7)] == ["Yes", "–", "Yes", "–", "–", "the whole trust"]


@pytest.mark.parametrize("name", ["Rita Reader", "Una Office"])
def test_who_may_not_change_keyholders_sees_them_and_is_told_whom_to_ask(
    name: str, desk: Desk, school: int, folder: Path, theme: Theme, memory: Memory, qtbot: QtBot
) -> None:
    keyholders.add(desk, "Rita Reader", "reader", [], HERS, cost=keys.CHEAPEST)
    keyholders.add(desk, "Una Office", "business manager", [school], HERS, cost=keys.CHEAPEST)
    desk.close()
    with Desk.open(folder, name, HERS) as hers:
        room = Room(hers, tabs(), memory, QMenu())
        qtbot.addWidget(room)
        with qtbot.waitActive(room):
            room.show()
        shown = section(room)
        assert "ask a business manager" in words_of(shown)
        assert len(listed(shown)) == 3
        for one in listed(shown):
            choose(shown, one)
            assert not {"Add a keyholder…", "Take the key away…", "New recovery sheet…"} & offered(shown)
        choose(shown, name)
        press(shown.panel, "Change your passphrase…")
        assert open_one(room, PassphraseForm)
        shown.begin("add")
        assert [one for one in room.findChildren(KeyForm) if one.isVisible()] == [open_one(room, PassphraseForm)]
        room.leave()


def test_ticks_say_which_schools(qtbot: QtBot, theme: Theme) -> None:
    ticks = SchoolTicks({1: "Ash Hill", 2: "Elm"}, [2])
    qtbot.addWidget(ticks)
    assert ticks.value() == [2]
    ticks.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    with pytest.raises(Refused):
        ticks.checked_value()
    ticks.every.setChecked(True)
    assert ticks.checked_value() == []
    assert not ticks.list.isEnabled()


def test_it_is_said_which_person_a_keyholder_is(desk: Desk, ann: str, room: Room, school: int) -> None:
    shown = section(room)
    choose(shown, ann)
    said = words_of(shown.panel)
    assert "Nobody has said which person Asha Patel is" in said
    press(shown.panel, "Say which person this is…")
    form = form_of(room)
    assert walk(form) == []
    head = schools.get(desk, school).head_id
    form.editor("person_id").set_value(head)
    form.try_to_save()
    assert room.toast.words() == "Recorded who Asha Patel is."
    assert "Nobody has said" not in words_of(shown.panel)
    assert "Ms Asha Patel" in words_of(shown.panel)
    choose(shown, KEYHOLDER)
    press(shown.panel, "Say which person this is…")
    form = form_of(room)
    form.editor("person_id").set_value(head)
    form.try_to_save()
    assert beside(form, "person_id") == "The keyholder Asha Patel is this person: take it from them first."


def test_a_keyholder_is_added_as_a_person_of_the_register(desk: Desk, room: Room, school: int, qtbot: QtBot) -> None:
    section(room).add()
    form = form_of(room)
    assert isinstance(form, KeyForm)
    form.editor("name").set_value(HOSTILE)
    form.editor("role").set_value("headteacher")
    form.editor("person_id").set_value(schools.get(desk, school).head_id)
    type_new(form, HERS)
    with qtbot.waitSignal(form.accepted, timeout=PATIENCE_MS):
        form.try_to_save()
    assert sitting.person_of(desk, HOSTILE) == schools.get(desk, school).head_id
