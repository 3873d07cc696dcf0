"""Every command that reads a foreign file, given a bad one: one sentence, exit status 1, and nothing changed."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from metdesk import sample
from metdesk.desk import Desk
from tests.hostile.corpus import CORPUS, is_plain
from tests.metdesk.calls import Answer, Metdesk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")

READING = {
    "policy.docx": ("policy", "read"),
    "edition.docx": ("policy", "import"),
    "staff.xlsx": ("people", "import"),
    "schools.csv": ("schools", "import", "--dry-run"),
    "accounts.ods": ("accounts", "import"),
    "record.json": ("add", "people"),
    "change.json": ("change", "people", "1"),
}


def missing(path: Path) -> None:
    """Nothing is there."""


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def corpus(name: str) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(CORPUS[name].make()) and None


FILES: dict[str, Callable[[Path], None]] = {
    "missing": missing,
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "endless": endless,
    "loop": lambda path: path.symlink_to(path),
    "empty": Path.touch,
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 20) and None,
    "picture": corpus("png-named.docx"),
    "bomb": corpus("bomb-overlapping.docx"),
    "far-corner": corpus("far-corner.xlsx"),
}


def plainly_refused(told: Answer, folder: Path) -> bool:
    said = told.err.removesuffix("\n")
    return told.status == 1 and told.out == "" and is_plain(said) and str(folder) not in said


@pytest.mark.parametrize("file", FILES)
def test_a_bad_file_is_refused_in_one_sentence_by_whatever_reads_it(
    file: str, at_sample: Metdesk, sample_register: Path, tmp_path: Path
) -> None:
    with Desk.open(sample_register, None, sample.PASSPHRASE) as desk:
        before = desk.seal_words()
    for name, words in READING.items():
        FILES[file](tmp_path / name)
        assert plainly_refused(at_sample(*words, tmp_path / name), tmp_path), words
    with Desk.open(sample_register, None, sample.PASSPHRASE) as desk:
        assert desk.seal_words() == before


@pytest.mark.parametrize("name", [name for name in CORPUS if name.endswith(".json")])
def test_whatever_a_record_holds_is_added_or_refused_in_one_sentence(
    name: str, at_sample: Metdesk, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(CORPUS[name].make())
    told = at_sample("add", "people", tmp_path / name)
    assert told.status == 0 or plainly_refused(told, tmp_path), told


@pytest.mark.parametrize("file", ["missing", "folder", "pipe", "endless", "empty", "noise", "far-corner"])
def test_a_logo_that_is_none_starts_no_register(
    file: str, metdesk: Metdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("METDESK_PASSPHRASE", "four words that hold")
    FILES[file](tmp_path / "logo.png")
    words = ("new", tmp_path / "New.metdesk", "--trust", "A Trust", "--keyholder", "Ana", "--logo")
    assert plainly_refused(metdesk(*words, tmp_path / "logo.png"), tmp_path)
    assert not (tmp_path / "New.metdesk").exists()


def test_an_endless_passphrase_is_no_passphrase(metdesk: Metdesk, sample_register: Path) -> None:
    told = metdesk("list", "people", "--register", sample_register, "--passphrase-file", "/dev/zero")
    assert (told.status, told.out) == (1, "")
