"""Pages of a list: the ids first, from an index that covers the order, then the rows they stand for.

Joining before the offset costs seconds in a register of a million; ids from a covering index cost
milliseconds anywhere in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from peewee import Expression, ModelSelect, Ordering

from db.base import Table, database

Row = dict[str, Any]
MOST_COUNTED = 64


def page(
    ids: ModelSelect[Any],
    order: Sequence[Ordering],
    fetch: Callable[[list[int]], ModelSelect[Any]],
    offset: int,
    limit: int,
) -> tuple[list[Row], int]:
    """Rows `offset` to `offset + limit` in `order`, and the number of all.

    `ids` selects one column, the id; `fetch` gives the query of the rows for a list of ids, each with `id`.
    """
    total = _count(ids.order_by())
    wanted = [row[0] for row in tuples(ids.order_by(*order).offset(offset).limit(limit))]
    rows = {row["id"]: row for row in dicts(fetch(wanted))} if wanted else {}
    return [rows[one] for one in wanted], total


_counted: dict[tuple[object, ...], int] = {}


def _count(ids: ModelSelect[Any]) -> int:
    """How many `ids` there are; counted once between two writes, since counting reads the whole index."""
    connection = database.connection()
    sql, values = ids.sql()
    key = (id(connection), connection.total_changes, sql, *values)
    if key not in _counted:
        if len(_counted) > MOST_COUNTED:
            _counted.clear()
        _counted[key] = int(ids.count())
    return _counted[key]


def dicts(query: ModelSelect[Any]) -> list[Row]:
    """The query's rows by column name, without records around them."""
    return list(cast("Iterable[Row]", query.dicts()))


def tuples(query: ModelSelect[Any]) -> list[tuple[Any, ...]]:
    """The query's rows as plain tuples."""
    return list(cast("Iterable[tuple[Any, ...]]", query.tuples()))


def ordering(columns: Sequence[Any], descending: bool) -> list[Ordering]:
    """The columns as an order, all the same way round so that one index serves both directions."""
    return [column.desc() if descending else column.asc() for column in columns]


def kept(table: type[Table]) -> Expression:
    """The condition that a record is not in the bin."""
    return table.binned_at.is_null()
