"""What a desk keeps of what it read."""

from datetime import timedelta

import pytest

from metdesk import checks, people, schools
from metdesk.desk import Desk
from metdesk.errors import Refused


def heads(desk: Desk) -> int:
    return next(one.met for one in checks.run(desk) if one.amiss == "No head")


def test_what_was_read_is_kept_until_something_is_written(desk: Desk, school: int) -> None:
    before = checks.facts(desk)
    assert checks.facts(desk) is before
    assert checks.facts(desk, school) is not before
    people.add(desk, people.Person(surname="Marsh", forename="Jo", school_id=school))
    assert checks.facts(desk) is not before


def test_nothing_is_kept_over_midnight(desk: Desk) -> None:
    before, now = checks.facts(desk), desk.store.now()
    desk.store.now = lambda: now + timedelta(days=1)
    assert checks.facts(desk).today > before.today


def test_undoing_is_seen(desk: Desk, school: int) -> None:
    assert heads(desk) == 1
    schools.appoint(desk, school, None)
    assert heads(desk) == 0
    desk.undo()
    assert heads(desk) == 1


def test_nothing_is_kept_of_a_change_that_was_given_up(desk: Desk, school: int) -> None:
    def give_up() -> None:
        with desk.change("schools.bin", "Binned") as change:
            change.bin(schools.tables.School, school)
            assert heads(desk) == 0
            raise Refused("No.")

    with pytest.raises(Refused):
        give_up()
    assert heads(desk) == 1
