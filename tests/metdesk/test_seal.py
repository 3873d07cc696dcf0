"""A register somebody tampered with, held against what this PC saw of it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db import audit, cipher, keys, restore
from db.audit import Author, Detail
from db.store import FILE, moment
from metdesk import backups, history, people, seal
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.seal import Check, Checked, Notes, Since
from tests.conftest import KEYHOLDER, PASSPHRASE


@pytest.fixture
def register(desk: Desk, school: int, notes: Notes) -> Path:
    """A closed register with a head and Mrs Marsh, which this PC saw and found sound."""
    people.add(desk, people.Person("Marsh", "Jo", "Mrs", school_id=school))
    people.change(desk, 2, replace(people.get(desk, 2), job="Clerk"))
    assert Check(desk, notes).whole(lambda _: None).sound
    seal.leave(desk, notes)
    desk.close()
    return desk.folder


def checked(folder: Path, notes: Notes) -> Checked:
    """What this PC says when the register is opened."""
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        return Check(desk, notes).whole(lambda _: None)


def attack(folder: Path, *statements: str) -> None:
    """Runs SQL on the file with its real key, as a keyholder with a programmer's tools could."""
    unlocked = keys.unlock(folder, KEYHOLDER, PASSPHRASE)
    connection = cipher.connect(folder / FILE, unlocked.database_key)
    connection.execute("PRAGMA foreign_keys = OFF")
    for one in statements:
        connection.execute(one)
    connection.close()


def test_a_register_nobody_touched_is_sound_and_seen(register: Path, notes: Notes) -> None:
    found = checked(register, notes)
    assert (found.sound, found.comparison.since) == (True, Since.FOLLOWS)
    assert found.words == "Everything is as its keyholders left it: 7 entries followed."


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE audit SET words = 'Added Mr Jo Marsh' WHERE n = 6"], "Of entry 6 of"),
        (["UPDATE audit SET signature = zeroblob(64) WHERE n = 6"], "signature is missing"),
        (["DELETE FROM audit WHERE n = 4", "DELETE FROM audit_detail WHERE n = 4"], "Entry 4 is missing."),
        (["UPDATE audit_detail SET after = replace(after, 'Clerk', 'Head') WHERE n = 7"], "the details were changed"),
        (["UPDATE person SET job = 'Head' WHERE id = 2"], "person Mrs Jo Marsh was changed without an entry: Role."),
        (["UPDATE school SET head_id = 2"], "school Ash Hill Primary was changed without an entry: Head."),
        (["DELETE FROM person WHERE id = 2"], "person no. 2 was taken out of the file without an entry."),
        (
            ["INSERT INTO person SELECT 9, NULL, 'Smith', 'Al', '', '', '', 'staff', '', '', 1, NULL, NULL, 'x' "
             "FROM person WHERE id = 1"],
            "person Al Smith was added without an entry.",
        ),
        (["UPDATE keyholder SET role = 'trust officer' WHERE name = 'Jo Marsh'"], "keyholder Jo Marsh"),
    ],
)  # fmt: skip
def test_what_was_edited_with_the_key_in_hand_is_named(
    register: Path, notes: Notes, statements: list[str], said: str
) -> None:
    attack(register, *statements)
    found = checked(register, notes)
    assert not found.sound
    assert any(said in problem for problem in found.all_problems), found.all_problems
    assert any(said in problem for problem in checked(register, notes).all_problems)  # and the next time too


def test_entries_cut_from_the_end_are_noticed(register: Path, notes: Notes) -> None:
    attack(register, "DELETE FROM audit_detail WHERE n > 5", "DELETE FROM audit WHERE n > 5",
           "DELETE FROM person WHERE id = 2")  # fmt: skip
    found = checked(register, notes)
    assert found.problems == ()  # the file alone does not show it
    assert found.comparison.since is Since.OLDER
    assert "at least 2 entries made by then are missing" in found.all_problems[0]
    assert "restore the newest backup" in found.all_problems[0]


