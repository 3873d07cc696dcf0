"""Seal and history on the care page."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from metdesk import people, seal
from metdesk.desk import Desk
from metdesk.seal import Comparison, Since
from tests.ui.accessibility import clipped, rings, walk
from tests.ui.test_seal_watch import LONG_MS, verified
from ui.care_seal import SealSection
from ui.checking import CheckingDialog
from ui.dialogs import Message
from ui.form import FormDialog
from ui.history_table import period
from ui.parts import Words
from ui.people import PeopleTab
from ui.preview import Preview
from ui.room import Room
from ui.seal_cards import ProblemsDialog


@pytest.fixture
def section(room: Room, desk: Desk, school: int, qtbot: QtBot) -> SealSection:
    """The section in sight, on a register of five entries that was verified."""
    verified(room, qtbot)
    room.care("seal")
    return next(one for one in room.findChildren(SealSection) if one.isVisible())


def words_in(widget: QWidget) -> str:
    QApplication.processEvents()  # which shows what was just put in
    return "\n".join(one.toPlainText() for one in widget.findChildren(Words) if one.isVisible())


def told(section: SealSection) -> str:
    return words_in(section.history.panel)


def answer(section: SealSection) -> str:
    return words_in(section.find_card)


def standing(section: SealSection) -> str:
    return words_in(section.check_card)


def test_the_history_lists_the_latest_first_and_shows_what_it_changed(section: SealSection) -> None:
    model = section.history.model
    words = [row.words for place in range(model.rowCount()) if (row := model.row(place))]
    assert words[0] == "Changed Ash Hill Primary"
    assert "Jo Marsh" in words[-1]
    assert "School Ash Hill Primary changed" in told(section)
    assert "Head: nothing → Ms Asha Patel" in told(section)
    assert section.history.count_line.text() == f"{len(words)} entries"


def test_it_keeps_up_with_what_is_entered(section: SealSection, desk: Desk, school: int, qtbot: QtBot) -> None:
    before = section.history.model.rowCount()
    people.add(desk, people.Person("Marsh", "Jo", school_id=school))
    qtbot.waitUntil(lambda: section.history.model.rowCount() == before + 1)
    assert section.seal_card.short.toPlainText() == desk.seal_words()


def test_words_keyholder_and_period_narrow_it(section: SealSection, desk: Desk) -> None:
    section.history.finder.search.setText("patel")
    assert section.history.model.rowCount() == 1
    assert section.history.count_line.text() == f"1 entry of {seal.now(desk).n}"
    section.history.finder.search.setText("nothing like it")
    assert section.history.model.rowCount() == 0
    section.history.finder.open_all()
    section.history.finder.set_filter("period", "before")
    assert section.history.model.rowCount() == 0
    section.history.finder.set_filter("period", "today")
    section.history.finder.set_filter("who", "Jo Marsh")
    written = [datetime.fromisoformat(at) for (at,) in desk.store.database.raw.execute("SELECT at FROM audit")]
    assert section.history.model.rowCount() == sum(at.astimezone().date() == desk.today() for at in written) > 0


def test_school_years_begin_in_september() -> None:
    assert period("year", date(2026, 8, 31)) == (date(2025, 9, 1), None)
    assert period("year", date(2026, 9, 1)) == (date(2026, 9, 1), None)
    assert period("before", date(2026, 9, 1)) == (date(2025, 9, 1), date(2026, 8, 31))
    assert period("", date(2026, 9, 1)) == (None, None)


def test_a_seal_from_a_page_leads_to_its_entry(section: SealSection, desk: Desk, qtbot: QtBot) -> None:
    section.find_card.field.setText(seal.at_entry(desk, 3))
    qtbot.keyClick(section.find_card.field, Qt.Key.Key_Return)
    assert answer(section).startswith("It is: entry 3 of ")
    chosen = section.history.table.current_row()
    assert chosen is not None
    assert chosen.n == 3


def test_a_seal_of_another_register_is_none_of_this_one(section: SealSection) -> None:
    section.find_card.field.setText("3 · 0000 0000")
    section.find_card.look_button.click()
    assert "is not part of this register’s history" in answer(section)


def test_a_large_entry_is_told_fifty_records_at_a_time(section: SealSection, desk: Desk, school: int) -> None:
    with desk.change("people.import", "Imported") as change:
        rows = [people.columns(people.Person(f"S{n}", "A", school_id=school)) for n in range(120)]
        change.insert_many(people.tables.Person, rows)
    section.history.show_entry(seal.now(desk).n)
    section.history.refresh()
    section.history.table.go_to(0)
    (more,) = [one for one in section.history.panel.findChildren(QPushButton) if one.text().startswith("Show 50 more")]
    assert more.text() == "Show 50 more of 120 records"
    more.click()
    assert "Person A S99 added" in told(section)
    assert more.text() == "Show 20 more of 120 records"
    more.click()
    assert more.isHidden()


def test_a_record_is_reached_from_its_entry(section: SealSection, room: Room) -> None:
    section.history.show_entry(4)
    link = next(one for one in section.history.panel.findChildren(QPushButton) if one.text() == "Show the person")
    link.click()
    assert room.specs[room.tabs.currentIndex()].name == "people"
    assert room.findChildren(PeopleTab)


def test_everything_is_checked_on_demand(section: SealSection, room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.seal.finished, timeout=LONG_MS):
        section.check_card.check_button.click()
    assert "Everything is as its keyholders left it" in standing(section)
    assert room.toast.isVisible()
    assert not room.desk.lent


def test_a_check_can_be_given_up(section: SealSection, room: Room, desk: Desk, qtbot: QtBot) -> None:
    section.check_card.check_button.click()
    dialog = room.findChild(CheckingDialog)
    with qtbot.waitSignal(dialog.finished, timeout=LONG_MS):
        dialog.reject()
    assert not desk.lent


def test_what_was_found_is_read_whole(section: SealSection, room: Room, desk: Desk, qtbot: QtBot) -> None:
    raw = desk.store.database.raw
    raw.execute("UPDATE person SET job = 'Head'")
    raw.execute("UPDATE school SET town = 'Elsewhere'")
    with qtbot.waitSignal(room.seal.finished, timeout=LONG_MS):
        section.check_card.check_button.click()
    assert "And 1 more problem." in standing(section)
    assert section.check_card.read_button.text() == "Read all 2"
    section.check_card.read_button.click()
    assert walk(room.findChild(ProblemsDialog)) == []


def test_a_register_that_is_not_the_one_seen_may_be_taken_as_it_is(
    section: SealSection, room: Room, qtbot: QtBot
) -> None:
    assert section.check_card.accept_button.isHidden()
    assert room.seal.checked is not None
    room.seal.take(replace(room.seal.checked, comparison=Comparison(Since.OLDER, "It is older.")))
    assert not section.check_card.accept_button.isHidden()
    section.check_card.accept_button.click()
    message = [one for one in room.findChildren(Message) if one.isVisible()][-1]
    yes = next(one for one in message.findChildren(QPushButton) if one.text() == "Take it as it stands")
    with qtbot.waitSignal(room.seal.finished, timeout=LONG_MS):
        yes.click()
    assert room.seal.checked.sound
    assert section.check_card.accept_button.isHidden()


def test_the_extract_is_printed_with_what_was_verified(section: SealSection, room: Room, qtbot: QtBot) -> None:
    section.print_button.click()
    form = room.findChildren(FormDialog)[-1]
    assert walk(form) == []
    form.editor("first").set_value(None)
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=LONG_MS)
    assert room.findChildren(Preview)[0].isVisible()


def test_days_without_entries_are_named_in_the_form(section: SealSection, room: Room) -> None:
    section.print_extract()
    form = room.findChildren(FormDialog)[-1]
    form.editor("first").set_value(section._desk.today().replace(year=2099))
    form.save_button.click()
    assert "Nothing was entered in these days" in form.editor("first").control.accessibleDescription()


def test_everything_has_a_name_a_ring_and_is_reached_by_tab(section: SealSection) -> None:
    assert walk(section) == []
    assert rings(section) == []
    assert clipped(section) == []
