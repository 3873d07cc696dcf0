"""What is written through a change, and what is not."""

from datetime import UTC, date, datetime, timedelta, timezone

import peewee
import pytest

from db import audit, search
from db.errors import Refused, Unavailable
from db.store import Store
from tests.db.animals import Animal


def add(store: Store, **given: object) -> int:
    with store.change("animals.add", "Added an animal") as change:
        return change.insert(Animal, **given)


def test_an_inserted_record_takes_its_defaults_and_keeps_its_values(store: Store) -> None:
    seen = datetime(2026, 3, 5, 10, 15, 0, 250)
    number = add(store, name="Rex", born=date(2020, 2, 29), seen=seen, picture=b"\x00\x01")
    row = Animal.get_by_id(number)
    assert (row.name, row.notes, row.legs, row.tame) == ("Rex", "", 4, False)
    assert (row.born, row.seen, row.picture) == (date(2020, 2, 29), seen, b"\x00\x01")


def test_a_moment_with_a_zone_is_kept_in_utc(store: Store) -> None:
    moment = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert Animal.get_by_id(add(store, name="Rex", seen=moment)).seen == datetime(2026, 7, 1, 9, 0)


def test_many_records_get_ids_in_their_order(store: Store) -> None:
    with store.change("animals.import", "Imported") as change:
        ids = change.insert_many(Animal, [{"name": f"Animal {n}"} for n in range(5000)])
    assert ids == list(range(ids[0], ids[0] + 5000))
    assert Animal.get_by_id(ids[4999]).name == "Animal 4999"
    assert audit.seal().n == 2


def test_an_update_writes_and_tells_only_what_differs(store: Store) -> None:
    number = add(store, name="Rex", legs=4)
    with store.change("animals.change", "Lost a leg") as change:
        assert change.update(Animal, number, name="Rex", legs=3)
        assert not change.update(Animal, number, legs=3)
    last = audit.history("animal", number)[-1]
    assert (last.before, last.after) == ({"legs": 4}, {"legs": 3})


def test_a_change_that_changed_nothing_leaves_no_entry(store: Store) -> None:
    number = add(store, name="Rex")
    before = audit.seal()
    with store.change("animals.change", "Nothing") as change:
        change.update(Animal, number, name="Rex")
    assert audit.seal() == before
    assert change.touched == set()


def test_many_updates_change_each_record_its_own_way(store: Store) -> None:
    first, second = add(store, name="Rex"), add(store, name="Bo")
    with store.change("animals.change", "Both") as change:
        changed = change.update_many(Animal, {first: {"legs": 3}, second: {"tame": True, "name": "Bo"}})
    assert changed == [first, second]
    assert (Animal.get_by_id(first).legs, Animal.get_by_id(second).tame) == (3, True)


def test_a_record_that_is_gone_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="no longer there"), store.change("animals.change", "Gone") as change:
        change.update(Animal, 99, name="Rex")


def test_a_binned_record_is_refused_until_it_is_restored(store: Store) -> None:
    number = add(store, name="Rex")
    with store.change("animals.bin", "Binned") as change:
        assert change.bin(Animal, number)
        assert not change.bin(Animal, number)
    assert Animal.get_by_id(number).binned_at is not None
    with pytest.raises(Refused, match="in the bin"), store.change("animals.change", "Late") as change:
        change.update(Animal, number, name="Max")
    with store.change("animals.restore", "Restored") as change:
        assert change.restore(Animal, number)
    assert Animal.get_by_id(number).binned_at is None


def test_an_error_undoes_the_whole_change(store: Store) -> None:
    before = audit.seal()
    with pytest.raises(KeyError), store.change("animals.add", "Two, one bad") as change:
        change.insert_many(Animal, [{"name": "Rex"}]) and change.insert(Animal, wings=2)
    assert Animal.select().count() == 0
    assert audit.seal() == before
    assert search.find("rex", ["animal"], 9) == []
    add(store, name="Rex")


def test_a_broken_constraint_stays_a_bug(store: Store) -> None:
    add(store, name="Rex", code="A1")
    with pytest.raises(Exception, match="UNIQUE") as caught:
        add(store, name="Bo", code="A1")
    assert type(caught.value).__name__ == "IntegrityError"
    assert not isinstance(caught.value, Refused | Unavailable | peewee.OperationalError)


def test_a_change_inside_a_change_is_a_bug(store: Store) -> None:
    with store.change("a", "Outer") as change:
        with pytest.raises(RuntimeError), store.change("b", "Inner"):
            pass
        change.insert(Animal, name="Rex")
    assert Animal.select().count() == 1


def test_a_change_says_which_tables_it_touched(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")
    assert change.touched == {"animal"}


def test_a_change_that_is_over_writes_no_more(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")
    with pytest.raises(Unavailable):
        change.insert(Animal, name="Late")
    assert Animal.select().count() == 1


def test_a_name_that_is_no_column_is_a_bug(store: Store) -> None:
    with pytest.raises(KeyError):
        add(store, name="Rex", wings=2)


def test_words_can_be_put_more_exactly_before_the_end(store: Store) -> None:
    with store.change("animals.import", "Importing") as change:
        number = change.insert(Animal, name="Rex")
        change.words = "Imported 1 animal"
    assert audit.history("animal", number)[-1].words == "Imported 1 animal"


def test_secrets_and_pictures_stay_out_of_the_audit(store: Store) -> None:
    number = add(store, name="Rex", chip="900-secret", picture=b"a picture")
    with store.change("animals.change", "New chip") as change:
        change.update(Animal, number, chip="901-secret")
    stored = store.database.raw.execute("SELECT before || after FROM audit_detail").fetchall()
    stored += store.database.raw.execute("SELECT after FROM audit_detail").fetchall()
    assert not any("secret" in (text or "") for (text,) in stored)
    first, last = audit.history("animal", number)
    assert first.after is not None
    assert set(first.after["picture"]) == {"sha256"}
    assert last.after == {"chip": "changed"}


def test_the_moment_of_a_change_is_the_stores(store: Store) -> None:
    store.now = lambda: datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
    number = add(store, name="Rex")
    assert audit.history("animal", number)[0].at == datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
