"""Who is outstanding, and the words that ask them."""

import pytest

from metdesk import chasing, schools
from metdesk.acknowledgements import AckFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from tests.metdesk.answers import adopt, answer, ask, person


def test_the_outstanding_come_by_school_team_and_surname(desk: Desk, school: int) -> None:
    adopt(desk)
    elm = schools.add(desk, schools.School(name="Elm Grove"))
    for where, surname, team in (
        (elm, "Yates", "Kitchen"), (school, "Reyes", "Year 6"), (school, "Bell", "year 6"), (school, "Cole", "Art")
    ):  # fmt: skip
        person(desk, where, surname, team=team)
    answer(desk, person(desk, school, "Done", team="Art"))
    ask(desk, days=-1)
    found = chasing.outstanding(desk)
    assert [(one.school, [row.name for row in one.rows]) for one in found] == [
        ("Ash Hill Primary", ["Patel, Asha"]),
        ("Ash Hill Primary", ["Cole, Jo"]),
        ("Ash Hill Primary", ["Bell, Jo", "Reyes, Jo"]),
        ("Elm Grove", ["Yates, Jo"]),
    ]
    assert [one.overdue for one in found] == [1, 1, 2, 1]
    assert len(chasing.outstanding(desk, AckFilter(school_id=elm))) == 1


def test_the_message_names_everybody_and_is_to_whoever_has_an_address(desk: Desk, school: int) -> None:
    adopt(desk)
    person(desk, school, email="j.bell@ashhill.example", team="Year 6")
    ask(desk)
    found = chasing.message(desk)
    assert found.to == ("j.bell@ashhill.example",)
    assert found.subject == "Social Media Policy: your signature"
    assert "Ash Hill Primary: 2 forms outstanding" in found.words
    assert "- Year 6: Bell, Jo (due " in found.words
    assert "- No team: Patel, Asha (due " in found.words
    assert found.words.endswith("Jo Marsh\nMowbray Education Trust\n")


def test_without_anybody_outstanding_there_is_nobody_to_write_to(desk: Desk, school: int) -> None:
    with pytest.raises(Refused, match="no edition of the policy yet"):
        chasing.message(desk)
    adopt(desk)
    with pytest.raises(Refused, match="Nobody is outstanding"):
        chasing.message(desk)
