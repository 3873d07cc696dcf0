"""Declarations and approaches by the command line: the same steps and sentences as in the window."""

import json
from datetime import date
from pathlib import Path

import pytest

from db import keys
from metdesk import declarations, reviewing, sample, schools, sitting
from metdesk.desk import Desk
from metdesk.roles import Role
from tests.metdesk.calls import Metdesk


def test_what_waits_is_listed_and_steps_are_taken_with_the_windows_sentences(at_sample: Metdesk) -> None:
    rows = at_sample("declarations", "queue", "--json").document["rows"]
    assert len(rows) > 5
    number = str(rows[0]["id"])
    early = at_sample("declarations", "no-change", number, "--on", "1/1/2001")
    assert (early.status, "cannot have been before" in early.err) == (1, True)
    today = f"{date.today():%d/%m/%Y}"
    assert at_sample("declarations", "no-change", number, "--on", today).status == 0
    end = ("end", number, "--on", today, "--reason", "They moved away.")
    assert at_sample("declarations", *end).status == 0
    assert "is ended" in at_sample("declarations", *end).err
    wrong = ("decide", number, "approved", "--decided-by", "999999", "--on", "1/1/2001", "--reason", "Cousins.")
    assert at_sample("declarations", *wrong).status == 1
    assert at_sample("approaches", "report", "999", "--on", "1/1/2026").status == 1


HEAD = "The head of Ash Hill"


@pytest.fixture
def waiting(sample_register: Path) -> int:
    """A declaration that waits for the head of a school, who is a keyholder now."""
    with Desk.open(sample_register, sample.KEYHOLDER, sample.PASSPHRASE) as desk:
        one = next(one for one in reviewing.queue(desk) if not one.declaration.nothing and not one.moved)
        head = schools.get(desk, one.school_id).head_id
        assert head != one.person_id
        sitting.add_keyholder(
            desk, HEAD, Role.HEADTEACHER, [one.school_id], sample.PASSPHRASE, head, cost=keys.CHEAPEST
        )
    return one.id


def test_a_head_signs_with_her_passphrase(at_sample: Metdesk, waiting: int, sample_register: Path) -> None:
    said = ("declarations", "decide", str(waiting), "approved", "--solely", "no", "--reason", "Cousins.", "--sign")
    office = at_sample("--as", sample.KEYHOLDER, *said)
    assert office.status == 1
    assert at_sample("--as", HEAD, *said, "--on", "1/1/2026").status == 2
    assert at_sample("--as", HEAD, *said).status == 0
    with Desk.open(sample_register, sample.KEYHOLDER, sample.PASSPHRASE, read_only=True) as desk:
        *_, step = declarations.steps(desk, waiting)
    assert (step.step, step.signed, step.taken_on) == ("approved", "on screen", date.today())


def test_a_keeper_takes_the_whole_file_out_and_somebody_else_is_noted(
    at_sample: Metdesk, sample_register: Path, tmp_path: Path
) -> None:
    with Desk.open(sample_register, sample.KEYHOLDER, sample.PASSPHRASE) as desk:
        sitting.add_keyholder(desk, "Una Osei", Role.TRUST_OFFICER, [], sample.PASSPHRASE, cost=keys.CHEAPEST)
    entries: list[int] = []
    for who in (sample.KEYHOLDER, "Una Osei", sample.KEYHOLDER):
        out = tmp_path / "all.json"
        assert at_sample("--as", who, "export", "--out", out, "--format", "json").status == 0
        tables = json.loads(out.read_text("utf-8"))["tables"]
        assert all("with_whom" in row for row in tables["declaration"])
        entries.append(len(tables["audit"]))
    assert entries == [entries[0], entries[0], entries[0] + 1]
