"""One change: a transaction with its audit entries. Nothing else in the program writes to a register."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from db import audit, search, values
from db.audit import Detail
from db.base import Table, table_name
from db.errors import Refused, Unavailable
from db.values import Stored

GONE = "This record is no longer there: look at the list again."
BINNED = "This record is in the bin: restore it before you change it."
AT_ONCE = 500  # ids in one SELECT
Guard = Callable[..., None]
"""Is called with a table and a record as it was and as it will be (one of them where it is new); may refuse."""
UNDONE = "The disk failed and this was not saved. What was saved before is kept: make room and try again."


class Change:
    """What is being changed inside `Store.change`. Values are given by field name, as Python values.

    `uuid` names the change for `Store.undo`; `words` is its sentence in the audit and may be put more exactly
    before the change ends; `touched` are the names of the tables that were written. `guard` looks at every record.
    """

    def __init__(self, connection: Any, what: str, words: str, at: datetime, guard: Guard | None = None) -> None:
        self.uuid = uuid.uuid4().hex
        self.what = what
        self.words = words
        self.touched: set[str] = set()
        self._connection = connection
        self._at = at
        self._guard = guard
        self._details: list[Detail] = []
        self._texts: dict[type[Table], dict[int, str | None]] = defaultdict(dict)
        self._new_texts: dict[type[Table], dict[int, str]] = defaultdict(dict)

    def insert(self, table: type[Table], **given: Any) -> int:
        """Adds a record and returns its id; fields left out take their defaults."""
        return self.insert_many(table, [given])[0]

    def insert_many(self, table: type[Table], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Adds records and returns their ids, in order; quick for a hundred thousand of them."""
        if not rows:
            return []
        columns = list(values.fields(table))
        defaults = values.row(table, table._meta.get_default_dict())
        first = self._next_id(table)
        whole = [{**defaults, **values.row(table, given), "id": first + i} for i, given in enumerate(rows)]
        marks = ", ".join("?" * len(columns))
        self._run(
            f"INSERT INTO {_named(table)} ({_listed(columns)}) VALUES ({marks})",  # noqa: S608 (our own names)
            ([record.get(column) for column in columns] for record in whole),
        )
        self._inserted(table, whole)
        return list(range(first, first + len(rows)))

    def update(self, table: type[Table], record_id: int, **given: Any) -> bool:
        """Writes the columns that differ and returns whether any did. Refused: gone, or in the bin."""
        return bool(self.update_many(table, {record_id: given}))

    def update_many(self, table: type[Table], given: Mapping[int, Mapping[str, Any]]) -> list[int]:
        """Writes what differs of many records and returns the ids of those that did. Refused as `update`."""
        now = self._rows(table, list(given))
        if any(now[record]["binned_at"] is not None for record in given):
            raise Refused(BINNED)
        return self._write(table, now, {record: values.row(table, one) for record, one in given.items()}, "update")

    def bin(self, table: type[Table], record_id: int) -> bool:
        """Moves a record to the bin; returns whether it was not there already. Refused: gone."""
        return bool(self.bin_many(table, [record_id]))

    def bin_many(self, table: type[Table], record_ids: Sequence[int]) -> list[int]:
        """Moves records to the bin and returns the ids of those that were not there already."""
        now = self._rows(table, record_ids)
        moment = self._at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
        wanted: dict[int, dict[str, Stored]] = {
            record: {"binned_at": moment} for record in record_ids if now[record]["binned_at"] is None
        }
        return self._write(table, now, wanted, "bin")

    def restore(self, table: type[Table], record_id: int) -> bool:
        """Takes a record out of the bin; returns whether it was in it. Refused: gone."""
        now = self._rows(table, [record_id])
        return bool(self._write(table, now, {record_id: {"binned_at": None}}, "restore"))

    def finish(self, author: audit.Author) -> bool:
        """Writes the audit entry and brings search up to date; returns whether there was anything."""
        if not self._connection.in_transaction:
            raise Unavailable(UNDONE)
        if not self._details:
            return False
        for table, new in self._new_texts.items():
            search.index_new(self._connection, table_name(table), new.items())
        for table, texts in self._texts.items():
            search.index(self._connection, table_name(table), texts.items())
        audit.record(self._connection, author, self.uuid, self.what, self.words, self._at, self._details)
        return True

    def _inserted(self, table: type[Table], whole: Sequence[Mapping[str, Stored]]) -> None:
        name = table_name(table)
        self.touched.add(name)
        for record in whole:
            if self._guard is not None:
                self._guard(table, record)
            told = {column: value for column, value in record.items() if value is not None and column != "id"}
            self._details.append(Detail(name, _id(record), "insert", None, values.told(table, told)))
            text = values.words(table, record)
            if text is not None:
                self._new_texts[table][_id(record)] = text

    def _write(
        self,
        table: type[Table],
        now: Mapping[int, Mapping[str, Stored]],
        wanted: Mapping[int, Mapping[str, Stored]],
        action: str,
    ) -> list[int]:
        changed: list[int] = []
        batches: dict[tuple[str, ...], list[list[Stored]]] = defaultdict(list)
        for record, given in wanted.items():
            differs = {column: value for column, value in given.items() if now[record][column] != value}
            if not differs:
                continue
            changed.append(record)
            batches[tuple(differs)].append([*differs.values(), record])
            self._changed(table, now[record], differs, action)
        for columns, batch in batches.items():
            sets = ", ".join(f'"{column}" = ?' for column in columns)
            self._run(f"UPDATE {_named(table)} SET {sets} WHERE id = ?", batch)  # noqa: S608
        return changed

    def _changed(
        self, table: type[Table], now: Mapping[str, Stored], differs: Mapping[str, Stored], action: str
    ) -> None:
        name, record = table_name(table), _id(now)
        before = values.told(table, {column: now[column] for column in differs})
        self.touched.add(name)
        self._details.append(Detail(name, record, action, before, values.told(table, differs)))
        after = {**now, **differs}
        if self._guard is not None:
            self._guard(table, now, after)
        text = values.words(table, after)
        if text is not None and text_changes(table, differs):
            self._new_texts[table].pop(record, None)
            self._texts[table][record] = text if after["binned_at"] is None else None

    def _rows(self, table: type[Table], record_ids: Sequence[int]) -> dict[int, dict[str, Stored]]:
        columns = values.light(table)
        found: dict[int, dict[str, Stored]] = {}
        for start in range(0, len(record_ids), AT_ONCE):
            ids = list(record_ids[start : start + AT_ONCE])
            marks = ", ".join("?" * len(ids))
            rows = self._connection.execute(
                f"SELECT {_listed(columns)} FROM {_named(table)} WHERE id IN ({marks})",  # noqa: S608
                ids,
            )
            for row in rows:
                record = dict(zip(columns, row, strict=True))
                found[_id(record)] = record
        if any(record not in found for record in record_ids):
            raise Refused(GONE)
        return found

    def _run(self, sql: str, rows: Iterable[Sequence[Stored]]) -> None:
        if not self._connection.in_transaction:  # SQLite ended it after a fault, or the change is over
            raise Unavailable(UNDONE)
        self._connection.executemany(sql, rows)

    def _next_id(self, table: type[Table]) -> int:
        row = self._connection.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {_named(table)}").fetchone()  # noqa: S608
        return int(row[0])


def text_changes(table: type[Table], differs: Mapping[str, Stored]) -> bool:
    """Whether what search knows of a record changes with these columns."""
    return "binned_at" in differs or not differs.keys().isdisjoint(values.searched(table))


def _named(table: type[Table]) -> str:
    return f'"{table_name(table)}"'


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _id(record: Mapping[str, Stored]) -> int:
    value = record["id"]
    if not isinstance(value, int):
        raise TypeError("a record’s id is a number")
    return value
