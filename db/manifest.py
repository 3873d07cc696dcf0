"""manifest.json: what a backup is a copy of, and what to check it by.

A backup is a folder with `register.db`, `keys.json`, `keys.json.bak` and `manifest.json`. The manifest is JSON with
keys sorted, one space of indentation and a line feed at its end, exactly these bytes or it is refused. Fields:

- `format`: "metdesk backup 1"
- `register`: the register's id; `name`: its folder's name without `.metdesk`
- `at`: when it was made (ISO 8601, UTC, microseconds); `reason`: close, time, migration, restore, import or asked;
  `who`: the keyholder who had it open
- `migration`: the number of the file's last migration
- `files`: SHA-256 of `register.db` and of `keys.json`, in hex
- `rows`: table → rows in it, for every table but SQLite's own and those of full-text search
- `seal`: `n` and `hash` (hex) of the last audit entry; 0 and 32 zero bytes where there is none
- `mac`: HMAC-SHA-256 of the JSON without `mac` and `checksum`, written in the same way, under
  HKDF-SHA256(database key, no salt, info "metdesk backup 1 " + register)
- `checksum`: SHA-256 of the JSON without `checksum`, written in the same way
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import keyfile
from db.audit import Seal
from db.slots import derived

FILE = "register.db"
MANIFEST = "manifest.json"
FORMAT = "metdesk backup 1"
REASONS = ("close", "time", "migration", "restore", "import", "asked")
PARTS = (FILE, keyfile.FILE)
LARGEST = 1_000_000  # bytes


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    register: str
    name: str
    at: datetime
    reason: str
    who: str
    migration: int
    files: dict[str, str]
    rows: dict[str, int]
    seal: Seal
    mac: bytes = b""


def authenticated(manifest: Manifest, database_key: bytes) -> Manifest:
    """The manifest with its MAC made under the database key of the copy."""
    return replace(manifest, mac=_mac(manifest, database_key))


def is_authentic(manifest: Manifest, database_key: bytes) -> bool:
    """Whether whoever wrote the manifest had the database key."""
    return hmac.compare_digest(_mac(manifest, database_key), manifest.mac)


def encoded(manifest: Manifest) -> bytes:
    """The bytes of manifest.json."""
    body = _body(manifest) | {"mac": manifest.mac.hex()}
    return _text(body | {"checksum": hashlib.sha256(_text(body)).hexdigest()})


def decoded(data: bytes) -> Manifest | None:
    """What the bytes say; None unless they are exactly what `encoded` makes of it."""
    try:
        body = json.loads(data)
        manifest = Manifest(
            _string(body["register"]),
            _string(body["name"]),
            datetime.fromisoformat(body["at"]).astimezone(UTC),
            _string(body["reason"]),
            _string(body["who"]),
            int(body["migration"]),
            {_string(name): _string(digest) for name, digest in body["files"].items()},
            {_string(name): int(count) for name, count in body["rows"].items()},
            Seal(int(body["seal"]["n"]), bytes.fromhex(body["seal"]["hash"])),
            bytes.fromhex(body["mac"]),
        )
        whole = set(manifest.files) == set(PARTS) and encoded(manifest) == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    return manifest if whole else None


def read(folder: Path) -> Manifest | None:
    """The manifest of the backup in `folder`; None where there is none, or a byte of it is wrong."""
    try:
        with (folder / MANIFEST).open("rb") as stream:
            return decoded(stream.read(LARGEST))
    except OSError:
        return None


def _body(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "register": manifest.register,
        "name": manifest.name,
        "at": manifest.at.isoformat(timespec="microseconds"),
        "reason": manifest.reason,
        "who": manifest.who,
        "migration": manifest.migration,
        "files": manifest.files,
        "rows": manifest.rows,
        "seal": {"n": manifest.seal.n, "hash": manifest.seal.hash.hex()},
    }


def _text(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _mac(manifest: Manifest, database_key: bytes) -> bytes:
    key = derived(database_key, f"metdesk backup 1 {manifest.register}")
    return hmac.digest(key, _text(_body(manifest)), "sha256")


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
