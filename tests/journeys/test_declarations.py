"""A declaration from its first word to its end, and an approach with its pictures, in the real window."""

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from metdesk import approaches, attachments, declarations, people
from metdesk.approaches import Kept
from metdesk.declaration_record import State, Step
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.reconfirming import Standing
from tests.conftest import folder
from tests.hostile import good
from tests.ui.conftest import room
from tests.ui.registers import form_of, press, words_of
from ui.declarations import DeclarationsTab
from ui.room import Room

__all__ = ["folder", "room"]

SPRING, ANSWERED, DECIDED = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 9)
AUTUMN, END = date(2026, 9, 7), date(2026, 10, 1)


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname="Marlow", forename="Jo", school_id=school))


def at(desk: Desk, day: date) -> None:
    """The register's clock stands at this day."""
    desk.store.now = lambda: datetime(day.year, day.month, day.day, 10).astimezone()


def tab_of(room: Room) -> DeclarationsTab:
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "declarations")
    room.tabs.setCurrentIndex(place)
    QApplication.processEvents()
    tab = room.current()
    assert isinstance(tab, DeclarationsTab)
    return tab


def fill(room: Room, **values: object) -> None:
    """Fills the open form and saves it."""
    form = form_of(room)
    for name, value in values.items():
        form.editor(name).set_value(value)
    form.try_to_save()
    assert not form.isVisible(), words_of(form)


def test_declared_asked_answered_approved_confirmed_and_ended(desk: Desk, room: Room, person: int) -> None:
    at(desk, DECIDED)
    tab = tab_of(room)
    tab.begin(f"new {person}")
    told = {"with_kind": "student", "with_whom": "K. O.", "relationship": "family friend", "platforms": "WhatsApp"}
    fill(room, **told, declared_on=SPRING, received_on=SPRING)
    (seen,) = declarations.of_person(desk, person)

    tab.begin(f"decide {seen.id}")
    fill(room, outcome="more asked", reason="Since when?", decided_on=SPRING)
    assert declarations.seen(desk, seen.id).state is State.MORE
    tab.begin(f"answer {seen.id}")
    fill(room, reason="Since 2019: our families are neighbours.", taken_on=ANSWERED)
    tab.begin(f"decide {seen.id}")
    said = {"outcome": "approved with conditions", "solely": "no", "reason": "The families are friends."}
    fill(room, **said, conditions="In the families’ group alone.", decided_on=DECIDED)
    assert declarations.seen(desk, seen.id).state is State.CONDITIONS

    at(desk, AUTUMN)
    tab.begin("year")
    tab.year.refresh()
    tab.year.show_id(person)
    assert tab.year.table.chosen_rows()[0].standing is Standing.TO_CONFIRM
    press(tab.year.panel, "No change…")
    fill(room, on=AUTUMN)
    assert declarations.seen(desk, seen.id).confirmed_on == AUTUMN

    at(desk, END)
    tab.begin(f"end {seen.id}")
    fill(room, reason="They moved to Leeds.", taken_on=END)
    assert declarations.seen(desk, seen.id).state is State.ENDED
    taken = [one.step for one in declarations.steps(desk, seen.id)]
    assert taken == [Step.MORE, Step.ANSWERED, Step.CONDITIONS, Step.CONFIRMED, Step.ENDED]


def test_an_approach_with_two_pictures_is_reported(desk: Desk, room: Room, person: int) -> None:
    tab = tab_of(room)
    tab.begin(f"approach new {person}")
    fill(room, student="K. O.", platform="Instagram", said="hi miss can i add u", happened_on=SPRING)
    (seen,) = approaches.page(desk).rows
    pictures = [good.picture(kind) for kind in ("PNG", "JPEG")]
    for number, data in enumerate(pictures):
        attachments.add(desk, "approach", seen.id, attachments.looked_at(data, f"screen {number}"), "Jo Marlow")
    assert approaches.seen(desk, seen.id).kept is Kept.KEPT
    press(tab.approaches.panel, "Record that the head was told…")
    fill(room, on=ANSWERED)
    found = attachments.of(desk, "approach", seen.id)
    assert [attachments.read(desk, one.id) for one in found] == pictures
    assert "Instagram" in words_of(tab.approaches.panel)
    assert not approaches.seen(desk, seen.id).late
