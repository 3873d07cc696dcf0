"""The Term dates list, its forms and its picture of the year, in the real window on a real register."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from metdesk import rounds, term_dates
from metdesk.desk import Desk
from metdesk.school_days import SchoolDays, Span, school_year, school_year_span
from metdesk.term_dates import TermDate
from tests.metdesk.answers import adopt
from tests.ui.accessibility import clipped, rings, walk
from tests.ui.registers import HOSTILE, beside, column, form_of, offered, people_and_schools, press, save, words_of
from ui.dates import DateEditor
from ui.room import Room
from ui.round_forms import ask_form
from ui.term_dates import TermDatesTab
from ui.year_picture import YearPicture

DAY = timedelta(days=1)


def entries(room: Room) -> TermDatesTab:
    """The Term dates list, in sight."""
    tab = people_and_schools(room)
    tab.show_list("term_date")
    return tab.term_dates


@pytest.fixture
def term(desk: Desk) -> TermDate:
    """A term that we are in, of every school, from Monday to Friday."""
    monday = desk.today() - desk.today().weekday() * DAY
    made = TermDate(name="Autumn term", starts=monday - 14 * DAY, ends=monday + 18 * DAY)
    term_dates.add(desk, made)
    return made


def test_an_empty_register_says_what_deadlines_do_without_term_dates(room: Room) -> None:
    tab = entries(room)
    assert "every working day counts as one" in tab.empty().words
    tab.empty().actions[0].do()
    assert form_of(room).windowTitle() == "New term"


def test_a_closure_of_a_day_is_entered_by_keyboard_and_undone(
    room: Room, desk: Desk, school: int, qtbot: QtBot
) -> None:
    entries(room).add_closure()
    form = form_of(room)
    form.editor("name").set_value(HOSTILE)
    form.editor("starts").set_value(desk.today() - desk.today().weekday() * DAY)
    assert words_of(form).count("school day") >= 1
    save(qtbot, form)
    (row,) = term_dates.listed(desk)
    assert (row.entry.name, row.entry.ends) == (HOSTILE, row.entry.starts)
    assert column(entries(room), "name") == [HOSTILE]
    room.undo()
    assert term_dates.listed(desk) == []


def test_problems_stand_beside_their_fields(room: Room, desk: Desk, qtbot: QtBot) -> None:
    entries(room).add_term()
    form = form_of(room)
    form.editor("name").set_value("Spring term")
    form.editor("starts").set_value(desk.today())
    save(qtbot, form)
    assert "the last day of the term" in beside(form, "ends")
    form.editor("ends").set_value(desk.today() - DAY)
    save(qtbot, form)
    assert "end before it begins" in beside(form, "ends")
    assert term_dates.every(desk) == []


def test_the_record_tells_days_closures_and_the_year(room: Room, desk: Desk, school: int, term: TermDate) -> None:
    assert term.starts
    closed = replace(term, kind="closure", name="Half-term", ends=term.starts + 4 * DAY, school_id=school)
    number = term_dates.add(desk, closed)
    room.go("term_date", number)
    tab = entries(room)
    assert "Takes away" in words_of(tab.panel)
    assert "school days at Ash Hill Primary" in words_of(tab.panel)
    (picture,) = tab.panel.findChildren(YearPicture)
    assert "Closed for Half-term" in picture.accessibleDescription()
    tab.show_school(school)
    assert len(column(tab, "name")) == 2


def test_the_forms_and_the_list_are_all_by_keyboard_and_show_where_the_focus_is(
    room: Room, desk: Desk, school: int, term: TermDate, qtbot: QtBot
) -> None:
    tab = entries(room)
    assert walk(tab) == []
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    form = form_of(room)
    assert form.windowTitle() == "Edit Autumn term"
    assert [*walk(form), *rings(form), *clipped(form)] == []


def test_several_go_to_the_bin_at_once(room: Room, desk: Desk, term: TermDate) -> None:
    assert term.starts
    term_dates.add(desk, TermDate(kind="closure", name="INSET day", starts=term.starts, ends=term.starts))
    tab = entries(room)
    tab.finder.open_all()
    tab.table.selectAll()
    press(tab.panel, "Move to the bin")
    assert term_dates.every(desk) == []


def test_a_year_is_copied_from_the_window(room: Room, desk: Desk, term: TermDate, qtbot: QtBot) -> None:
    tab = entries(room)
    tab.finder.open_all()
    tab.copy_year()
    form = form_of(room)
    year = term.year
    form.editor("year").set_value(school_year_span(year).name)
    save(qtbot, form)
    assert [row.entry.year for row in term_dates.listed(desk)] == [year, year + 1]
    assert tab.finder.query().filters["year"] == year + 1


def test_a_school_says_how_long_the_term_goes_on_and_leads_here(
    room: Room, desk: Desk, school: int, term: TermDate
) -> None:
    room.go("school", school)
    tab = people_and_schools(room)
    assert "left of the autumn term after today" in words_of(tab.schools.panel)
    press(tab.schools.panel, "Its term dates")
    assert tab.term_dates.isVisible()
    assert tab.term_dates.finder.query().filters["school"] == school


def test_a_reader_looks_on(desk: Desk, room: Room, term: TermDate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.store, "read_only", True)
    tab = TermDatesTab(desk, room)
    assert tab.primary() is None
    assert tab.others() == []
    assert not {"New closure…", "Copy a year…"} & offered(tab)


def test_a_deadline_without_school_is_hinted_at(room: Room, desk: Desk, school: int) -> None:
    adopt(desk)
    form = ask_form(desk, room)
    assert form is not None
    assert isinstance(form.editor("due_on"), DateEditor)
    saturday = desk.today() + (5 - desk.today().weekday() + 7) * DAY
    form.editor("due_on").set_value(saturday)
    assert [one.text() for one in form.findChildren(QLabel) if one.text() == "Saturday"]
    assert beside(form, "due_on").endswith("Saturday")
    form.editor("due_on").set_value(saturday - 700 * DAY)
    assert not [one for one in form.findChildren(QLabel) if one.text() == "Saturday"]
    assert rounds.listed(desk) == []


def test_the_picture_tells_each_day_under_the_mouse(qtbot: QtBot) -> None:
    year = school_year_span(2026)
    term = Span(date(2026, 9, 3), date(2026, 12, 18), "Autumn term")
    days = SchoolDays((term,), (Span(date(2026, 10, 26), date(2026, 10, 30), HOSTILE),))
    picture = YearPicture(days, year, date(2026, 11, 25), "Calendar")
    qtbot.addWidget(picture)
    for width in (200, 360, 700, 1200):
        picture.resize(width, picture.heightForWidth(width))
        found = {
            day
            for x in range(0, picture.width(), 7)  # a day is 10 pixels wide at least
            for y in range(0, picture.height(), 7)
            if (day := picture.day_at(QPoint(x, y)))
        }
        assert found == {year.starts + number * DAY for number in range(365)}
        picture.grab()
    assert picture.day_words(date(2026, 10, 26)) == f"Monday 26 October 2026: {HOSTILE}"
    assert picture.day_words(date(2026, 10, 31)) == "Saturday 31 October 2026: weekend"
    assert "counted as a school day" in picture.day_words(date(2027, 3, 1))
    assert school_year(date(2026, 9, 1)) == 2026
