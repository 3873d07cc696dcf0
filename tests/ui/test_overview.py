"""The Overview tab in the real window: what needs doing leads to where it is done."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from metdesk import accounts, authorisations, checks, people, policy, schools
from metdesk.account_record import Account
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.people import Person
from ui.accounts import AccountsTab
from ui.form import FormDialog
from ui.memory import Memory
from ui.overview import OverviewTab, greeting
from ui.parts import Words
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Theme


@pytest.fixture
def sample_room(sample_desk: Desk, theme: Theme, memory: Memory, qtbot: QtBot) -> Iterator[Room]:
    """The window's inside around a sample trust."""
    made = Room(sample_desk, tabs(), memory, QMenu())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.leave()


def overview_of(room: Room) -> OverviewTab:
    """The Overview tab, in sight."""
    room.tabs.setCurrentIndex(0)
    tab = room.current()
    assert isinstance(tab, OverviewTab)
    QApplication.processEvents()
    return tab


def seen_buttons(tab: OverviewTab) -> dict[str, QPushButton]:
    """The buttons in sight, by their name for a screen reader or their words."""
    found = [one for one in tab.findChildren(QPushButton) if one.isVisibleTo(tab)]
    return {one.accessibleName() or one.text(): one for one in found}


def said(tab: OverviewTab) -> str:
    """What the lists say."""
    return "\n".join(one.toPlainText() for one in tab.findChildren(Words) if one.isVisibleTo(tab))


@pytest.mark.parametrize(
    ("hour", "things", "words"),
    [
        (8, 5, "Good morning. Five things need doing."),
        (12, 1, "Good afternoon. One thing needs doing."),
        (18, 0, "Good evening. Nothing needs doing."),
        (0, 28, "Good morning. 28 things need doing."),
        (23, 1204, "Good evening. 1,204 things need doing."),
    ],
)
def test_the_greeting_counts_what_needs_doing(hour: int, things: int, words: str) -> None:
    assert greeting(hour, things) == words


def test_an_empty_register_leads_through_the_first_steps(room: Room) -> None:
    tab = overview_of(room)
    assert tab.heading.text().endswith("Begin with the first steps.")
    assert [one for one in said(tab).split("\n") if one[:1].isdigit()] == [
        "1  Bring in the policy",
        "2  Add your schools",
        "3  Import the staff list",
        "4  Register the accounts",
        "5  Ask people to sign",
        "6  Print acknowledgement forms",
    ]
    (primary,) = [one for one in seen_buttons(tab).values() if one.property("look") == "primary"]
    assert primary.text() == "Import the policy…"


def test_a_step_that_is_done_says_so_and_the_next_one_leads(desk: Desk, room: Room, school: int) -> None:
    tab = overview_of(room)
    names = [one.accessibleName() for one in tab.steps.findChildren(Words)]
    assert "Step 2, done: Add your schools" in names
    assert "Step 4, to do: Register the accounts" in names
    assert "New school…" not in seen_buttons(tab)


def test_a_step_opens_its_form_in_its_tab(room: Room, school: int) -> None:
    tab = overview_of(room)
    seen_buttons(tab)["New account…"].click()
    assert isinstance(room.current(), AccountsTab)
    (form,) = [one for one in room.findChildren(FormDialog) if one.isVisible()]
    assert form.windowTitle() == "New account"


def test_hidden_steps_stay_hidden(room: Room, school: int) -> None:
    tab = overview_of(room)
    seen_buttons(tab)["Hide these steps"].click()
    QApplication.processEvents()
    assert "Hide these steps" not in seen_buttons(tab)
    assert room.memory.get("overview/steps hidden") is True


def test_what_fails_stands_in_the_order_in_which_it_matters(sample_room: Room) -> None:
    tab = overview_of(sample_room)
    results = checks.run(sample_room.desk)
    assert tab.heading.text().split(". ")[1].startswith(str(sum(len(one.failing) for one in results)))
    titles = [line.toPlainText() for line in tab.todo.findChildren(Words) if line.property("look") == "strong"]
    assert titles == [record.title for one in results for record in one.failing[:3]]


