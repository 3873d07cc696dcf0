"""The register held against its audit, piece by piece."""

from itertools import pairwise
from pathlib import Path

import pytest

from db import audit, cipher, keys, removal, slots, verify, verify_records
from db.keyholders import KeyholderRow
from db.keys import CHEAPEST, Unlocked
from db.store import FILE, Store
from db.verify import Problem
from tests.db.animals import Animal

MANY = 1_000
OTHER = "quite another passphrase"


@pytest.fixture
def long(store: Store) -> Store:
    """An open register with one entry of a thousand details and fifty of one."""
    with store.change("animals.import", "Imported animals") as change:
        change.insert_many(Animal, [{"name": f"Animal {number}"} for number in range(MANY)])
    for number in range(1, 51):
        with store.change("animals.change", f"Changed animal {number}") as change:
            change.update(Animal, number, legs=3)
    return store


def problems() -> list[str]:
    return [step.words for step in verify.steps() if isinstance(step, Problem)]


def test_it_goes_in_small_pieces_however_large_one_entry_is(long: Store) -> None:
    fractions = [step for step in verify.steps() if not isinstance(step, Problem)]
    entries, details, records = 52, MANY + 52, MANY
    assert len(fractions) > entries + details / 200 + records / 100
    assert fractions == sorted(fractions)
    assert (fractions[-1], fractions.count(1.0)) == (1.0, 1)
    # a piece is one entry, 200 details or 100 records
    assert max(after - before for before, after in pairwise(fractions[:-1])) < 0.11


def test_what_is_new_comes_first_and_alone_takes_few_pieces(long: Store) -> None:
    head = audit.seal().n
    new = list(verify.steps(head - 2, whole=False))
    assert len(new) < 70
    long.database.raw.execute("UPDATE audit SET words = 'x' WHERE n = ?", (head,))
    long.database.raw.execute("UPDATE audit SET words = 'x' WHERE n = 3")
    found = [step.words for step in verify.steps(head - 2) if isinstance(step, Problem)]
    assert [f"entry {head} " in found[0], "entry 3 " in found[-1]] == [True, True]


def test_changes_between_two_pieces_are_no_problem(long: Store) -> None:
    for number, step in enumerate(verify.steps()):
        assert not isinstance(step, Problem), step
        if number % 20 == 0:
            with long.change("animals.change", "Meanwhile") as change:
                change.update(Animal, 1 + (number * 37) % MANY, legs=number)
                change.insert(Animal, name="Newcomer")
                change.bin(Animal, MANY)
                change.restore(Animal, MANY)


def test_a_record_that_was_changed_very_often_is_read_in_pieces(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_records, "DETAILS", 7)
    with store.change("animals.import", "Imported") as change:
        change.insert_many(Animal, [{"name": f"Animal {number}"} for number in range(20)])
    for legs in range(40):
        with store.change("animals.change", "Changed") as change:
            change.update(Animal, 9, legs=100 + legs)
    said: list[str] = []
    written = 0
    for step in verify_records.compare(Animal):
        if isinstance(step, Problem):
            said.append(step.words)
        elif written < 5:  # while the hundred is being read
            written += 1
            with store.change("animals.change", "Meanwhile") as change:
                change.update(Animal, 9, legs=written)
                change.update(Animal, 2, name=f"Meanwhile {written}")
    assert (said, written) == ([], 5)
    store.database.raw.execute("UPDATE animal SET legs = 8 WHERE id = 9")
    assert problems() == ["The record 9 of animal was changed without an entry: legs."]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET at = x'00' WHERE n = 2",
        "UPDATE audit SET keyholder_name = 7 WHERE n = 2",
        "UPDATE audit SET previous = 'text' WHERE n = 3",
        "UPDATE audit SET hash = 'text' WHERE n = 2",
        "UPDATE audit SET signature = 'text' WHERE n = 2",
        "UPDATE audit_detail SET after = 'no JSON' WHERE n = 2",
        "UPDATE audit_detail SET after = NULL WHERE n = 2",
        "UPDATE audit_detail SET after = '[]' WHERE n = 2",
        "INSERT INTO audit_detail VALUES (-9, 2, 'animal', 1, 'update', '{}', '{}')",
        "INSERT INTO audit SELECT -1, 'x', at, keyholder, keyholder_name, what, words, previous, details, hash, "
        "signature FROM audit WHERE n = 2",
        "INSERT INTO audit_detail VALUES (900000, 77, 'animal', 1, 'update', '{}', '{}')",
        "INSERT INTO animal (id, name, notes, legs, tame) VALUES (-4, 'Tom', '', 4, 0)",
        "CREATE TRIGGER quietly AFTER UPDATE ON animal BEGIN DELETE FROM audit_detail; END",
        "UPDATE keyholder SET issue = 'text'",
        "UPDATE keyholder SET sign_public = x'00'",
        "UPDATE keyholder SET schools = 'no JSON'",
        "UPDATE keyholder SET name = 'Somebody' WHERE role <> 'recovery'",
        "DELETE FROM keyholder",
    ],
)
def test_nonsense_in_the_file_is_a_sentence_and_no_error(sql: str, store: Store) -> None:
    with store.change("animals.add", "Added Rex") as change:
        change.insert(Animal, name="Rex")
    with store.change("animals.add", "Added Bo") as change:
        change.insert(Animal, name="Bo")
    store.database.raw.execute("PRAGMA foreign_keys = OFF")
    assert problems() == []
    store.database.raw.execute(sql)
    assert problems()


def forge(folder: Path, author: audit.Author, database_key: bytes, store: Store) -> None:
    connection = cipher.connect(folder / FILE, database_key)
    audit.record(connection, author, "f" * 32, "animals.add", "Never happened", store.now(), [])
    connection.close()


def test_an_entry_signed_by_one_keyholder_under_anothers_name_is_named(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        keys.add(folder, unlocked, "Ann", "reader", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
    ann = keys.unlock(folder, "Ann", OTHER)
    register = unlocked.register_id
    forge(folder, audit.Author(ann.keyholder.id, "Jo Marsh", register, ann.sign), unlocked.database_key, store)
    with Store.open(folder, unlocked, read_only=True):
        assert any("bears a false name: Ann signed it" in one for one in problems())


def test_an_entry_of_somebody_who_was_removed_before_is_named(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        keys.add(folder, unlocked, "Ann", "trust officer", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
        ann = keys.unlock(folder, "Ann", OTHER)
        now = removal.remove(store, "Ann")
        assert problems() == []
    register = unlocked.register_id
    forge(folder, audit.Author(ann.keyholder.id, "Ann", register, ann.sign), now.database_key, store)
    with Store.open(folder, now, read_only=True):
        assert any("a key that was not in force then" in one for one in problems())


def test_a_keyholder_let_in_by_somebody_who_was_removed_before_is_named(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        keys.add(folder, unlocked, "Ann", "trust officer", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
        ann = keys.unlock(folder, "Ann", OTHER)
        removal.remove(store, "Ann")
        keys.add(folder, store.unlocked, "Bo", "reader", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
        assert problems() == []
        bo = KeyholderRow.get(KeyholderRow.name == "Bo")
        said = slots.statement(
            unlocked.register_id, bo.keyholder, "Bo", "reader", (), bytes(bo.sign_public), bytes(bo.seal_public)
        )
        store.database.raw.execute(
            "UPDATE keyholder SET issued_by = ?, issue = ? WHERE id = ?", (ann.keyholder.id, ann.sign(said), bo.id)
        )
        assert any("keyholder Bo was added or changed without the signature" in one for one in problems())
