"""The People list in the real window on a real register, by keyboard where a person would use it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from metdesk import accounts, authorisations, people, schools
from metdesk.account_record import Account
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.people import Category, PeopleFilter, Person, Standing
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.ui.accessibility import clipped, rings, walk
from tests.ui.registers import (
    HOSTILE,
    beside,
    choose,
    column,
    form_of,
    offered,
    open_one,
    people_and_schools,
    press,
    save,
    told,
    words_of,
)
from ui.dialogs import Message
from ui.memory import Memory
from ui.people import PeopleTab
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Theme
from ui.what_if import WhatIfDialog

EVERYBODY = PeopleFilter(standing="")


@pytest.fixture
def teacher(desk: Desk, school: int) -> int:
    """Somebody beside the head."""
    return people.add(desk, Person("Okafor", "Ben", "Mr", "AH0001", school_id=school, job="Class teacher"))


@pytest.fixture
def pair(desk: Desk, school: int, teacher: int) -> int:
    """An account which `teacher` and one other person run; the id of the account."""
    account = accounts.add(desk, Account(school, "Facebook", "ashhill", "https://facebook.com/ashhill"))
    other = people.add(desk, Person("Bell", "Ann", school_id=school))
    head, today = authorisations.who_grants(desk, school), desk.today()
    for person in (teacher, other):
        authorisations.grant(desk, Authorisation(account, person, False, head, today, today, None, today))
    return account


def people_tab(room: Room) -> PeopleTab:
    """The People list, in sight."""
    tab = people_and_schools(room)
    tab.show_list("person")
    return tab.people


def how_many(desk: Desk) -> int:
    """How many people the register has."""
    return people.page(desk, EVERYBODY, limit=0).total


# -- the list --------------------------------------------------------------------------------------


def test_an_empty_register_offers_the_staff_list_and_a_first_person(room: Room) -> None:
    tab = people_tab(room)
    assert [one.words for one in tab.empty().actions] == ["Import staff list…", "New person…"]
    assert tab.primary_button is not None
    assert not tab.primary_button.isVisible()


def test_a_first_person_needs_a_school_and_is_led_to_it(room: Room) -> None:
    tab = people_tab(room)
    tab.add()
    assert "Each person belongs to a school" in told(room)
    press(open_one(room, Message), "New school…")
    assert form_of(room).windowTitle() == "New school"


def test_the_list_names_everybody_who_is_there_now(desk: Desk, room: Room, school: int, today: date) -> None:
    people.add(desk, Person("Stone", "Sam", school_id=school, ends=today - timedelta(days=1)))
    people.add(desk, Person("Young", "Zoe", school_id=school, starts=today + timedelta(days=1)))
    tab = people_tab(room)
    assert column(tab, "name") == ["Patel, Asha"]
    tab.finder.set_filter("standing", str(Standing.LEFT))
    assert column(tab, "standing") == ["Left"]
    tab.clear()
    assert column(tab, "standing") == ["Current", "Left", "Joining"]


def test_search_and_filters_narrow_the_list(desk: Desk, room: Room, school: int, teacher: int) -> None:
    people.add(desk, Person("Lamb", "Ivy", school_id=school, category=Category.GOVERNANCE))
    tab = people_tab(room)
    tab.finder.set_filter("category", str(Category.GOVERNANCE))
    assert column(tab, "name") == ["Lamb, Ivy"]
    tab.finder.open_all("ah0001")
    assert column(tab, "name") == ["Okafor, Ben"]


def test_a_school_is_a_filter_that_other_tabs_can_ask_for(desk: Desk, room: Room, school: int) -> None:
    other = schools.add(desk, schools.School("Beck School", urn="123457"))
    people.add(desk, Person("Reed", "Max", school_id=other))
    room.begin("people", f"of school {other}")
    assert column(people_tab(room), "name") == ["Reed, Max"]


# -- the record ------------------------------------------------------------------------------------


def test_a_leaver_is_told_about_while_an_account_would_fall_below_two(
    desk: Desk, room: Room, pair: int, teacher: int, today: date
) -> None:
    people.leave(desk, teacher, today + timedelta(days=20))
    room.go("person", teacher)
    tab = people_tab(room)
    assert "1 account will have fewer than two people after" in words_of(tab.panel)
    press(tab.panel, "See which…")
    assert "ashhill (Facebook)" in open_one(room, WhatIfDialog).table.paged().index(0, 0).data()


def test_the_record_leads_to_the_accounts_somebody_runs(room: Room, pair: int, teacher: int) -> None:
    room.go("person", teacher)
    press(people_tab(room).panel, "Open the account")
    assert room.specs[room.tabs.currentIndex()].name == "accounts"


def test_hostile_names_are_shown_letter_by_letter(desk: Desk, room: Room, school: int) -> None:
    number = people.add(desk, Person(HOSTILE, "<img src=x>", school_id=school, job="<b>Cook</b>"))
    room.go("person", number)
    tab = people_tab(room)
    assert f"<img src=x> {HOSTILE}" in words_of(tab.panel)
    assert column(tab, "name") == [f"{HOSTILE}, <img src=x>", "Patel, Asha"]
    shown = tab.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


# -- forms -----------------------------------------------------------------------------------------


def test_a_new_person_is_entered_by_keyboard(desk: Desk, room: Room, school: int, qtbot: QtBot) -> None:
    tab = people_tab(room)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = form_of(room)
    qtbot.keyClicks(form.editor("forename").control, "Niamh")
    form.editor("surname").set_value(HOSTILE)  # Qt's test keyboard has no letters but ASCII's
    choose(qtbot, form, "school_id", "Ash")
    qtbot.keyClicks(form.editor("starts").control, "5/3/26")
    save(qtbot, form)
    row = people.page(desk, PeopleFilter(find="niamh", standing="")).rows[0]
    assert (row.name, row.school_id, row.starts) == (f"{HOSTILE}, Niamh", school, date(2026, 3, 5))
    assert room.toast.words() == f"Added Niamh {HOSTILE}."
    chosen = tab.table.current_row()
    assert chosen is not None
    assert chosen.id == row.id


def test_a_form_without_what_is_needed_saves_nothing_and_says_so_beside_the_field(
    desk: Desk, room: Room, school: int
) -> None:
    people_tab(room).add()
    form = form_of(room)
    form.editor("email").set_value("sam at ashhill")
    form.save_button.click()
    assert form.isVisible()
    assert how_many(desk) == 1
    assert beside(form, "surname") == "Surname is needed."
    assert beside(form, "school_id") == "School is needed."
    assert "is not an e-mail address" in beside(form, "email")


def test_leaving_before_starting_is_refused_beside_the_day(desk: Desk, room: Room, school: int, today: date) -> None:
    people_tab(room).add()
    form = form_of(room)
    form.fill(Person("Reed", "Max", school_id=school, starts=today, ends=today - timedelta(days=1)))
    form.save_button.click()
    assert how_many(desk) == 1
    assert "before the first" in beside(form, "ends")


def test_a_staff_code_that_somebody_has_is_refused_and_names_them(
    desk: Desk, room: Room, school: int, teacher: int
) -> None:
    people_tab(room).add()
    form = form_of(room)
    form.fill(Person("Reed", "Max", staff_code="AH0001", school_id=school))
    form.save_button.click()
    assert how_many(desk) == 2
    assert "Ben Okafor has this already" in beside(form, "staff_code")


def test_enter_opens_what_is_known_and_undo_brings_the_old_entry_back(
    desk: Desk, room: Room, teacher: int, qtbot: QtBot
) -> None:
    room.go("person", teacher)
    tab = people_tab(room)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    form = form_of(room)
    assert form.windowTitle() == "Edit the person"  # what other programs list names nobody
    assert any(one.text() == "Mr Ben Okafor" for one in form.findChildren(QLabel))
    form.editor("job").set_value("Year 6 lead")
    save(qtbot, form)
    assert people.get(desk, teacher).job == "Year 6 lead"
    qtbot.keyClick(tab.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert people.get(desk, teacher).job == "Class teacher"
    assert "Undone" in room.toast.words()


# -- leaving ---------------------------------------------------------------------------------------


def test_a_leaving_day_says_at_once_what_it_does_to_the_accounts(
    desk: Desk, room: Room, pair: int, teacher: int, today: date, qtbot: QtBot
) -> None:
    people_tab(room).record_leaving(teacher)
    form = form_of(room)
    assert "1 account will have fewer than two people" in words_of(form)
    form.editor("ends").control.setText("no day")  # type: ignore[attr-defined]  # a date is typed in a line
    assert "fewer than two people" not in words_of(form)
    save(qtbot, form)
    assert form.isVisible()
    assert people.get(desk, teacher).ends is None
    form.editor("ends").set_value(today)
    save(qtbot, form)
    assert people.get(desk, teacher).ends == today
    assert room.toast.words().startswith("Recorded: Mr Ben Okafor leaves on")


def test_a_leaver_without_accounts_costs_nobody_a_pair_of_hands(room: Room, teacher: int) -> None:
    people_tab(room).record_leaving(teacher)
    assert "No account falls below two people." in words_of(form_of(room))


def test_who_has_left_is_offered_no_form_to_sign(desk: Desk, room: Room, teacher: int, today: date) -> None:
    people.leave(desk, teacher, today - timedelta(days=3))
    tab = people_tab(room)
    tab.clear()
    room.go("person", teacher)
    words = [one.words for one in tab.row_actions(tab.table.chosen_rows())]
    assert words == ["Edit…", "Change the last day…", "Move to the bin"]
    tab.table.selectAll()
    assert "Print forms for 1 person" in [one.words for one in tab.row_actions(tab.table.chosen_rows())]


# -- the bin ---------------------------------------------------------------------------------------


def test_delete_moves_a_person_to_the_bin_and_undo_brings_them_back(
    desk: Desk, room: Room, teacher: int, qtbot: QtBot
) -> None:
    room.go("person", teacher)
    tab = people_tab(room)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert column(tab, "name") == ["Patel, Asha"]
    assert room.toast.words() == "Okafor, Ben is in the bin."
    press(room.toast, "Undo")
    assert column(tab, "name") == ["Okafor, Ben", "Patel, Asha"]


def test_a_head_stays_out_of_the_bin(desk: Desk, room: Room, school: int, qtbot: QtBot) -> None:
    tab = people_tab(room)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert told(room) == "Ms Asha Patel heads Ash Hill Primary: appoint another head first."
    assert how_many(desk) == 1


def test_several_people_are_binned_in_one_change_after_a_question(desk: Desk, room: Room, pair: int) -> None:
    tab = people_tab(room)
    tab.finder.open_all("b")  # Ben and Bell, not the head
    tab.table.selectAll()
    tab.bin_rows(tab.table.chosen_rows())
    assert how_many(desk) == 3
    press(open_one(room, Message), "Move to the bin")
    assert how_many(desk) == 1
    room.undo()
    assert how_many(desk) == 3


# -- for everyone ----------------------------------------------------------------------------------


@pytest.fixture
def reading_room(
    folder: Path, theme: Theme, memory: Memory, qtbot: QtBot, tmp_path: Path
) -> Iterator[tuple[Room, Path]]:
    """A room that is open to read only, with a school, its head and no devices rule; and its register's folder."""
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        school = schools.add(desk, schools.School("Ash Hill Primary", urn="123456"))
        people.add(desk, Person("Patel", "Asha", "Ms", school_id=school))
    with Desk.open(folder, KEYHOLDER, PASSPHRASE, read_only=True) as desk:
        room = Room(desk, tabs(), memory, QMenu())
        qtbot.addWidget(room)
        with qtbot.waitActive(room):
            room.show()
        yield room, folder
        room.leave()


