"""Changes taken back."""

import pytest

from db import audit, search
from db.errors import Refused
from db.store import Store
from tests.db.animals import Animal


def test_what_was_added_goes_to_the_bin(store: Store) -> None:
    with store.change("animals.import", "Imported") as change:
        ids = change.insert_many(Animal, [{"name": f"Animal {n}"} for n in range(300)])
    undone = store.undo(change.uuid, "Import taken back")
    assert undone.touched == {"animal"}
    assert Animal.select().where(Animal.binned_at.is_null()).count() == 0
    assert search.find("animal", ["animal"], 9) == []
    assert [row.action for row in audit.history("animal", ids[0])] == ["insert", "bin"]


def test_what_was_changed_goes_back(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        first = change.insert(Animal, name="Rex", born="2020-01-02", tame=True)
        second = change.insert(Animal, name="Bo")
    with store.change("animals.change", "Several") as change:
        change.update(Animal, first, name="Max", born=None, tame=False)
        change.update(Animal, first, name="Moritz")
        change.bin(Animal, second)
    store.undo(change.uuid, "Taken back")
    row = Animal.get_by_id(first)
    assert (row.name, str(row.born), row.tame) == ("Rex", "2020-01-02", True)
    assert Animal.get_by_id(second).binned_at is None
    assert search.find("rex", ["animal"], 9) == [("animal", first)]


def test_an_undo_can_be_undone(store: Store) -> None:
    with store.change("animals.add", "Added") as change:
        number = change.insert(Animal, name="Rex")
    undone = store.undo(change.uuid, "Taken back")
    store.undo(undone.uuid, "And again")
    assert Animal.get_by_id(number).binned_at is None


def test_a_record_changed_again_since_is_refused(store: Store) -> None:
    with store.change("animals.add", "Added") as first:
        number = first.insert(Animal, name="Rex")
    with store.change("animals.change", "Renamed") as change:
        change.update(Animal, number, name="Max")
    with pytest.raises(Refused, match="changed again since"):
        store.undo(first.uuid, "Too late")
    assert Animal.get_by_id(number).name == "Max"


@pytest.mark.parametrize("given", [{"chip": "901"}, {"picture": b"new"}])
def test_what_the_history_does_not_hold_cannot_be_put_back(store: Store, given: dict[str, object]) -> None:
    with store.change("animals.add", "Added") as change:
        number = change.insert(Animal, name="Rex", chip="900", picture=b"old")
    with store.change("animals.change", "Replaced") as change:
        change.update(Animal, number, **given)
    with pytest.raises(Refused, match="not in the history"):
        store.undo(change.uuid, "Taken back")
