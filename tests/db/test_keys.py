"""Who can open a register, and who cannot."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from db import keyfile, keys, slots, throttle
from db.audit import history, seal
from db.errors import Damaged, NotARegister, Refused, WrongPassphrase
from db.keyholders import KeyholderRow
from db.keys import CHEAPEST, Cost, Unlocked
from db.store import Store
from tests.db.conftest import NAME, PASSPHRASE, Template

OTHER = "another passphrase of mine"


def problem(folder: Path, name: str | None, passphrase: str) -> str:
    with pytest.raises(WrongPassphrase) as refused:
        keys.unlock(folder, name, passphrase)
    throttle.clear(folder)
    return str(refused.value)


@pytest.fixture
def with_reader(store: Store) -> Store:
    """The store with a second keyholder, Ann, who reads."""
    keys.add(store.folder, store.unlocked, "Ann", "reader", [1, 2], OTHER, cost=CHEAPEST)
    store.sync_keyholders()
    return store


def test_a_passphrase_opens_what_it_was_made_for(folder: Path, unlocked: Unlocked) -> None:
    for name in (None, NAME, NAME.upper(), f" {NAME} "):
        opened = keys.unlock(folder, name, PASSPHRASE)
        assert opened.database_key == unlocked.database_key
        assert opened.keyholder == unlocked.keyholder
        assert opened.next_key is None


def test_wrong_name_and_wrong_passphrase_get_the_same_answer(folder: Path) -> None:
    answers = {
        problem(folder, NAME, "not the passphrase"),
        problem(folder, "Nobody", PASSPHRASE),
        problem(folder, None, ""),
        problem(folder, NAME, PASSPHRASE + " "),
    }
    assert len(answers) == 1


def test_an_unknown_name_costs_as_much_as_a_wrong_passphrase(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Cost | None] = []
    real = slots.unwrap

    def counted(register: str, slot: slots.Slot, secret: bytes) -> slots.Private | None:
        tried.append(slot.cost)
        return real(register, slot, secret)

    monkeypatch.setattr(slots, "unwrap", counted)
    problem(folder, NAME, "wrong")
    problem(folder, "Nobody", "wrong")
    assert tried == [CHEAPEST, CHEAPEST]


def test_guesses_are_slowed_across_restarts_and_the_right_one_ends_it(folder: Path) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            keys.unlock(folder, NAME, "wrong", clock=lambda: 100.0)
    with pytest.raises(Refused, match="Wait 3 seconds") as refused:
        keys.unlock(folder, NAME, PASSPHRASE, clock=lambda: 102.0)
    assert not isinstance(refused.value, WrongPassphrase)
    keys.unlock(folder, NAME, PASSPHRASE, clock=lambda: 105.0)
    assert not (folder / throttle.FILE).exists()


def test_nothing_secret_shows_in_what_is_printed(template: Template) -> None:
    shown = repr(template.unlocked)
    assert template.unlocked.database_key.hex() not in shown
    assert "keys=" not in shown
    assert "sign" not in shown


def test_keyholders_are_added_and_told_in_the_audit(with_reader: Store) -> None:
    folder = with_reader.folder
    assert keys.names(folder) == ["Ann", NAME]
    row = KeyholderRow.get(KeyholderRow.name == "Ann")
    assert history("keyholder", row.id)[0].words == "Added the keyholder Ann"
    with_reader.close()
    ann = keys.unlock(folder, "ann", OTHER)
    assert ann.keyholder.role == "reader"
    with Store.open(folder, ann) as store:
        assert store.unlocked.keyholder.schools == (1, 2)


def test_with_several_keyholders_one_must_say_who(with_reader: Store) -> None:
    with pytest.raises(Refused) as refused:
        keys.unlock(with_reader.folder, None, PASSPHRASE)
    assert set(refused.value.problems) == {"keyholder"}


def test_one_keyholders_passphrase_does_not_open_anothers_slot(with_reader: Store) -> None:
    problem(with_reader.folder, "Ann", PASSPHRASE)
    problem(with_reader.folder, NAME, OTHER)


def test_only_a_manager_adds_and_a_name_is_given_once(with_reader: Store) -> None:
    folder = with_reader.folder
    ann = keys.unlock(folder, "Ann", OTHER)
    with pytest.raises(Refused, match="Only a business manager or a trust officer"):
        keys.add(folder, ann, "Bo", "trust officer", [], OTHER, cost=CHEAPEST)
    for name, field in (("ANN", "name"), ("  ", "name"), ("Recovery", "name")):
        with pytest.raises(Refused) as refused:
            keys.add(folder, with_reader.unlocked, name, "reader", [], OTHER, cost=CHEAPEST)
        assert set(refused.value.problems) == {field}
    with pytest.raises(Refused, match="12 characters"):
        keys.add(folder, with_reader.unlocked, "Bo", "reader", [], "short", cost=CHEAPEST)
    assert keys.names(folder) == ["Ann", NAME]


def test_a_register_is_started_by_someone_who_may_manage_it(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        keys.create_keys(tmp_path / "a", NAME, "reader", PASSPHRASE, cost=CHEAPEST)
    assert set(refused.value.problems) == {"role"}


def test_a_reader_cannot_make_a_manager_of_anyone(with_reader: Store) -> None:
    folder = with_reader.folder
    ann = keys.unlock(folder, "Ann", OTHER)
    private = slots.new_private()
    who = ("f" * 32, "Mallory", "trust officer", ())
    forged = slots.new_slot(ann.register_id, private, who, (ann.keyholder.id, ann.sign), ann.database_key)
    forged = slots.wrap(ann.register_id, forged, private, slots.passphrase_secret(OTHER), CHEAPEST)
    file = replace(ann.keys, slots=(*ann.keys.slots, forged))
    keyfile.write(folder, keyfile.authenticated(file, [ann.database_key]))
    with pytest.raises(Damaged, match="Mallory"):
        with_reader.sync_keyholders()
    with_reader.close()
    with pytest.raises(Damaged, match="Mallory"):
        Store.open(folder, keys.unlock(folder, "Mallory", OTHER))


def test_a_reader_who_rewrites_their_own_role_keeps_the_databases(with_reader: Store) -> None:
    folder = with_reader.folder
    ann = keys.unlock(folder, "Ann", OTHER)
    slot = next(one for one in ann.keys.slots if one.name == "Ann")
    private = slots.unwrap(ann.register_id, slot, slots.passphrase_secret(OTHER))
    assert private is not None
    promoted = slots.wrap(
        ann.register_id, replace(slot, role="trust officer"), private, slots.passphrase_secret(OTHER), CHEAPEST
    )
    file = replace(ann.keys, slots=tuple(promoted if one is slot else one for one in ann.keys.slots))
    keyfile.write(folder, keyfile.authenticated(file, [ann.database_key]))
    with_reader.close()
    opened = keys.unlock(folder, "Ann", OTHER)
    assert opened.keyholder.role == "trust officer"
    with Store.open(folder, opened) as store:
        assert store.unlocked.keyholder.role == "reader"


def test_a_passphrase_is_changed_by_who_knows_it(folder: Path, unlocked: Unlocked) -> None:
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(folder, unlocked, "not the old one", OTHER, cost=CHEAPEST)
    with pytest.raises(Refused):
        keys.change_passphrase(folder, unlocked, PASSPHRASE, "short", cost=CHEAPEST)
    keys.change_passphrase(folder, unlocked, PASSPHRASE, OTHER, cost=CHEAPEST)
    problem(folder, None, PASSPHRASE)
    assert keys.unlock(folder, None, OTHER).database_key == unlocked.database_key


def test_names_need_no_passphrase_and_a_folder_without_keys_is_no_register(folder: Path, tmp_path: Path) -> None:
    assert keys.names(folder) == [NAME]
    with pytest.raises(NotARegister):
        keys.names(tmp_path)
    with pytest.raises(NotARegister):
        keys.names(folder / "register.db")


def test_a_copy_of_the_folder_opens_as_well(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "Copy.metdesk"))
    with Store.open(copy, keys.unlock(copy, None, PASSPHRASE)):
        assert seal().n == 1


@pytest.mark.parametrize("cost", [(2**31, 3, 4), (1024, 3, 4), (65536, 0, 4), (65536, 3, 0), (65536, 999, 4)])
def test_a_cost_out_of_bounds_is_never_used(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        Cost(*cost)


def test_the_cost_of_a_real_register_is_the_recommended_one() -> None:
    assert Cost() == Cost(131072, 3, 4)


def _nobody() -> dict[str, object]:
    texts = dict.fromkeys(("keyholder", "name", "role", "issued_by"), "x")
    return {**texts, "schools": "[]", "sign_public": b"", "seal_public": b"", "issue": b""}