def test_an_older_copy_in_its_place_is_noticed_even_when_it_grew_since(
    folder: Path, register: Path, notes: Notes, tmp_path: Path
) -> None:
    copy = shutil.copytree(register, tmp_path / "Copy.metdesk")
    with Desk.open(register, KEYHOLDER, PASSPHRASE) as desk:
        people.change(desk, 2, replace(people.get(desk, 2), job="Bursar"))
        seal.leave(desk, notes)
    shutil.rmtree(register)
    shutil.copytree(copy, register)
    assert checked(register, notes).comparison.since is Since.OLDER
    with Desk.open(register, KEYHOLDER, PASSPHRASE) as desk:
        for job in ("Cook", "Coach"):
            people.change(desk, 2, replace(people.get(desk, 2), job=job))
        seal.leave(desk, notes)  # which does not take it as seen
    found = checked(register, notes)
    assert (found.comparison.since, found.sound) == (Since.EDITED, False)
    assert "entry 8 is another one now" in found.comparison.words


def test_a_person_may_take_it_as_it_stands(register: Path, notes: Notes) -> None:
    attack(register, "DELETE FROM audit_detail WHERE n > 6", "DELETE FROM audit WHERE n > 6",
           "UPDATE person SET job = ''")  # fmt: skip
    with Desk.open(register, KEYHOLDER, PASSPHRASE) as desk:
        assert not Check(desk, notes).comparison.calm
        seal.accept(desk, notes)
        assert Check(desk, notes).whole(lambda _: None).sound


def forge(folder: Path, name: str, sign: Callable[[bytes], bytes]) -> None:
    unlocked = keys.unlock(folder, KEYHOLDER, PASSPHRASE)
    connection = cipher.connect(folder / FILE, unlocked.database_key)
    author = Author(unlocked.keyholder.id, name, unlocked.register_id, sign)
    audit.record(connection, author, "f" * 32, "people.change", "Never happened", moment(), [])
    connection.close()


def test_an_entry_in_anothers_name_is_named(register: Path, notes: Notes) -> None:
    forge(register, KEYHOLDER, lambda _: bytes(64))
    assert any("signature is missing" in one for one in checked(register, notes).problems)


def test_an_entry_under_a_false_name_is_named(register: Path, notes: Notes) -> None:
    forge(register, "Ann Other", keys.unlock(register, KEYHOLDER, PASSPHRASE).sign)
    assert any("bears a false name: Jo Marsh signed it" in one for one in checked(register, notes).problems)


def restored(folder: Path, backup: Path, replaced: dict[str, object] | None) -> None:
    """What restoring leaves: an older copy, and an entry that names the state whose place it took."""
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    unlocked = keys.unlock(folder, KEYHOLDER, PASSPHRASE)
    connection = cipher.connect(folder / FILE, unlocked.database_key)
    head = audit.head(connection)
    author = Author(unlocked.keyholder.id, KEYHOLDER, unlocked.register_id, unlocked.sign)
    after = {"backup": "x", "at": "2026-11-25T10:00:00+00:00", "seal": {"n": head.n, "hash": head.hash.hex()}}
    detail = Detail("restore", 1, "restore", json.dumps({"seal": replaced}), json.dumps(after))
    words = "Restored the backup of 25 November 2026, 10:00"
    audit.record(connection, author, "e" * 32, "register.restore", words, moment(), [detail])
    connection.close()


def test_a_backup_that_was_really_restored_is_said_calmly(register: Path, notes: Notes) -> None:
    with Desk.open(register, KEYHOLDER, PASSPHRASE) as desk:
        backup = backups.back_up(desk)
        people.change(desk, 2, replace(people.get(desk, 2), job="Bursar"))
        seal.leave(desk, notes)
        head = audit.seal()
    restore.restore(backup, register, restore.unlock(backup, KEYHOLDER, PASSPHRASE, register), replaced=head)
    found = checked(register, notes)
    assert (found.sound, found.comparison.since) == (True, Since.RESTORED)
    assert "Restored the backup of" in found.comparison.words
    with Desk.open(register, KEYHOLDER, PASSPHRASE) as desk:
        (part,), _ = history.parts(desk, seal.now(desk).n)
    assert part.words == "Backup put in place of this register"
    assert {line.label for line in part.lines} == {"Backup", "Made on"}


