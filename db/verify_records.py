"""Every record held against what its entries say: one that was changed, added or taken out without one is named."""

import json
from collections import defaultdict
from collections.abc import Generator
from typing import Any

from db import values
from db.base import Table, table_name, tables
from db.problems import LOWEST, Finding, Problem, changes, rows
from db.values import Stored

RECORDS = 100  # of a table at a time: about 2 ms
DETAILS = 500


def known_tables() -> list[type[Table]]:
    """The register tables that the open file has, by name."""
    there = {name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return sorted((table for table in tables() if table_name(table) in there), key=table_name)


def strangers() -> Finding:
    """What stands in the file beside tables and could change them unseen: Metdesk makes none of it."""
    for name, what in rows("SELECT name, type FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"):
        yield Problem(f"The file holds a {what} “{name}” that Metdesk did not make.")


def count_query(table: type[Table]) -> str:
    """Asks about how many records there are, without reading them."""
    return f'SELECT COALESCE(MAX(id), 0) FROM "{table_name(table)}"'  # noqa: S608 (our own names)


def compare(table: type[Table]) -> Finding:
    """Checks the records of a table, a hundred at a time by their ids.

    A hundred is read in one piece, or once more where something was written between its pieces.
    """
    name = table_name(table)
    last: int | None = LOWEST
    while last is not None:
        end = _end(name, last)
        written = -1
        while written != changes():
            written = changes()
            said = yield from _said(name, last, end)
            there = _there(table, last, end)
        for record in sorted(there.keys() | said.keys()):
            yield from _record(table, record, there.get(record), said.get(record))
        yield len(there)
        last = end


def _end(name: str, last: int) -> int | None:
    """The id up to which the next hundred goes, of records and of what the audit says; None where it is the last."""
    queries = (
        f'SELECT id FROM "{name}" WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?',  # noqa: S608 (our own names)
        f"SELECT DISTINCT record FROM audit_detail WHERE kind = '{name}' AND record > ? ORDER BY record "  # noqa: S608
        "LIMIT 1 OFFSET ?",
    )
    ends = [found[0][0] for query in queries if (found := rows(query, last, RECORDS - 1))]
    return min(ends, default=None)


def _there(table: type[Table], last: int, end: int | None) -> dict[int, dict[str, Stored]]:
    columns = values.light(table)
    listed = ", ".join(f'"{column}"' for column in columns)
    query = f'SELECT {listed} FROM "{table_name(table)}" WHERE id > ?{_up_to("id", end)}'  # noqa: S608
    found = (dict(zip(columns, row, strict=True)) for row in rows(query, last))
    return {int(record["id"]): record for record in found}


def _said(kind: str, last: int, end: int | None) -> Generator[Problem | int, None, dict[int, dict[str, Any]]]:
    """By record: its columns as the entries leave them. A record that was changed very often is read in pieces."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    chosen = "SELECT record, id, after FROM audit_detail WHERE kind = ? AND "
    several = f"{chosen}record > ?{_up_to('record', end)} ORDER BY record, id LIMIT {DETAILS}"
    one = f"{chosen}record = ? AND id > ? ORDER BY id LIMIT {DETAILS}"
    while told := rows(several, kind, last):
        while told:
            for record, _, after in told:
                found[record] |= columns_of(after)
            last, place = told[-1][:2]
            if len(told) < DETAILS:
                break
            yield 0
            told = rows(one, kind, last, place)
    return found


def _up_to(column: str, end: int | None) -> str:
    return "" if end is None else f" AND {column} <= {int(end)}"


def columns_of(text: str | None) -> dict[str, Any]:
    """The columns a detail tells of; none where its text was made unreadable, which the chain says."""
    try:
        found = json.loads(text or "{}")
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _record(table: type[Table], record: int, there: dict[str, Stored] | None, said: dict[str, Any] | None) -> Finding:
    kind = table_name(table)
    called = f"The record {record:,} of {kind}"
    if there is None:
        yield Problem(f"{called} is gone without an entry.", kind, record, "gone")
    elif said is None:
        yield Problem(f"{called} was added without an entry.", kind, record, "added")
    elif wrong := _differences(table, there, said):
        words = f"{called} was changed without an entry: {', '.join(wrong)}."
        yield Problem(words, kind, record, "changed", tuple(wrong))


def _differences(table: type[Table], record: dict[str, Stored], said: dict[str, Any]) -> list[str]:
    open_columns = {name: value for name, value in record.items() if name not in values.secret(table)}
    now = json.loads(values.told(table, open_columns))
    return [
        name
        for name, value in now.items()
        if name != "id" and value != said.get(name, None if value is None else values.defaults(table).get(name))
    ]
