"""A table on the screen: its first paint and its end, at 500 people and at many."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from metdesk import people
from metdesk.desk import Desk
from metdesk.people import PersonRow
from metdesk.record import Page
from tests.bench.conftest import FEW, MANY, Show
from tests.bench.crowd import opened
from tests.bench.measure import best, ms, times
from ui.paged import Column, PagedModel
from ui.table import TableView

COLUMNS: list[Column[PersonRow]] = [
    Column("name", "Name", 200, lambda row: row.name),
    Column("school", "School", 200, lambda row: row.school),
    Column("job", "Role", 200, lambda row: row.job),
    Column("staff_code", "Staff code", 100, lambda row: row.staff_code),
]


def shown(desk: Desk, qtbot: QtBot) -> TableView[PersonRow]:
    """A table of everybody, painted."""

    def read(sort: str, descending: bool, offset: int, limit: int) -> Page[PersonRow]:
        return people.page(desk, sort=sort or "name", descending=descending, offset=offset, limit=limit)

    table: TableView[PersonRow] = TableView("People")
    qtbot.addWidget(table)
    table.show_model(PagedModel(read, COLUMNS, lambda row: row.id, table))
    table.resize(1366, 768)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    table.grab()
    return table


def measured(folder: Path, qtbot: QtBot) -> dict[str, float]:
    """Processor seconds of the first paint and of paints elsewhere, by name."""
    with opened(folder) as desk:
        found = {"first paint": best(lambda: shown(desk, qtbot))}
        table = shown(desk, qtbot)

        def go(place: int) -> None:
            table.paged().refresh()
            table.go_to(place)
            table.grab()

        last = table.paged().rowCount() - 1
        found["to the end"] = best(lambda: go(last))
        found["to the middle"] = best(lambda: go(last // 2))
        found["sorted by school"] = best(lambda: (table.sortByColumn(1, Qt.SortOrder(last % 2)), go(0)))
        return found


def test_a_table_paints_as_soon_whatever_its_length(crowds: dict[int, Path], qtbot: QtBot, show: Show) -> None:
    few, many = measured(crowds[FEW], qtbot), measured(crowds[MANY], qtbot)
    rows = [[name, ms(few[name]), ms(one), times(one, few[name])] for name, one in many.items()]
    show("A table of people on the screen, processor time", ["", f"{FEW:,} people", f"{MANY:,} people", ""], rows)
    assert many["first paint"] < 3 * few["first paint"]
