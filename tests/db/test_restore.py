"""A backup put in the place of a register, or where there is none: the whole of it, or nothing."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import audit, keyfile, keys, lockfile, restore, rollforward, verify
from db.errors import BackupChosen, InUse, NewerRegister, NotARegister, Refused, Unavailable, WrongPassphrase
from db.keys import Unlocked
from db.manifest import MANIFEST, read
from db.store import FILE, Store
from tests.db.animals import Animal
from tests.db.conftest import NAME, PASSPHRASE, Template

ODD = "O’Neill-Ştefănescu <b>"


def add(store: Store, name: str) -> None:
    with store.change("animals.add", f"Added {name}") as change:
        change.insert(Animal, name=name)


def names(folder: Path, unlocked: Unlocked) -> list[str]:
    """The animals of a closed register, which is whole and holds its seal."""
    with Store.open(folder, unlocked):
        assert verify_all() == []
        return [row.name for row in Animal.select().order_by(Animal.id)]


def verify_all() -> list[str]:
    return list(verify.verify())


@pytest.fixture
def backup(folder: Path, unlocked: Unlocked) -> Path:
    """A backup with one animal, of a register that has two by now."""
    with Store.open(folder, unlocked) as store:
        add(store, ODD)
        made = store.backup()
        add(store, "Later")
    return made


@pytest.fixture
def stick(backup: Path, tmp_path: Path) -> Path:
    """The backup alone, in a folder with spaces in its name."""
    return Path(shutil.copytree(backup, tmp_path / "My Stick" / "The copy.metdesk"))


def test_an_empty_pc_gets_its_register_back_from_the_stick_alone(stick: Path, folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder)
    before = {path.name: path.read_bytes() for path in stick.iterdir()}
    to = tmp_path / "New PC" / "Mowbray.metdesk"
    unlocked = restore.unlock(stick, NAME, PASSPHRASE, to)
    done = restore.restore(stick, to, unlocked)
    assert (done.folder, done.aside) == (to, None)
    assert names(to, keys.unlock(to, NAME, PASSPHRASE)) == [ODD]
    assert {path.name: path.read_bytes() for path in stick.iterdir()} == before
    assert [path.name for path in to.parent.iterdir()] == ["Mowbray.metdesk"]
    assert not (to / MANIFEST).exists()


def test_an_older_state_takes_the_place_and_the_present_one_is_put_aside(
    backup: Path, folder: Path, unlocked: Unlocked
) -> None:
    done = restore.restore(backup, folder, unlocked)
    assert names(folder, unlocked) == [ODD]
    assert done.aside is not None
    assert done.aside.parent == folder / "aside"
    assert names(done.aside, unlocked) == [ODD, "Later"]
    assert not (folder / "restoring").exists()
    assert not (folder / "restoring.tmp").exists()


def test_the_audit_says_which_backup_took_the_place_of_which_state(
    backup: Path, folder: Path, unlocked: Unlocked
) -> None:
    with Store.open(folder, unlocked):
        replaced = audit.seal()
    done = restore.restore(backup, folder, unlocked)
    manifest = read(backup)
    assert manifest is not None
    with Store.open(folder, unlocked) as store:
        assert audit.seal() == done.seal
        assert audit.holds(manifest.seal)
        row = store.database.raw.execute(
            "SELECT what, words, keyholder_name, change FROM audit WHERE n = ?", (done.seal.n,)
        ).fetchone()
        (detail,) = audit.details_of(row[3])
    assert row[0] == "register.restore"
    assert row[2] == NAME
    assert manifest.seal.words in row[1]
    assert replaced.words in row[1]
    assert json.loads(str(detail.before))["seal"] == {"n": replaced.n, "hash": replaced.hash.hex()}
    assert json.loads(str(detail.after))["seal"] == {"n": manifest.seal.n, "hash": manifest.seal.hash.hex()}


def test_the_logs_of_the_present_file_go_aside_with_it(backup: Path, folder: Path, unlocked: Unlocked) -> None:
    for end in ("-wal", "-journal"):
        (folder / f"{FILE}{end}").write_bytes(b"stale" * 1000)
    done = restore.restore(backup, folder, unlocked)
    assert names(folder, unlocked) == [ODD]
    assert done.aside is not None
    assert (done.aside / f"{FILE}-journal").read_bytes() == b"stale" * 1000


@pytest.mark.parametrize("damage", ["cut", "empty", "gone", "noise", "keys", "keys gone"])
def test_a_damaged_register_is_replaced_and_kept(backup: Path, folder: Path, unlocked: Unlocked, damage: str) -> None:
    file = folder / FILE
    data = file.read_bytes()
    if damage == "gone":
        file.unlink()
    elif damage.startswith("keys"):
        for name in ("keys.json", "keys.json.bak"):
            (folder / name).unlink() if damage == "keys gone" else (folder / name).write_bytes(b"{}")
    else:
        file.write_bytes({"cut": data[:5000], "empty": b"", "noise": data[:4096] + bytes(len(data) - 4096)}[damage])
    done = restore.restore(backup, folder, unlocked)
    assert names(folder, unlocked) == [ODD]
    assert done.aside is not None
    assert (done.aside / FILE).exists() == (damage != "gone")


def test_after_a_change_of_key_the_state_with_the_old_key_comes_back_whole(
    backup: Path, folder: Path, unlocked: Unlocked
) -> None:
    with Store.open(folder, unlocked) as store:
        keys.add(folder, store.unlocked, "Ana Reyes", "reader", [], "another phrase of four", cost=keys.CHEAPEST)
        store.sync_keyholders()
        from db import removal

        newer = removal.remove(store, "Ana Reyes")
    assert newer.database_key != unlocked.database_key
    done = restore.restore(backup, folder, restore.unlock(backup, NAME, PASSPHRASE, folder))
    assert names(folder, keys.unlock(folder, NAME, PASSPHRASE)) == [ODD]
    assert done.aside is not None
    assert names(done.aside, keys.unlock(done.aside, NAME, PASSPHRASE)) == [ODD, "Later"]


# -- refused


def test_a_backup_of_another_register_is_refused(
    folder: Path, unlocked: Unlocked, template: Template, tmp_path: Path
) -> None:
    other = tmp_path / "Other.metdesk"
    theirs, _ = keys.create_keys(other, NAME, "trust officer", PASSPHRASE, cost=keys.CHEAPEST)
    with Store.create(other, theirs) as store:
        copy = store.backup()
    before = (folder / FILE).read_bytes()
    with pytest.raises(Refused, match="backup of another register"):
        restore.restore(copy, folder, theirs)
    assert (folder / FILE).read_bytes() == before
    (folder / "keys.json").write_bytes(b"damaged")
    with pytest.raises(Refused, match="backup of another register"):
        restore.restore(copy, folder, theirs)


@pytest.mark.parametrize("name", [FILE, "keys.json", MANIFEST])
def test_a_backup_that_was_changed_is_refused(stick: Path, folder: Path, unlocked: Unlocked, name: str) -> None:
    data = bytearray((stick / name).read_bytes())
    data[len(data) // 2] ^= 1
    (stick / name).write_bytes(bytes(data))
    with pytest.raises(Refused, match="changed after it was made"):
        restore.restore(stick, folder, unlocked)
    assert names(folder, unlocked) == [ODD, "Later"]
    assert not (folder / "aside").exists()


@pytest.mark.parametrize("name", [FILE, "keys.json"])
def test_a_backup_that_is_not_whole_is_refused(stick: Path, tmp_path: Path, unlocked: Unlocked, name: str) -> None:
    (stick / name).unlink()
    with pytest.raises(Refused, match="not whole"):
        restore.restore(stick, tmp_path / "New.metdesk", unlocked)
    assert not (tmp_path / "New.metdesk").exists()


def test_a_manifest_made_to_fit_another_file_is_refused(
    stick: Path, backup: Path, folder: Path, unlocked: Unlocked
) -> None:
    """Somebody without the key puts an older copy under a newer manifest, with hashes and checksum that fit."""
    import hashlib

    from db import manifest as manifests

    with Store.open(folder, unlocked) as store:
        newer = store.backup()
    found = read(newer)
    assert found is not None
    (stick / FILE).write_bytes((backup / FILE).read_bytes())
    files = found.files | {FILE: hashlib.sha256((stick / FILE).read_bytes()).hexdigest()}
    forged = manifests.Manifest(**{**found.__dict__, "files": files})
    (stick / MANIFEST).write_bytes(manifests.encoded(forged))
    with pytest.raises(Refused, match="changed after it was made"):
        restore.restore(stick, folder, unlocked)


def test_a_folder_that_is_no_backup_is_refused(folder: Path, tmp_path: Path, unlocked: Unlocked) -> None:
    for wrong in (tmp_path, folder, tmp_path / "away"):
        with pytest.raises(Refused, match="is not a backup"):
            restore.restore(wrong, tmp_path / "New.metdesk", unlocked)


def test_a_place_with_something_else_in_it_is_refused(backup: Path, tmp_path: Path, unlocked: Unlocked) -> None:
    taken = tmp_path / "Photographs"
    taken.mkdir()
    (taken / "one.jpg").write_bytes(b"x")
    (tmp_path / "file").write_bytes(b"x")
    for place in (taken, tmp_path / "file", backup):
        with pytest.raises(Refused, match="choose another place"):
            restore.restore(backup, place, unlocked)
    assert [path.name for path in taken.iterdir()] == ["one.jpg"]


def test_a_register_that_is_open_is_refused_naming_who_has_it(backup: Path, folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        with pytest.raises(InUse, match=NAME):
            restore.restore(backup, folder, unlocked)
        add(store, "Still going")
    assert names(folder, unlocked) == [ODD, "Later", "Still going"]


def test_a_wrong_passphrase_is_refused_and_counts_at_the_register(backup: Path, folder: Path) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            restore.unlock(backup, NAME, "not the passphrase", folder)
    with pytest.raises(Refused, match="Wait"):
        keys.unlock(folder, NAME, PASSPHRASE)
    assert sorted(path.name for path in backup.iterdir()) == ["keys.json", "keys.json.bak", MANIFEST, FILE]


def test_whoever_may_not_manage_cannot_restore(folder: Path, unlocked: Unlocked) -> None:
    phrase = "another phrase of four"
    with Store.open(folder, unlocked) as store:
        keys.add(folder, store.unlocked, "Ana Reyes", "reader", [], phrase, cost=keys.CHEAPEST)
        store.sync_keyholders()
        backup = store.backup()
    with pytest.raises(Refused, match="can restore a backup"):
        restore.restore(backup, folder, restore.unlock(backup, "Ana Reyes", phrase, folder))


def test_a_backup_of_a_newer_program_is_refused(
    backup: Path, folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.restore.MIGRATIONS", ())
    with pytest.raises(NewerRegister):
        restore.restore(backup, folder, unlocked)


def test_a_full_disk_leaves_everything_as_it_was(
    backup: Path, folder: Path, unlocked: Unlocked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.restore.copy_hashed", full)
    for to in (folder, tmp_path / "New.metdesk"):
        with pytest.raises(Unavailable, match="Everything is as it was"):
            restore.restore(backup, to, unlocked)
    monkeypatch.undo()
    assert names(folder, unlocked) == [ODD, "Later"]
    assert not (folder / "restoring.tmp").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Register.metdesk"]


# -- cut short


class Killed(BaseException):
    """Stands for the end of the process: nothing here catches it but `finally`."""


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Ends the process at the step whose number is put in: each renaming is one, before and after it."""
    left: list[int] = []

    def counted(name: str) -> None:
        whole = getattr(Path, name)

        def step(path: Path, target: Path) -> Path:
            _count(left)
            moved: Path = whole(path, target)
            _count(left)
            return moved

        monkeypatch.setattr(Path, name, step)

    counted("rename")
    counted("replace")
    yield left
    monkeypatch.undo()


