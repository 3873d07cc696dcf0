"""Acknowledgement forms in bulk: one page a person, each with its own name and code."""

import io
from dataclasses import replace

import pytest

from metdesk.errors import Refused
from metdesk.jobs import Cancelled
from metdesk.paper.acknowledgements import STATEMENTS, TITLE, FormEdition, PersonForm, Statement, print_forms
from tests.metdesk.paper import CODE, HOSTILE, MARKUP, codes_on, outline, printed, sheet, texts

EDITION = FormEdition("Social Media Policy", "1.0", "March 2022", "Approved by the Board in April 2022")
SHEET = sheet(title=TITLE, school="")


def person(number: int, **changes: str) -> PersonForm:
    made = PersonForm(
        code=CODE[:-3] + f"{number:03}",
        reference=f"AF-7K2M-9{number:03}",
        surname=f"Surname{number}",
        forename="Jo",
        school="Ash Hill Primary",
        category="Staff",
        job="Class teacher",
        staff_code=f"AH{number}",
    )
    return replace(made, **changes)


def pages_of(*forms: PersonForm, edition: FormEdition = EDITION) -> list[str]:
    return texts(printed(lambda out: print_forms(SHEET, edition, forms, out)))


def test_each_page_names_its_person_and_asks_the_same():
    pages = pages_of(*[person(number) for number in range(5)])
    for number, words in enumerate(pages):
        assert f"Jo Surname{number}" in words
        assert "Ash Hill Primary · Staff · Class teacher" in words
        assert f"Staff code AH{number}" in words
        assert words.count(f"AF-7K2M-9{number:03}") == 2
        assert "Social Media Policy, version 1.0, March 2022. Approved by the Board in April 2022." in words
        assert all(one.words in words for one in STATEMENTS)
        for part in ("I do not wish to sign.", "I am unable to sign.", "Date signed", "Name in capitals"):
            assert part in words
        assert "Page 1 of 1" in words
        assert "For the office" in words


def test_hostile_names_are_printed_as_typed():
    words = pages_of(person(1, surname=HOSTILE, forename=MARKUP, job="Teacher\u202e 😀"))[0]
    assert f"{MARKUP} {HOSTILE}" in words
    assert "Teacher [grinning face]" in words


def test_a_name_of_two_hundred_thousand_letters_is_cut_visibly():
    assert "xxx…" in pages_of(person(1, surname="x" * 200_000))[0]


@pytest.mark.parametrize("dpi", [150, 200])
def test_both_codes_of_every_page_read_back(dpi: int):
    forms = [person(number) for number in range(4)]
    made = printed(lambda out: print_forms(SHEET, EDITION, forms, out))
    for index, form in enumerate(forms):
        assert codes_on(made, index, dpi) == [form.code, form.code]


def test_the_same_people_give_the_same_bytes():
    forms = [person(number) for number in range(30)]
    assert len({printed(lambda out: print_forms(SHEET, EDITION, forms, out)) for _ in range(2)}) == 1


def test_the_outline_leads_to_each_school():
    forms = [person(1), person(2), person(3, school="Brook Lane")]
    made = printed(lambda out: print_forms(SHEET, EDITION, forms, out))
    assert outline(made) == [(0, "Ash Hill Primary", 0), (0, "Brook Lane", 2)]


def test_cancelling_writes_nothing():
    def stop(fraction: float, words: str = "") -> None:
        if fraction > 0.5:
            raise Cancelled

    out = io.BytesIO()
    with pytest.raises(Cancelled):
        print_forms(SHEET, EDITION, [person(number) for number in range(200)], out, stop)
    assert out.getvalue() == b""


def test_nobody_to_print_for_is_refused():
    with pytest.raises(Refused):
        print_forms(SHEET, EDITION, [], io.BytesIO())


def test_statements_that_leave_no_room_to_answer_are_refused():
    wordy = replace(EDITION, statements=(Statement("5.3.1", "Words. " * 400),))
    with pytest.raises(Refused):
        print_forms(SHEET, wordy, [person(1)], io.BytesIO())


def test_a_form_without_staff_code_or_job_leaves_them_out():
    words = pages_of(person(1, staff_code="", job=""))[0]
    assert "Ash Hill Primary · Staff" in words
    assert "Staff code" not in words