@pytest.mark.parametrize("state", ["exact", "later", "unreadable"])
def test_a_restore_is_said_calmly(register: Path, notes: Notes, tmp_path: Path, state: str) -> None:
    backup = shutil.copytree(register, tmp_path / "Backup.metdesk")
    with Desk.open(register, KEYHOLDER, PASSPHRASE) as desk:
        people.change(desk, 2, replace(people.get(desk, 2), job="Bursar"))
        seal.leave(desk, notes)
        head = audit.seal()
    told = {"exact": {"n": head.n, "hash": head.hash.hex()}, "later": {"n": head.n + 4, "hash": "ab" * 32}}
    restored(register, backup, told.get(state))
    found = checked(register, notes)
    assert (found.sound, found.comparison.since) == (True, Since.RESTORED)
    assert found.comparison.words.startswith("Put back to an earlier state by Jo Marsh on ")
    assert checked(register, notes).comparison.since is Since.FOLLOWS  # said once


def test_a_restore_of_another_state_explains_nothing(register: Path, notes: Notes, tmp_path: Path) -> None:
    backup = shutil.copytree(register, tmp_path / "Backup.metdesk")
    with Desk.open(register, KEYHOLDER, PASSPHRASE) as desk:
        people.change(desk, 2, replace(people.get(desk, 2), job="Bursar"))
        seal.leave(desk, notes)
        head = audit.seal()
    restored(register, backup, {"n": head.n, "hash": "ab" * 32})
    assert checked(register, notes).comparison.since is Since.EDITED


def test_a_register_seen_for_the_first_time_is_verified_whole(register: Path, tmp_path: Path) -> None:
    attack(register, "UPDATE audit SET words = 'x' WHERE n = 2")
    found = checked(register, Notes(tmp_path / "another PC"))
    assert found.comparison.since is Since.FIRST
    assert len(found.problems) == 1


def test_the_note_is_as_its_documentation_says_and_survives_nonsense(register: Path, notes: Notes) -> None:
    unlocked = keys.unlock(register, KEYHOLDER, PASSPHRASE)
    (path,) = (notes.folder).iterdir()
    assert path.name == f"{unlocked.register_id}.json"
    said = json.loads(path.read_text())
    assert (said["format"], said["register"], said["n"]) == ("metdesk last seen 1", unlocked.register_id, 7)
    assert len(said["hash"]) == 64
    for nonsense in ("", "[]", "{}", '{"format": "metdesk last seen 1"}', json.dumps({**said, "hash": "zz"})):
        path.write_text(nonsense)
        assert notes.read(unlocked.register_id) is None
        assert checked(register, notes).comparison.since is Since.FIRST


def test_a_note_that_cannot_be_written_stops_nothing(register: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    found = checked(register, Notes(tmp_path / "file"))
    assert found.sound


def test_a_seal_from_a_page_is_found_in_the_history(desk: Desk, school: int) -> None:
    printed = audit.seal()
    people.add(desk, people.Person("Marsh", "Jo", school_id=school))
    found = seal.find(desk, printed.words)
    assert (found.n, found.who) == (printed.n, KEYHOLDER)
    for written in (f"{printed.n}·{printed.hash.hex()}", f" {printed.n} {printed.hash.hex()[:8].upper()}",
                    f"{printed.n:,} : {printed.hash.hex()[:4]} {printed.hash.hex()[4:8]}"):  # fmt: skip
        assert seal.find(desk, written) == found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 · 0000 0000", "is not part of this register"),
        ("9 999 · 7f3a 91c2", "is not part of this register"),
        ("7f3a 91c2", "Write the seal as it stands"),
        ("", "Write the seal as it stands"),
        ("1 · 7f3", "Write the seal as it stands"),
        ("one · 7f3a 91c2", "Write the seal as it stands"),
        ("1" * 40 + " · 7f3a 91c2", "Write the seal as it stands"),
    ],
)
def test_a_seal_that_is_none_is_refused(desk: Desk, written: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        seal.find(desk, written)


def test_the_work_is_done_in_pieces(sample_desk: Desk, notes: Notes) -> None:
    pieces = list(Check(sample_desk, notes).steps())
    assert len(pieces) > 100
    assert pieces == sorted(pieces)
    head = audit.seal().n
    seal.leave(sample_desk, notes)
    seen = notes.read(sample_desk.store.unlocked.register_id)
    assert seen is not None
    assert seen.seal.n == head
