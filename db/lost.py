"""What a restore would lose: the entries of a register that a backup of it does not have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.audit import Seal

MOST = 500


@dataclass(frozen=True)
class LostEntry:
    """An entry of the audit: its number, when (UTC), by whom, what."""

    n: int
    at: datetime
    who: str
    words: str


@dataclass(frozen=True)
class Lost:
    """How many entries would be lost, and the latest of them, newest first (at most 500); those about cases, of which
    not everybody may know, are counted and not listed."""

    count: int
    entries: tuple[LostEntry, ...]


def since(present: Any, seal: Seal, backup: Any = None) -> Lost | None:
    """What the register open at `present` has beyond a backup with this seal; None where that cannot be told.

    `backup` is the backup's own file, open; it is looked into where its seal is no part of the register's history
    (one of them was restored and went on from an earlier state).
    """
    start: int | None = seal.n
    if seal.n and _hash(present, seal.n) != seal.hash:
        start = None if backup is None else _common(present, backup)
    if start is None:
        return None
    count = present.execute("SELECT COUNT(*) FROM audit WHERE n > ?", (start,)).fetchone()[0]
    rows = present.execute(
        "SELECT n, at, keyholder_name, words FROM audit WHERE n > ? AND what NOT LIKE 'breaches.%' "
        "ORDER BY n DESC LIMIT ?",
        (start, MOST),
    ).fetchall()
    return Lost(count, tuple(LostEntry(n, datetime.fromisoformat(at), who, words) for n, at, who, words in rows))


def _common(one: Any, other: Any) -> int:
    """The number of the last entry that both have: each hash covers all before it, so this can be halved."""
    low, high = 0, min(_head(one), _head(other))
    while low < high:
        middle = (low + high + 1) // 2
        if _hash(one, middle) == _hash(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _head(connection: Any) -> int:
    return int(connection.execute("SELECT COALESCE(MAX(n), 0) FROM audit").fetchone()[0])


def _hash(connection: Any, n: int) -> bytes | None:
    row = connection.execute("SELECT hash FROM audit WHERE n = ?", (n,)).fetchone()
    return None if row is None else bytes(row[0])
