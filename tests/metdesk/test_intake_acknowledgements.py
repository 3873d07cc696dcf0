"""Lists of answers taken in."""

from datetime import date

import pytest

from metdesk import acknowledgements
from metdesk.acknowledgement_record import Standing
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake import acknowledgements as intake
from metdesk.intake.plan import Action, Plan, carry_out
from metdesk.intake.spreadsheet import parse
from tests.metdesk.answers import adopt, answer, person
from tests.metdesk.files import csv_file

HEADER = ("Staff code", "Email", "Name", "School", "Edition", "Answer", "Date signed", "Reason")


def planned(desk: Desk, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Plan:
    return intake.plan(desk, parse(csv_file(header, *rows), "signed.csv"))


def test_answers_go_in_as_one_change_and_again_change_nothing(desk: Desk, school: int) -> None:
    first = adopt(desk)
    adopt(desk, "2.0")
    bell = person(desk, school, staff_code="A1")
    cole = person(desk, school, "Cole", email="cole@ashhill.example")
    rows = (
        ("A1", "", "", "", "2.0", "Yes", "5/3/2024", ""),
        ("", "Cole@AshHill.example", "", "", "", "refused", "5/3/2024", "Wants to talk first."),
        ("", "", "Patel, Asha", "Ash Hill Primary", "1.0", "signed", "1/4/2022", ""),
    )
    assert carry_out(desk, planned(desk, *rows))["added"] == 3
    assert acknowledgements.standing_of(desk, bell).standing is Standing.SIGNED
    assert acknowledgements.standing_of(desk, cole).reason == "Wants to talk first."
    assert acknowledgements.standing_of(desk, 1).standing is Standing.EARLIER
    assert acknowledgements.everything(desk)[-1].answer.edition_id == first
    assert {row.action for row in planned(desk, *rows).rows} == {Action.UNCHANGED}
    assert desk.undo() == "Imported list of answers signed.csv: 3 added"
    assert acknowledgements.everything(desk) == []


def test_what_is_wrong_with_a_row_is_said_in_its_words(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school, staff_code="A1")
    person(desk, school, "Twin"), person(desk, school, "Twin")
    answer(desk, bell, on=date(2022, 3, 2))
    rows = (
        ("A1", "", "", "", "", "signed", "3/3/2022", ""),
        ("B2", "", "Nobody, Ann", "", "", "signed", "3/3/2022", ""),
        ("", "", "Twin, Jo", "", "", "signed", "3/3/2022", ""),
        ("", "", "Patel, Asha", "", "", "signed", "3/3/2021", ""),
        ("", "", "Patel, Asha", "", "9.9", "signed", "3/3/2022", ""),
        ("", "", "Patel, Asha", "", "", "perhaps", "3/3/2022", ""),
        ("", "", "Patel, Asha", "", "", "unable to sign", "3/3/2022", ""),
    )
    found = planned(desk, *rows).rows
    assert {row.action for row in found} == {Action.REFUSED}
    for row, words in zip(
        found,
        (
            "correct it there",
            "Nobody of this code",
            "Several people",
            "before",
            "no edition “9.9”",
            "is no answer",
            "Give the reason",
        ),
        strict=True,
    ):
        assert words in row.why


def test_a_person_twice_in_a_list_is_refused_the_second_time(desk: Desk, school: int) -> None:
    adopt(desk)
    person(desk, school, staff_code="A1")
    row = ("A1", "", "", "", "", "signed", "3/3/2022", "")
    assert [one.action for one in planned(desk, row, row).rows] == [Action.ADDED, Action.REFUSED]


def test_without_an_edition_or_people_a_list_is_refused(desk: Desk, school: int) -> None:
    with pytest.raises(Refused, match="no edition of the policy yet"):
        planned(desk, ("A1", "", "", "", "", "", "", ""))
    adopt(desk)
    with pytest.raises(Refused, match="no usable columns for a list of answers"):
        planned(desk, ("signed",), header=("Answer",))
