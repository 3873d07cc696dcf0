"""Copies of an open register."""

import hashlib
import json
from pathlib import Path

import pytest

from db import audit, keys
from db.backup import MANIFEST
from db.errors import Unavailable
from db.keys import Unlocked
from db.store import FILE, Store
from tests.db.animals import Animal
from tests.db.conftest import PASSPHRASE


def test_a_backup_opens_with_the_same_passphrase_and_holds_the_same(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")
    copy = store.backup()
    seal = audit.seal()
    store.close()
    assert copy.parent == store.folder / "backups"
    with Store.open(copy, keys.unlock(copy, None, PASSPHRASE)):
        assert Animal.get().name == "Rex"
        assert audit.seal() == seal


def test_the_manifest_tells_hashes_rows_and_the_seal(store: Store, tmp_path: Path) -> None:
    copy = store.backup(tmp_path / "Stick" / "Copy.metdesk")
    manifest = json.loads((copy / MANIFEST).read_text())
    assert manifest["register"] == store.unlocked.register_id
    assert manifest["files"][FILE] == hashlib.sha256((copy / FILE).read_bytes()).hexdigest()
    assert manifest["rows"]["audit"] == 1
    assert manifest["seal"] == {"n": 1, "hash": audit.seal().hash.hex()}
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
