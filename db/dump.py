"""The whole file as plain values, for a copy that any program can read."""

import base64
from typing import Any

from db import schools
from db.base import Table, database, table_name, tables
from db.values import Stored

NOT_TOLD = ("search",)
"""Tables whose names begin so: what search knows is made from the others."""


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table by the table's name, the bin and the audit included; keys are left out.

    Dates and moments stand as the file keeps them (ISO 8601, UTC), pictures as base64.
    """
    connection = database.connection()
    secret = _secrets()
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    found: dict[str, list[dict[str, Any]]] = {}
    for (name,) in names:
        if not name.startswith(NOT_TOLD):
            cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608 (the file's own names)
            columns = [column[0] for column in cursor.description]
            kept = [(place, column) for place, column in enumerate(columns) if column not in secret.get(name, ())]
            found[name] = [{column: _told(row[place]) for place, column in kept} for row in cursor]
    return found


def _secrets() -> dict[str, set[str]]:
    known: tuple[type[Table], ...] = (schools.Trust, *tables())
    return {table_name(table): {table._meta.combined[name].column_name for name in table.SECRET} for table in known}


def _told(value: Stored) -> Stored:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
