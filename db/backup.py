"""A backup of an open register: a copy of the file, its keys, and a manifest to check them by.

It is made in a folder with a hidden name, checked, and only then given its own name. In `backups/` that name is the
moment, `2026-03-05T140211.123456Z.metdesk`. What the manifest holds is said in `db.manifest`.
"""

import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from db import audit, backups, cipher, keyfile
from db import manifest as manifests
from db.errors import Damaged, GivenUp, InUse, Unavailable
from db.keyfile import KeyFile
from db.manifest import FILE, MANIFEST, Manifest
from db.migrations import counts, number
from db.whole import sha256, sync_file, sync_folder, write_whole

FOLDER = backups.FOLDER
PAGES = 48  # copied at a time while the register is in use: about two milliseconds
NO_ROOM = (
    "The backup could not be written: make room on its disk, or choose another place. The register itself is as it was."
)
NOT_REKEYED = (
    "The register could not be written under its new key: make room on its disk. Nothing is lost, and the change of "
    "key is finished when the register is opened again."
)
GIVEN_UP = "The register was closed, so the backup that was being made was given up. Earlier ones are kept."

Progress = Callable[[float], object]


@dataclass(frozen=True)
class Source:
    """An open register: its connection, database key, key file and folder, and the keyholder who has it open."""

    connection: Any = field(repr=False)
    key: bytes = field(repr=False)
    keys: KeyFile = field(repr=False)
    folder: Path
    who: str


class Turn:
    """The one copy that is made of a register from another thread, and how it is given up when the file is closed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closing = threading.Event()

    @contextmanager
    def taken(self, progress: Progress) -> Iterator[Progress]:
        """For the thread that copies: `progress` as it is to be given to `copy`. Unavailable once it is given up."""

        def told(fraction: float) -> None:
            if self._closing.is_set():
                raise GivenUp(GIVEN_UP)
            progress(fraction)

        with self._lock:
            told(0.0)
            yield told

    @contextmanager
    def ended(self) -> Iterator[None]:
        """For the thread that owns the register: no copy is being made inside."""
        self._closing.set()
        with self._lock:
            yield
            self._closing.clear()


def copy(source: Source, reason: str, to: Path | None = None, progress: Progress | None = None) -> Path:
    """Copies the register into the new folder `to`, or one named after the moment in `backups/`, where the copies
    that are no longer wanted are then removed. `reason` is one of `manifest.REASONS`.

    With `progress` it is copied in small steps, from another thread, while the register is in use; what `progress`
    raises gives it up. The copy is checked before it gets its name. Unavailable: no room, the place is taken or away.
    """
    now = datetime.now(UTC)
    own = source.folder / FOLDER
    place = to or own / f"{now:%Y-%m-%dT%H%M%S.%fZ}.metdesk"
    if place.exists():
        raise Unavailable(f"There is something at “{place.name}” already, so the backup was not made.")
    fresh = place.with_name(f".{uuid.uuid4().hex}")
    try:
        backups.clear_leftovers(own)
        fresh.mkdir(parents=True)
        _fill(source, reason, fresh, now, progress)
        fresh.rename(place)
        sync_folder(place.parent)
    except (Damaged, GivenUp, InUse):
        raise
    except (OSError, Unavailable) as error:
        raise Unavailable(NO_ROOM) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    if to is None:
        backups.prune(own, source.keys.register, now)
    return place


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
    sync_file(to)


def _fill(source: Source, reason: str, fresh: Path, now: datetime, progress: Progress | None) -> None:
    if progress is None:
        copy_file(source.connection, source.key, source.key, fresh / FILE)
    else:
        _copy_in_steps(source, fresh / FILE, progress)
    keyfile.write(fresh, source.keys)
    told = _manifest(source, reason, fresh, now)
    write_whole(fresh, MANIFEST, manifests.encoded(told))


def _copy_in_steps(source: Source, to: Path, progress: Progress) -> None:
    """SQLite's online backup, which takes in what is written meanwhile; it waits while a change is open."""

    def told(_: int, remaining: int, total: int) -> None:
        progress(0.9 * (1 - remaining / max(total, 1)))

    copied = cipher.connect(to, source.key, mode="rwc")
    try:
        with cipher.plain_errors():
            source.connection.backup(copied, pages=PAGES, progress=told, sleep=0.02)
            copied.execute("PRAGMA journal_mode = DELETE")  # one file, which opens where nothing can be written
            progress(0.95)
            cipher.check(copied)
    finally:
        copied.close()
    sync_file(to)


def _rekey(path: Path, key: bytes, new_key: bytes) -> None:
    copied = cipher.connect(path, key)
    try:
        copied.execute("PRAGMA journal_mode = DELETE")
        copied.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        copied.reset_key(cipher.raw_key(new_key))
    except dbapi2.DatabaseError as error:  # from SQLCipher's own call, which does not say which error of the disk
        raise Unavailable(NOT_REKEYED) from error
    finally:
        copied.close()


def _manifest(source: Source, reason: str, fresh: Path, now: datetime) -> Manifest:
    copied = cipher.connect(fresh / FILE, source.key, mode="ro")
    try:
        with cipher.plain_errors():
            migration, rows, seal = number(copied), counts(copied), audit.head(copied)
    finally:
        copied.close()
    files = {name: sha256(fresh / name) for name in manifests.PARTS}
    register, name = source.keys.register, source.folder.name.removesuffix(".metdesk")
    told = Manifest(register, name, now, reason, source.who, migration, files, rows, seal)
    return manifests.authenticated(told, source.key)
