"""Files that are none, names that lie: one sentence each, and none is waited for."""

import contextlib
import errno
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metdesk import files
from metdesk.errors import Refused, Unavailable
from metdesk.files import contents_of, shown

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def folder(place: Path) -> Path:
    return place


def pipe(place: Path) -> Path:
    """One that nobody writes to: whoever opens it plainly waits for ever."""
    os.mkfifo(place / "list.csv")
    return place / "list.csv"


def endless(place: Path) -> Path:
    (place / "list.csv").symlink_to("/dev/zero")
    return place / "list.csv"


def loop(place: Path) -> Path:
    (place / "list.csv").symlink_to("list.csv")
    return place / "list.csv"


def listener(place: Path) -> Path:
    with contextlib.chdir(place), socket.socket(socket.AF_UNIX) as made:  # a socket's address must be short
        made.bind("list.csv")
    return place / "list.csv"


BAD: dict[str, Callable[[Path], Path]] = {
    "“.*” is a folder: choose a file in it": folder,
    "“list.csv” is no file but a device or a pipe": pipe,
    "“list.csv” is no file but a device": endless,
    "“list.csv” is no file but": listener,
    "“list.csv” is a link that leads to itself": loop,
    "There is no file “gone.csv” there": lambda place: place / "gone.csv",
    "There is no file “below.csv” there": lambda place: Path(__file__) / "below.csv",
    "not a name a file can have": lambda place: place / ("n" * 400),
    "not a name a file can have: choose": lambda place: place / "nought\0.csv",
}


@ON_POSIX
@pytest.mark.parametrize("sentence", BAD)
def test_what_is_no_file_is_said_in_one_sentence(sentence: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        contents_of(BAD[sentence](tmp_path))
    assert str(tmp_path) not in str(refused.value)


def test_a_file_is_read_to_its_end_and_no_further_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"x" * 2_000)
    assert len(contents_of(path, 2_000)) == 2_000
    with pytest.raises(Refused, match=r"larger than 1 kB.*: choose"):
        contents_of(path, 1_999)


@ON_POSIX
def test_a_file_that_grows_while_it_is_read_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.touch()

    def open_and_grow(name: str, flags: int) -> int:
        opened = os.open(name, flags)
        os.truncate(name, 1_000_000_000_000)  # a sparse file: takes no room
        return opened

    monkeypatch.setattr(files, "_without_waiting", open_and_grow)
    with pytest.raises(Refused, match="larger than 20 MB"):
        contents_of(path)


@ON_POSIX
def test_a_file_that_becomes_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.touch()
    plainly = files._without_waiting

    def change(name: str, flags: int) -> int:
        path.unlink()
        pipe(tmp_path)
        return plainly(name, flags)

    monkeypatch.setattr(files, "_without_waiting", change)
    with pytest.raises(Refused, match="a pipe"):
        contents_of(path)


@pytest.mark.parametrize(
    ("number", "kind", "sentence"),
    [
        (errno.EACCES, Refused, "cannot be opened: close it in other programs"),
        (errno.EIO, Unavailable, "could not be read .*: copy it to this computer"),
        (errno.ENODEV, Unavailable, "could not be read .*Nothing was changed"),
    ],
)
def test_a_file_that_the_system_does_not_give_is_said(
    number: int, kind: type[Exception], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, flags: int) -> int:
        raise OSError(number, os.strerror(number), name)

    (tmp_path / "list.csv").touch()
    monkeypatch.setattr(files, "_without_waiting", fail)
    with pytest.raises(kind, match=sentence):
        contents_of(tmp_path / "list.csv")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/stick/Staff list.csv", "Staff list.csv"),
        ("Staff\nlist\t 2.csv", "Staff list 2.csv"),
        ("policy\u202excod.exe", "policyxcod.exe"),
        ("caf\udce9.csv", "caf\N{REPLACEMENT CHARACTER}.csv"),
        ("Bild\u202f1.png", "Bild 1.png"),
        ("ŵ 😀.csv", "ŵ 😀.csv"),
        ("\u202e", "The file"),
        ("", "The file"),
    ],
)
def test_a_name_is_said_on_one_line_and_in_its_own_order(name: str, said: str) -> None:
    assert shown(name) == said


@given(st.text(max_size=400))
def test_any_name_can_be_said(name: str) -> None:
    said = shown(name)
    assert 0 < len(said) <= 80
    assert "".join(said.split(" ")).isprintable() or "\N{REPLACEMENT CHARACTER}" in said


def test_a_long_name_keeps_its_ending() -> None:
    assert shown("n" * 300 + ".xlsx").endswith("nnn.xlsx")
