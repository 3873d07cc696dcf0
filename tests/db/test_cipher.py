"""Keys that would not encrypt are never used."""

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db import cipher
from db.errors import Damaged, Unavailable


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


def test_a_torn_page_is_damage_if_it_holds_something_and_none_if_it_is_free(tmp_path: Path) -> None:
    path, key = tmp_path / "x.db", bytes(range(32))
    connection = cipher.connect(path, key, mode="rwc")
    for table in ("gone", "kept"):
        connection.execute(f"CREATE TABLE {table} (x)")
        connection.executemany(f"INSERT INTO {table} VALUES (?)", [("x" * 3000,)] * 20)  # noqa: S608
    connection.execute("DROP TABLE gone")
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.close()
    good = path.read_bytes()
    passed = [page for page in range(len(good) // 4096) if passes_torn(path, key, good, page)]
    assert 0 < len(passed) <= free
    assert 0 not in passed


def passes_torn(path: Path, key: bytes, good: bytes, page: int) -> bool:
    """Whether the file passes with a bit of this page turned over, after what is kept was read into the cache."""
    path.write_bytes(good)
    connection = cipher.connect(path, key)
    assert connection.execute("SELECT SUM(LENGTH(x)) FROM kept").fetchone() == (60_000,)
    torn = bytearray(good)
    torn[page * 4096 + 200] ^= 1
    path.write_bytes(torn)
    try:
        assert cipher.check(connection) == 1, "a page that is not as it was written is counted"
    except Damaged:
        return False
    finally:
        connection.close()
    again = cipher.connect(path, key)  # whatever passes has lost nothing
    assert again.execute("SELECT SUM(LENGTH(x)) FROM kept").fetchone() == (60_000,)
    again.close()
    return True
