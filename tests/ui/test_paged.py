"""The paged model reads few windows, keeps places through a refresh, and is a proper Qt model."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from metdesk.record import Page
from ui.chips import Chip
from ui.paged import CHIP_ROLE, WINDOW_ROWS, WINDOWS_KEPT, Column, PagedModel
from ui.tokens import Tone


@dataclass(frozen=True)
class Line:
    """A row: its id, and a word."""

    id: int
    word: str


class Source:
    """A list that counts how often it is read."""

    def __init__(self, total: int) -> None:
        self.lines = [Line(number, f"word {number}") for number in range(total)]
        self.reads: list[tuple[str, bool, int, int]] = []

    def read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Line]:
        self.reads.append((sort, descending, offset, limit))
        lines = sorted(self.lines, key=lambda line: line.id, reverse=descending)
        return Page(lines[offset : offset + limit], len(lines))


def columns() -> list[Column[Line]]:
    return [
        Column("id", "Number", 80, lambda line: str(line.id)),
        Column(
            "word", "Word", 200, lambda line: line.word, lambda line: Chip("First", Tone.OK) if not line.id else None
        ),
    ]


def model_of(source: Source) -> PagedModel[Line]:
    made = PagedModel(source.read, columns(), lambda line: line.id)
    made.reload()
    return made


@pytest.mark.parametrize("total", [0, 1, 199, 200, 201, 1000])
def test_it_is_a_proper_model(qtmodeltester: ModelTester, total: int) -> None:
    source = Source(total)
    model = model_of(source)
    qtmodeltester.check(model)
    source.lines = [*source.lines[: total // 2], Line(5000, "late")]
    model.refresh()
    qtmodeltester.check(model)
    assert model.rowCount() == len(source.lines)


def test_opening_reads_one_window_whatever_the_length() -> None:
    source = Source(100_000)
    model = model_of(source)
    assert source.reads == [("", False, 0, WINDOW_ROWS)]
    assert model.rowCount() == 100_000
    assert model.index(99_999, 0).data() == "99999"
    assert source.reads[1:] == [("", False, 99_800, WINDOW_ROWS)]


def test_only_the_latest_windows_are_kept() -> None:
    source = Source(WINDOW_ROWS * (WINDOWS_KEPT + 5))
    model = model_of(source)
    for place in range(0, model.rowCount(), WINDOW_ROWS):
        model.row(place)
    source.reads.clear()
    model.row(model.rowCount() - 1)
    assert source.reads == []
    model.row(0)
    assert len(source.reads) == 1


def test_sorting_reads_anew_from_the_start() -> None:
    source = Source(500)
    model = model_of(source)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 0).data() == "499"
    assert model.sorted_by == ("id", True)


def test_a_record_is_found_where_it_moved_to() -> None:
    source = Source(1000)
    model = model_of(source)
    source.lines.insert(0, Line(-1, "new"))
    model.refresh()
    assert model.find(600, near=600) == 601
    assert model.find(424242, near=600) == -1


def test_a_cell_is_spoken_with_its_heading_and_its_chip() -> None:
    model = model_of(Source(2))
    first, second = model.index(0, 1), model.index(1, 1)
    assert first.data(CHIP_ROLE) == Chip("First", Tone.OK)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Word: First"
    assert second.data(Qt.ItemDataRole.AccessibleTextRole) == "Word: word 1"
    assert second.data(CHIP_ROLE) is None
