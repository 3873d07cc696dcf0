from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metdesk import declaring, forms, people
from metdesk.declaration_record import Declaration
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import LETTERS, FormKind

NUMBERS = st.text(alphabet=LETTERS, min_size=7, max_size=7)


def test_every_form_is_a_record_found_by_its_reference(desk: Desk, school: int) -> None:
    head = people.page(desk).rows[0].id
    first, second = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [head, None])
    assert first.reference != second.reference
    assert forms.find(desk, first.reference) == first
    assert forms.find(desk, first.reference.lower().replace("-", " ")) == first
    assert forms.of_person(desk, head) == [first]


def test_a_code_fits_a_small_qr_code_and_is_this_trusts_alone(desk: Desk) -> None:
    (form,) = forms.issue(desk, FormKind.AUTHORISATION, [None])
    assert len(form.code) == 32
    assert form.code.isascii()
    assert form.code.isalnum()
    assert form.code == form.code.upper()
    number = form.reference.replace("-", "")[2:9]
    assert forms.code(b"another key", FormKind.AUTHORISATION, number)[:12] == form.code[:12]
    assert forms.code(b"another key", FormKind.AUTHORISATION, number) != form.code


def test_a_form_for_a_declaration_says_whom_it_is_about_through_that_alone(desk: Desk, school: int) -> None:
    head = people.page(desk).rows[0].id
    number = declaring.add(desk, Declaration(person_id=head, nothing=True, declared_on=date(2026, 3, 2)))
    (form,) = forms.issue(desk, FormKind.DECLARATION, [None], declaration_id=number)
    found = forms.find(desk, form.reference)
    assert (found.kind, found.what, found.declaration_id) == ("DE", "Declaration", number)
    assert forms.of_person(desk, head) == []


def test_nobody_to_print_for_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="nobody to print for"):
        forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [])


def test_printing_is_not_undone(desk: Desk) -> None:
    forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [None])
    with pytest.raises(Refused, match="nothing to undo"):
        desk.undo()


@given(NUMBERS, st.integers(0, 6), st.sampled_from(LETTERS))
def test_one_wrong_letter_never_passes(number: str, place: int, letter: str) -> None:
    wrong = number[:place] + letter + number[place + 1 :]
    same = forms.check_letter("AF", number) == forms.check_letter("AF", wrong)
    assert same == (wrong == number)


@pytest.mark.parametrize("written", ["", "AF", "AF-0000-00000", "ZZ-0000-0000", "O’Neill", "AF-0000-000!"])
def test_what_is_no_reference_is_refused(desk: Desk, written: str) -> None:
    with pytest.raises(Refused, match=r"is not a reference|slip"):
        forms.find(desk, written)


def test_a_slip_and_an_unknown_form_are_told_apart(desk: Desk) -> None:
    with pytest.raises(Refused, match="No form of this register"):
        forms.find(desk, forms.reference("AF", "0000000"))
    (form,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [None])
    last = form.reference[-1]
    with pytest.raises(Refused, match="slip"):
        forms.find(desk, form.reference[:-1] + next(letter for letter in LETTERS if letter != last))
