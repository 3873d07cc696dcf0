"""Pages of a list: the ids first, from an index that covers the order, then the rows they stand for.

Joining before the offset costs seconds in a register of a million; ids from a covering index cost
milliseconds anywhere in it, the more so when they are counted from the nearer end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, cast

from peewee import SQL, AutoField, DateField, Expression, Field, IntegerField, ModelSelect, Ordering, TextField, fn

from db.base import Table, database

Row = dict[str, Any]
MOST_COUNTED = 64
_AS_THEY_ARE = (AutoField, IntegerField, TextField)


def page(
    ids: ModelSelect[Any],
    sort: Sequence[Any],
    descending: bool,
    fetch: Callable[[SQL], ModelSelect[Any]],
    offset: int,
    limit: int,
) -> tuple[list[Row], int]:
    """Rows `offset` to `offset + limit` in the order of the columns `sort`, and the number of all.

    `ids` selects one column, the id, which is also the last of `sort`; `fetch` gives the query of the rows for
    these ids (see `among`), each with `id`.
    """
    total = _count(ids.order_by())
    count = max(0, min(limit, total - offset))
    from_end = offset > total // 2
    place = total - offset - count if from_end else offset
    nearest = ids.order_by(*_ordering(sort, descending != from_end)).offset(place).limit(count)
    wanted = [row[0] for row in database.execute(nearest).fetchall()]
    if from_end:
        wanted.reverse()
    return rows(wanted, fetch), total


def rows(wanted: Sequence[int], fetch: Callable[[SQL], ModelSelect[Any]]) -> list[Row]:
    """The rows that `fetch` gives for the ids `wanted`, in their order."""
    found = {row["id"]: row for row in dicts(fetch(among(wanted)))} if wanted else {}
    return [found[one] for one in wanted if one in found]


def ids(query: ModelSelect[Any], sort: Sequence[Any], descending: bool) -> list[int]:
    """All ids that `query` selects, in the order of the columns `sort`."""
    return [row[0] for row in database.execute(query.order_by(*_ordering(sort, descending))).fetchall()]


def among(values: Collection[int] | Collection[str]) -> SQL:
    """The values for `column.in_(…)`, however many: a mark for each has its limit, and costs more than the rows."""
    return SQL("(SELECT value FROM json_each(?))", (json.dumps(list(values)),))


_counted: dict[tuple[object, ...], int] = {}
_counted_in: object = None


def _count(ids: ModelSelect[Any]) -> int:
    """How many `ids` there are; counted once between two writes, since counting reads the whole index."""
    global _counted_in
    connection = database.connection()
    if connection is not _counted_in:  # kept, not its id(): that of a closed connection is soon another's
        _counted.clear()
        _counted_in = connection
    sql, values = ids.sql()
    key = (connection.total_changes, sql, *values)
    if key not in _counted:
        if len(_counted) > MOST_COUNTED:
            _counted.clear()
        _counted[key] = int(ids.count())
    return _counted[key]


def dicts(query: ModelSelect[Any]) -> list[Row]:
    """The query's rows by column name, without records around them; quicker than Peewee's, value by value."""
    cursor = database.execute(query)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for name, column in zip(names, query.selected_columns, strict=True):
        read = _reader(column.unwrap())
        if read is not None:
            for row in rows:
                row[name] = read(row[name])
    return rows


def _reader(column: Any) -> Callable[[Any], Any] | None:
    """How a value of this column is read; None where it is as it is in the file."""
    if not isinstance(column, Field) or isinstance(column, _AS_THEY_ARE):
        return None
    return _day if isinstance(column, DateField) else column.python_value


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def tuples(query: ModelSelect[Any]) -> list[tuple[Any, ...]]:
    """The query's rows as plain tuples."""
    return list(cast("Iterable[tuple[Any, ...]]", query.tuples()))


def _ordering(columns: Sequence[Any], descending: bool) -> list[Ordering]:
    """The columns as an order, all the same way round so that one index serves both directions."""
    return [column.desc() if descending else column.asc() for column in columns]


def kept(table: type[Table]) -> Expression:
    """The condition that a record is not in the bin."""
    return table.binned_at.is_null()


def standing(table: Any) -> Any:
    """The condition that a record is not in the bin and none stands in its place, by `corrects_id`."""
    later = table.alias()
    corrected = later.select(later.id).where(later.binned_at.is_null() & (later.corrects_id == table.id))
    return kept(table) & ~fn.EXISTS(corrected)


def corrected_by(table: Any, record_id: int) -> int | None:
    """The id of the record that stands in this one's place, by `corrects_id`."""
    query = table.select(table.id).where(kept(table) & (table.corrects_id == record_id)).limit(1)
    return next((int(row[0]) for row in tuples(query)), None)
