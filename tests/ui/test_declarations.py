"""The Declarations tab in the real window on a real register: the list, the record, and who sees what of it."""

from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from metdesk import declaring, finding, people
from metdesk.declaration_record import State
from metdesk.desk import Desk
from metdesk.people import Person
from tests.metdesk.test_declaring import LONG_AGO, decided, nothing, told
from tests.ui.registers import HOSTILE, column, form_of, press, words_of
from ui.declaration_list import ALL_OPEN, DUE, TO_REVIEW
from ui.declarations import DeclarationsTab
from ui.room import Room


def tab_of(room: Room) -> DeclarationsTab:
    """The tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "declarations")
    room.tabs.setCurrentIndex(place)
    QApplication.processEvents()
    return cast(DeclarationsTab, room.current())


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname=HOSTILE, forename="Jo", school_id=school, job="Class teacher"))


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_step(room: Room, school: int) -> None:
    tab = tab_of(room).declared
    assert [one.words for one in tab.empty().actions] == ["New declaration…", "Nothing to declare…"]
    tab.empty().actions[0].do()
    assert form_of(room).windowTitle() == "New declaration"


def test_what_is_open_is_listed_first(desk: Desk, room: Room, school: int, person: int) -> None:
    waits = declaring.add(desk, told(person))
    over = declaring.add(desk, told(person, with_whom="A. B."))
    declaring.end(desk, over, "They left the club.", desk.today())
    declaring.add(desk, nothing(people.add(desk, Person(surname="Ito", forename="Ken", school_id=school))))
    tab = tab_of(room).declared
    assert (column(tab, "person"), column(tab, "with_kind")) == ([f"Jo {HOSTILE}"], ["Student, K. O."])
    tab.finder.set_filter("state", str(State.NOTHING))
    assert (column(tab, "with_kind"), column(tab, "state")) == (["–"], ["Nothing to declare"])
    tab.finder.set_filter("state", TO_REVIEW)
    assert [tab.row_id(row) for row in tab.table.chosen_rows()] == [waits]
    tab.finder.set_filter("state", ALL_OPEN)
    assert tab.model.rowCount() == 1
    tab.finder.open_all()
    assert tab.model.rowCount() == 3


def test_what_is_due_to_be_looked_at_again_can_be_listed(desk: Desk, room: Room, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    declaring.add(desk, told(person, with_whom="A. B."))
    decided(desk, school, number, look_again=LONG_AGO + timedelta(days=30))
    tab = tab_of(room).declared
    tab.finder.set_filter("state", DUE)
    assert column(tab, "look_again") == ["1 Apr 2026"]
    assert "To be looked at again since 1 April 2026" in words_of(tab.panel)


def test_search_finds_by_who_declared_and_with_whom(desk: Desk, room: Room, person: int) -> None:
    declaring.add(desk, told(person, with_whom="Pupil 4711"))
    tab = tab_of(room).declared
    for words, found in (("stefanescu", 1), ("4711", 1), ("lund", 0)):
        tab.finder.search.setText(words)
        assert tab.model.rowCount() == found


def test_the_window_finds_declarations_and_goes_there(desk: Desk, room: Room, person: int) -> None:
    number = declaring.add(desk, told(person, with_whom="Pupil 4711"))
    (found,) = finding.find(desk, "4711")
    assert (found.kind, found.id, found.title) == ("declaration", number, f"Jo {HOSTILE}")
    declaring.end(desk, number, "They left the club.", desk.today())
    room.go("declaration", number)
    row = tab_of(room).declared.table.current_row()
    assert row is not None
    assert row.id == number


def test_who_goes_to_a_corrected_declaration_finds_what_stands_in_its_place(
    desk: Desk, room: Room, person: int
) -> None:
    wrong = declaring.add(desk, told(person))
    right = declaring.correct(desk, wrong, told(person, with_whom="K. P.", correction="The initials were misread."))
    room.go("declaration", wrong)
    tab = tab_of(room).declared
    row = tab.table.current_row()
    assert row is not None
    assert row.id == right
    assert "The initials were misread." in words_of(tab.panel)
    press(tab.panel, "1 earlier entry")
    assert "Named as: K. O." in words_of(tab.panel)
