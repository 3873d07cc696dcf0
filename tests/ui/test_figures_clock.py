"""The day's figures, kept while the window is open."""

from db import figures as tables
from metdesk.desk import Desk
from ui.room import Room


def test_an_open_register_keeps_its_figures_once_a_day(desk: Desk, room: Room, school: int) -> None:
    room.figures.look()
    assert tables.last_day() == desk.today()
    seal = desk.seal_words()
    room.figures.look()
    assert desk.seal_words() == seal


def test_figures_wait_while_other_work_has_the_desk(desk: Desk, room: Room, school: int) -> None:
    release = desk.hold()
    room.figures.look()
    assert tables.last_day() is None
    release()
    room.figures.look()
    assert tables.last_day() == desk.today()
