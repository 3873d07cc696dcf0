"""A keyholder's role and schools changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from db import keyfile, keyholders, keys, removal, slots, standing, verify
from db.errors import Damaged, Refused, Unavailable
from db.keyholders import KeyholderRow
from db.keys import CHEAPEST
from db.store import Store
from tests.db.conftest import NAME, PASSPHRASE

OTHER = "another passphrase of mine"


@pytest.fixture
def two(store: Store) -> Store:
    """The store with a second keyholder, Ann, who may manage."""
    keys.add(store.folder, store.unlocked, "Ann", "business manager", [], OTHER, cost=CHEAPEST)
    store.sync_keyholders()
    return store


def slot_of(folder: Path, name: str) -> slots.Slot:
    return next(one for one in keyfile.read(folder).slots if one.name == name)


def opened(folder: Path, name: str, passphrase: str) -> Store:
    made = Store.open(folder, keys.unlock(folder, name, passphrase))
    standing.catch_up(made, passphrase)
    return made


def test_a_role_counts_at_once_and_the_key_file_follows_the_passphrase(two: Store) -> None:
    folder = two.folder
    standing.change(two, "Ann", "headteacher", [3, 4])
    assert slot_of(folder, "Ann").role == "business manager"
    assert verify.verify() == []
    two.close()
    with opened(folder, "Ann", OTHER) as hers:
        assert (hers.unlocked.keyholder.role, hers.unlocked.keyholder.schools) == ("headteacher", (3, 4))
        assert (slot_of(folder, "Ann").role, slot_of(folder, "Ann").schools) == ("headteacher", (3, 4))
        with pytest.raises(Refused, match="Only a"):
            standing.change(hers, NAME, "reader", [])
        with hers.change("test", "Still signs") as change:
            change.insert(KeyholderRow, **_nobody())
    with opened(folder, "Ann", OTHER) as hers:
        assert hers.unlocked.keyholder.role == "headteacher"


def test_a_key_file_that_cannot_be_written_is_behind_until_the_next_time(
    two: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = two.folder
    standing.change(two, "Ann", "reader", [])
    two.close()

    def full(*_: object) -> None:
        raise Unavailable("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(keyfile, "_write", full)
        with opened(folder, "Ann", OTHER) as hers:
            assert hers.unlocked.keyholder.role == "reader"
    assert slot_of(folder, "Ann").role == "business manager"
    opened(folder, "Ann", OTHER).close()
    assert slot_of(folder, "Ann").role == "reader"


def test_whose_role_may_be_changed_and_by_whom(two: Store) -> None:
    with pytest.raises(Refused, match="cannot be done to yourself"):
        standing.change(two, NAME, "reader", [])
    with pytest.raises(Refused, match="not a keyholder"):
        standing.change(two, "Nobody", "reader", [])
    with pytest.raises(Refused, match="already"):
        standing.change(two, "ann", "business manager", [])
    standing.change(two, "Ann", "business manager", [1])
    with pytest.raises(Refused, match="Nobody else may manage"):
        standing.change(two, NAME, "reader", [])
    with pytest.raises(Refused, match="Nobody else may manage"):
        removal.remove(two, NAME)


def test_a_manager_for_some_schools_makes_nobody_a_keyholder(two: Store) -> None:
    folder = two.folder
    standing.change(two, "Ann", "business manager", [1])
    ann = keys.unlock(folder, "Ann", OTHER)
    two.close()
    private = slots.new_private()
    who = ("f" * 32, "Mallory", "trust officer", ())
    forged = slots.new_slot(ann.register_id, private, who, (ann.keyholder.id, ann.sign), ann.database_key)
    forged = slots.wrap(ann.register_id, forged, private, slots.passphrase_secret(OTHER), CHEAPEST)
    file = replace(ann.keys, slots=(*ann.keys.slots, forged))
    keyfile.write(folder, keyfile.authenticated(file, [ann.database_key]))
    with pytest.raises(Damaged, match="Mallory"):
        Store.open(folder, keys.unlock(folder, NAME, PASSPHRASE))


def test_somebody_whose_role_was_changed_can_be_removed_and_stays_out(two: Store) -> None:
    standing.change(two, "Ann", "reader", [])
    standing.change(two, "Ann", "headteacher", [2])
    removal.remove(two, "Ann")
    assert keys.names(two.folder) == [NAME]
    assert [row.name for row in keyholders.live()] == [NAME, "recovery"]
    assert verify.verify() == []


def _nobody() -> dict[str, object]:
    texts = dict.fromkeys(("keyholder", "name", "role", "issued_by"), "x")
    return {**texts, "schools": "[]", "sign_public": b"", "seal_public": b"", "issue": b""}
