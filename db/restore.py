"""A backup put in the place of a register, or where there is none: the whole of it, or nothing.

Everything is prepared beside its place and verified: the files against the manifest, the manifest against the
database key, every page of the database, its row counts and the head of its audit. An entry `register.restore` is
added to it, signed by the keyholder who restores: its one detail, of kind `restore`, record 1, has as `before`
`{"seal": {"n", "hash"}}` of the state whose place it takes (null where that could not be read) and as `after`
`{"backup", "at", "seal": {"n", "hash"}}`. Onto an empty place the prepared folder is then renamed; onto a register
it is committed and rolled forward as `db.rollforward` says.
"""

import json
import shutil
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from db import audit, backups, cipher, keyfile, keys, lockfile, rollforward, throttle
from db import manifest as manifests
from db.audit import Seal
from db.errors import Damaged, NewerRegister, NotARegister, Refused, Unavailable
from db.keys import Unlocked
from db.manifest import FILE, Manifest
from db.migrations import MIGRATIONS, counts, migrate, number
from db.transaction import commit
from db.unlocked import MANAGERS
from db.whole import copy_hashed, sync_folder, write_whole

NO_ROOM = "The backup could not be restored: make room on the disk and try again. Everything is as it was."
CHANGED = "This backup was changed after it was made, or is not whole, so it was not restored: choose another."
NO_BACKUP = "“{name}” is not a backup: choose a folder from “backups” of a register, or from your second place."
OTHER = "This is a backup of another register (“{name}”), so it does not take the place of this one."
TAKEN = "There is something at “{name}” already that is no register: choose another place or name."

Progress = Callable[[float], object]
Read = TypeVar("Read")


@dataclass(frozen=True)
class Restored:
    """What was done: the register's folder, where its state before was put (None: there was none), the seal now."""

    folder: Path
    aside: Path | None
    seal: Seal


def whole(backup: Path) -> Manifest:
    """What a backup says of itself, when it can be read. Refused: no backup, or one that is not whole."""
    if not backups.is_backup(backup):
        raise Refused(NO_BACKUP.format(name=backup.name))
    found = manifests.read(backup)
    if found is None or not all((backup / name).is_file() for name in manifests.PARTS):
        raise Refused(CHANGED)
    if found.migration > len(MIGRATIONS):
        raise NewerRegister("This backup was made by a newer version of Metdesk: install that to restore it.")
    return found


def unlock(backup: Path, name: str | None, passphrase: str, to: Path) -> Unlocked:
    """What a keyholder's passphrase opens of a backup, in which nothing is written.

    Refused as `keys.unlock`; wrong tries count at the register in `to`, where there is one.
    """
    whole(backup)
    with tempfile.TemporaryDirectory() as scratch:
        copied = Path(scratch)
        for file in (keyfile.FILE, throttle.FILE):
            source = backup if file == keyfile.FILE else to
            if (source / file).is_file():
                shutil.copyfile(source / file, copied / file)
        try:
            return keys.unlock(copied, name, passphrase)
        except Damaged as error:
            raise Refused(CHANGED) from error
        finally:
            _keep_tries(copied, to)


