"""The list “This year” in the real window on a real register: who has yet to say so, and many recorded at once."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from metdesk import declarations, declaring, people, reconfirming
from metdesk.declaration_record import State
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.reconfirming import Standing
from metdesk.roles import Role
from tests.metdesk.test_approaches import sit
from tests.metdesk.test_declaring import nothing, told
from tests.metdesk.test_reconfirming import AFTER, BEFORE
from tests.ui.registers import HOSTILE, column, form_of, offered, press, words_of
from tests.ui.test_declarations import tab_of
from ui.reconfirming import ThisYearTab
from ui.room import Room


@pytest.fixture(autouse=True)
def _november(desk: Desk) -> None:
    """It is November: this year's began in September."""
    desk.store.now = lambda: datetime(2026, 11, 25, 10).astimezone()


@pytest.fixture
def staff(desk: Desk, school: int) -> list[int]:
    """Three people beside the head: one with a relationship, one with nothing, one who never said anything."""
    names = ("Abel", "Bell", HOSTILE)
    found = [people.add(desk, Person(surname=name, forename="Jo", school_id=school)) for name in names]
    declaring.add(desk, told(found[0], declared_on=BEFORE))
    declaring.add(desk, nothing(found[1], declared_on=BEFORE))
    return found


def listed(room: Room) -> ThisYearTab:
    """The list, in sight."""
    tab = tab_of(room)
    tab.show_list(tab.year)
    return tab.year


def figures(tab: ThisYearTab) -> str:
    """What stands above the list."""
    QApplication.processEvents()
    return " · ".join(one.text() for one in tab.figures.findChildren(QLabel) if not one.isHidden())


def test_before_the_first_declaration_it_says_what_it_is_for(room: Room, school: int) -> None:
    tab = listed(room)
    assert "It is counted once the first declaration was entered." in tab.empty().words
    assert tab.figures.isHidden()
    tab.empty().actions[0].do()
    assert form_of(room).windowTitle() == "New declaration"


def test_who_is_outstanding_is_listed_with_figures(room: Room, staff: list[int]) -> None:
    tab = listed(room)
    assert column(tab, "name") == ["Abel, Jo", "Bell, Jo", f"{HOSTILE}, Jo", "Patel, Asha"]
    assert figures(tab) == (
        "0 of 4 people said so since 1 September 2026"
        " · 1 to confirm · 1 said in an earlier year · 2 never said anything"
    )
    tab.finder.set_filter("standing", str(Standing.TO_CONFIRM))
    assert column(tab, "name") == ["Abel, Jo"]
    assert "1 relationship goes on as far as is known" in words_of(tab.panel)
    assert "Student, K. O." in words_of(tab.panel)


def test_no_change_is_recorded_for_those_who_said_something(desk: Desk, room: Room, staff: list[int]) -> None:
    tab = listed(room)
    tab.table.selectAll()
    press(tab.panel, "No change for the 2 who said something…")
    form = form_of(room)
    assert "Abel, Jo; Bell, Jo." in words_of(form)
    form.editor("on").set_value(AFTER)
    form.try_to_save()
    assert figures(tab).startswith("2 of 4 people said so")
    assert column(tab, "name") == [f"{HOSTILE}, Jo", "Patel, Asha"]
    desk.undo()
    assert tab.model.rowCount() == 4


def test_nothing_to_declare_is_recorded_from_the_panel(desk: Desk, room: Room, staff: list[int]) -> None:
    tab = listed(room)
    tab.show_id(staff[2])
    press(tab.panel, "Nothing to declare…")
    form_of(room).editor("on").set_value(BEFORE)
    form_of(room).try_to_save()
    assert "This year is counted from 1 September 2026" in words_of(form_of(room))
    form_of(room).editor("on").set_value(AFTER)
    form_of(room).try_to_save()
    assert [one.state for one in declarations.of_person(desk, staff[2])] == [State.NOTHING]


def test_steps_come_back_and_lead_here(room: Room, staff: list[int], school: int) -> None:
    tab = tab_of(room)
    for step, title in (
        (f"year confirm {staff[0]}", "No change"),
        (f"year nothing {staff[1]} {staff[2]}", "Nothing to declare: 2 people"),
    ):
        tab.begin(step)
        assert form_of(room).windowTitle() == title
        form_of(room)._throw_away()
    tab.begin(f"year of school {school}")
    assert tab.year.finder.query().filters["school"] == school
    tab.begin("year")
    assert tab.year.finder.query().filters["school"] is None


def test_a_person_is_led_to_the_declarations(room: Room, staff: list[int]) -> None:
    tab = listed(room)
    tab.show_id(staff[0])
    press(tab.panel, "Show it")
    assert tab_of(room).declared.isVisible()


def test_who_may_only_count_is_offered_nothing(desk: Desk, room: Room, staff: list[int]) -> None:
    sit(desk, Role.READER, [])
    tab = listed(room)
    tab.refresh()
    assert (tab.model.rowCount(), tab.row_actions([])) == (0, [])


def test_a_trust_officer_prints_and_records(desk: Desk, room: Room, staff: list[int]) -> None:
    reconfirming.nothing_for(desk, [staff[2]], AFTER)
    sit(desk, Role.TRUST_OFFICER, [])
    tab = listed(room)
    tab.refresh()
    tab.show_id(staff[0])
    assert {"No change…", "Print the sheet…"} <= offered(tab.panel)
    tab.finder.set_filter("standing", str(Standing.ANSWERED))
    assert "there is nothing to ask" in words_of(tab.panel)
