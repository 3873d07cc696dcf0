"""What a desk keeps of what it read."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from metdesk import checks, people, schools
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.roles import Role
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.metdesk.seats import seats


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


def test_what_was_kept_is_read_again_from_the_moment_on_that_was_named_and_that_is_counted(desk: Desk) -> None:
    before, now, turns = checks.facts(desk), desk.store.now(), desk.turns
    desk.keep_until(now + timedelta(hours=3))
    desk.keep_until(now + timedelta(hours=5))
    desk.store.now = lambda: now + timedelta(hours=2)
    assert checks.facts(desk) is before
    desk.store.now = lambda: now + timedelta(hours=3)
    assert checks.facts(desk) is not before
    assert desk.turns == turns + 1
    desk.store.now = lambda: now + timedelta(days=3)
    assert desk.turns == turns + 2


def test_what_was_opened_once_is_let_go_as_somebody_else_sits_down_and_as_the_desk_is_closed(desk: Desk) -> None:
    opened: list[int] = []
    for write in (False, True, False):
        if write:
            schools.add(desk, schools.School(name="Beck"))
        assert desk.once("opened", lambda: opened.append(1) or desk) is desk
    assert opened == [1]
    seats(desk)(Role.READER)
    assert desk.once("opened", lambda: "by somebody else") == "by somebody else"
    desk.close()
    assert not desk._opened
    assert not desk._kept


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


def test_undoing_again_takes_back_what_came_before(desk: Desk, school: int) -> None:
    person = people.add(desk, people.Person(surname="Marsh", forename="Jo", school_id=school))
    for job in ("Clerk", "Bursar"):
        people.change(desk, person, replace(people.get(desk, person), job=job))
    assert [desk.undo(), desk.undo()] == ["Changed Jo Marsh", "Changed Jo Marsh"]
    assert people.get(desk, person).job == ""
    people.change(desk, person, replace(people.get(desk, person), team="Office"))
    assert [desk.undo(), desk.undo()] == ["Changed Jo Marsh", "Added Jo Marsh"]
    with pytest.raises(Refused, match="no longer in the register"):
        people.get(desk, person)


def test_only_this_sittings_commands_are_undone(desk: Desk, school: int, folder: Path) -> None:
    desk.close()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as again, pytest.raises(Refused, match="since this register was"):
        again.undo()