def _count(left: list[int]) -> None:
    if left:
        left[0] -= 1
        if left[0] < 0:
            left.clear()
            raise Killed


@pytest.mark.parametrize("at", range(40))
def test_cut_short_anywhere_it_is_the_old_or_the_new_state(
    backup: Path, folder: Path, unlocked: Unlocked, steps: list[int], at: int
) -> None:
    steps[:] = [at]
    try:
        restore.restore(backup, folder, unlocked)
        committed = True
    except Killed:
        committed = rollforward.is_pending(folder)
    steps.clear()
    assert keys.unlock(folder, NAME, PASSPHRASE).keyholder.name == NAME  # whoever comes next finishes it
    found = names(folder, unlocked)
    assert found in ([ODD], [ODD, "Later"])
    assert not committed or found == [ODD]
    assert not (folder / "restoring").exists()


def test_a_pending_restore_waits_while_somebody_has_the_register(folder: Path) -> None:
    lock = lockfile.take(folder, "Ana Reyes")
    (folder / "restoring").mkdir()
    with pytest.raises(InUse, match="Ana Reyes"):
        keyfile.read(folder)
    lock.release()


def test_a_note_that_names_a_place_elsewhere_is_not_followed(
    backup: Path, folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("db.rollforward.note", lambda _: json.dumps({"aside": "../../elsewhere"}).encode())
    done = restore.restore(backup, folder, unlocked)
    assert done.aside == folder / "aside" / "before a restore.metdesk"
    assert not (tmp_path / "elsewhere").exists()


def test_a_restored_register_is_restored_again(backup: Path, folder: Path, unlocked: Unlocked) -> None:
    first = restore.restore(backup, folder, unlocked)
    second = restore.restore(backup, folder, unlocked)
    assert names(folder, unlocked) == [ODD]
    assert first.aside != second.aside
    with Store.open(folder, unlocked), pytest.raises((BackupChosen, NotARegister)):
        Store.open(folder / "backups", unlocked)
