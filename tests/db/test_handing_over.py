"""Handing a register over, and coming back in with the recovery key; and what is left when that is cut short."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db import audit, cipher, handing_over, keyfile, keyholders, keys, removal, rotation, throttle, verify
from db.errors import InUse, Refused, WrongPassphrase
from db.handing_over import hand_over, recover
from db.keyholders import KeyholderRow
from db.keys import CHEAPEST, Unlocked
from db.store import FILE, Store
from tests.db.animals import Animal
from tests.db.conftest import NAME, PASSPHRASE, Template

OTHER = "another passphrase of mine"
ANN = "Ann Osei"


class Cut(BaseException):
    """The power went."""


def cut_after(steps: int, patch: pytest.MonkeyPatch, *places: tuple[object, str]) -> None:
    """Lets so many of the calls at these places happen, and none after."""
    left = [steps]

    def stepped(real: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **named: object) -> object:
            if left[0] == 0:
                raise Cut
            left[0] -= 1
            return real(*given, **named)

        return step

    for where, name in places:
        patch.setattr(where, name, stepped(getattr(where, name)))


def test_the_successor_has_the_register_and_the_outgoing_nothing(folder: Path, template: Template) -> None:
    with Store.open(folder, template.unlocked) as store:
        key = hand_over(store, ANN, OTHER, cost=CHEAPEST)
        assert store.unlocked.keyholder.name == ANN
        assert (store.unlocked.keyholder.role, store.unlocked.keyholder.schools) == ("trust officer", ())
        with store.change("animals.add", "By the successor") as change:
            change.insert(Animal, name="Rex")
        assert ANN in (folder / "session.lock").read_text()
        assert verify.verify() == []
    assert keys.names(folder) == [ANN]
    assert not cipher.opens(folder / FILE, template.unlocked.database_key)
    with pytest.raises(WrongPassphrase):
        keys.unlock(folder, NAME, PASSPHRASE)
    throttle.clear(folder)
    with pytest.raises(Refused, match="newer one"):
        recover(folder, template.recovery, ANN, PASSPHRASE, cost=CHEAPEST)
    again, _ = recover(folder, key, ANN, PASSPHRASE, cost=CHEAPEST)
    again.close()


def test_whom_the_register_cannot_be_handed_to(store: Store) -> None:
    for name, passphrase, why in (
        (NAME, OTHER, "somebody else"),
        (ANN, "short", "12 characters"),
        (" ", OTHER, "name"),
    ):
        with pytest.raises(Refused, match=why):
            hand_over(store, name, passphrase, cost=CHEAPEST)
    keys.add(store.folder, store.unlocked, ANN, "reader", [], OTHER, cost=CHEAPEST)
    store.sync_keyholders()
    with pytest.raises(Refused, match="change their role"):
        hand_over(store, ANN, OTHER, cost=CHEAPEST)
    assert store.unlocked.keyholder.name == NAME


STEPS: list[tuple[object, str]] = [
    (keyfile, "_write"),
    (Store, "sync_keyholders"),
    (Store, "seat"),
    (rotation, "copy_file"),
    (rotation, "sync_folder"),
]


@pytest.mark.parametrize("steps", range(14))
def test_a_hand_over_cut_short_anywhere_leaves_a_register_that_opens(
    steps: int, folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(folder, unlocked)
    done = False
    with monkeypatch.context() as patch:
        cut_after(steps, patch, *STEPS)
        try:
            hand_over(store, ANN, OTHER, cost=CHEAPEST)
            done = True
        except Cut:
            pass
    store.close()
    assert done == (steps == 13)
    there = keys.names(folder)
    for name, passphrase in ((NAME, PASSPHRASE), (ANN, OTHER)):
        if name not in there:
            continue
        try:
            with Store.open(folder, keys.unlock(folder, name, passphrase)):
                assert verify.verify() == []
        except Refused:  # removed already; whoever opens next finishes it
            assert name == NAME
            assert ANN in there
    if NAME in keys.names(folder):  # it can be done again
        with Store.open(folder, keys.unlock(folder, NAME, PASSPHRASE)) as again:
            hand_over(again, ANN, OTHER, cost=CHEAPEST)
    assert keys.names(folder) == [ANN]


def test_the_recovery_key_gives_fresh_keys_and_is_used_up(folder: Path, template: Template) -> None:
    store, fresh = recover(folder, template.recovery.lower(), NAME, OTHER, cost=CHEAPEST)
    assert fresh != template.recovery
    with store:
        assert store.unlocked.keyholder.role == "trust officer"
        with store.change("animals.add", "After the recovery") as change:
            change.insert(Animal, name="Rex")
        assert [one.words for one in audit.history("keyholder", keyholders.named(NAME).id)] == [
            f"New keys for {NAME}, by the recovery key"
        ]
        assert verify.verify() == []
    with pytest.raises(WrongPassphrase):
        keys.unlock(folder, None, PASSPHRASE)
    assert keys.unlock(folder, None, OTHER).keyholder.id == template.unlocked.keyholder.id
    with pytest.raises(Refused, match="newer one"):
        recover(folder, template.recovery, NAME, PASSPHRASE, cost=CHEAPEST)
    recover(folder, fresh, NAME, PASSPHRASE, cost=CHEAPEST)[0].close()
    with Store.open(folder, keys.unlock(folder, None, PASSPHRASE)):
        assert KeyholderRow.select().where(KeyholderRow.binned_at.is_null(False)).count() == 4


def test_the_key_from_before_a_recovery_no_longer_opens(folder: Path, template: Template) -> None:
    store, _ = recover(folder, template.recovery, NAME, OTHER, cost=CHEAPEST)
    store.close()
    with pytest.raises(Refused, match="no longer a keyholder"):
        Store.open(folder, replace(template.unlocked, keys=keyfile.read(folder)))


def test_recovery_says_what_is_wrong_and_changes_nothing(folder: Path, template: Template, tmp_path: Path) -> None:
    before = (folder / keyfile.FILE).read_bytes()
    slip = ("0" if template.recovery[0] != "0" else "1") + template.recovery[1:]
    _, foreign = keys.create_keys(tmp_path / "Other", NAME, "trust officer", PASSPHRASE, cost=CHEAPEST)
    for text, name, passphrase, why in (
        (slip, NAME, OTHER, "slip in group 1"),
        (template.recovery, "Nobody", OTHER, "Nobody of that name"),
        (foreign, NAME, OTHER, "not this register’s"),
        (template.recovery, NAME, "short", "12 characters"),
    ):
        with pytest.raises(Refused, match=why):
            recover(folder, text, name, passphrase, cost=CHEAPEST)
    assert (folder / keyfile.FILE).read_bytes() == before


def test_a_register_that_is_open_elsewhere_keeps_its_recovery_key(folder: Path, template: Template) -> None:
    with Store.open(folder, template.unlocked), pytest.raises(InUse):
        recover(folder, template.recovery, NAME, OTHER, cost=CHEAPEST)
    recover(folder, template.recovery, NAME, OTHER, cost=CHEAPEST)[0].close()


def test_a_change_of_the_key_that_was_cut_short_is_finished_by_the_recovery_key(
    folder: Path, template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(folder, template.unlocked)
    keys.add(folder, store.unlocked, ANN, "reader", [], OTHER, cost=CHEAPEST)
    store.sync_keyholders()
    with monkeypatch.context() as patch:
        cut_after(0, patch, (rotation, "copy_file"))
        with pytest.raises(Cut):
            removal.remove(store, ANN)
    store.close()
    again, _ = recover(folder, template.recovery, NAME, OTHER, cost=CHEAPEST)
    again.close()
    assert keys.names(folder) == [NAME]
    assert not cipher.opens(folder / FILE, template.unlocked.database_key)


def test_a_recovery_cut_short_opens_with_one_passphrase_or_the_other(
    folder: Path, template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    for steps in range(3):
        with monkeypatch.context() as patch:
            cut_after(steps, patch, (keyfile, "_write"), (Store, "sync_keyholders"))
            with pytest.raises(Cut):
                handing_over.recover(folder, template.recovery, NAME, OTHER, cost=CHEAPEST)
        passphrase = PASSPHRASE if steps == 0 else OTHER
        with Store.open(folder, keys.unlock(folder, None, passphrase)):
            assert verify.verify() == []
        if steps:  # the sheet is used up as soon as the new passphrase holds
            break


def test_recovery_keeps_the_role_that_the_database_has(folder: Path, template: Template) -> None:
    from db import standing

    with Store.open(folder, template.unlocked) as store:
        keys.add(folder, store.unlocked, ANN, "trust officer", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
        standing.change(store, ANN, "reader", [])
    store, _ = recover(folder, template.recovery, ANN, OTHER, cost=CHEAPEST)
    with store:
        assert store.unlocked.keyholder.role == "reader"
        assert verify.verify() == []
