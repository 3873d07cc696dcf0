"""The chain of entries followed: each hash, each signature, whose key it is and whether it was in force."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from db import audit, keyholders
from db.audit import Entry
from db.problems import LOWEST, Finding, Problem, rows

ENTRIES = 20  # a signature takes about 0.1 ms
DETAILS = 200
LAST = 2**63 - 1
NEVER = (LAST, LAST)


class Signer(NamedTuple):
    """A key of a keyholder, the name it signs under, and the entries from and to which it was in force."""

    name: str
    key: Any
    first: int
    last: int


Signers = dict[str, list[Signer]]
"""By the keyholder's id: every key they ever had."""


def signers() -> Signers:
    """The keys of the open register's keyholders."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    terms = periods()
    found: Signers = defaultdict(list)
    for row in keyholders.rows():
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes(row.sign_public))
        except (ValueError, TypeError):  # no key: its keyholder's issue does not hold either
            continue
        found[row.keyholder].append(Signer(row.name, key, *terms.get(row.id, NEVER)))
    return found


def periods() -> dict[int, tuple[int, int]]:
    """From the entry that added a keyholder's row to the one that took it out, by the row's id."""
    found: dict[int, tuple[int, int]] = {}
    for n, record, action in rows(
        "SELECT n, record, action FROM audit_detail WHERE kind = 'keyholder' ORDER BY record, id"
    ):
        first = found.get(record, (n, LAST))[0]
        found[record] = (first, n if action == "bin" else LAST)
    return found


def in_force(period: tuple[int, int], n: int) -> bool:
    """Whether a key of that period was in force at entry `n`."""
    return period[0] <= n <= period[1]


def follow(after: int, last: int, known: Signers) -> Finding:
    """Checks the entries after number `after` up to `last`, and that no details stand without an entry."""
    register = str(rows("SELECT id FROM register")[0][0])
    expected, previous = after + 1, _hash_of(after)
    while found := rows("SELECT * FROM audit WHERE n > ? AND n <= ? ORDER BY n LIMIT ?", expected - 1, last, ENTRIES):
        for entry in map(Entry._make, found):
            if entry.n != expected:
                yield Problem(_missing(expected, entry.n - 1))
                previous = entry.previous
            yield from _entry(register, entry, previous, known.get(entry.keyholder, ()))
            expected, previous = entry.n + 1, entry.hash
            yield 1
    if after == 0:
        for (n,) in rows("SELECT n FROM audit WHERE n < 1 ORDER BY n"):
            yield Problem(f"There is an entry {n:,}, before the first.")
    yield from _orphans(after or LOWEST)


def _entry(register: str, entry: Entry, previous: bytes, known: Sequence[Signer]) -> Finding:
    called = f"entry {entry.n:,} of {_day(entry.at)} by {entry.name} (“{entry.words}”)"
    if entry.previous != previous:
        yield Problem(f"What came before {called} was changed or is missing.")
    if not _as_written(register, entry):
        yield Problem(f"Of {called} the text was changed after it was written.")
    else:
        yield from _signature(entry, called, known)
    digest = hashlib.sha256()
    last = LOWEST
    query = (
        "SELECT id, kind, record, action, before, after FROM audit_detail WHERE n = ? AND id > ? ORDER BY id LIMIT ?"
    )
    while found := rows(query, entry.n, last, DETAILS):
        for one in found:
            digest.update(audit.detail_bytes(one[1:]))
        last = found[-1][0]
        yield len(found)
    if digest.digest() != entry.details:
        yield Problem(f"Of {called} the details were changed after it was written.")


def _as_written(register: str, entry: Entry) -> bool:
    try:
        return audit.entry_hash(register, *entry[:9]) == entry.hash
    except (AttributeError, TypeError, ValueError):  # a value of another type than was written
        return False


def _signature(entry: Entry, called: str, known: Sequence[Signer]) -> Finding:
    signed = [one for one in known if _signed(one.key, entry)]
    if not signed:
        yield Problem(f"On {called} that keyholder’s signature is missing.")
        return
    right = [one for one in signed if in_force((one.first, one.last), entry.n)]
    if not right:
        yield Problem(f"{called[0].upper()}{called[1:]} was signed with a key that was not in force then.")
    elif entry.name not in {one.name for one in right}:
        yield Problem(f"{called[0].upper()}{called[1:]} bears a false name: {right[0].name} signed it.")


def _orphans(after: int) -> Finding:
    """Details of an entry that is not there: from one entry's number to the next, along the index."""
    last: int | None = after
    while True:
        last = rows("SELECT MIN(n) FROM audit_detail WHERE n > ?", last)[0][0]
        if last is None:
            return
        if not rows("SELECT 1 FROM audit WHERE n = ?", last):
            yield Problem(f"There are details of an entry {last:,} that is not there.")
        yield 0


def _signed(key: Any, entry: Entry) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(entry.signature, entry.hash)
    except (InvalidSignature, TypeError):
        return False
    return True


def _hash_of(n: int) -> bytes:
    found = rows("SELECT hash FROM audit WHERE n = ?", n)
    return found[0][0] if found else audit.FIRST


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"Entry {first:,} is missing."
    return f"Entries {first:,} to {last:,} are missing."


def _day(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError):
        return str(at)
    return f"{moment.day} {moment:%B %Y}"
