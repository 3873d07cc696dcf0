"""What every register's tab does: finds, remembers, refreshes in place, and follows the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from metdesk import people
from metdesk.desk import Desk
from metdesk.people import PeopleFilter, Person, PersonRow
from metdesk.record import Page
from tests.ui.accessibility import rings, walk
from ui.memory import Memory
from ui.register_tab import Action, Column, Empty, Filter, Panel, Query, RegisterTab
from ui.room import Room
from ui.shell import Shell
from ui.tab import TabSpec
from ui.theme import Theme

CATEGORIES = (("", "All categories"), ("staff", "Staff"), ("visitor", "Visitor"))


class Tab(RegisterTab[PersonRow]):
    """A small register of people."""

    name = "guests"
    title = "Guests"
    noun = ("guest", "guests")
    registers = frozenset({"person"})
    sorted_by = ("name", False)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.done: list[str] = []
        super().__init__(desk, shell)

    def columns(self) -> list[Column[PersonRow]]:
        return [
            Column("name", "Name", 200, lambda row: row.name),
            Column("category", "Category", 120, lambda row: row.category),
        ]

    def filters(self) -> list[Filter]:
        return [Filter("category", "Category", lambda: CATEGORIES, "staff")]

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[PersonRow]:
        wanted = PeopleFilter(find=query.text, category=query.filters["category"], standing="")
        return people.page(self.desk, wanted, sort, descending, offset, limit)

    def count_all(self) -> int:
        return people.page(self.desk, PeopleFilter(standing=""), limit=1).total

    def row_id(self, row: PersonRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[PersonRow, str] | None:
        rows = people.page(self.desk, PeopleFilter(standing="")).rows
        return next(((row, row.name) for row in rows if row.id == record_id), None)

    def show_record(self, panel: Panel, row: PersonRow) -> None:
        panel.title(row.name)
        panel.steps([Action("Wave", lambda: self.done.append(f"wave {row.name}"))])

    def row_actions(self, rows: list[PersonRow]) -> list[Action]:
        return [Action("Wave", lambda: self.done.append(f"wave {len(rows)}"))] if rows else []

    def primary(self) -> Action | None:
        return Action("New guest", lambda: self.done.append("new"))

    def prints(self) -> list[Action]:
        return [Action("Guest list…", lambda: self.done.append("print"))]

    def open_row(self, row: PersonRow) -> None:
        self.done.append(f"open {row.name}")

    def bin_rows(self, rows: list[PersonRow]) -> None:
        self.done.append(f"bin {len(rows)}")

    def empty(self) -> Empty:
        return Empty("No guests yet", "Guests stand here.", (Action("New guest", self.done.clear),))


def guest(desk: Desk, school: int, surname: str, category: str = "staff") -> int:
    return people.add(desk, Person(surname, "Jo", school_id=school, category=category))


@pytest.fixture
def guests(desk: Desk, school: int) -> list[int]:
    """Forty guests, and a visitor."""
    made = [guest(desk, school, f"Guest {number:02}") for number in range(40)]
    return [*made, guest(desk, school, "Zaleski", "visitor")]


@pytest.fixture
def home(desk: Desk, theme: Theme, memory: Memory, qtbot: QtBot) -> Iterator[Room]:
    made = Room(desk, [TabSpec("guests", "Guests", Tab, ("person",))], memory, QMenu())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.leave()


@pytest.fixture
def tab(guests: list[int], home: Room) -> Tab:
    made = home.current()
    assert isinstance(made, Tab)
    return made


def names(tab: Tab) -> list[str]:
    rows = (tab.model.row(place) for place in range(tab.model.rowCount()))
    return [row.name for row in rows if row]


def shown(tab: Tab) -> str:
    row = tab.table.current_row()
    return row.name if row else ""


def test_the_initial_filter_and_the_count_are_shown(tab: Tab) -> None:
    assert tab.count_line.text() == "41 of 42 guests shown"
    assert "Zaleski, Jo" not in names(tab)


def test_typing_finds_and_esc_clears(tab: Tab, qtbot: QtBot) -> None:
    qtbot.keyClick(tab, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert tab.finder.search.hasFocus()
    qtbot.keyClicks(tab.finder.search, "guest 07")
    assert names(tab) == ["Guest 07, Jo"]
    assert tab.count_line.text() == "1 of 42 guests shown"
    qtbot.keyClick(tab.finder.search, Qt.Key.Key_Escape)
    assert tab.model.rowCount() == 42


def test_the_chosen_record_stays_chosen_while_searching(tab: Tab) -> None:
    tab.table.go_to(tab.model.find(tab.model.id_at(9) or 0))
    before = shown(tab)
    tab.finder.search.setText("guest 0")
    assert shown(tab) == before


def test_a_change_refreshes_and_keeps_the_record_and_the_place(tab: Tab, desk: Desk, school: int) -> None:
    tab.table.go_to(30)
    chosen, top = shown(tab), tab.model.id_at(tab.table.rowAt(1))
    guest(desk, school, "Abbott")
    assert tab.count_line.text() == "42 of 43 guests shown"
    assert shown(tab) == chosen
    assert tab.model.id_at(tab.table.rowAt(1)) == top
    assert [row.name for row in tab.table.chosen_rows()] == [chosen]


def test_a_change_elsewhere_is_not_read(tab: Tab, desk: Desk) -> None:
    desk.choose("lock_minutes", 7)
    assert not tab._stale


def test_a_hidden_tab_refreshes_when_it_is_shown(tab: Tab, desk: Desk, school: int) -> None:
    tab.hide()
    guest(desk, school, "Abbott")
    assert tab.count_line.text() == "41 of 42 guests shown"
    tab.show()
    assert tab.count_line.text() == "42 of 43 guests shown"


def test_a_record_taken_back_is_let_go(tab: Tab, desk: Desk, school: int, home: Room) -> None:
    guest(desk, school, "Abbott")
    tab.table.go_to(0)
    assert shown(tab) == "Abbott, Jo"
    home.undo()
    assert shown(tab) != "Abbott, Jo"
    assert home.toast.words() == "Undone: Added Jo Abbott."


def test_keys_do_what_people_expect(tab: Tab, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    tab.table.go_to(2)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_N, control)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    tab.table.selectAll()
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert tab.done == ["new", f"open {shown(tab)}", "bin 1", "bin 41"]


def test_several_records_offer_their_common_steps(tab: Tab) -> None:
    tab.table.selectAll()
    tab.panel.findChildren(QWidget)
    tab.row_actions(tab.table.chosen_rows())[0].do()
    assert tab.done == ["wave 41"]


def test_going_to_a_hidden_record_opens_the_filters(tab: Tab, guests: list[int], home: Room) -> None:
    home.go("person", guests[-1])
    assert shown(tab) == "Zaleski, Jo"


def test_going_to_a_record_that_is_gone_says_so(tab: Tab, home: Room) -> None:
    home.go("person", 987654)
    assert home.toast.words() == "This guest is no longer in the register."


def test_sorting_filters_and_widths_are_remembered(tab: Tab, home: Room, desk: Desk, qtbot: QtBot) -> None:
    tab.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    tab.finder.set_filter("category", "visitor")
    tab.table.horizontalHeader().resizeSection(0, 300)
    again = Tab(desk, home)
    qtbot.addWidget(again)
    assert again.model.sorted_by == ("name", True)
    assert again.finder.query().filters == {"category": "visitor"}
    assert again.table.weights() == tab.table.weights()


def test_an_empty_register_says_what_it_is_for(home: Room) -> None:
    tab = home.current()
    assert isinstance(tab, Tab)
    assert tab.model.rowCount() == 0
    assert tab.count_line.text() == ""
    assert walk(home) == []


def test_nothing_found_offers_to_clear(tab: Tab) -> None:
    tab.finder.search.setText("nobody of this name")
    assert tab.model.rowCount() == 0
    tab.clear()
    assert tab.model.rowCount() == 42


def test_everything_has_a_name_a_place_and_a_ring(tab: Tab, home: Room, qtbot: QtBot) -> None:
    assert walk(home) == []
    assert rings(home) == []
