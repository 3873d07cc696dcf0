"""The chain of entries, and what is noticed when someone edits it."""

from pathlib import Path

import pytest

from db import audit, cipher, verify
from db.audit import Seal
from db.keys import Unlocked
from db.store import FILE, Store
from tests.db.animals import Animal


@pytest.fixture
def history(folder: Path, unlocked: Unlocked) -> Path:
    """A closed register with seven entries: its keyholder, five animals, a change to the first."""
    with Store.open(folder, unlocked) as store:
        for name in ("Rex", "Bo", "Max", "Mia", "Kim"):
            with store.change("animals.add", f"Added {name}") as change:
                change.insert(Animal, name=name, chip=f"900-{name}", picture=name.encode())
        with store.change("animals.change", "Rex lost a leg") as change:
            change.update(Animal, 1, legs=3)
    return folder


def edited(folder: Path, unlocked: Unlocked, sql: str, *given: object) -> list[str]:
    """What verifying says after someone with the database key ran `sql` on the file."""
    connection = cipher.connect(folder / FILE, unlocked.database_key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(sql, given)
    connection.close()
    with Store.open(folder, unlocked, read_only=True):
        return verify.verify()


def test_a_register_nobody_tampered_with_verifies(history: Path, unlocked: Unlocked) -> None:
    fractions: list[float] = []
    with Store.open(history, unlocked):
        assert verify.verify(progress=fractions.append) == []
        assert verify.verify(from_n=5) == []
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE audit SET words = 'Added Tom' WHERE n = 3", "entry 3 of"),
        ("UPDATE audit SET keyholder_name = 'Someone else' WHERE n = 4", "entry 4 of"),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000000+00:00' WHERE n = 4", "1 January 2020"),
        ("UPDATE audit SET signature = zeroblob(64) WHERE n = 5", "signature is missing"),
        ("DELETE FROM audit WHERE n = 4", "Entry 4 is missing"),
        ("DELETE FROM audit WHERE n BETWEEN 3 AND 5", "Entries 3 to 5 are missing"),
        ("UPDATE audit_detail SET after = '{\"legs\":5}' WHERE n = 7", "details were changed"),
        ("DELETE FROM audit_detail WHERE n = 6", "entry 6 of"),
        ("UPDATE animal SET legs = 8 WHERE id = 2", "record 2 of animal was changed without an entry: legs"),
        ("UPDATE animal SET born = '2020-01-01' WHERE id = 3", "record 3 of animal was changed without an entry: born"),
        ("UPDATE animal SET picture = x'00' WHERE id = 3", "record 3 of animal was changed without an entry: picture"),
        ("DELETE FROM animal WHERE id = 5", "record 5 of animal is gone without an entry"),
        ("DELETE FROM animal WHERE id = 1", "record 1 of animal is gone without an entry"),
        ("INSERT INTO animal (name, notes, legs, tame) VALUES ('Tom', '', 4, 0)", "record 6 of animal was added"),
        ("UPDATE keyholder SET role = 'reader' WHERE id = 1", "without the signature of anyone who may"),
    ],
)
def test_whatever_is_edited_with_raw_sql_is_named(sql: str, said: str, history: Path, unlocked: Unlocked) -> None:
    problems = edited(history, unlocked, sql)
    assert any(said in problem for problem in problems), problems


def test_an_entry_forged_by_another_keyholder_is_noticed(history: Path, unlocked: Unlocked) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    connection = cipher.connect(history / FILE, unlocked.database_key)
    author = audit.Author(unlocked.keyholder.id, "Jo Marsh", unlocked.register_id, Ed25519PrivateKey.generate().sign)
    store_now = Store.open(history, unlocked)
    at = store_now.now()
    store_now.close()
    audit.record(connection, author, "a" * 32, "animals.add", "Never happened", at, [])
    connection.close()
    with Store.open(history, unlocked, read_only=True):
        assert any("signature is missing" in problem for problem in verify.verify())


def test_a_tail_cut_off_is_noticed_by_a_seal_seen_before(history: Path, unlocked: Unlocked) -> None:
    with Store.open(history, unlocked):
        seen = audit.seal()
        assert audit.holds(seen)
        assert audit.holds(Seal(0, audit.FIRST))
    edited(history, unlocked, "DELETE FROM audit WHERE n = 7")
    with Store.open(history, unlocked, read_only=True):
        assert not audit.holds(seen)


def test_a_seal_is_short_enough_to_print() -> None:
    assert Seal(1204, bytes.fromhex("7f3a91c2") + bytes(28)).words == "1 204 · 7f3a 91c2"


def test_the_history_of_a_record_is_told_in_order(history: Path, unlocked: Unlocked) -> None:
    with Store.open(history, unlocked):
        added, changed = audit.history("animal", 1)
    assert (added.action, added.who, added.words, added.before) == ("insert", "Jo Marsh", "Added Rex", None)
    assert (changed.what, changed.before, changed.after) == ("animals.change", {"legs": 4}, {"legs": 3})
    assert added.at < changed.at
    assert added.at.utcoffset() is not None


def test_the_hash_is_what_the_documentation_says() -> None:
    import hashlib

    text = '["metdesk audit 1","r",1,"c","t","k","Ŵ","a.b","w","' + "00" * 32 + '","' + "11" * 32 + '"]'
    expected = hashlib.sha256(text.encode()).digest()
    assert audit.entry_hash("r", 1, "c", "t", "k", "Ŵ", "a.b", "w", bytes(32), b"\x11" * 32) == expected
    details = hashlib.sha256(b"6:animal1:16:insert-2:{}").digest()
    assert audit.details_hash([audit.Detail("animal", 1, "insert", None, "{}")]) == details
