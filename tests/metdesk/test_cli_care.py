"""Checks, paper, keyholders and the care of the register file on the command line."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from metdesk import sample
from metdesk.desk import Desk
from tests.metdesk.calls import Metdesk


def test_checks_say_clause_statement_figures_and_status(at_sample: Metdesk) -> None:
    found = at_sample("check", "--json").document
    assert all(set(one) == {"clause", "statement", "met", "of", "status", "target"} for one in found)
    assert {one["status"] for one in found} <= {"ok", "attention", "breach", "nothing"}
    of_school = at_sample("check", "--school", "Ash", "--json").document
    assert {one["clause"] for one in of_school} < {one["clause"] for one in found}


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        (["acknowledgements", "--school", "Dean"], 74),
        (["acknowledgements", "--person", "9"], 1),
        (["authorisation", "--id", "5"], 1),
        (["authorisation", "--id", "5", "--person", "9"], 1),
        (["accounts", "--school", "Dean"], 2),
        (["policy"], 6),
    ],
)
def test_paper_is_printed_to_a_file(at_sample: Metdesk, tmp_path: Path, words: list[str], pages: int) -> None:
    out = tmp_path / "Paper.pdf"
    told = at_sample("print", *words, "--out", out, "--json")
    assert told.status == 0
    assert set(told.document) == {"pages", "seconds"}
    assert told.document["pages"] == pages
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("form", "files"), [("csv", 9), ("xlsx", 1), ("json", 1)])
def test_every_register_is_exported(at_sample: Metdesk, tmp_path: Path, form: str, files: int) -> None:
    out = tmp_path / "out"
    told = at_sample("export", "--out", out, "--format", form, "--json")
    assert told.status == 0
    assert len(told.document["files"]) == files
    assert all(Path(name).stat().st_size > 100 for name in told.document["files"])


def test_what_was_exported_comes_back_in_unchanged(at_sample: Metdesk, tmp_path: Path) -> None:
    at_sample("export", "--out", tmp_path, "--format", "csv")
    for kind, number in (("schools", 5), ("people", 550), ("accounts", 43), ("approaches", 7)):
        told = at_sample(kind, "import", tmp_path / f"{kind}.csv", "--dry-run", "--json").document
        assert (told["added"], told["changed"], told["unchanged"], told["refused"]) == (0, 0, number, [])


def test_an_export_over_a_file_is_refused(at_sample: Metdesk, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("something else")
    told = at_sample("export", "--out", tmp_path / "taken", "--format", "csv")
    assert told.status == 1
    assert at_sample("export", "--out", tmp_path, "--format", "xlsx").status == 1
    assert at_sample("export", "--out", tmp_path, "--format", "doc").status == 2


def test_verify_finds_a_sound_register_sound(at_sample: Metdesk) -> None:
    assert at_sample("backup").status == 0
    found = at_sample("verify", "--json")
    assert (found.status, found.document["problems"], found.document["integrity"]) == (0, [], "ok")
    assert set(found.document) == {"integrity", "seal", "entries", "attachments", "problems"}


def test_verify_names_a_backup_that_was_changed(at_sample: Metdesk, sample_register: Path) -> None:
    at_sample("backup")
    copy = next((sample_register / "backups").glob("*.metdesk")) / "register.db"
    copy.write_bytes(copy.read_bytes() + b"x")
    found = at_sample("verify", "--json")
    assert found.status == 1
    assert len(found.document["problems"]) == 1


def test_verify_names_a_record_that_was_changed_behind_the_registers_back(
    at_sample: Metdesk, sample_register: Path
) -> None:
    with Desk.open(sample_register, None, sample.PASSPHRASE) as desk:
        desk.store.database.raw.execute("UPDATE account SET handle = 'forged' WHERE id = 3")
    found = at_sample("verify", "--json")
    assert found.status == 1
    assert "account" in found.err


def test_verify_notices_a_register_that_is_older_than_the_one_it_saw(
    at_sample: Metdesk, sample_register: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(sample_register, tmp_path / "Copy.metdesk")
    with Desk.open(sample_register, sample.KEYHOLDER, sample.PASSPHRASE) as desk:
        desk.choose("lock_minutes", 7)
    assert at_sample("verify").status == 0
    shutil.rmtree(sample_register)
    shutil.copytree(copy, sample_register)
    found = at_sample("verify", "--json")
    assert found.status == 1
    assert "older than the one this PC saw" in found.document["problems"][0]
    assert at_sample("verify").status == 1  # and again, until somebody looked into it


def test_a_backup_is_restored_and_not_worked_in(at_sample: Metdesk, tmp_path: Path) -> None:
    copy = tmp_path / "Copy.metdesk"
    assert at_sample("backup", "--out", copy).status == 0
    told = at_sample("--register", copy, "list", "schools")
    assert told.status == 1
    assert "restore it first" in told.err
    assert at_sample("backup", "--out", copy).status == 3


def test_keyholders_come_and_go(at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METDESK_NEW_PASSPHRASE", "a wholly different phrase")
    added = at_sample("keyholders", "add", "Ana Reyes", "--role", "headteacher", "--school", "Ash", "--json")
    assert added.document == {"name": "Ana Reyes", "role": "headteacher"}
    assert at_sample("list", "schools").status == 1  # with two of them, one says who one is
    monkeypatch.setenv("METDESK_KEYHOLDER", sample.KEYHOLDER)
    assert at_sample("keyholders", "passphrase").status == 0
    monkeypatch.setenv("METDESK_PASSPHRASE", "a wholly different phrase")
    assert at_sample("keyholders", "remove", "Ana Reyes").status == 0
    rows = at_sample("keyholders", "list", "--json").document["rows"]
    assert [one["name"] for one in rows] == [sample.KEYHOLDER]


def test_it_is_said_which_person_a_keyholder_is(at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = at_sample("keyholders", "list", "--json").document["rows"]
    marsh = rows[0]["person_id"]
    assert rows[0]["person"] == "Mrs Jo Marsh"
    assert "is Mrs Jo Marsh" in at_sample("keyholders", "list").out
    monkeypatch.setenv("METDESK_KEYHOLDER", sample.KEYHOLDER)
    monkeypatch.setenv("METDESK_NEW_PASSPHRASE", "four words to begin")
    assert at_sample("keyholders", "add", "Ana Reyes", "--person", str(marsh)).status == 1
    assert len(at_sample("keyholders", "list", "--json").document["rows"]) == 1  # refused before any key was made
    told = at_sample("keyholders", "person", "Jo Marsh", "--person", "none", "--json")
    assert told.document == {"name": "Jo Marsh", "person_id": None, "person": None}
    assert at_sample("keyholders", "add", "Ana Reyes", "--person", str(marsh)).status == 0
    assert "take it from them first" in at_sample("keyholders", "person", "Jo Marsh", "--person", str(marsh)).err
    for words, status in (("Nobody", 1), ("Jo Marsh", 2)):
        assert at_sample("keyholders", "person", words, "--person", "none" if status == 1 else "her").status == status


def test_a_keyholders_role_and_schools_are_changed(at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METDESK_NEW_PASSPHRASE", "a wholly different phrase")
    at_sample("keyholders", "add", "Ana Reyes", "--role", "headteacher")
    monkeypatch.setenv("METDESK_KEYHOLDER", sample.KEYHOLDER)
    told = at_sample("keyholders", "change", "Ana Reyes", "--school", "Ash", "--json")
    assert (told.document["role"], len(told.document["schools"])) == ("headteacher", 1)
    told = at_sample("keyholders", "change", "Ana Reyes", "--role", "reader", "--all-schools")
    assert told.out == "Ana Reyes is reader now, for all schools.\n"
    for words, status in (
        (("Ana Reyes", "--role", "reader"), 1),
        (("Nobody", "--role", "reader"), 1),
        ((sample.KEYHOLDER, "--role", "reader"), 1),
        (("Ana Reyes", "--school", "Ash", "--all-schools"), 2),
    ):
        assert at_sample("keyholders", "change", *words).status == status


def test_a_register_is_handed_over_and_recovered(at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METDESK_NEW_PASSPHRASE", "a wholly different phrase")
    kept = at_sample("keyholders", "hand-over", "Una Osei", "--keep-mine", "--json")
    assert kept.document == {"keyholder": "Una Osei", "removed": None, "recovery_key": None}
    monkeypatch.setenv("METDESK_KEYHOLDER", sample.KEYHOLDER)
    refused = at_sample("keyholders", "hand-over", "Una Osei", "--json")
    assert (refused.status, "name them on all of these cases, first" in refused.out + refused.err) == (1, True)
    assert at_sample("breaches", "pass-on", "Una Osei", "--json").document == {"named": 6, "left": []}
    assert at_sample("breaches", "pass-on", "Una Osei", "--json").document == {"named": 0, "left": []}
    over = at_sample("keyholders", "hand-over", "Una Osei", "--json")
    assert (over.document["keyholder"], over.document["removed"]) == ("Una Osei", sample.KEYHOLDER)
    assert at_sample("keyholders", "list").status == 1
    monkeypatch.setenv("METDESK_KEYHOLDER", "Una Osei")
    assert at_sample("keyholders", "list").status == 1  # the passphrase is not hers
    monkeypatch.setenv("METDESK_RECOVERY_KEY", over.document["recovery_key"].lower())
    monkeypatch.setenv("METDESK_NEW_PASSPHRASE", "words that came back again")
    again = at_sample("recover", "--json")
    assert again.document["keyholder"] == "Una Osei"
    assert again.document["recovery_key"] != over.document["recovery_key"]
    used_up = at_sample("recover")
    assert (used_up.status, "newer one" in used_up.err) == (1, True)
    monkeypatch.setenv("METDESK_PASSPHRASE", "words that came back again")
    fresh = at_sample("keyholders", "recovery-key", "--json")
    assert len(fresh.document["recovery_key"].split("-")) == 9
    assert at_sample("verify").status == 0


def test_a_slip_in_the_recovery_key_is_pointed_out(
    at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("K59Y-1R36-VHQG-CSZ9-ZG9A-ABJH-K12M-YHVG-CBHU")
    monkeypatch.setenv("METDESK_NEW_PASSPHRASE", "a wholly different phrase")
    told = at_sample("recover", "--recovery-key-file", sheet, "--as", sample.KEYHOLDER)
    assert (told.status, told.err) == (1, "Group 9: “U” is not in a recovery key.\n")
    told = at_sample("recover", "--as", sample.KEYHOLDER)
    assert (told.status, "METDESK_RECOVERY_KEY" in told.err) == (1, True)


def test_a_reader_may_look_but_not_add(
    at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch, record: Callable[[Any], Path]
) -> None:
    monkeypatch.setenv("METDESK_NEW_PASSPHRASE", "a wholly different phrase")
    at_sample("keyholders", "add", "Ana Reyes", "--role", "reader")
    monkeypatch.setenv("METDESK_KEYHOLDER", "Ana Reyes")
    monkeypatch.setenv("METDESK_PASSPHRASE", "a wholly different phrase")
    assert at_sample("list", "people").status == 0
    told = at_sample("add", "people", record({"surname": "A", "forename": "B", "school_id": 1}))
    assert told.status == 1
    assert "As reader" in told.err
