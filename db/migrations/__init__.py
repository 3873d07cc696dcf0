"""The schema's history: numbered, frozen steps, each in one transaction with its record."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from db.cipher import plain_errors
from db.errors import Damaged, NewerRegister, Refused
from db.migrations import m0001, m0002, m0003, m0004, m0005, m0006

MIGRATIONS: tuple[ModuleType, ...] = (m0001, m0002, m0003, m0004, m0005, m0006)
"""In order; the first is number 1. Listed by hand: files found by globbing vanish in a frozen build."""

RECORD = "CREATE TABLE migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)"


def migrate(connection: Any, before: Callable[[], object] | None = None, *, new: bool = False) -> bool:
    """Brings the open file up to this program's schema; returns whether anything was done.

    `before` is called once, before the first step: it backs the file up. NewerRegister when the file knows
    migrations this program does not; Damaged when a step would lose rows, which is then rolled back, and when
    the file is empty without being `new`.
    """
    with plain_errors():
        found = _known_number(connection, new)
        if found == len(MIGRATIONS):
            return False
        if before is not None:
            before()
        connection.execute("PRAGMA foreign_keys = OFF")  # SQLite's twelve steps: else a rebuilt table loses children
        try:
            for step in range(found + 1, len(MIGRATIONS) + 1):
                _apply(connection, step, MIGRATIONS[step - 1])
        finally:
            connection.execute("PRAGMA foreign_keys = ON")
        return True


def require_current(connection: Any) -> None:
    """For a file that is opened to read only: NewerRegister as `migrate`; Refused when it is an older one."""
    if _known_number(connection, False) < len(MIGRATIONS):
        raise Refused("This register is an older one: open it once in a place where it can be written to.")


def _known_number(connection: Any, new: bool) -> int:
    found = number(connection)
    if found > len(MIGRATIONS):
        raise NewerRegister("This register was written by a newer version of Metdesk: install that to open it.")
    if found == 0 and not new:
        raise Damaged("The register file is empty. Nothing was overwritten: restore a backup.")
    return found


def number(connection: Any) -> int:
    """The number of the file's last migration; 0 for a file without tables."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone():
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise Damaged("The register file has no record of its own version: restore a backup.")
        return 0
    return int(connection.execute("SELECT COALESCE(MAX(number), 0) FROM migration").fetchone()[0])


def counts(connection: Any) -> dict[str, int]:
    """Rows in each of the file's own tables (not SQLite's and not full-text search's)."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        "AND name NOT LIKE 'search%' ORDER BY name"
    ).fetchall()
    return {name: _count(connection, name) for (name,) in names}


def _count(connection: Any, name: str) -> int:
    return int(connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0])  # noqa: S608 (our own names)


def _apply(connection: Any, step: int, module: ModuleType) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        rows = counts(connection)
        if step == 1:
            connection.execute(RECORD)
        for statement in module.STATEMENTS:
            connection.execute(statement)
        _check(connection, rows, frozenset(getattr(module, "DROPPED", ())))
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (step, module.NAME, now))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check(connection: Any, rows: dict[str, int], dropped: frozenset[str]) -> None:
    now = counts(connection)
    lost = [name for name, count in rows.items() if now.get(name, 0) < count and name not in dropped]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if lost or orphans:
        names = ", ".join(sorted({*lost, *(str(row[0]) for row in orphans)}))
        raise Damaged(f"The register could not be brought up to date: rows of {names} would be lost. It is unchanged.")
