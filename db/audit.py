"""The audit: every change, who made it and when, in a signed chain of hashes.

The hash of an entry is SHA-256 over the UTF-8 JSON array (no spaces, no escapes)
`["metdesk audit 1", register id, n, change, at, keyholder, keyholder's name, what, words, previous hash,
details hash]`, hashes in hex; the first entry's previous hash is 32 zero bytes. The signature is Ed25519 over
that hash. The details hash is SHA-256 over, for each detail in the order of its id, the five texts kind,
record, action, before, after: each its length in UTF-8 bytes, a colon and itself (`-` for nothing).
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from db.base import database

FIRST = bytes(32)


class Detail(NamedTuple):
    """What happened to one record. `before` and `after` are JSON objects of the columns that differ."""

    kind: str
    record: int
    action: str
    before: str | None
    after: str | None


class Entry(NamedTuple):
    """A row of the table audit, as it is there."""

    n: int
    change: str
    at: str
    keyholder: str
    name: str
    what: str
    words: str
    previous: bytes
    details: bytes
    hash: bytes
    signature: bytes


class Author(NamedTuple):
    """Whose changes these are: the keyholder's id and name, the register's id, and how to sign."""

    keyholder: str
    name: str
    register: str
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True)
class Seal:
    """The head of the chain: how many entries there are, and the hash of the last."""

    n: int
    hash: bytes

    @property
    def words(self) -> str:
        """As printed at the foot of a page: `1 204 · 7f3a 91c2`."""
        short = self.hash.hex()[:8]
        return f"{self.n:,} · {short[:4]} {short[4:]}".replace(",", " ")


@dataclass(frozen=True)
class HistoryRow:
    """One thing that happened to a record; `at` is UTC, `before` and `after` hold the columns that differ."""

    n: int
    at: datetime
    who: str
    words: str
    what: str
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def record(
    connection: Any,
    author: Author,
    change: str,
    what: str,
    words: str,
    at: datetime,
    details: Sequence[Detail],
) -> int:
    """Writes one entry with its details inside the transaction that is open; returns its number."""
    last = head(connection)
    n = last.n + 1
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    inside = details_hash(details)
    row = (n, change, stamp, author.keyholder, author.name, what, words, last.hash, inside)
    digest = entry_hash(author.register, *row)
    connection.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, digest, author.sign(digest))
    )
    connection.executemany(
        "INSERT INTO audit_detail (n, kind, record, action, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        ((n, *detail) for detail in details),
    )
    return n


def entry_hash(
    register: str,
    n: int,
    change: str,
    at: str,
    keyholder: str,
    name: str,
    what: str,
    words: str,
    previous: bytes,
    details: bytes,
) -> bytes:
    """The hash of one entry, as the head of this module describes it."""
    parts = [
        "metdesk audit 1",
        register,
        n,
        change,
        at,
        keyholder,
        name,
        what,
        words,
        previous.hex(),
        details.hex(),
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def details_hash(details: Iterable[Sequence[Any]]) -> bytes:
    """The hash over the details of one entry, as the head of this module describes it."""
    digest = hashlib.sha256()
    for detail in details:
        digest.update(detail_bytes(detail))
    return digest.digest()


def detail_bytes(detail: Sequence[Any]) -> bytes:
    """One detail as the details hash takes it, as the head of this module describes it."""
    texts = [None if value is None else str(value).encode() for value in detail]
    return b"".join([b"-" if text is None else b"%d:%s" % (len(text), text) for text in texts])


def seal() -> Seal:
    """The head of the chain of the register that is open."""
    return head(database.connection())


def holds(seen: Seal) -> bool:
    """Whether a seal seen earlier (on paper, in a backup, on this PC) is still part of the open register's chain."""
    row = database.connection().execute("SELECT hash FROM audit WHERE n = ?", (seen.n,)).fetchone()
    return seen.n == 0 or (row is not None and row[0] == seen.hash)


def history(kind: str, record_id: int) -> list[HistoryRow]:
    """Everything that happened to a record of the open register, oldest first."""
    rows = database.connection().execute(
        "SELECT audit.n, at, keyholder_name, words, what, action, before, after FROM audit_detail "
        "JOIN audit ON audit.n = audit_detail.n WHERE kind = ? AND record = ? ORDER BY audit_detail.id",
        (kind, record_id),
    )
    return [
        HistoryRow(n, datetime.fromisoformat(at), who, words, what, action, _loaded(before), _loaded(after))
        for n, at, who, words, what, action, before, after in rows
    ]


def changed_since(change: str, apart_from: Collection[str] = ()) -> bool:
    """Whether any record of that change was changed again in a later entry, `apart_from` those changes."""
    query = (
        "SELECT 1 FROM audit JOIN audit_detail mine ON mine.n = audit.n "
        "JOIN audit_detail later ON later.kind = mine.kind AND later.record = mine.record "
        "WHERE later.n > mine.n AND audit.change = ? AND later.n NOT IN "
        "(SELECT n FROM audit WHERE change IN (SELECT value FROM json_each(?))) LIMIT 1"
    )
    return database.connection().execute(query, (change, json.dumps(list(apart_from)))).fetchone() is not None


def details_of(change: str) -> list[Detail]:
    """The details of one change, in the order in which they happened."""
    rows = database.connection().execute(
        "SELECT kind, record, action, before, after FROM audit_detail "
        "JOIN audit ON audit.n = audit_detail.n WHERE audit.change = ? ORDER BY audit_detail.id",
        (change,),
    )
    return [Detail(*row) for row in rows]


def landed(connection: Any, change: str) -> bool:
    """Whether the change is in the file: asked after a COMMIT that reported a failure."""
    return connection.execute("SELECT 1 FROM audit WHERE change = ?", (change,)).fetchone() is not None


def head(connection: Any) -> Seal:
    """The head of the chain in an open file."""
    row = connection.execute("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    return Seal(0, FIRST) if row is None else Seal(int(row[0]), bytes(row[1]))


def _loaded(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))
