"""Files that are written whole or not at all."""

import os
from pathlib import Path

import pytest

from db.whole import write_whole


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    write_whole(tmp_path, "kept", b"one")
    write_whole(tmp_path, "kept", b"two")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"kept": b"two"}


def test_a_full_disk_leaves_the_one_before_and_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    write_whole(tmp_path, "kept", b"one")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path, "kept", b"two")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"kept": b"one"}
