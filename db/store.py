"""The register file: created, opened, changed and closed.

A register is a folder: register.db (SQLCipher), keys.json and its second copy, session.lock, backups/, and what a
restore put into aside/.
"""

import shutil
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from db import audit, backups, base, cipher, keyfile, keyholders, lockfile, media, rollforward, rotation, undo
from db.backup import Progress, Source, Turn, copy
from db.change import Change, Guard
from db.cipher import Database, plain_errors
from db.errors import Damaged, InUse, NotARegister, Refused, Unavailable
from db.keys import Unlocked, refuse_full
from db.lockfile import SessionLock
from db.migrations import migrate, require_current
from db.transaction import transaction
from db.whole import sync_folder

FILE = "register.db"
SMALLEST = 4096  # bytes: a file without one whole page was never a register, or is no longer
FOREIGN_KEYS, SURE = ("foreign_keys", "1"), ("synchronous", "3")  # 3 is EXTRA
ALONE = ("locking_mode", "exclusive")
CACHE = ("cache_size", "-65536")  # KiB; with SQLite's 2,000 pages a list of 100,000 people takes twice the time
LOCAL = (ALONE, ("journal_mode", "wal"), SURE, FOREIGN_KEYS, CACHE)
SHARED = (ALONE, ("journal_mode", "truncate"), SURE, FOREIGN_KEYS, CACHE)
TO_READ = (("query_only", "1"), FOREIGN_KEYS, CACHE)


