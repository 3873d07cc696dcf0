"""Whoever may read less goes through the Declarations tab: nothing confidential anywhere, and no dead end."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from metdesk import approaches, declaring, finding, people, schools
from metdesk.approach_record import Approach
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.roles import Role
from tests.metdesk.answers import adopt
from tests.metdesk.seats import seats
from tests.metdesk.test_declaring import LONG_AGO, head, told
from tests.ui.accessibility import walk
from tests.ui.registers import column, offered, words_of
from ui.declarations import DeclarationsTab
from ui.overview import OverviewTab
from ui.reviewing import ReviewPage
from ui.room import Room

SECRETS = ("We are cousins.", "Pupil 4711", "Hello from Ben", "Q. Z.")
STEPS = ("", "new", "nothing", "review", "year", "approach new", "only waiting", "only approach")

Sit = Callable[..., None]


@pytest.fixture
def sit(desk: Desk, school: int) -> Sit:
    """Somebody else sits down, and the window is told."""
    seat = seats(desk)

    def do(role: str = "", person: int | None = None, where: tuple[int, ...] = ()) -> None:
        seat(role, person, where)
        desk.tell({"keyholder"})
        QApplication.processEvents()

    return do


@pytest.fixture
def declared(desk: Desk, school: int) -> tuple[int, int]:
    """A declaration that waits too long and an approach that nobody reported, at a school with a head."""
    adopt(desk)
    lund = people.add(desk, Person(surname="Lund", forename="Mia", school_id=school))
    number = declaring.add(desk, told(lund, words="We are cousins.", with_whom="Q. Z."))
    came = Approach(person_id=lund, student="Pupil 4711", student_kind="student", platform="Instagram")
    return number, approaches.add(desk, replace(came, happened_on=LONG_AGO, said="Hello from Ben"))


def tab_of(room: Room) -> DeclarationsTab:
    """The Declarations tab, in sight."""
    room.begin("declarations", "")
    tab = room.current()
    assert isinstance(tab, DeclarationsTab)
    QApplication.processEvents()
    return tab


def everything_said(room: Room) -> str:
    """What stands anywhere in the window, be it behind what is in sight."""
    lists = [tab_of(room).declared, tab_of(room).approaches, tab_of(room).year]
    rows = [" ".join(column(one, name)) for one in lists[:1] for name in ("person", "school")]
    return "\n".join([words_of(room), *map(words_of, lists), *rows, room.toast.words()])


def overview_of(room: Room) -> OverviewTab:
    """The Overview, counted anew."""
    room.tabs.setCurrentIndex(0)
    tab = room.current()
    assert isinstance(tab, OverviewTab)
    tab.refresh()
    QApplication.processEvents()
    return tab


def walk_through(desk: Desk, room: Room, number: int, approach: int) -> DeclarationsTab:
    """Tries every way in that the window knows; nothing of it may show what was declared."""
    tab = tab_of(room)
    tab.declared.refresh()
    for step in (*STEPS, f"review {number}", f"put right declaration {number} Review…", f"correct {number}"):
        room.begin("declarations", step)
    room.go("declaration", number)
    room.go("approach", approach)
    for one in SECRETS:
        assert finding.find(desk, one) == []
        assert one not in everything_said(room)
    return tab


@pytest.mark.parametrize("role", [Role.READER, Role.INVESTIGATOR])
def test_who_reads_counts_alone_finds_nothing_else_on_any_way(
    desk: Desk, room: Room, declared: tuple[int, int], sit: Sit, role: Role
) -> None:
    sit(role)
    tab = walk_through(desk, room, *declared)
    assert tab.counted
    assert offered(tab.counts) == {"Print"}
    assert walk(tab) == []


def test_a_manager_with_counts_only_is_told_why_and_loses_nothing(
    desk: Desk, room: Room, declared: tuple[int, int]
) -> None:
    desk.choose("manager_sees_declarations", "counts only")
    tab = walk_through(desk, room, *declared)
    assert tab.counted
    assert "not what they say" in words_of(tab.counts)
    desk.choose("manager_sees_declarations", "full")
    assert not tab_of(room).counted
    assert "Mia Lund" in " ".join(column(tab.declared, "person"))


def test_a_head_limited_to_another_school_reads_an_empty_list_that_says_so(
    desk: Desk, room: Room, declared: tuple[int, int], sit: Sit
) -> None:
    other = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    sit(Role.HEADTEACHER, None, (other,))
    tab = tab_of(room)
    tab.declared.refresh()
    assert not tab.counted
    assert column(tab.declared, "person") == []
    assert "Nothing declared yet" in words_of(tab.declared)
    room.go("declaration", declared[0])
    assert "your key is not for" in room.toast.words()
    for one in SECRETS:
        assert finding.find(desk, one) == []
        assert one not in words_of(room)


# -- from the Overview -----------------------------------------------------------------------------


def steps_of(room: Room) -> dict[str, QPushButton]:
    """The steps the Overview offers, by their words."""
    todo = overview_of(room).todo
    return {one.text(): one for one in todo.findChildren(QPushButton) if one.isVisibleTo(todo)}


def test_the_overview_leads_whoever_decides_to_the_review(
    desk: Desk, room: Room, school: int, declared: tuple[int, int], sit: Sit
) -> None:
    sit(Role.HEADTEACHER, head(desk, school), (school,))
    steps_of(room)["Review…"].click()
    (page,) = room.findChildren(ReviewPage)
    assert page.current == declared[0]


def test_the_overview_leads_the_office_to_the_record(desk: Desk, room: Room, declared: tuple[int, int]) -> None:
    found = steps_of(room)
    assert "Review…" not in found
    found["Open the declaration"].click()
    row = tab_of(room).declared.table.current_row()
    assert row is not None
    assert row.id == declared[0]


def test_the_overview_leads_a_reader_to_the_counts(desk: Desk, room: Room, declared: tuple[int, int], sit: Sit) -> None:
    sit(Role.READER)
    found = steps_of(room)
    assert {"Review…", "Open the declaration", "Record that the head was told…"} & found.keys() == set()
    assert all(one not in words_of(overview_of(room)) for one in (*SECRETS, "Lund"))
    found["Open the declarations"].click()
    assert isinstance(room.current(), DeclarationsTab)
