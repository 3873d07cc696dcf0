"""Copies of an open register."""

import hashlib
import json
import threading
from pathlib import Path

import pytest

from db import audit, cipher, keys, manifest
from db.errors import BackupChosen, GivenUp, Unavailable
from db.keys import Unlocked
from db.manifest import MANIFEST
from db.store import FILE, Store
from tests.db.animals import Animal
from tests.db.conftest import NAME, PASSPHRASE


def test_a_backup_is_opened_by_the_same_passphrase_and_holds_the_same(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")
    copy = store.backup()
    seal = audit.seal()
    store.close()
    assert copy.parent == store.folder / "backups"
    opened = cipher.connect(copy / FILE, keys.unlock(copy, None, PASSPHRASE).database_key, mode="ro")
    assert opened.execute("SELECT name FROM animal").fetchall() == [("Rex",)]
    assert audit.head(opened) == seal
    opened.close()


def test_a_backup_is_not_worked_in(store: Store) -> None:
    copy = store.backup()
    with pytest.raises(BackupChosen, match="restore it first"):
        Store.open(copy, store.unlocked)
    (copy / MANIFEST).write_text("{}")
    with pytest.raises(BackupChosen, match="not whole"):
        Store.open(copy, store.unlocked, read_only=True)


def test_the_manifest_tells_hashes_rows_and_the_seal(store: Store, tmp_path: Path) -> None:
    copy = store.backup(tmp_path / "Stick" / "Copy.metdesk")
    told = json.loads((copy / MANIFEST).read_text())
    assert told["register"] == store.unlocked.register_id
    assert (told["reason"], told["who"], told["name"]) == ("asked", NAME, "Register")
    assert told["files"][FILE] == hashlib.sha256((copy / FILE).read_bytes()).hexdigest()
    assert told["rows"]["audit"] == 1
    assert told["seal"] == {"n": 1, "hash": audit.seal().hash.hex()}
    assert [path.name for path in copy.parent.iterdir()] == ["Copy.metdesk"]


def test_a_place_that_is_taken_or_full_is_said_and_nothing_half_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "Copies"
    taken = store.backup(place / "One")
    with pytest.raises(Unavailable, match="already"):
        store.backup(taken)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.backup.keyfile.write", full)
    with pytest.raises(Unavailable, match="make room"):
        store.backup(place / "Two")
    assert list(place.iterdir()) == [taken]


def test_a_backup_in_use_is_copied_in_steps_and_takes_in_what_is_written_meanwhile(store: Store) -> None:
    with store.change("animals.add", "Added many") as change:
        change.insert_many(Animal, [{"name": f"O’Neill-Ştefănescu <b> {n}"} for n in range(4000)])
    told: list[float] = []

    def meanwhile(fraction: float) -> None:
        told.append(fraction)
        if len(told) == 3:
            with store.change("animals.add", "Added Rex") as change:
                change.insert(Animal, name="Rex")

    copy = store.backup(reason="time", progress=meanwhile)
    found = manifest.read(copy)
    assert found is not None
    assert (found.reason, found.who, found.seal) == ("time", NAME, audit.seal())
    assert found.rows["animal"] == 4001
    assert len(told) > 3
    assert told == sorted(told)
    assert sorted(path.name for path in copy.iterdir()) == ["keys.json", "keys.json.bak", MANIFEST, FILE]


def test_a_backup_in_use_waits_until_a_change_is_over(store: Store) -> None:
    begun, over = threading.Event(), threading.Event()
    made: list[Path] = []
    thread = threading.Thread(target=lambda: made.append(store.backup(progress=lambda _: begun.set())))
    with store.change("animals.add", "Added Rex") as change:
        change.insert(Animal, name="Rex")
        thread.start()
        begun.wait()
        over.set()
    thread.join()
    found = manifest.read(made[0])
    assert found is not None
    assert found.rows["animal"] == 1


def test_closing_gives_up_the_backup_that_is_being_made(store: Store) -> None:
    begun = threading.Event()
    raised: list[Exception] = []

    def make() -> None:
        try:
            store.backup(progress=lambda _: begun.set())
        except GivenUp as error:
            raised.append(error)

    with store.change("animals.add", "Added many") as change:
        change.insert_many(Animal, [{"name": str(n)} for n in range(20000)])
    thread = threading.Thread(target=make)
    thread.start()
    begun.wait()
    store.close()
    thread.join()
    assert [path for path in (store.folder / "backups").iterdir() if not path.name.endswith(".metdesk")] == []


def test_a_full_disk_is_said_and_the_register_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr("db.backup.copy_file", full)
    with pytest.raises(Unavailable, match=r"make room .* The register itself is as it was"):
        store.backup()
    assert list((store.folder / "backups").iterdir()) == []
    with store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")
    assert Animal.get().name == "Rex"


def test_what_a_killed_backup_left_is_cleared_by_the_next(store: Store) -> None:
    left = store.folder / "backups" / f".{'0' * 32}"
    left.mkdir(parents=True)
    (left / FILE).write_bytes(b"half")
    made = store.backup()
    assert list((store.folder / "backups").iterdir()) == [made]


def test_a_backup_takes_the_keys_as_they_are_now(store: Store) -> None:
    new = "another passphrase of mine"
    keys.change_passphrase(store.folder, store.unlocked, PASSPHRASE, new, cost=keys.CHEAPEST)
    copy = store.backup()
    assert keys.unlock(copy, None, new).database_key == store.unlocked.database_key


def test_a_backup_is_encrypted(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        with store.change("animals.add", "Added") as change:
            change.insert(Animal, name="Confidentialius")
        copy = store.backup()
    assert all(b"onfidentialius" not in path.read_bytes() for path in copy.iterdir())
