"""Lists in the order of the ids."""

from db.listing import listing
from db.people import Person
from db.schools import School
from metdesk import people
from metdesk.desk import Desk


def add(desk: Desk, school: int, *names: str) -> list[int]:
    return [people.add(desk, people.Person(surname=name, forename="A", school_id=school)) for name in names]


def test_it_goes_on_after_an_id_and_counts_all(desk: Desk, school: int) -> None:
    ids = add(desk, school, "One", "Two", "Three", "Four")
    rows, total = listing(Person, after=ids[0], limit=2)
    assert [row["id"] for row in rows] == ids[1:3]
    assert total == 5


def test_words_and_school_narrow_it(desk: Desk, school: int) -> None:
    [first, _] = add(desk, school, "Brown", "Green")
    assert [row["id"] for row in listing(Person, find="bro")[0]] == [first]
    assert listing(Person, school_id=school + 1) == ([], 0)
    assert [row["id"] for row in listing(School, school_id=school)[0]] == [school]


def test_what_is_in_the_bin_is_left_out(desk: Desk, school: int) -> None:
    [number] = add(desk, school, "Brown")
    with desk.change("people.bin", "Binned") as change:
        change.bin(Person, number)
    assert listing(Person, find="Brown") == ([], 0)
