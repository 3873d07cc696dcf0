from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metdesk.account_record import Account
from metdesk.intake.columns import WORDINGS, choices, is_secret, known, normal, propose
from metdesk.intake.names import split_name
from metdesk.people import Person
from metdesk.record import fields
from metdesk.schools import School

RECORDS = (Person, School, Account)


def proposed(header: list[str], record: type = Person) -> dict[str, str]:
    return {header[place]: name for place, name in propose(header, record).items()}


@pytest.mark.parametrize("record", RECORDS)
def test_every_label_of_a_record_names_its_own_column(record: type) -> None:
    labels = {one.label: one.name for one in fields(record)}
    assert proposed(list(labels), record) == labels
    assert list(labels) == [choices(record)[name] for name in labels.values()]


@pytest.mark.parametrize("record", RECORDS)
def test_no_wording_means_two_fields(record: type) -> None:
    wordings = WORDINGS[record.__name__]
    twice = Counter(word for words in wordings.values() for word in {normal(one) for one in words})
    assert [word for word, times in twice.items() if times > 1] == []
    assert not [one for words in wordings.values() for one in words if is_secret(one)]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Legal Surname", "surname"),
        ("LAST_NAME", "surname"),
        ("Given name", "forename"),
        ("Payroll Number", "staff_code"),
        ("E-mail address", "email"),
        ("Job title", "job"),
        ("Year group", "team"),
        ("Date of arrival", "starts"),
        ("Contract end", "ends"),
        ("Establishment", "school_id"),
        ("URN", "school_urn"),
        ("Staff type", "category"),
        ("Full name", "full_name"),
    ],
)
def test_the_wordings_of_school_systems_are_known(heading: str, name: str) -> None:
    assert proposed(["Shoe size", heading]) == {heading: name}


def test_the_layout_of_get_information_about_schools_is_known() -> None:
    header = [
        "URN", "LA (code)", "LA (name)", "EstablishmentName", "TypeOfEstablishment (code)",
        "TypeOfEstablishment (name)", "EstablishmentStatus (name)", "CloseDate", "PhaseOfEducation (name)", "Town",
        "HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle",
    ]  # fmt: skip
    found = proposed(header, School)
    assert found["EstablishmentName"] == "name"
    assert found["HeadPreferredJobTitle"] == "head_title"
    assert found["LA (name)"] == "authority"
    assert set(header) - set(found) == {"LA (code)", "TypeOfEstablishment (code)"}


def test_preferred_names_count_before_legal_ones_and_both_are_taken() -> None:
    header = ["Legal forename", "Preferred forename", "Legal surname"]
    assert list(propose(header, Person).items()) == [(2, "surname"), (1, "forename"), (0, "forename")]


def test_a_full_name_is_left_alone_beside_its_parts() -> None:
    assert "Name" not in proposed(["Name", "Surname", "Forename"])
    assert "Head" not in proposed(["Name", "Head", "Head first name", "Head last name"], School)


@pytest.mark.parametrize("heading", ["Passport", "Secretary", "Shipping", "Compass user", "Pinner"])
def test_harmless_words_are_no_secrets(heading: str) -> None:
    assert not is_secret(heading)


@settings(deadline=None)
@given(st.lists(st.text(max_size=12)))
def test_any_headings_can_be_proposed_for(header: list[str]) -> None:
    assert all(0 <= place < len(header) for place in propose(header, Person))
    assert 0 <= known(header) <= len(header)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SMITH, Jo", ("", "Jo", "SMITH")),
        ("Mrs Jo Smith", ("Mrs", "Jo", "Smith")),
        ("Smith, Mrs Jo Ann", ("Mrs", "Jo Ann", "Smith")),
        ("Dr. Ann van der Berg", ("Dr", "Ann", "van der Berg")),
        ("Jo Ann Smith-Jones", ("", "Jo Ann", "Smith-Jones")),
        ("  O’Neill-Ştefănescu ", ("", "", "O’Neill-Ştefănescu")),
        ("", ("", "", "")),
    ],
)
def test_full_names_are_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    found = split_name(text)
    assert (found.get("title", ""), found.get("forename", ""), found.get("surname", "")) == parts


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    found = "".join(split_name(text).values())
    assert sorted(letter for letter in found if letter.isalnum()) == sorted(one for one in text if one.isalnum())
