"""What a register's tab has to say about itself; `RegisterTab` does the rest."""

from typing import Generic

from metdesk.record import Page
from ui.actions import Action
from ui.empty import Empty
from ui.finder import Filter, Query
from ui.paged import Column, Row
from ui.panel import Panel


class Register(Generic[Row]):
    """The hooks of a register's tab. `registers` are the table names whose changes concern it."""

    name = ""
    title = ""
    noun = ("record", "records")
    registers: frozenset[str] = frozenset()
    search_hint = "Search…"
    sorted_by: tuple[str, bool] = ("", False)

    def columns(self) -> list[Column[Row]]:
        """The table's columns, from the left."""
        raise NotImplementedError

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[Row]:
        """Rows `offset` to `offset + limit` of those that `query` finds."""
        raise NotImplementedError

    def count_all(self) -> int:
        """How many records the register holds in all."""
        raise NotImplementedError

    def row_id(self, row: Row) -> int:
        """The id of a row's record."""
        raise NotImplementedError

    def row_of(self, record_id: int) -> tuple[Row, str] | None:
        """The row of a record wherever it is, and words that find it; None where it is gone."""
        raise NotImplementedError

    def show_record(self, panel: Panel, row: Row) -> None:
        """Fills the record panel with one record's blocks."""
        raise NotImplementedError

    def empty(self) -> Empty:
        """What stands in place of an empty register: what it is for and the first step."""
        raise NotImplementedError

    def filters(self) -> list[Filter]:
        """The combo boxes above the table."""
        return []

    def row_actions(self, rows: list[Row]) -> list[Action]:
        """What can be done with the chosen rows: the context menu, and the panel when several are chosen."""
        return []

    def primary(self) -> Action | None:
        """The one primary button, also Ctrl+N."""
        return None

    def prints(self) -> list[Action]:
        """What can be printed, also Ctrl+P."""
        return []

    def others(self) -> list[Action]:
        """What else concerns the whole register: a button each."""
        return []

    def exports(self) -> list[Action]:
        """What can be brought in and taken out."""
        return []

    def open_row(self, row: Row) -> None:
        """What Enter and a double click do."""

    def bin_rows(self, rows: list[Row]) -> None:
        """What Delete does, where moving to the bin is offered."""
