"""Registers by their names."""

from typing import Any

import pytest

from metdesk import declarations, people, registers
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Person
from tests.metdesk.seats import seats


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


@pytest.fixture
def told(desk: Desk, school: int) -> dict[str, Any]:
    """What somebody at the school declares, as a script writes it."""
    person = people.add(desk, Person(surname="O’Neill-Ştefănescu <b>", forename="Jo", school_id=school))
    with_whom = {"with_kind": "student", "with_whom": "K. O.", "relationship": "family friend"}
    return {"person_id": person, **with_whom, "words": "We row together.", "declared_on": "2/3/2026"}


def test_a_declaration_is_entered_listed_and_corrected_with_a_reason(desk: Desk, told: dict[str, Any]) -> None:
    first = registers.add(desk, "declarations", told)
    with pytest.raises(Refused) as refused:
        registers.change(desk, "declarations", first, {"with_whom": "K. P."})
    assert list(refused.value.problems) == ["correction"]
    second = registers.change(desk, "declarations", first, {"with_whom": "K. P.", "correction": "Misread."})
    third = registers.change(desk, "declarations", second, {"with_whom": "K. R.", "correction": "Misread again."})
    found = registers.rows(desk, "declarations", find="O’Neill")
    assert [row["id"] for row in found.rows] == [third]
    row = found.rows[0]
    assert (row["person"], row["state"], row["words"]) == ("Jo O’Neill-Ştefănescu <b>", "waiting", "We row together.")
    assert (row["declared_on"], row["corrects_id"], row["correction"]) == ("2026-03-02", second, "Misread again.")


def test_a_reason_given_before_does_not_stand_for_another_correction(desk: Desk, told: dict[str, Any]) -> None:
    first = registers.add(desk, "declarations", told)
    second = registers.change(desk, "declarations", first, {"with_whom": "K. P.", "correction": "Misread."})
    with pytest.raises(Refused) as refused:
        registers.change(desk, "declarations", second, {"with_whom": "K. R."})
    assert list(refused.value.problems) == ["correction"]


def test_a_declaration_is_refused_field_by_field(desk: Desk, told: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        registers.add(desk, "declarations", {**told, "with_whom": "", "relationship": ""})
    assert set(refused.value.problems) == {"with_whom", "relationship"}


def test_an_approach_is_entered_listed_and_corrected(desk: Desk, told: dict[str, Any]) -> None:
    approach = {"person_id": told["person_id"], "student": "K. Ö.", "platform": "Instagram", "said": "Hello."}
    first = registers.add(desk, "approaches", {**approach, "happened_on": "2/3/2026"})
    second = registers.change(desk, "approaches", first, {"platform": "WhatsApp", "correction": "Misread."})
    [row] = registers.rows(desk, "approaches").rows
    assert (row["id"], row["platform"], row["said"], row["kept"]) == (second, "WhatsApp", "Hello.", "not kept")


def test_who_does_not_keep_them_is_listed_what_the_window_lists(desk: Desk, told: dict[str, Any]) -> None:
    registers.add(desk, "declarations", told)
    seats(desk)("trust officer")
    [row] = registers.rows(desk, "declarations").rows
    assert (row["with_whom"], row["relationship"], row["words"]) == ("K. O.", "family friend", None)


def test_who_sees_counts_alone_is_told_so(desk: Desk, told: dict[str, Any]) -> None:
    registers.add(desk, "declarations", told)
    seats(desk)("reader")
    with pytest.raises(Refused) as refused:
        registers.rows(desk, "declarations", find="K. O.")
    assert "how many there are" in str(refused.value)


def test_a_list_of_declarations_goes_on_from_id_to_id(desk: Desk, told: dict[str, Any]) -> None:
    ids = [registers.add(desk, "declarations", {**told, "with_whom": whom}) for whom in ("A.", "B.", "C.")]
    first = registers.rows(desk, "declarations", limit=2)
    rest = registers.rows(desk, "declarations", after=first.next or 0)
    assert [row["id"] for row in (*first.rows, *rest.rows)] == ids
    assert (first.total, rest.total, rest.next) == (3, 3, None)
    assert len(declarations.everything(desk)) == 3
