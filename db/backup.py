"""A copy of an open register that can be opened as one: the file, its keys, and a manifest to check them by."""

import hashlib
import json
import os
import shutil
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import audit, cipher, keyfile
from db.errors import Damaged, Unavailable
from db.keyfile import KeyFile
from db.migrations import counts, number
from db.whole import sync_folder

FOLDER = "backups"
FILE = "register.db"
MANIFEST = "manifest.json"


def copy(connection: Any, key: bytes, keys: KeyFile, folder: Path, to: Path | None = None) -> Path:
    """Copies the register in `folder`, open at `connection`, into the new folder `to`, or one named after the moment
    in `backups/`. The copy is checked before it gets its name. Unavailable: no room, the place is taken or away.
    """
    now = datetime.now(UTC)
    to = to or folder / FOLDER / f"{now:%Y-%m-%dT%H%M%S.%fZ}.metdesk"
    if to.exists():
        raise Unavailable(f"There is something at “{to.name}” already, so the backup was not made.")
    fresh = to.with_name(f".{uuid.uuid4().hex}")
    try:
        fresh.mkdir(parents=True)
        copy_file(connection, key, key, fresh / FILE)
        keyfile.write(fresh, keys)
        (fresh / MANIFEST).write_text(_manifest(connection, keys.register, fresh, now))
        fresh.rename(to)
        sync_folder(to.parent)
    except OSError as error:
        raise Unavailable("The backup could not be written: make room, or choose another place.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return to


def copy_file(connection: Any, key: bytes, new_key: bytes, to: Path) -> None:
    """Copies the open database into the new file `to` under `new_key`, and checks the copy row count by row count."""
    with cipher.plain_errors():
        connection.execute("VACUUM INTO ?", (str(to),))
        if new_key != key:
            _rekey(to, key, new_key)
        copied = cipher.connect(to, new_key, mode="ro")
        try:
            cipher.check(copied)
            if counts(copied) != counts(connection):
                raise Damaged("The copy of the register does not hold what the register holds: try again.")
        finally:
            copied.close()
    with to.open("rb+") as stream:
        os.fsync(stream.fileno())


def _rekey(path: Path, key: bytes, new_key: bytes) -> None:
    copied = cipher.connect(path, key)
    try:
        copied.execute("PRAGMA journal_mode = DELETE")
        copied.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        copied.reset_key(cipher.raw_key(new_key))
    finally:
        copied.close()


def _manifest(connection: Any, register: str, fresh: Path, now: datetime) -> str:
    head = audit.head(connection)
    manifest = {
        "format": "metdesk backup 1",
        "register": register,
        "at": now.isoformat(timespec="seconds"),
        "migration": number(connection),
        "files": {name: _sha256(fresh / name) for name in (FILE, keyfile.FILE)},
        "rows": counts(connection),
        "seal": {"n": head.n, "hash": head.hash.hex()},
    }
    return json.dumps(manifest, indent=1) + "\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
