from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metdesk.account_record import Account
from metdesk.errors import Refused
from metdesk.people import Person
from metdesk.record import LONGEST_LINE, check, field_of, fields, from_json, from_text, to_json, to_text


def test_a_missing_field_is_named_in_a_sentence() -> None:
    with pytest.raises(Refused) as refusal:
        check(Person(surname=" ", forename="Jo", school_id=1))
    assert refusal.value.problems == {"surname": "Surname is needed."}


def test_too_long_a_line_and_a_wrong_choice_are_refused() -> None:
    with pytest.raises(Refused) as refusal:
        check(Person(surname="x" * (LONGEST_LINE + 1), forename="Jo", category="alien", school_id=1))
    assert set(refusal.value.problems) == {"surname", "category"}
    assert "staff, governance volunteer" in refusal.value.problems["category"]


@pytest.mark.parametrize("written", ["jo", "jo@", "jo@school", "j o@school.example", "a@b@c.example"])
def test_what_is_no_email_address_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        check(Person(surname="Marsh", forename="Jo", email=written, school_id=1))
    assert set(refusal.value.problems) == {"email"}


def test_values_read_as_words() -> None:
    person = Person(surname="Marsh", forename="Jo", category="governance volunteer", starts=date(2026, 3, 5))
    words = {one.name: to_text(one, getattr(person, one.name)) for one in fields(Person)}
    assert (words["category"], words["starts"], words["ends"]) == ("Governance volunteer", "5 March 2026", "")
    assert to_text(field_of(Account, "personal"), True) == "Yes"


def test_words_read_as_values() -> None:
    assert from_text(field_of(Person, "starts"), "5/3/26") == date(2026, 3, 5)
    assert from_text(field_of(Person, "category"), " STAFF ") == "staff"
    assert from_text(field_of(Account, "personal"), "yes") is True
    assert from_text(field_of(Person, "school_id"), "7") == 7


@pytest.mark.parametrize(("name", "written"), [("starts", "soon"), ("school_id", "seven")])
def test_words_that_are_no_value_are_refused_under_their_field(name: str, written: str) -> None:
    with pytest.raises(Refused) as refusal:
        from_text(field_of(Person, name), written)
    assert list(refusal.value.problems) == [name]


@given(
    st.builds(
        Person,
        surname=st.text(max_size=20),
        forename=st.text(max_size=20),
        school_id=st.none() | st.integers(1, 9),
        starts=st.none() | st.dates(),
    )
)
def test_json_and_back_is_the_same_but_for_stray_spaces(person: Person) -> None:
    back = from_json(Person, to_json(person))
    assert (back.surname, back.starts, back.school_id) == (person.surname.strip(), person.starts, person.school_id)


def test_json_with_an_unknown_field_or_another_kind_of_value_is_refused_whole() -> None:
    with pytest.raises(Refused) as refusal:
        from_json(Person, {"surnam": "Marsh", "starts": 5, "school_id": True})
    assert set(refusal.value.problems) == {"surnam", "starts", "school_id"}
