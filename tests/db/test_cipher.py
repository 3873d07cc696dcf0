"""Keys that would not encrypt are never used."""

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db import cipher
from db.errors import Unavailable


@pytest.mark.parametrize(
    "key",
    [b"", bytes(31), bytes(33), b"5a" * 31, b"5a" * 32],
    ids=["none", "31", "33", "62 hex digits", "64 hex digits"],
)
def test_anything_but_32_bytes_is_refused(key: bytes, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        cipher.connect(tmp_path / "a.db", key, mode="rwc")
    assert not (tmp_path / "a.db").exists()


def test_the_32_bytes_are_the_key_itself_and_no_other_opens_the_file(tmp_path: Path) -> None:
    path, key = tmp_path / "a.db", os.urandom(32)
    connection = cipher.connect(path, key, mode="rwc")
    connection.execute("CREATE TABLE a (x)")
    connection.close()
    assert not path.read_bytes().startswith(b"SQLite")
    assert cipher.opens(path, key)
    assert not cipher.opens(path, os.urandom(32))
    assert not cipher.opens(path, bytes([key[0] ^ 1]) + key[1:])
    raw = dbapi2.connect(str(path))
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]
    raw.close()


def test_an_sqlite_that_can_corrupt_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 1))
    with pytest.raises(Unavailable, match=r"3\.51\.3"):
        cipher.connect(tmp_path / "a.db", os.urandom(32), mode="rwc")


def test_a_pragma_that_does_not_hold_is_said(tmp_path: Path) -> None:
    key = os.urandom(32)
    cipher.connect(tmp_path / "a.db", key, mode="rwc").execute("CREATE TABLE a (x)").connection.close()
    database = cipher.Database(tmp_path / "a.db", key, [("journal_mode", "nonsense")], mode="rw")
    with pytest.raises(Unavailable, match="cannot be kept safely"):
        database.connect()
    assert database.is_closed()