def test_who_may_only_read_is_offered_nothing_that_changes(reading_room: tuple[Room, Path], qtbot: QtBot) -> None:
    room, _ = reading_room
    tab = people_and_schools(room)
    assert {"Edit…", "New person", "Record leaving…", "Move to the bin"} & offered(tab.people) == set()
    assert "What if they leave?" in offered(tab.people)
    assert "Export as CSV…" in offered(tab.people)
    tab.show_list("school")
    writing = {"Edit…", "New school", "Appoint a head…", "Record the rule…", "The trust…", "Print its forms…"}
    assert writing & offered(tab.schools) == set()
    tab.schools.table.setFocus()
    qtbot.keyClick(tab.schools.table, Qt.Key.Key_Delete)
    qtbot.keyClick(tab.schools.table, Qt.Key.Key_Return)
    assert column(tab.schools, "name") == ["Ash Hill Primary"]


def test_people_can_be_read_and_reached_by_everybody(room: Room, pair: int, teacher: int) -> None:
    room.go("person", teacher)
    tab = people_tab(room)
    assert walk(tab) == []
    assert rings(tab) == []
    assert clipped(tab) == []


def test_the_form_of_a_person_can_be_filled_in_by_everybody(room: Room, school: int) -> None:
    people_tab(room).add()
    form = form_of(room)
    assert walk(form) == []
    assert rings(form) == []


def test_the_sample_trust_is_listed_whole(sample_desk: Desk, theme: Theme, memory: Memory, qtbot: QtBot) -> None:
    room = Room(sample_desk, tabs(), memory, QMenu())
    qtbot.addWidget(room)
    room.resize(1366, 768)
    with qtbot.waitActive(room):
        room.show()
    tab = people_tab(room)
    assert tab.model.rowCount() == people.page(sample_desk, PeopleFilter(), limit=0).total
    header = tab.table.horizontalHeader()
    assert not any(header.isSectionHidden(place) for place in range(header.count()))
    room.leave()
