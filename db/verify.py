"""The register held against its audit: what was edited, cut or slipped in without a signed entry is named."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from db import audit, keyholders, values
from db.audit import Entry
from db.base import Table, database, table_name, tables
from db.keyholders import KeyholderRow
from db.values import Stored

Progress = Callable[[float], object]
EVERY = 1000  # entries or records between two calls of progress


def verify(from_n: int = 0, progress: Progress | None = None) -> list[str]:
    """What is wrong with the open register, a sentence each; nothing when it is as its keyholders left it.

    Checks the chain of entries after `from_n`, their signatures and details; from the start (`from_n` 0) also
    that every record is as its last entry says. `progress` is called with fractions from 0 to 1.
    """
    tell = progress or _silent
    problems = [*_keyholders(), *_chain(from_n, tell)]
    if from_n == 0:
        for table in known_tables():
            problems += _records(table, tell)
    tell(1.0)
    return problems


def known_tables() -> list[type[Table]]:
    """The register tables that the open file has, by name."""
    there = {name for (name,) in _rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return sorted((table for table in tables() if table_name(table) in there), key=table_name)


def _keyholders() -> Iterator[str]:
    register = str(next(_rows("SELECT id FROM register"))[0])
    vouched: list[KeyholderRow] = []
    for row in keyholders.rows():
        if not keyholders.issue_holds(register, row, vouched or [row]):
            yield f"The keyholder {row.name} was added or changed without the signature of anyone who may."
        vouched.append(row)


def _chain(from_n: int, tell: Progress) -> Iterator[str]:
    register = str(next(_rows("SELECT id FROM register"))[0])
    signers = _signers()
    last = max(audit.seal().n, from_n + 1)
    expected, previous = from_n + 1, _hash_of(from_n)
    for entry in map(Entry._make, _rows("SELECT * FROM audit WHERE n > ? ORDER BY n", from_n)):
        if entry.n != expected:
            yield _missing(expected, entry.n - 1)
            previous = entry.previous
        yield from _entry(register, entry, previous, signers.get(entry.keyholder, []))
        expected, previous = entry.n + 1, entry.hash
        if entry.n % EVERY == 0:
            tell((entry.n - from_n) / (last - from_n) / 2)
    for (n,) in _rows("SELECT DISTINCT n FROM audit_detail WHERE n NOT IN (SELECT n FROM audit)"):
        yield f"There are details of an entry {n:,} that is not there."


def _entry(register: str, entry: Entry, previous: bytes, signers: list[Any]) -> Iterator[str]:
    called = f"entry {entry.n:,} of {_day(entry.at)} by {entry.name} (“{entry.words}”)"
    if entry.previous != previous:
        yield f"What came before {called} was changed or is missing."
    if audit.entry_hash(register, *entry[:9]) != entry.hash:
        yield f"Of {called} the text was changed after it was written."
    elif not any(_signed(key, entry) for key in signers):
        yield f"On {called} that keyholder’s signature is missing."
    rows = _rows("SELECT kind, record, action, before, after FROM audit_detail WHERE n = ? ORDER BY id", entry.n)
    if audit.details_hash(rows) != entry.details:
        yield f"Of {called} the details were changed after it was written."


def _records(table: type[Table], tell: Progress) -> Iterator[str]:
    name, columns = table_name(table), list(values.fields(table))
    listed = ", ".join(f'"{column}"' for column in columns)
    there = _rows(f'SELECT {listed} FROM "{name}" ORDER BY id')  # noqa: S608 (our own names)
    said = _said(name)
    defaults = values.row(table, table._meta.get_default_dict())
    expected = next(said, None)
    for number, row in enumerate(there):
        record = dict(zip(columns, row, strict=True))
        while expected is not None and expected[0] < record["id"]:
            yield f"The record {expected[0]:,} of {name} is gone without an entry."
            expected = next(said, None)
        if expected is None or expected[0] != record["id"]:
            yield f"The record {record['id']:,} of {name} was added without an entry."
            continue
        wrong = _differences(table, record, expected[1], defaults)
        if wrong:
            yield f"The record {record['id']:,} of {name} was changed without an entry: {', '.join(wrong)}."
        expected = next(said, None)
        if number % EVERY == 0:
            tell(0.5)
    while expected is not None:
        yield f"The record {expected[0]:,} of {name} is gone without an entry."
        expected = next(said, None)


def _differences(
    table: type[Table], record: dict[str, Stored], said: dict[str, Any], defaults: dict[str, Stored]
) -> list[str]:
    open_columns = {name: value for name, value in record.items() if name not in values.secret(table)}
    now = json.loads(values.told(table, open_columns))
    return [
        name
        for name, value in now.items()
        if name != "id" and value != said.get(name, None if value is None else defaults.get(name))
    ]


def _said(kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(record, its columns as the entries leave them), by record."""
    current, columns = 0, dict[str, Any]()
    rows = _rows("SELECT record, after FROM audit_detail WHERE kind = ? ORDER BY record, id", kind)
    for record, after in rows:
        if record != current:
            if current:
                yield current, columns
            current, columns = record, {}
        columns |= json.loads(after)
    if current:
        yield current, columns


def _signers() -> dict[str, list[Any]]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signers: dict[str, list[Any]] = {}
    for row in keyholders.rows():
        signers.setdefault(row.keyholder, []).append(Ed25519PublicKey.from_public_bytes(bytes(row.sign_public)))
    return signers


def _signed(key: Any, entry: Entry) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(entry.signature, entry.hash)
    except InvalidSignature:
        return False
    return True


def _hash_of(n: int) -> bytes:
    row = next(_rows("SELECT hash FROM audit WHERE n = ?", n), None)
    return audit.FIRST if row is None else bytes(row[0])


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"Entry {first:,} is missing."
    return f"Entries {first:,} to {last:,} are missing."


def _day(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{moment.day} {moment:%B %Y}"


def _rows(query: str, *given: object) -> Iterator[tuple[Any, ...]]:
    return iter(database.connection().execute(query, given))


def _silent(_: float) -> None:
    return None
