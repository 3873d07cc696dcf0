"""One transaction from BEGIN to a COMMIT that is known to have happened or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlcipher3 import dbapi2

from db import audit
from db.change import Change, Guard
from db.cipher import plain_errors, primary_code
from db.errors import Unavailable

UNSURE = (
    "The disk failed while this was being saved, and it could not be seen whether it is in. "
    "Open the register again and look before you enter it a second time."
)


@contextmanager
def transaction(
    connection: Any, author: audit.Author, what: str, words: str, at: datetime, guard: Guard | None = None
) -> Iterator[Change]:
    """Everything written through the `Change` with its audit entry, or nothing. Unavailable: the disk.

    After a COMMIT that reported a failure the change is looked for in the file before anything is said.
    """
    with plain_errors():
        connection.execute("BEGIN IMMEDIATE")
        try:
            change = Change(connection, what, words, at, guard)
            yield change
            if change.finish(author):
                _commit(connection, change.uuid)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def commit(connection: Any) -> None:
    """SQLite's COMMIT."""
    connection.execute("COMMIT")


def _commit(connection: Any, change: str) -> None:
    try:
        commit(connection)
    except dbapi2.DatabaseError as error:
        if not _landed(connection, change, is_full=primary_code(error) == "SQLITE_FULL"):
            raise


def _landed(connection: Any, change: str, is_full: bool) -> bool:
    """Whether the change is in the file. UNSURE when that cannot be seen, or could still turn into its opposite.

    Where writing the log was reported to have failed only once all of it was written, this connection sees nothing
    of the change, and the next opening would find it there: so the log is emptied before "not saved" is said. With
    the disk full the change's end was never written.
    """
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if audit.landed(connection, change):
            return True
        if not is_full and connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise Unavailable(UNSURE)
    except dbapi2.DatabaseError as error:
        raise Unavailable(UNSURE) from error
    return False
