"""Who has the register open."""

import json
import os
import threading
from pathlib import Path

import pytest

from db import lockfile
from db.errors import InUse, Unavailable


def left_by(folder: Path, computer: str, age: float) -> None:
    path = folder / lockfile.FILE
    told = {"keyholder": "Ann", "computer": computer, "since": "2026-03-05T10:15:00+00:00"}
    path.write_text(json.dumps(told))
    moment = path.stat().st_mtime - age
    os.utime(path, (moment, moment))


def test_a_lock_is_taken_once_and_free_again_after(tmp_path: Path) -> None:
    lock = lockfile.take(tmp_path, "Jo")
    assert not lock.was_unclean
    with pytest.raises(InUse, match="Jo has had it open on"):
        lockfile.take(tmp_path, "Ann")
    with pytest.raises(InUse):
        lockfile.refuse_if_held(tmp_path)
    lock.release()
    lock.release()
    assert not lockfile.refuse_if_held(tmp_path)
    lockfile.take(tmp_path, "Ann").release()


def test_a_session_that_ended_badly_is_known_until_one_ends_well(tmp_path: Path) -> None:
    lockfile.take(tmp_path, "Jo").release(in_order=False)
    assert lockfile.refuse_if_held(tmp_path)
    lock = lockfile.take(tmp_path, "Ann")
    assert lock.was_unclean
    lock.release()
    assert not lockfile.refuse_if_held(tmp_path)


def test_another_computer_that_still_beats_has_it(tmp_path: Path) -> None:
    left_by(tmp_path, "OFFICE-2", age=5)
    with pytest.raises(InUse, match="Ann has had it open on OFFICE-2 since 5 March 2026"):
        lockfile.take(tmp_path, "Jo")


def test_another_computer_that_beats_no_more_is_gone(tmp_path: Path) -> None:
    left_by(tmp_path, "OFFICE-2", age=lockfile.STALE + 1)
    lock = lockfile.take(tmp_path, "Jo")
    assert lock.was_unclean
    lock.release()


def test_a_lock_nobody_can_read_is_a_bad_end(tmp_path: Path) -> None:
    (tmp_path / lockfile.FILE).write_text("not json")
    os.utime(tmp_path / lockfile.FILE, (0, 0))
    lock = lockfile.take(tmp_path, "Jo")
    assert lock.was_unclean
    lock.release()


def test_a_beat_touches_the_file_and_ends_with_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched = threading.Event()
    monkeypatch.setattr(lockfile, "BEAT", 0.001)
    monkeypatch.setattr("db.lockfile.os.utime", lambda _: touched.set())
    lock = lockfile.take(tmp_path, "Jo")
    lock.beat()
    assert touched.wait(10)
    lock.release()
    assert not any(thread.name == lockfile.FILE for thread in threading.enumerate())


def test_a_folder_that_is_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="connected"):
        lockfile.take(tmp_path / "away", "Jo")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_disk_that_fails_at_the_end_is_an_end_that_was_not_in_order(tmp_path: Path) -> None:
    lock = lockfile.take(tmp_path, "Jo")
    lock._stream.close()
    with Path("/dev/full").open("r+") as full:  # which cannot be truncated
        lock._stream = full
        lock.release()
        assert full.closed
    again = lockfile.take(tmp_path, "Jo")
    assert again.was_unclean
    again.release()


def test_bytes_that_are_no_text_are_a_bad_end_of_somebody(tmp_path: Path) -> None:
    (tmp_path / lockfile.FILE).write_bytes(b"\xff\x00{")
    os.utime(tmp_path / lockfile.FILE, (0, 0))
    lock = lockfile.take(tmp_path, "Jo")
    assert lock.was_unclean
    lock.release()


def test_a_disk_that_takes_no_lock_is_said_and_the_bad_end_before_is_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lockfile.take(tmp_path, "Ann").release(in_order=False)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(lockfile.json, "dump", full)
        with pytest.raises(Unavailable, match="could not be written to"):
            lockfile.take(tmp_path, "Ann")
    lock = lockfile.take(tmp_path, "Ann")
    assert lock.was_unclean
    lock.release()


def test_a_name_that_the_disk_does_not_take_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    lock = lockfile.take(tmp_path, "Ann")
    with monkeypatch.context() as patch:
        patch.setattr(lockfile.json, "dump", full)
        lock.hand_to("Jo")
    lock.release()
