"""Backups and the way back on the command line."""

import shutil
from pathlib import Path

import pytest

from metdesk import sample
from metdesk.desk import Desk
from tests.metdesk.calls import Metdesk


@pytest.fixture
def copy(at_sample: Metdesk, tmp_path: Path) -> Path:
    """A backup on a stick."""
    out = tmp_path / "My stick" / "The copy.metdesk"
    assert at_sample("backup", "--out", out).status == 0
    return out


def test_a_backup_is_made_listed_and_checked(at_sample: Metdesk) -> None:
    assert at_sample("backups").out.strip() == "There is no backup yet."
    made = at_sample("backup", "--json").document["backup"]
    (row,) = at_sample("backups", "--json").document["rows"]
    assert set(row) == {"backup", "at", "bytes", "seal", "verified", "problems", "reason", "who", "where"}
    assert (row["backup"], row["verified"], row["problems"]) == (made, True, [])
    assert (row["reason"], row["who"], row["where"]) == ("asked for", sample.KEYHOLDER, "With the register")
    (Path(made) / "register.db").write_bytes(b"damaged")
    (row,) = at_sample("backups", "--json").document["rows"]
    assert not row["verified"]
    assert "register.db differs" in at_sample("backups").out


def test_a_register_is_restored_on_an_empty_pc(
    at_sample: Metdesk, copy: Path, sample_register: Path, tmp_path: Path
) -> None:
    shutil.rmtree(sample_register)
    to = tmp_path / "New PC" / "Trust.metdesk"
    told = at_sample("restore", copy, "--to", to, "--json")
    assert told.status == 0
    assert told.document["register"] == str(to)
    assert (told.document["aside"], told.document["lost"], told.document["entries"]) == (None, None, [])
    assert at_sample("--register", to, "list", "schools", "--json").document["total"] == 5
    assert at_sample("--register", to, "verify").status == 0


def test_a_restore_says_what_is_lost_and_keeps_it(at_sample: Metdesk, copy: Path, sample_register: Path) -> None:
    assert at_sample("settings", "set", "lock_minutes", "7").status == 0
    told = at_sample("restore", copy, "--to", sample_register, "--json")
    assert (told.status, told.document["lost"]) == (0, 1)
    assert "lock" in told.document["entries"][0]["what"]
    with Desk.open(Path(told.document["aside"]), None, sample.PASSPHRASE) as desk:
        assert desk.setting("lock_minutes") == 7
    with Desk.open(sample_register, None, sample.PASSPHRASE) as desk:
        assert desk.setting("lock_minutes") == 5
    said = at_sample("restore", copy, "--to", sample_register)
    assert "is kept in" in said.out
    assert "1 entry made since then" in said.out


def test_what_cannot_be_restored_is_refused_in_a_sentence(
    at_sample: Metdesk, copy: Path, sample_register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at_sample("restore", tmp_path / "away", "--to", sample_register).status == 1
    assert at_sample("restore", copy).status == 2
    with Desk.open(sample_register, None, sample.PASSPHRASE):
        told = at_sample("restore", copy, "--to", sample_register)
        assert (told.status, sample.KEYHOLDER in told.err) == (3, True)
    monkeypatch.setenv("METDESK_PASSPHRASE", "not the passphrase at all")
    assert at_sample("restore", copy, "--to", sample_register).status == 1
    monkeypatch.setenv("METDESK_PASSPHRASE", sample.PASSPHRASE)
    (copy / "register.db").write_bytes(b"x")
    told = at_sample("restore", copy, "--to", sample_register)
    assert told.status == 1
    assert "not restored" in told.err
    assert not (sample_register / "aside").exists()


def test_changing_calls_back_the_register_up_once_in_half_an_hour(at_sample: Metdesk) -> None:
    for minutes in ("6", "7", "8"):
        assert at_sample("settings", "set", "lock_minutes", minutes).status == 0
    assert at_sample("backups", "--json").document["total"] == 1


def test_verify_reminds_of_a_second_place_that_was_not_seen_for_a_week(
    at_sample: Metdesk, sample_register: Path, tmp_path: Path
) -> None:
    import json

    from metdesk import backups

    (tmp_path / "Stick").mkdir()
    with Desk.open(sample_register, None, sample.PASSPHRASE) as desk:
        backups.choose_place(desk, tmp_path / "Stick")
        backups.back_up(desk)
    note = sample_register / "backups" / "second-place.json"
    said = json.loads(note.read_text()) | {"reached": "2026-01-01T00:00:00+00:00"}
    note.write_text(json.dumps(said))
    told = at_sample("verify", "--json")
    assert told.status == 1
    assert [problem for problem in told.document["problems"] if "was not reached" in problem]
