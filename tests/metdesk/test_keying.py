"""A pile of forms keyed by hand."""

import pytest

from metdesk import acknowledgements, answering, forms, keying, people
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import LETTERS, FormKind
from tests.metdesk.answers import adopt, answer, person


def test_three_letters_find_who_has_yet_to_answer_first(desk: Desk, school: int) -> None:
    adopt(desk)
    bell, belmont = person(desk, school), person(desk, school, "Belmont")
    answer(desk, bell)
    assert keying.suggest(desk, "be") == []
    found = keying.suggest(desk, "bel")
    assert [one.person_id for one in found] == [belmont, bell]
    assert found[0].answered == ""
    assert found[1].answered.startswith("Entered already on")
    assert found[0].words == "Belmont, Jo · staff · Ash Hill Primary"


def test_a_form_is_entered_with_its_person_edition_and_number(desk: Desk, school: int) -> None:
    first = adopt(desk)
    bell = person(desk, school)
    (form,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [bell], edition_id=first)
    adopt(desk, "2.0")
    (keyed,) = keying.suggest(desk, form.reference.lower())
    assert (keyed.person_id, keyed.edition, keyed.reference) == (bell, "1.0, March 2022", form.reference)
    number = keying.enter(desk, keyed, Answer.SIGNED, desk.today())
    assert answering.get(desk, number).form_id == form.id
    assert acknowledgements.standing_of(desk, bell).standing is Standing.EARLIER
    with pytest.raises(Refused, match="Entered already"):
        keying.enter(desk, keyed, Answer.SIGNED, desk.today())
    desk.undo()
    assert acknowledgements.standing_of(desk, bell).standing is Standing.NOT_ASKED


def test_a_reference_that_leads_nowhere_says_why(desk: Desk, school: int) -> None:
    edition = adopt(desk)
    bell = person(desk, school)
    form, gone = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [bell, person(desk, school, "Gone")], edition_id=edition)
    people.put_in_bin(desk, [gone.person_id or 0])
    (blank,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [None], edition_id=edition)
    (permission,) = forms.issue(desk, FormKind.AUTHORISATION, [bell])
    mistyped = form.reference[:-1] + next(letter for letter in LETTERS if letter != form.reference[-1])
    for written, words in (
        (mistyped, "There is a slip in"),
        (forms.reference("AF", "0000000"), "No form of this register"),
        (gone.reference, "Jo Gone, who is in the bin"),
        (blank.reference, "printed without a name"),
        (permission.reference, "is a permission form"),
    ):
        with pytest.raises(Refused, match=words):
            keying.by_reference(desk, written)


def test_somebody_chosen_elsewhere_is_keyed_for_the_edition_in_force(desk: Desk, school: int) -> None:
    bell = person(desk, school)
    with pytest.raises(Refused, match="no edition of the policy yet"):
        keying.of_person(desk, bell)
    assert keying.suggest(desk, "bell") == []
    adopt(desk)
    assert keying.of_person(desk, bell).edition == "1.0, March 2022"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("AF-7K2M", True), ("AF-PWTQ-BEZH", True), ("af7", True), ("Afolabi", False), ("Marsh", False)],
)
def test_a_reference_is_told_from_a_name(text: str, is_one: bool) -> None:
    assert keying.looks_like_reference(text) is is_one
