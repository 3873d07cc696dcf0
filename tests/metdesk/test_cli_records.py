"""Records on the command line: listed, added, changed, and refused as in the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.metdesk.calls import Metdesk


def test_a_list_goes_on_from_id_to_id_to_the_end(at_sample: Metdesk) -> None:
    first = at_sample("list", "people", "--limit", "400", "--json").document
    rest = at_sample("list", "people", "--limit", "400", "--after", str(first["next"]), "--json").document
    ids = [row["id"] for row in first["rows"] + rest["rows"]]
    assert first["total"] == rest["total"] == len(ids) == len(set(ids)) == 550
    assert rest["next"] is None
    assert ids == sorted(ids)


def test_a_row_is_the_record_with_its_id_and_school(at_sample: Metdesk) -> None:
    row = at_sample("list", "accounts", "--limit", "1", "--json").document["rows"][0]
    assert (row["id"], row["school"], row["platform"]) == (1, "Ash Hill Primary", "Facebook")
    assert {"handle", "address", "held_with", "reaches_students", "state", "opened", "next_check"} <= set(row)


def test_a_list_can_be_of_one_school_and_of_words(at_sample: Metdesk) -> None:
    found = at_sample("list", "people", "--school", "copse", "--find", "tut", "--json").document
    assert found["total"] > 5
    assert {row["school"] for row in found["rows"]} == {"Copse Centre"}
    assert {row["job"] for row in found["rows"]} == {"Tutor"}


def test_a_record_is_added_and_changed(at_sample: Metdesk, record: Callable[[Any], Path]) -> None:
    new = {"surname": "Ţepeş", "forename": "Ana", "school": "Dean", "starts": "5/3/2026", "staff_code": "X1"}
    number = at_sample("add", "people", record(new), "--json").document["id"]
    changed = at_sample("change", "people", str(number), record({"ends": "2026-07-31"}), "--json")
    assert changed.document == {"id": number}
    row = at_sample("list", "people", "--find", "Ţepeş", "--json").document["rows"][0]
    assert (row["surname"], row["starts"], row["ends"], row["school"]) == (
        "Ţepeş", "2026-03-05", "2026-07-31", "Dean Street Infants",
    )  # fmt: skip


def test_a_record_is_refused_field_by_field_as_in_the_window(at_sample: Metdesk, record: Callable[[Any], Path]) -> None:
    told = at_sample("add", "people", record({"surname": "", "school_id": 1, "email": "nonsense"}), "--json")
    assert told.status == 1
    assert set(told.document["refused"]) == {"surname", "forename", "email"}
    assert "Forename is needed." in told.err


def test_a_permission_is_granted_by_the_head_alone(at_sample: Metdesk, record: Callable[[Any], Path]) -> None:
    account = at_sample("list", "accounts", "--find", "dalesweek", "--json").document["rows"][0]["id"]
    schools = at_sample("list", "schools", "--json").document["rows"]
    head = next(row["head_id"] for row in schools if row["name"] == "Ash Hill Primary")
    wanted = {"account_id": account, "person_id": 5, "granted_on": "1/11/2026", "starts": "1/11/2026"}
    refused = at_sample("add", "authorisations", record({**wanted, "granted_by_id": 5}), "--json")
    assert (refused.status, list(refused.document["refused"])) == (1, ["granted_by_id"])
    assert at_sample("add", "authorisations", record({**wanted, "granted_by_id": head})).status == 0


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[1]", b"null", b'"words"', b"\xff\xfe{}",
        b'{"surname": "\\ud800", "forename": "A", "school_id": 1}',
        b'{"school_id": 1000000000000000000000000000, "surname": "A", "forename": "B"}', b"[" * 100_000,
        b'{"school": 7}', b'{"ends": true}', b'{"nonsense": 1}', b'{"school": "Nowhere"}',
    ],
)  # fmt: skip
def test_a_record_file_that_will_not_do_is_one_sentence(at_sample: Metdesk, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.json"
    file.write_bytes(content)
    told = at_sample("add", "people", file)
    assert told.status == 1
    assert told.out == ""
    assert told.err.strip().endswith(".")


@pytest.mark.parametrize("words", [["add", "people"], ["policy", "read"], ["people", "import"]])
@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_is_not_there_or_a_folder_is_refused(
    at_sample: Metdesk, tmp_path: Path, words: list[str], name: str
) -> None:
    told = at_sample(*words, tmp_path / name)
    assert told.status == 1
    assert "There is no file" in told.err or "is a folder" in told.err


@pytest.mark.parametrize(
    "words",
    [
        ["list", "nonsense"], ["list", "people", "--limit", "0"], ["list", "people", "--school", "Nowhere"],
        ["list", "people", "--after", "9" * 30], ["print", "nonsense", "--out", "a.pdf"],
        ["print", "policy", "--id", "77", "--out", "a.pdf"], ["print", "authorisation", "--out", "a.pdf"],
        ["print", "acknowledgements", "--person", "99999", "--out", "a.pdf"], ["keyholders", "remove", "Nobody"],
        ["print", "accounts", "--out", "nowhere/a.pdf"], ["print", "accounts", "--out", "."],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_words(
    at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = at_sample(*words, "--json")
    assert told.status == 1
    assert list(told.document) == ["refused"]
    assert told.err.strip().endswith(".")
    assert not (tmp_path / "a.pdf").exists()
