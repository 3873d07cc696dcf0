"""Acknowledgement forms handed out from the window: whose, how many pages, and a preview before the printer."""

import re

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import resources
from metdesk import forms, people, policy
from metdesk.desk import Desk
from metdesk.intake.policy import read
from metdesk.people import Category, Person
from tests.ui.accessibility import rings, walk
from tests.ui.registers import choose, form_of, people_and_schools, press, told, words_of
from ui.preview import Preview
from ui.room import Room


@pytest.fixture
def starter(desk: Desk) -> int:
    """The starter edition, in force."""
    return policy.adopt(desk, read(resources.read("policy/starter.md"), "starter.md"), source_name="starter.md")


@pytest.fixture
def crowd(desk: Desk, school: int) -> None:
    """A governor and two pupils beside the head."""
    people.add(desk, Person("Lamb", "Ivy", school_id=school, category=Category.GOVERNANCE))
    for name in ("Ash", "Bo"):
        people.add(desk, Person("Young", name, school_id=school, category=Category.PUPIL))


def ask(room: Room) -> None:
    """Opens the dialog with Ctrl+P's first entry."""
    people_and_schools(room).people.prints()[0].do()


def test_the_pages_are_counted_while_it_is_chosen_whose_they_are(room: Room, crowd: None) -> None:
    ask(room)
    form = form_of(room)
    assert "2 forms" in words_of(form)
    form.editor("pupils").set_value(True)
    assert "4 forms" in words_of(form)
    form.editor("category").set_value(str(Category.GOVERNANCE))
    assert "1 form" in words_of(form)


def test_a_school_is_chosen_by_keyboard(room: Room, crowd: None, qtbot: QtBot) -> None:
    ask(room)
    form = form_of(room)
    qtbot.keyClicks(form.editor("school_id").control, "nowhere")
    assert not re.search(r"\d form", words_of(form))
    form.editor("school_id").set_value(None)
    choose(qtbot, form, "school_id", "Ash")
    assert "2 forms" in words_of(form)


def test_the_school_that_is_looked_at_is_proposed(room: Room, school: int, crowd: None) -> None:
    tab = people_and_schools(room)
    tab.people.finder.set_filter("school", school)
    ask(room)
    assert form_of(room).editor("school_id").value() == school


def test_nobody_to_hand_a_form_to_is_said_and_nothing_is_printed(
    desk: Desk, room: Room, school: int, starter: int
) -> None:
    ask(room)
    form = form_of(room)
    form.editor("category").set_value(str(Category.VISITOR))
    form.save_button.click()
    assert form.isVisible()
    assert "Nobody fits: choose another school or category" in words_of(form)
    assert not forms.printed(desk, forms.FormKind.ACKNOWLEDGEMENT)


def test_without_an_edition_to_sign_it_is_said_what_to_do(desk: Desk, room: Room, crowd: None) -> None:
    ask(room)
    form_of(room).save_button.click()
    assert "There is no edition of the policy yet" in told(room)
    assert not forms.printed(desk, forms.FormKind.ACKNOWLEDGEMENT)


def test_forms_are_shown_before_they_are_printed_and_stand_in_the_record(
    desk: Desk, room: Room, school: int, crowd: None, starter: int, qtbot: QtBot
) -> None:
    ask(room)
    qtbot.keyClick(form_of(room), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=20_000)
    qtbot.waitUntil(lambda: not room.findChildren(Preview)[0].worker.busy, timeout=20_000)
    room.leave_over()
    tab = people_and_schools(room).people
    assert "Forms printed" in words_of(tab.panel)


def test_those_who_are_chosen_get_their_forms(room: Room, school: int, crowd: None, starter: int, qtbot: QtBot) -> None:
    tab = people_and_schools(room).people
    tab.table.selectAll()
    press(tab.panel, "Print forms for 4 people")
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=20_000)


def test_nobody_chosen_is_said_in_words(room: Room, school: int, starter: int) -> None:
    tab = people_and_schools(room).people
    tab.table.clearSelection()
    tab.prints()[1].do()
    assert told(room)


def test_the_dialog_can_be_used_by_everybody(room: Room, crowd: None) -> None:
    ask(room)
    assert walk(form_of(room)) == []
    assert rings(form_of(room)) == []
