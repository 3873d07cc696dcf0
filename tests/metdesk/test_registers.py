"""Registers by their names."""

import pytest

from metdesk import registers
from metdesk.desk import Desk
from metdesk.errors import Refused


def test_a_school_can_be_named_in_place_of_its_id(desk: Desk, school: int) -> None:
    number = registers.add(desk, "people", {"surname": "Marsh", "forename": "Jo", "school": "ash"})
    [_, row] = registers.rows(desk, "people").rows
    assert (row["id"], row["school_id"], row["school"]) == (number, school, "Ash Hill Primary")


def test_a_school_named_twice_over_is_refused(desk: Desk, school: int) -> None:
    values = {"surname": "Marsh", "forename": "Jo", "school": "Nowhere", "school_id": school}
    with pytest.raises(Refused) as refused:
        registers.add(desk, "people", values)
    assert list(refused.value.problems) == ["school"]


def test_a_change_leaves_what_it_does_not_name(desk: Desk, school: int) -> None:
    number = registers.add(desk, "people", {"surname": "Marsh", "forename": "Jo", "school_id": school, "job": "Clerk"})
    registers.change(desk, "people", number, {"surname": "Reyes"})
    row = registers.rows(desk, "people", after=number - 1).rows[0]
    assert (row["surname"], row["job"]) == ("Reyes", "Clerk")


def test_the_last_page_has_nothing_after_it(desk: Desk, school: int) -> None:
    assert registers.rows(desk, "people", limit=1).next is None


@pytest.mark.parametrize("limit", [0, -1, registers.MOST_ROWS + 1])
def test_a_limit_out_of_reach_is_refused(desk: Desk, limit: int) -> None:
    with pytest.raises(Refused):
        registers.rows(desk, "people", limit=limit)


def test_permissions_are_added_but_not_listed(desk: Desk) -> None:
    with pytest.raises(Refused):
        registers.rows(desk, "authorisations")
    with pytest.raises(Refused) as refused:
        registers.add(desk, "authorisations", {"account_id": 9, "person_id": 9, "granted_by_id": 9})
    assert refused.value.problems
