"""Rounds and answers from the command line."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.metdesk.calls import Metdesk

Write = Callable[[Any], Path]


def test_a_round_is_asked_listed_and_closed(at_sample: Metdesk) -> None:
    by = str(date.today() + timedelta(10))
    asked = at_sample("rounds", "ask", "--by", by, "--school", "Trust central", "--note", "Late", "--json").document
    assert asked["asked"] > asked["answered"] > 0
    listed = at_sample("rounds", "list", "--json").document
    assert listed["total"] == 6
    assert (listed["rows"][0]["whom"], listed["rows"][0]["open"]) == ("Everyone at Trust central team", True)
    assert "Everyone at Trust central team" in at_sample("rounds", "list").out
    again = at_sample("rounds", "ask", "--by", by, "--school", "Trust central")
    assert (again.status, "asked already" in again.err) == (1, True)
    assert at_sample("rounds", "close", asked["id"]).status == 0
    assert "was closed on" in at_sample("rounds", "close", asked["id"]).err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--by", "yesterday"], "is not a date"),
        (["--by", "1/1/2020"], "due before anybody was asked"),
        (["--by", "1/1/2049", "--category", "pupil", "--school", "Trust central"], "Nobody there today"),
        (["--by", "1/1/2049", "--category", "elf"], "not among the choices"),
    ],
)
def test_a_round_that_makes_no_sense_is_one_sentence(at_sample: Metdesk, given: list[str], words: str) -> None:
    told = at_sample("rounds", "ask", *given)
    assert told.status == 1
    assert words in told.err


def test_the_message_to_the_outstanding_is_worded(at_sample: Metdesk) -> None:
    told = at_sample("rounds", "message", "--school", "Copse", "--json").document
    assert told["subject"].endswith("your signature")
    assert "Copse Centre" in told["words"]
    assert all("@" in one for one in told["to"])


def test_answers_are_listed_entered_and_corrected(at_sample: Metdesk, record: Write) -> None:
    listed = at_sample("list", "acknowledgements", "--school", "Trust central", "--limit", "3", "--json").document
    assert {"person", "edition", "answer", "signed_on"} <= set(listed["rows"][0])
    number = listed["rows"][-1]["id"]
    changed = {"signed_on": "2022-03-05", "received_on": "2022-03-06", "correction": "The day was misread."}
    assert at_sample("change", "acknowledgements", number, record(changed)).status == 0
    again = at_sample("change", "acknowledgements", number, record(changed))
    assert (again.status, "corrected already" in again.err) == (1, True)
    twice = record({"person_id": listed["rows"][0]["person_id"], "signed_on": str(date.today())})
    assert "Entered already" in at_sample("add", "acknowledgements", twice).err


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"signed_on": "2049-01-01"}, "still to come"),
        ({"signed_on": "2019-01-01"}, "cannot have been signed before"),
        ({"answer": "refused", "signed_on": str(date.today())}, "Give the reason"),
        ({"answer": "maybe", "signed_on": str(date.today())}, "not among the choices"),
    ],
)
def test_an_answer_that_cannot_be_is_one_sentence(
    at_sample: Metdesk, record: Write, values: dict[str, Any], words: str
) -> None:
    open_ones = at_sample("rounds", "list", "--json").document
    assert open_ones["total"]
    told = at_sample("add", "acknowledgements", record({"person_id": 1, **values}))
    assert told.status == 1
    assert words in told.err


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["chase", "--school", "Copse"],
        ["receipt", "--id", "9"],
        ["acknowledgements", "--outstanding", "--by-team", "--school", "Copse"],
    ],
)
def test_papers_about_answers_are_printed(at_sample: Metdesk, tmp_path: Path, words: list[str]) -> None:
    out = tmp_path / "paper.pdf"
    assert at_sample("print", *words, "--out", out, "--json").document["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF")


def test_a_receipt_needs_an_answer(at_sample: Metdesk, tmp_path: Path) -> None:
    assert "Name the answer by its id" in at_sample("print", "receipt", "--out", tmp_path / "a.pdf").err


def test_a_target_out_of_bounds_is_refused(at_sample: Metdesk) -> None:
    for value in ("0", "101"):
        assert "from 1 to 100" in at_sample("settings", "set", "target_signed", value).err


def test_exported_answers_come_back_in_unchanged(at_sample: Metdesk, tmp_path: Path) -> None:
    at_sample("export", "--out", tmp_path, "--format", "csv")
    told = at_sample("acknowledgements", "import", tmp_path / "acknowledgements.csv", "--dry-run", "--json").document
    assert told["added"] == told["changed"] == 0
    assert told["unchanged"] > 700
    assert told["refused"] == []