def test_the_next_step_is_a_button_that_goes_there(sample_room: Room) -> None:
    tab = overview_of(sample_room)
    first = next(one for one in checks.run(sample_room.desk) if one.failing).failing[0]
    name = next(name for name in seen_buttons(tab) if first.title in name)
    assert name.startswith("Grant permission…: ")
    seen_buttons(tab)[name].click()
    accounts_tab = sample_room.current()
    assert isinstance(accounts_tab, AccountsTab)
    row = accounts_tab.table.current_row()
    assert row is not None
    assert row.id == first.id
    assert [one.windowTitle() for one in sample_room.findChildren(FormDialog)] == ["Grant permission"]


def test_more_than_three_are_listed_in_their_tab(desk: Desk, room: Room, school: int) -> None:
    for number in range(5):
        accounts.add(desk, Account(school, "Facebook", f"page{number}"))
    tab = overview_of(room)
    more = seen_buttons(tab)["and 2 more: Fewer than two people, 5.2.4"]
    more.click()
    accounts_tab = room.current()
    assert isinstance(accounts_tab, AccountsTab)
    assert accounts_tab.finder.combos["state"].currentText() == "Fewer than two people"
    assert accounts_tab.model.rowCount() == 5


def test_a_missing_permission_with_students_opens_the_permission_itself(desk: Desk, room: Room, school: int) -> None:
    reaching = accounts.add(desk, Account(school, "Instagram", "@ashhill", reaches_students=True))
    teacher = people.add(desk, Person("Okafor", "Ben", "Mr", school_id=school))
    head, today = authorisations.who_grants(desk, school), desk.today()
    authorisations.grant(desk, Authorisation(reaching, teacher, False, head, today, today, None, today))
    buttons = seen_buttons(overview_of(room))
    next(one for name, one in buttons.items() if name.startswith("Change the permission…")).click()
    (form,) = [one for one in room.findChildren(FormDialog) if one.isVisible()]
    assert form.windowTitle() == "Change the permission"
    assert form.editor("person_id").value() == teacher


def test_a_clause_of_the_policy_today_is_read_in_the_policy_tab(sample_room: Room) -> None:
    tab = overview_of(sample_room)
    name = next(name for name in seen_buttons(tab) if name.startswith("Read 5.2.4: Each active account"))
    assert name.endswith("30 of 33")
    seen_buttons(tab)[name].click()
    assert sample_room.specs[sample_room.tabs.currentIndex()].name == "policy"


def test_schools_stand_side_by_side_and_open_by_enter(sample_room: Room, qtbot: QtBot) -> None:
    tab = overview_of(sample_room)
    model = tab.model
    lines = [[str(model.index(row, place).data()) for place in range(6)] for row in range(model.rowCount())]
    assert [line[0] for line in lines] == sorted(schools.names(sample_room.desk).values())
    copse = next(line for line in lines if line[0] == "Copse Centre")
    assert copse[1] == "No Centre Manager"
    tab.table.setFocus()
    tab.table.go_to(1)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert sample_room.specs[sample_room.tabs.currentIndex()].name == "people"


def test_it_reads_again_only_when_something_it_shows_was_touched(desk: Desk, room: Room, school: int) -> None:
    tab = overview_of(room)
    before = tab._facts
    desk.tell({"keyholder"})
    assert tab._facts is before
    account = accounts.add(desk, Account(school, "Facebook", "ashhill"))
    assert tab._facts is not before
    QApplication.processEvents()
    assert "ashhill (Facebook)" in said(tab)
    accounts.change(desk, account, replace(accounts.get(desk, account), handle="ashhillprimary"))
    QApplication.processEvents()
    assert "ashhillprimary (Facebook)" in said(tab)


def test_nothing_is_wider_than_the_window(sample_room: Room) -> None:
    tab = overview_of(sample_room)
    for width in (1024, 1366, 1920):
        sample_room.resize(width, 768)
        QApplication.processEvents()
        assert tab.width() <= width
        for one in seen_buttons(tab).values():
            right = one.mapTo(tab, one.rect().topRight()).x()
            assert right <= width, one.text()


def test_the_policy_of_an_empty_register_counts_nothing(room: Room) -> None:
    tab = overview_of(room)
    assert policy.current(room.desk) is None
    assert "Read 5.1.1: The policy is reviewed in time, none" in seen_buttons(tab)
