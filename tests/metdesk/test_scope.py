"""A key for some schools changes records of these alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from metdesk import accounts, keyholders, people, schools
from metdesk.account_record import Account
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake import people as staff_list
from metdesk.intake.plan import Action, carry_out
from metdesk.intake.spreadsheet import parse
from metdesk.people import Person
from tests.metdesk.files import csv_file

HERS = "quite another four words"


@pytest.fixture
def elm(desk: Desk) -> int:
    """A second school, which the key is not for."""
    return schools.add(desk, schools.School(name="Elm Grove", urn="234567"))


@pytest.fixture
def hers(desk: Desk, school: int, elm: int, folder: Path) -> Desk:
    """The desk of a business manager for Ash Hill Primary."""
    keyholders.add(desk, "Una Office", "business manager", [school], HERS)
    desk.close()
    return Desk.open(folder, "Una Office", HERS)


@pytest.fixture(autouse=True)
def closed(hers: Desk) -> object:
    """Closes the desk after the test."""
    yield
    hers.close()


def test_a_record_of_ones_own_school_is_changed_and_of_another_refused(hers: Desk, school: int, elm: int) -> None:
    number = people.add(hers, Person(surname="Osei", forename="Kofi", school_id=school))
    with pytest.raises(Refused, match="Your key is not for Elm Grove: ask somebody"):
        people.add(hers, Person(surname="Osei", forename="Esi", school_id=elm))
    assert people.page(hers).total == 2
    hers.undo()
    assert people.page(hers).total == 1
    with pytest.raises(Refused):
        people.get(hers, number)


def test_nothing_is_moved_to_another_school_or_taken_from_it(hers: Desk, school: int, elm: int) -> None:
    account = accounts.add(hers, Account(school_id=school, platform="Facebook", handle="ash"))
    with pytest.raises(Refused, match="Elm Grove"):
        accounts.change(hers, account, replace(accounts.get(hers, account), school_id=elm))
    with pytest.raises(Refused, match="Elm Grove"):
        schools.change(hers, elm, replace(schools.get(hers, elm), town="Melton"))
    accounts.look(hers, account, "In order.")


def test_what_is_for_the_whole_trust_says_whom_to_ask(hers: Desk) -> None:
    for command in (
        lambda: hers.choose("lock_minutes", 10),
        lambda: schools.add(hers, schools.School(name="Oak")),
        lambda: keyholders.add(hers, "Somebody", "reader", [], HERS),
    ):
        with pytest.raises(Refused, match=r"whole trust.*ask a business manager or trust officer"):
            command()


def test_a_staff_list_is_taken_in_for_ones_own_school_alone(hers: Desk, school: int) -> None:
    rows = [("Surname", "Forename", "School"), ("Osei", "Kofi", "Ash Hill Primary"), ("Kaya", "Ali", "Elm Grove")]
    plan = staff_list.plan(hers, parse(csv_file(*rows), "staff.csv"))
    assert [row.action for row in plan.rows] == [Action.ADDED, Action.REFUSED]
    assert "Your key is not for Elm Grove" in plan.rows[1].why
    assert carry_out(hers, plan)["added"] == 1