def moment() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Store:
    """An open register. One at a time in a process; close it when done.

    `kind` is what its folder lies on (local, removable, share); `now` gives the moment of each change; `was_unclean`
    says that the session before ended badly, so that every page was checked.
    """

    def __init__(self, folder: Path, unlocked: Unlocked, lock: SessionLock | None, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.unlocked = unlocked
        self.read_only = lock is None
        self.kind = media.kind_of(folder)
        self.now = now
        self.was_unclean = False
        self._lock = lock
        self._copying = Turn()
        self._changing = False
        self.database = self._database()

    @classmethod
    def create(cls, folder: Path, unlocked: Unlocked, *, now: Callable[[], datetime] = moment) -> Self:
        """Makes a new register in `folder` with the keys of `keys.create_keys`, and opens it.

        It is built beside its place and moved there whole. Refused when there is something in the folder;
        Unavailable when it cannot be written.
        """
        refuse_full(folder)
        fresh = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}")
        try:
            fresh.mkdir(parents=True)
            _build(fresh, unlocked)
            with cls.open(fresh, unlocked, now=now):
                pass
            if folder.exists():
                folder.rmdir()
            fresh.rename(folder)
            sync_folder(folder.parent)
        except OSError as error:
            raise Unavailable("The register could not be written there: make room or choose another place.") from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return cls.open(folder, unlocked, now=now)

    @classmethod
    def open(
        cls, folder: Path, unlocked: Unlocked, *, read_only: bool = False, now: Callable[[], datetime] = moment
    ) -> Self:
        """Opens the register in `folder`; to read only where it cannot be written to, or on request.

        NotARegister, BackupChosen, NewerRegister, InUse (at once, saying who has it), Damaged (nothing is overwritten).
        After a session that ended badly every page is checked first. Refused: a keyholder who was removed.
        """
        _require_files(folder)
        if read_only or not media.is_writable(folder):
            unclean = lockfile.refuse_if_held(folder)
            store = cls(folder, rotation.to_read(folder, unlocked), None, now)
        else:
            lock = lockfile.take(folder, unlocked.keyholder.name)
            unclean = lock.was_unclean
            store = cls(folder, unlocked, lock, now)
        store.was_unclean = unclean
        try:
            store._prepare(unclean)
        except BaseException:
            store.close(in_order=not unclean)
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self, *, in_order: bool = True) -> None:
        """Closes the file; a second time does nothing. Not `in_order`: every page is checked at the next opening."""
        closed = False
        try:
            with self._copying.ended(), plain_errors():
                self.database.close()
            closed = True
        finally:
            if self._lock is not None:
                self._lock.release(in_order=in_order and closed)

    def forget(self) -> None:
        """Lets go of the keys of a closed register: whoever still holds it can open nothing with it.

        Python cannot wipe bytes: other copies of them stay in memory until it is used again, or the process ends.
        """
        self.unlocked = self.unlocked.without_keys()
        self.database.forget()

    @contextmanager
    def change(self, what: str, words: str, guard: Guard | None = None) -> Iterator[Change]:
        """One transaction: all that is written through the `Change`, with its audit entries, or nothing.

        `what` names the command, `words` say it, `guard` may refuse a record. Refused when open to read only.
        RuntimeError inside another.
        """
        if self.read_only:
            raise Refused("This register is open for reading only, so nothing can be changed in it.")
        if self._changing:
            raise RuntimeError("a change inside a change")
        self._changing = True
        try:
            with transaction(self.database.raw, self._author(), what, words, self.now(), guard) as change:
                yield change
        finally:
            self._changing = False

    def undo(
        self, change_uuid: str, words: str, apart_from: Collection[str] = (), guard: Guard | None = None
    ) -> Change:
        """Takes a change back, as a further change. Refused when a record of it was changed again since.

        `apart_from` are later changes that were taken back, and the changes that did it: together they left nothing.
        """
        if audit.changed_since(change_uuid, apart_from):
            raise Refused("Something in it was changed again since, so it cannot be taken back as a whole.")
        with self.change("undo", words, guard) as change:
            undo.reverse(change, audit.details_of(change_uuid))
        return change

    def backup(self, to: Path | None = None, *, reason: str = "asked", progress: Progress | None = None) -> Path:
        """Copies the register as `db.backup.copy` does, and returns where the copy is.

        With `progress` it may be called from another thread while the register is in use. GivenUp: it was closed.
        """
        if progress is None:
            with self._copying.ended():
                return copy(self._source(), reason, to, _silent if self.read_only else None)
        with self._copying.taken(progress) as told:
            return copy(self._source(), reason, to, told)

    def sync_keyholders(self) -> None:
        """Takes changes of keys.json (a keyholder added, a recovery key issued) into the database and the audit."""
        self.unlocked = replace(self.unlocked, keys=keyfile.read(self.folder))
        keyholders.sync(self.unlocked, self.change)

    def seat(self, unlocked: Unlocked) -> None:
        """Puts another keyholder in the place of the one who opened the register. Refused: one who was removed."""
        self.unlocked = replace(unlocked, keyholder=keyholders.current(unlocked))
        if self._lock is not None:
            self._lock.hand_to(self.unlocked.keyholder.name)

    def rewrite(self, work: Callable[[Unlocked], Unlocked]) -> None:
        """Does `work` on the closed file while it stays taken, and opens it again with what `work` returns."""
        try:
            with self._copying.ended():
                self.database.close()
                self.unlocked = work(self.unlocked)
                self._connect()
        except BaseException:
            self.close(in_order=False)
            raise

    def _connect(self) -> None:
        self.database = self._database()
        self.database.connect()
        base.database.initialize(self.database)

    def _database(self) -> Database:
        path, key = self.folder / FILE, self.unlocked.database_key
        if self.read_only:
            return Database(path, key, TO_READ, mode="ro", immutable=not cipher.has_log(path))
        return Database(path, key, LOCAL if self.kind == "local" else SHARED, mode="rw")

    def _prepare(self, unclean: bool) -> None:
        if rollforward.is_pending(self.folder):
            raise InUse("A backup is being restored in this register’s place: open it again when that is done.")
        if not self.read_only:
            self.unlocked = rotation.finish(self.folder, self.unlocked)
        self._connect()
        raw = self.database.raw
        with plain_errors():
            if unclean:
                cipher.check(raw)
            self._bring_up_to_date(raw)
            if raw.execute("SELECT id FROM register").fetchone() != (self.unlocked.register_id,):
                raise Damaged("The key file belongs to another register: take keys.json from a backup of this one.")
        if self._lock is not None:
            raw.execute("BEGIN EXCLUSIVE")  # from here on no other program can write, whatever it makes of our lock
            raw.execute("ROLLBACK")
            keyholders.sync(self.unlocked, self.change)
            if self.kind != "local":
                self._lock.beat()
        self.unlocked = replace(self.unlocked, keyholder=keyholders.current(self.unlocked))
        self._finish_removal()

    def _bring_up_to_date(self, raw: Any) -> None:
        if self.read_only:
            require_current(raw)
        else:
            migrate(raw, lambda: copy(self._source(), "migration"))

    def _finish_removal(self) -> None:
        gone = [] if self.read_only else keyholders.removed(self.unlocked)
        if gone:
            self.rewrite(lambda unlocked: rotation.rotate(self.folder, unlocked, gone))

    def _source(self) -> Source:
        unlocked, keys = self.unlocked, keyfile.read(self.folder)
        return Source(self.database.raw, unlocked.database_key, keys, self.folder, unlocked.keyholder.name)

    def _author(self) -> audit.Author:
        holder = self.unlocked.keyholder
        return audit.Author(holder.id, holder.name, self.unlocked.register_id, self.unlocked.sign)


def _build(folder: Path, unlocked: Unlocked) -> None:
    keyfile.write(folder, unlocked.keys)
    connection = cipher.connect(folder / FILE, unlocked.database_key, mode="rwc")
    try:
        with plain_errors():
            migrate(connection, new=True)
            connection.execute("INSERT INTO register (id) VALUES (?)", (unlocked.register_id,))
    finally:
        connection.close()


def _require_files(folder: Path) -> None:
    file = folder / FILE
    if not folder.is_dir():
        raise NotARegister(f"“{folder.name}” is not a register: a register is a folder that ends in .metdesk.")
    backups.refuse_backup(folder)
    if not file.is_file():
        if not (folder / keyfile.FILE).exists():
            raise NotARegister(f"The folder “{folder.name}” is not a register: it has no register file.")
        raise Damaged("The register file register.db is missing: take it from a backup.")
    if file.stat().st_size < SMALLEST:
        raise Damaged("The register file is cut off or empty. Nothing was overwritten: restore a backup.")


def _silent(_: float) -> None:
    """The progress of a copy that nobody watches, made in steps: a file open to read only cannot be vacuumed."""
