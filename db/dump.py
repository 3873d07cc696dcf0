"""The whole file as plain values, for a copy that any program can read."""

import base64
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any

from db import schools, values
from db.base import Table, database, table_name, tables
from db.values import Stored

Hidden = Callable[[str, Collection[int]], Collection[int]]
"""Which of these records of a table are not told."""

NOT_TOLD = ("search", "breach_")
"""Tables whose names begin so: what search knows is made from the others, what is in a case is sealed."""


def everything(hidden: Hidden = lambda table, ids: ()) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table by the table's name, the bin and the audit included; keys are left out, and of
    attachments their contents, of which the SHA-256 stands there. Of the records of a table that are `hidden`, their
    ids alone stand there, and in the audit that they were touched.

    Dates and moments stand as the file keeps them (ISO 8601, UTC), pictures as base64.
    """
    connection = database.connection()
    left_out = _left_out()
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    found: dict[str, list[dict[str, Any]]] = {}
    for (name,) in names:
        if not name.startswith(NOT_TOLD):
            head = connection.execute(f'SELECT * FROM "{name}" LIMIT 0').description  # noqa: S608 (the file's own)
            kept = [column[0] for column in head if column[0] not in left_out.get(name, ())]
            listed = ", ".join(f'"{column}"' for column in kept)
            cursor = connection.execute(f'SELECT {listed} FROM "{name}" ORDER BY rowid')  # noqa: S608
            found[name] = [{column: _told(value) for column, value in zip(kept, row, strict=True)} for row in cursor]
    _hide(found, hidden)
    return found


def _hide(found: dict[str, list[dict[str, Any]]], hidden: Hidden) -> None:
    for name in found.keys() & set(map(table_name, tables())):
        ids = set(hidden(name, [row["id"] for row in found[name]]))
        found[name] = [{"id": row["id"]} if row["id"] in ids else row for row in found[name]]
    of_table: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found["audit_detail"]:
        of_table[row["kind"]].append(row)
    for kind, rows in of_table.items():
        ids = set(hidden(kind, [row["record"] for row in rows]))
        for row in rows:
            if row["record"] in ids:
                row["before"] = row["after"] = None


def _left_out() -> dict[str, set[str]]:
    known: tuple[type[Table], ...] = (schools.Trust, *tables())
    return {table_name(table): {*values.secret(table), *values.large(table)} for table in known}


def _told(value: Stored) -> Stored:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
