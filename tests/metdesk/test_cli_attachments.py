"""Attachments by the command line: the same refusals, the same bytes."""

from pathlib import Path

import pytest

from metdesk import sample
from metdesk.desk import Desk
from tests.hostile import good
from tests.metdesk.calls import Metdesk


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.png"
    path.write_bytes(good.picture("PNG"))
    return path


def test_a_file_is_attached_listed_saved_and_put_in_the_bin(at_sample: Metdesk, page: Path, tmp_path: Path) -> None:
    added = at_sample("attachments", "add", "accounts", 3, page, "--source", "Handed in", "--json")
    assert added.status == 0
    (number,) = added.document["ids"]
    rows = at_sample("attachments", "list", "accounts", 3, "--json").document["rows"]
    row = next(one for one in rows if one["id"] == number)
    assert (row["name"], row["source"], row["added_by"], row["measure"]) == (
        "page.png",
        "Handed in",
        "Jo Marsh",
        "64 × 32",
    )
    assert "page.png · PNG picture · 64 × 32" in at_sample("attachments", "list", "accounts", 3).out
    assert at_sample("attachments", "save", number, "--out", tmp_path / "copy.png").status == 0
    assert (tmp_path / "copy.png").read_bytes() == page.read_bytes()
    assert at_sample("attachments", "bin", number).out == f"Attachment {number} is in the bin.\n"
    assert "no longer there" in at_sample("attachments", "save", number, "--out", tmp_path / "again.png").err


def test_of_several_files_those_that_cannot_be_attached_are_told(
    at_sample: Metdesk, page: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "run.png").write_bytes(b"MZ\0\0")
    files = [page, page, tmp_path / "empty.txt", tmp_path / "run.png", tmp_path / "gone.png"]
    told = at_sample("attachments", "add", "people", 5, *files, "--source", "Scanned", "--json")
    assert told.status == 1
    assert len(told.document["ids"]) == 1
    assert [sentence.split(" ", 1)[0] for sentence in told.document["refused"]] == [
        "“empty.txt”", "“run.png”", "There", "“page.png”",
    ]  # fmt: skip
    again = at_sample("attachments", "add", "people", 5, page, "--source", "Scanned")
    assert (again.status, "is attached here already" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("list", "secrets", 1), "There is no register “secrets”"),
        (("add", "accounts", 9999, "PAGE", "--source", "x"), "no longer in the register"),
        (("add", "accounts", 3, "PAGE"), "Where it came from is needed"),
        (("add", "accounts", 3, "/", "--source", "x"), "is a folder"),
        (("add", "accounts", 3, "x" * 400, "--source", "x"), "not a name a file can have"),
        (("bin", 9999), "no longer there"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    at_sample: Metdesk, page: Path, words: tuple[object, ...], sentence: str
) -> None:
    told = at_sample("attachments", *(str(page) if word == "PAGE" else str(word) for word in words))
    assert told.status == 1
    assert sentence in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_verify_counts_attachments_and_names_one_that_was_changed(
    at_sample: Metdesk, sample_register: Path, page: Path
) -> None:
    before = at_sample("verify", "--json").document["attachments"]
    at_sample("attachments", "add", "accounts", 3, page, "--source", "Handed in")
    assert at_sample("verify", "--json").document["attachments"] == before + 1
    with Desk.open(sample_register, None, sample.PASSPHRASE) as desk:
        desk.store.database.raw.execute("UPDATE attachment SET content = x'00' WHERE name = 'page.png'")
    found = at_sample("verify", "--json")
    assert found.status == 1
    assert f"The attachment {before + 1} was changed without an entry: Content." in found.err
