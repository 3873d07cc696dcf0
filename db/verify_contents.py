"""Files kept in the register held against what their entries say: one whose bytes were changed is named."""

import hashlib

from db import values
from db.base import Table, table_name
from db.problems import LOWEST, Finding, Problem, rows
from db.verify_records import columns_of, known_tables


def tables_of_files() -> list[type[Table]]:
    """The tables of the open file that hold whole files."""
    return [table for table in known_tables() if values.large(table)]


def compare(table: type[Table]) -> Finding:
    """Checks the files of a table against their SHA-256 in the audit, one at a time: about 5 ms a megabyte.

    A record of which the audit knows nothing is not named here: comparing the records does.
    """
    name, last = table_name(table), LOWEST
    for column in sorted(values.large(table)):
        query = f'SELECT id, "{column}" FROM "{name}" WHERE id > ? ORDER BY id LIMIT 1'  # noqa: S608 (our own names)
        while found := rows(query, last):
            ((last, content),) = found
            said = _said(name, last, column)
            if said and hashlib.sha256(content or b"").hexdigest() != said:
                words = f"The record {last:,} of {name} was changed without an entry: {column}."
                yield Problem(words, name, last, "changed", (column,))
            yield 1


def _said(kind: str, record: int, column: str) -> str:
    """The SHA-256 that the entries leave of a file; nothing where they tell of none."""
    query = "SELECT after FROM audit_detail WHERE kind = ? AND record = ? AND action = 'insert' ORDER BY id LIMIT 1"
    told = [columns_of(after).get(column) for (after,) in rows(query, kind, record)]
    return str(told[0].get("sha256", "")) if told and isinstance(told[0], dict) else ""
