"""The register file: created, opened, changed and closed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from db import audit, base, undo
from db.change import Change
from db.cipher import Database, plain_errors
from db.errors import Refused
from db.keys import Unlocked
from db.migrations import migrate

FILE = "register.db"
LOCAL = (("locking_mode", "exclusive"), ("journal_mode", "wal"), ("synchronous", "3"), ("foreign_keys", "1"))


class Store:
    """An open register. One at a time in a process; close it when done."""

    def __init__(self, folder: Path, unlocked: Unlocked, database: Database, *, read_only: bool) -> None:
        self.folder = folder
        self.unlocked = unlocked
        self.database = database
        self.read_only = read_only
        self.kind = "local"
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._changing = False

    @classmethod
    def create(cls, folder: Path, unlocked: Unlocked) -> Self:
        """Makes a new register in `folder` and opens it."""
        folder.mkdir(parents=True)
        return cls.open(folder, unlocked)

    @classmethod
    def open(cls, folder: Path, unlocked: Unlocked, *, read_only: bool = False) -> Self:
        """Opens the register in `folder`."""
        database = Database(folder / FILE, unlocked.database_key, LOCAL, mode="rwc")
        database.connect()
        migrate(database.raw, lambda: None)
        base.database.initialize(database)
        return cls(folder, unlocked, database, read_only=read_only)

    def close(self) -> None:
        """Closes the file."""
        self.database.close()

    @contextmanager
    def change(self, what: str, words: str) -> Iterator[Change]:
        """One transaction: all that is written through the `Change`, with its audit entries, or nothing.

        `what` names the command, `words` say it. Refused when open to read only. RuntimeError inside another.
        """
        if self.read_only:
            raise Refused("This register is open for reading only, so nothing can be changed in it.")
        if self._changing:
            raise RuntimeError("a change inside a change")
        self._changing = True
        try:
            with plain_errors():
                yield from self._transaction(what, words)
        finally:
            self._changing = False

    def undo(self, change_uuid: str, words: str) -> Change:
        """Takes a change back, as a further change. Refused when a record of it was changed again since."""
        if audit.changed_since(change_uuid):
            raise Refused("Something in it was changed again since, so it cannot be taken back as a whole.")
        with self.change("undo", words) as change:
            undo.reverse(change, audit.details_of(change_uuid))
        return change

    def _transaction(self, what: str, words: str) -> Iterator[Change]:
        connection = self.database.raw
        connection.execute("BEGIN IMMEDIATE")
        try:
            change = Change(connection, what, words, self.now())
            yield change
            change.finish(self._author())
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _author(self) -> audit.Author:
        holder = self.unlocked.keyholder
        return audit.Author(holder.id, holder.name, self.unlocked.register_id, self.unlocked.sign)
