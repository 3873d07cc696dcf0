"""Seals looked up in the open register: an entry's hash, and the entries that say a backup was put in place."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from db.audit import Seal
from db.problems import rows


class Sealed(NamedTuple):
    """An entry with the hash by which it is known."""

    n: int
    at: str
    who: str
    hash: bytes


class Restore(NamedTuple):
    """An entry `register.restore`: by whom, when, in what words; the seal of the state whose place a backup took (None
    where that could not be read), and the backup's own."""

    at: datetime
    who: str
    words: str
    replaced: Seal | None
    backup: Seal

    def explains(self, seen: Seal) -> bool:
        """Whether a state that had this seal is not there because of this: it came after what was put back, and before
        or at what was replaced."""
        if seen.n <= self.backup.n:
            return False
        if self.replaced is None or self.replaced.n > seen.n:
            return True
        return self.replaced == seen


def entry(n: int) -> Sealed | None:
    """The entry of this number."""
    found = rows("SELECT n, at, keyholder_name, hash FROM audit WHERE n = ?", n)
    return Sealed(*found[0]) if found else None


def restores() -> list[Restore]:
    """Every time a backup was put in place of this register, the latest first."""
    query = (
        "SELECT at, keyholder_name, words, before, after FROM audit "
        "JOIN audit_detail ON audit_detail.n = audit.n AND audit_detail.kind = 'restore' "
        "WHERE what = 'register.restore' ORDER BY audit.n DESC"
    )
    return [found for row in rows(query) if (found := _restore(*row)) is not None]


def _restore(at: str, who: str, words: str, before: str, after: str) -> Restore | None:
    try:
        replaced, backup = _seal(json.loads(before)["seal"]), _seal(json.loads(after)["seal"])
        return None if backup is None else Restore(datetime.fromisoformat(at), who, words, replaced, backup)
    except (KeyError, TypeError, ValueError):  # somebody edited it, which verifying names
        return None


def _seal(told: dict[str, Any] | None) -> Seal | None:
    return None if told is None else Seal(int(told["n"]), bytes.fromhex(told["hash"]))