def restore(
    backup: Path,
    to: Path,
    unlocked: Unlocked,
    *,
    replaced: Seal | None = None,
    progress: Progress = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Restored:
    """Puts the backup in the place of the register in `to`, or makes one there. `unlocked` is what `unlock` returned.

    `replaced` is the seal of the present state, where the caller knows it. Refused: a backup that is none, was
    changed or is of another register; a keyholder who may not; a place with something else in it. InUse: the
    register is open. Unavailable: no room. Until the last step, whatever raises leaves everything as it was.
    """
    manifest = whole(backup)
    target = _Target(backup, manifest, unlocked, progress, now)
    if not to.exists() or (to.is_dir() and not any(to.iterdir())):
        return target.anew(to)
    _refuse_other(to, manifest)
    lock = lockfile.take(to, unlocked.keyholder.name)
    done = False
    try:
        restored = target.over(to, replaced)
        done = True
    finally:
        lock.release(in_order=done or not lock.was_unclean)
    return restored


@dataclass(frozen=True)
class _Target:
    """One restore: what from, with whose keys."""

    backup: Path
    manifest: Manifest
    unlocked: Unlocked
    progress: Progress
    now: Callable[[], datetime]

    def anew(self, to: Path) -> Restored:
        """Makes a register where there is none."""
        fresh = to.with_name(f".{to.name}.{uuid.uuid4().hex}")
        try:
            fresh.mkdir(parents=True)
            seal = self._prepare(fresh, None)
            if to.exists():
                to.rmdir()
            fresh.rename(to)
            sync_folder(to.parent)
        except OSError as error:
            raise Unavailable(NO_ROOM) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return Restored(to, None, seal)

    def over(self, to: Path, replaced: Seal | None) -> Restored:
        """Takes the place of the register in `to`, which is taken for it."""
        staged = to / rollforward.STAGED
        try:
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir()
            seal = self._prepare(staged, replaced or seal_of(to, self.unlocked.database_key))
            write_whole(staged, rollforward.NOTE, rollforward.note(f"{self.now():%Y-%m-%dT%H%M%S.%fZ}.metdesk"))
            sync_folder(staged)
            staged.rename(to / rollforward.FOLDER)
            sync_folder(to)
        except OSError as error:
            raise Unavailable(NO_ROOM) from error
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        return Restored(to, rollforward.roll(to), seal)

    def _prepare(self, staged: Path, replaced: Seal | None) -> Seal:
        self._copy(staged)
        keyfile.write(staged, _keys_in(staged))
        connection = cipher.connect(staged / FILE, self.unlocked.database_key)
        try:
            with cipher.plain_errors():
                for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "synchronous = EXTRA"):
                    connection.execute(f"PRAGMA {pragma}")
                self._require_same(connection)
                author = self._author(connection)
                migrate(connection)
                self._enter(connection, author, replaced)
                seal = audit.head(connection)
                cipher.check(connection)
        except Damaged as error:
            raise Refused(CHANGED) from error
        finally:
            connection.close()
        for left in (f"{FILE}-journal", f"{FILE}-wal"):
            (staged / left).unlink(missing_ok=True)
        return seal

    def _copy(self, staged: Path) -> None:
        size = sum((self.backup / name).stat().st_size for name in manifests.PARTS) or 1
        done = 0

        def told(count: int) -> None:
            nonlocal done
            done += count
            self.progress(0.5 * done / size)

        for name, expected in self.manifest.files.items():
            if copy_hashed(self.backup / name, staged / name, told) != expected:
                raise Refused(CHANGED)

    def _require_same(self, connection: Any) -> None:
        self.progress(0.6)
        manifest, key = self.manifest, self.unlocked.database_key
        cipher.check(connection)
        found = (
            number(connection),
            counts(connection),
            audit.head(connection),
            connection.execute("SELECT id FROM register").fetchone(),
        )
        said = (manifest.migration, manifest.rows, manifest.seal, (manifest.register,))
        if found != said or self.unlocked.register_id != manifest.register:
            raise Refused(CHANGED)
        if not manifests.is_authentic(manifest, key):
            raise Refused(CHANGED)
        self.progress(0.8)

    def _author(self, connection: Any) -> audit.Author:
        """Who restores, as the backup has them. Refused: one who may not, or was removed by then."""
        holder = self.unlocked.keyholder
        row = connection.execute(
            "SELECT name, role, schools FROM keyholder WHERE sign_public = ? AND binned_at IS NULL",
            (holder.sign_public,),
        ).fetchone()
        if row is None or row[1] not in MANAGERS or json.loads(row[2]):
            managers = " or ".join(sorted(MANAGERS))
            raise Refused(f"Only a {managers} whose key is for the whole trust can restore a backup.")
        return audit.Author(holder.id, row[0], self.manifest.register, self.unlocked.sign)

    def _enter(self, connection: Any, author: audit.Author, replaced: Seal | None) -> None:
        manifest = self.manifest
        at = manifest.at.astimezone()
        words = f"Restored the backup of {at.day} {at:%B %Y, %H:%M}, seal {manifest.seal.words}"
        if replaced is not None:
            words += f", in place of the state with seal {replaced.words}"
        before = json.dumps({"seal": replaced and _told(replaced)})
        taken = {"backup": self.backup.name, "at": manifest.at.isoformat(), "seal": _told(manifest.seal)}
        after = json.dumps(taken, ensure_ascii=False)
        detail = audit.Detail("restore", 1, "restore", before, after)
        connection.execute("BEGIN IMMEDIATE")
        audit.record(connection, author, uuid.uuid4().hex, "register.restore", words, self.now(), [detail])
        commit(connection)


def seal_of(folder: Path, key: bytes) -> Seal | None:
    """The seal of the closed register in `folder`; None where the key does not open it or it is damaged."""
    try:
        connection = to_read(folder, key)
    except (Unavailable, OSError):
        return None
    try:
        return reading(lambda: audit.head(connection))
    finally:
        connection.close()


def reading(read: Callable[[], Read]) -> Read | None:
    """What `read` finds in a file that may be damaged; None where it is."""
    try:
        with cipher.plain_errors():
            return read()
    except (Unavailable, dbapi2.Error):
        return None


def to_read(folder: Path, key: bytes) -> Any:
    """A connection to the file of the closed register in `folder`, for reading what is in it."""
    file = folder / FILE
    return cipher.connect(file, key, mode="ro", immutable=not cipher.has_log(file))


def _refuse_other(to: Path, manifest: Manifest) -> None:
    """Refuses a place that is no register, or another one than the backup is of."""
    if not to.is_dir() or backups.is_backup(to):
        raise Refused(TAKEN.format(name=to.name))
    try:
        register: str | None = keyfile.read(to).register
    except NotARegister:
        if not (to / FILE).exists():
            raise Refused(TAKEN.format(name=to.name)) from None
        register = None
    except Damaged:
        second = keyfile.second_copy(to)
        register = second.register if second else None
    if register not in (None, manifest.register):
        raise Refused(OTHER.format(name=manifest.name))


def _keys_in(staged: Path) -> keyfile.KeyFile:
    try:
        return keyfile.read(staged)
    except Damaged as error:
        raise Refused(CHANGED) from error


def _keep_tries(copied: Path, to: Path) -> None:
    """Carries the tries counted at a copy of the keys back to the register in `to`."""
    if not (to / keyfile.FILE).is_file():
        return
    if (copied / throttle.FILE).is_file():
        shutil.copyfile(copied / throttle.FILE, to / throttle.FILE)
    else:
        throttle.clear(to)


def _told(seal: Seal) -> dict[str, Any]:
    return {"n": seal.n, "hash": seal.hash.hex()}
