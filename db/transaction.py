"""One transaction from BEGIN to a COMMIT that is known to have happened or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlcipher3 import dbapi2

from db import audit
from db.change import Change, Guard
from db.cipher import plain_errors
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
    except dbapi2.DatabaseError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if not _landed(connection, change):
            raise


def _landed(connection: Any, change: str) -> bool:
    try:
        return audit.landed(connection, change)
    except dbapi2.DatabaseError as error:
        raise Unavailable(UNSURE) from error
