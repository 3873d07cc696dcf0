"""A keyholder removed, and what is left when that is cut short."""

from pathlib import Path

import pytest

from db import audit, cipher, keyfile, keys, removal, rotation, verify
from db.errors import Damaged, Refused, Unavailable
from db.handing_over import recover
from db.keys import CHEAPEST, Unlocked
from db.store import FILE, Store
from tests.db.animals import Animal
from tests.db.conftest import NAME, PASSPHRASE

OTHER = "another passphrase of mine"


class Cut(BaseException):
    """The power went."""


@pytest.fixture
def two(folder: Path, unlocked: Unlocked) -> Path:
    """A closed register with two keyholders and an animal."""
    with Store.open(folder, unlocked) as store:
        keys.add(folder, store.unlocked, "Ann", "business manager", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
        with store.change("animals.add", "Added") as change:
            change.insert(Animal, name="Rex")
    return folder


def opened(folder: Path, name: str, passphrase: str) -> Store:
    return Store.open(folder, keys.unlock(folder, name, passphrase))


def test_a_removed_keyholder_opens_nothing_and_the_others_everything(two: Path, unlocked: Unlocked) -> None:
    ann = keys.unlock(two, "Ann", OTHER)
    with opened(two, NAME, PASSPHRASE) as store:
        now = removal.remove(store, "Ann")
        assert now.database_key != unlocked.database_key
        assert store.unlocked == now
        assert Animal.get().name == "Rex"
        with store.change("animals.add", "After it") as change:
            change.insert(Animal, name="Bo")
    assert keys.names(two) == [NAME]
    assert not cipher.opens(two / FILE, unlocked.database_key)
    with pytest.raises(Damaged):
        Store.open(two, ann)
    with opened(two, NAME, PASSPHRASE):
        assert Animal.select().count() == 2
        assert verify.verify() == []


def test_the_recovery_key_still_opens_after_a_removal(two: Path, template_recovery: str) -> None:
    with opened(two, NAME, PASSPHRASE) as store:
        removal.remove(store, "Ann")
    store, _ = recover(two, template_recovery, NAME, OTHER, cost=CHEAPEST)
    with store:
        assert Animal.get().name == "Rex"


def test_who_may_not_be_removed_and_by_whom(two: Path) -> None:
    with opened(two, NAME, PASSPHRASE) as store:
        with pytest.raises(Refused, match="cannot be done to yourself"):
            removal.remove(store, NAME)
        with pytest.raises(Refused, match="not a keyholder"):
            removal.remove(store, "Nobody")
        keys.add(two, store.unlocked, "Bo", "reader", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
    with opened(two, "Bo", OTHER) as store, pytest.raises(Refused, match="Only a"):
        removal.remove(store, "Ann")


@pytest.mark.parametrize("cut_at", range(8))
def test_cut_short_anywhere_the_next_opening_finishes_it(
    cut_at: int, two: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0

    def cut(name: str, real: object) -> object:
        def step(*given: object, **named: object) -> object:
            nonlocal steps
            if steps == cut_at:
                raise Cut
            steps += 1
            return real(*given, **named)  # type: ignore[operator]  # whatever is stepped through

        return step

    store = opened(two, NAME, PASSPHRASE)
    with monkeypatch.context() as patch:
        for module, name in [(keyfile, "_write"), (rotation, "copy_file"), (rotation, "sync_folder")]:
            patch.setattr(module, name, cut(name, getattr(module, name)))
        try:
            removal.remove(store, "Ann")
        except Cut:
            cut_short = True
        else:
            cut_short = False
    store.close()
    assert cut_short == (cut_at < 6)
    with opened(two, NAME, PASSPHRASE):
        assert Animal.get().name == "Rex"
        assert verify.verify() == []
    assert keys.names(two) == [NAME]
    assert not cipher.opens(two / FILE, unlocked.database_key)
    assert {path.name for path in two.iterdir()} == {FILE, "keys.json", "keys.json.bak", "session.lock"}
    assert len(keyfile.read(two).slots[0].sealed) == 1


def test_a_disk_that_takes_nothing_during_a_change_of_key_is_said_and_the_next_opening_finishes_it(
    two: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = cipher.connect

    def full(path: Path, key: bytes, *, mode: str = "rw", immutable: bool = False) -> object:
        return connect(path, key, mode="ro" if path.name == rotation.FRESH else mode, immutable=immutable)

    with opened(two, NAME, PASSPHRASE) as store, monkeypatch.context() as patch:
        patch.setattr(cipher, "connect", full)
        with pytest.raises(Unavailable, match="under its new key"):
            removal.remove(store, "Ann")
    with opened(two, NAME, PASSPHRASE):
        assert Animal.get().name == "Rex"
        assert keys.names(two) == [NAME]
    assert not cipher.opens(two / FILE, unlocked.database_key)


def test_a_removal_is_told_in_the_audit(two: Path) -> None:
    with opened(two, NAME, PASSPHRASE) as store:
        removal.remove(store, "Ann")
        words = store.database.raw.execute("SELECT words FROM audit ORDER BY n DESC").fetchone()
        assert words == ("Removed the keyholder Ann",)
        assert audit.seal().n == 4


def test_a_change_of_key_cut_short_can_be_read_where_nothing_can_be_written(two: Path) -> None:
    store = opened(two, NAME, PASSPHRASE)
    slot = next(one for one in store.unlocked.keys.slots if one.name == "Ann")

    def begin(unlocked: Unlocked) -> Unlocked:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rotation, "finish", lambda _, unlocked: unlocked)
            return rotation.rotate(two, unlocked, [slot])

    store.rewrite(begin)
    store.close()
    with Store.open(two, keys.unlock(two, NAME, PASSPHRASE), read_only=True):
        assert Animal.get().name == "Rex"


@pytest.fixture
def template_recovery(template: object) -> str:
    """The template's recovery key, which its copies share."""
    return str(template.recovery)  # type: ignore[attr-defined]  # Template
