"""A save that fails, and a save that only seems to."""

from typing import Any

import pytest
from sqlcipher3 import dbapi2

from db import audit, transaction
from db.errors import Unavailable
from db.store import Store
from tests.db.animals import Animal


def disk_error() -> dbapi2.OperationalError:
    error = dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    return error


def rolled_back(store: Store) -> bool:
    """What SQLite does by itself after some faults."""
    store.database.raw.execute("ROLLBACK")
    return True


def add(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")


def test_a_commit_that_failed_and_did_not_land_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Any) -> None:
        raise disk_error()

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "commit", fails)
        with pytest.raises(Unavailable, match="disk reported an error"):
            add(store)
    assert Animal.select().count() == 0
    add(store)
    assert Animal.select().count() == 1


def test_a_commit_that_failed_and_did_land_is_not_reported(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = transaction.commit

    def lands(connection: Any) -> None:
        real(connection)
        raise disk_error()

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "commit", lands)
        add(store)
    assert Animal.select().count() == 1
    assert audit.seal().n == 2


def test_a_commit_that_cannot_be_looked_up_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> bool:
        raise disk_error()

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "commit", fails)
        patch.setattr(audit, "landed", fails)
        with pytest.raises(Unavailable, match="look before you enter it a second time"):
            add(store)


def test_a_commit_that_failed_once_its_log_was_written_is_not_found_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = store.folder / "register.db-wal"

    def fails(_: Any) -> None:
        raise disk_error()

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "commit", fails)
        with pytest.raises(Unavailable, match="disk reported an error"):
            add(store)
    assert log.stat().st_size == 0  # whatever the failed save left there is gone, and no opening finds it


def test_a_commit_whose_log_cannot_be_emptied_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Any) -> None:
        raise disk_error()

    def writing(connection: Any, _: str) -> bool:
        connection.execute("BEGIN IMMEDIATE")  # in which SQLite leaves the log as it is
        return False

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "commit", fails)
        patch.setattr(audit, "landed", writing)
        with pytest.raises(Unavailable, match="look before you enter it a second time"):
            add(store)


def test_after_a_fault_inside_a_change_nothing_more_of_it_is_written(store: Store) -> None:
    with pytest.raises(Unavailable), store.change("animals.add", "Added") as change:
        rolled_back(store) and change.insert(Animal, name="Rex")
    assert Animal.select().count() == 0
