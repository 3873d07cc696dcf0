"""What somebody answered, beside the very edition they answered."""

import pytest

from metdesk import answering, receipts
from metdesk.acknowledgement_record import Acknowledgement
from metdesk.desk import Desk
from metdesk.errors import Refused
from tests.conftest import KEYHOLDER
from tests.metdesk.answers import DAY, adopt, answer, person


def test_a_receipt_holds_the_edition_that_was_signed_and_not_the_one_in_force(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    number = answer(desk, bell)
    adopt(desk, "2.0")
    found = receipts.receipt(desk, number)
    assert found.edition.facts.version == "1.0"
    assert (found.person.surname, found.school) == ("Bell", "Ash Hill Primary")
    assert (found.answered.entered_by, found.answered.stands) == (KEYHOLDER, True)
    assert found.answered.entered_at is not None


def test_every_entry_is_told_and_which_of_them_stands(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    wrong = answer(desk, bell)
    early = desk.today() - DAY
    right = answering.correct(desk, wrong, Acknowledgement(signed_on=early, correction="Misread."))
    assert [(one.id, one.stands, one.corrected_by) for one in receipts.of_person(desk, bell)] == [
        (right, True, None), (wrong, False, right)
    ]  # fmt: skip
    assert [one.id for one in receipts.receipt(desk, right).entries] == [wrong, right]
    answering.correct(desk, right, Acknowledgement(answer="mistake", correction="Another Bell."))
    assert not any(one.stands for one in receipts.of_person(desk, bell))


def test_an_answer_that_is_not_there_has_no_receipt(desk: Desk) -> None:
    with pytest.raises(Refused, match="no longer in the register"):
        receipts.receipt(desk, 7)
