from dataclasses import replace
from datetime import timedelta

import pytest

from metdesk import people, schools
from metdesk.desk import Desk
from metdesk.intake import schools as intake
from metdesk.intake.plan import Action, Plan, carry_out
from metdesk.intake.spreadsheet import parse
from metdesk.people import Person
from metdesk.schools import School
from tests.metdesk.files import csv_file

GIAS = (
    "URN", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentStatus (name)", "CloseDate",
    "PhaseOfEducation (name)", "Town", "HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle",
)  # fmt: skip
ELM = ("137308", "Elm Primary School", "Academy converter", "Open", "", "Primary", "Melton", "Mr", "Tom", "Reed", "")
SPELLED = ("URN", "Establishment name", "Phase of education", "Head teacher")


def planned(desk: Desk, *rows: tuple[str, ...], header: tuple[str, ...] = GIAS) -> Plan:
    return intake.plan(desk, parse(csv_file(header, *rows), "gias.csv"))


def head_of(desk: Desk, name: str) -> Person:
    number = schools.get(desk, schools.named(desk, name)).head_id
    assert number is not None
    return people.get(desk, number)


def test_a_school_and_its_head_go_in_and_out_together(desk: Desk) -> None:
    plan = planned(desk, ELM)
    assert plan.rows[0].why == "Mr Tom Reed is added as Headteacher"
    assert carry_out(desk, plan)["added"] == 1
    assert head_of(desk, "137308") == Person(
        surname="Reed", forename="Tom", title="Mr", job="Headteacher", school_id=schools.named(desk, "Elm")
    )
    assert planned(desk, ELM).rows[0].action is Action.UNCHANGED
    desk.undo()
    assert not schools.names(desk)
    assert people.page(desk).total == 0


def test_the_layout_with_spelled_names_is_read_too(desk: Desk) -> None:
    header = (*SPELLED, "LA (name)")
    carry_out(
        desk, planned(desk, ("137308", "Elm Primary School", "Primary", "Mrs Jo Ann Marsh", "Leam"), header=header)
    )
    assert schools.get(desk, schools.named(desk, "Elm")).authority == "Leam"
    head = head_of(desk, "Elm")
    assert (head.title, head.forename, head.surname) == ("Mrs", "Jo Ann", "Marsh")


@pytest.mark.parametrize(
    ("name", "of_type", "phase", "kind"),
    [
        ("Elm", "Academy converter", "Primary", "primary"),
        ("Elm Infant School", "Academy converter", "Primary", "infant"),
        ("Elm Junior Academy", "Academy converter", "Primary", "junior"),
        ("Elm Infant and Junior School", "Community school", "Primary", "primary"),
        ("Elm", "Academy sponsor led", "Middle deemed secondary", "secondary"),
        ("Elm", "Academy special converter", "Not applicable", "special"),
        ("Elm", "Academy alternative provision converter", "Not applicable", "alternative provision"),
        ("Elm", "Free schools", "All-through", "all-through"),
        ("Elm", "Academy 16-19 converter", "16 plus", "other"),
    ],
)
def test_the_kind_follows_from_type_phase_and_name(desk: Desk, name: str, of_type: str, phase: str, kind: str) -> None:
    (row,) = planned(desk, ("137308", name, of_type, "Open", "", phase, *ELM[6:])).rows
    assert row.record.kind == kind


def test_a_kind_chosen_by_hand_is_left(desk: Desk) -> None:
    schools.add(desk, School(name="Elm Primary School", urn="137308", kind="all-through", town="Melton"))
    (row,) = planned(desk, (*ELM[:7], "", "", "", "")).rows
    assert row.action is Action.UNCHANGED


def test_a_closed_school_is_refused_with_where_it_lives_on(desk: Desk) -> None:
    header = (*GIAS, "Successor URN")
    closed = (*ELM[:3], "Closed", "31-08-2012", *ELM[5:], "141414")
    (row,) = planned(desk, closed, header=header).rows
    assert row.why == "Elm Primary School closed on 31 August 2012; it lives on as URN 141414."
    soon = f"{desk.today() + timedelta(days=9):%d-%m-%Y}"
    (row,) = planned(desk, (*ELM[:3], "Open, but proposed to close", soon, *ELM[5:])).rows
    assert row.action is Action.ADDED


def test_schools_of_one_name_are_told_apart_by_urn(desk: Desk) -> None:
    rows = [(str(100_000 + n), "St Mary’s Primary", *ELM[2:7], "", "", "", "") for n in range(58)]
    assert carry_out(desk, planned(desk, *rows))["added"] == 58
    again = planned(desk, *rows[:3], ("", *rows[0][1:]), ("999999", *rows[0][1:]))
    assert [row.action for row in again.rows] == [*[Action.UNCHANGED] * 3, Action.REFUSED, Action.ADDED]
    assert again.rows[3].why == "58 schools are called “St Mary’s Primary”: give the URN to say which."


def test_a_school_without_urn_is_met_by_name_and_given_one(desk: Desk) -> None:
    schools.add(desk, School(name="ELM Primary School"))
    (row,) = planned(desk, ELM).rows
    assert row.differences["URN"] == ("", "137308")


def test_a_name_that_changed_is_a_difference(desk: Desk, school: int) -> None:
    (row,) = planned(desk, ("123456", "Ash Hill Academy", "", "", "", "", "", "", "", "", "")).rows
    assert row.differences == {"Name": ("Ash Hill Primary", "Ash Hill Academy")}


def test_somebody_of_the_school_becomes_its_head(desk: Desk, school: int) -> None:
    number = people.add(desk, Person(surname="Reed", forename="Tom", school_id=school))
    plan = planned(desk, ("123456", "Ash Hill Primary", "", "Tom Reed"), header=SPELLED)
    assert plan.rows[0].differences == {"Head": ("Ms Asha Patel", "Tom Reed")}
    carry_out(desk, plan)
    assert schools.get(desk, school).head_id == number


def test_one_head_of_two_schools_is_one_person(desk: Desk, school: int) -> None:
    rows = [("200001", "Elm", "", "Ms Asha Patel"), ("200002", "Oak", "", "Jo Lee"), ("200003", "Fir", "", "Jo Lee")]
    carry_out(desk, planned(desk, *rows, header=SPELLED))
    assert head_of(desk, "Elm").school_id == school
    assert people.page(desk).total == 2


def test_a_head_who_has_left_is_not_brought_back(desk: Desk, school: int) -> None:
    number = people.add(desk, Person(surname="Reed", forename="Tom", school_id=school))
    people.change(desk, number, replace(people.get(desk, number), ends=desk.today() - timedelta(days=1)))
    (row,) = planned(desk, ("123456", "Ash Hill Primary", "", "Tom Reed"), header=SPELLED).rows
    assert (row.action, row.why) == (Action.UNCHANGED, "Tom Reed cannot be made the head: a pupil, or has left")


@pytest.mark.parametrize("name", ["", "Vacant", "TBC", "Not recorded"])
def test_a_vacant_post_changes_nobody(desk: Desk, school: int, name: str) -> None:
    (row,) = planned(desk, ("123456", "Ash Hill Primary", "", name), header=SPELLED).rows
    assert (row.action, row.why) == (Action.UNCHANGED, "")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("12345", *ELM[1:]), "six digits"),
        (("137308", "", *ELM[2:]), "Name is needed"),
        ((*ELM[:3], "Closed", "nonsense", *ELM[5:]), "is not a date"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_go_on(desk: Desk, row: tuple[str, ...], words: str) -> None:
    summary = carry_out(desk, planned(desk, row, ("200001", *ELM[1:]), ("200001", *ELM[1:])))
    assert summary["added"] == 1
    assert [one["row"] for one in summary["refused"]] == [2, 4]
    assert words in summary["refused"][0]["why"]
    assert "Row 3" in summary["refused"][1]["why"]


def test_a_chair_is_taken_over_who_is_a_person_of_that_school(desk: Desk, school: int) -> None:
    header = ("URN", "Name", "Chair of governors", "What concerns the head goes to")
    row = ("123456", "Ash Hill Primary", "Mr Sam Reed", "chair")
    (planned_row,) = planned(desk, row, header=header).rows
    assert "the chair, Mr Sam Reed, is left out" in planned_row.why
    reed = people.add(desk, Person(surname="Reed", forename="Sam", school_id=school, category="governance volunteer"))
    carry_out(desk, planned(desk, row, header=header))
    assert (schools.get(desk, school).chair_id, schools.get(desk, school).route) == (reed, "chair")
    assert planned(desk, row, header=header).rows[0].action is Action.UNCHANGED
    (head,) = planned(desk, (*row[:2], "Ms Asha Patel", ""), header=header).rows
    assert (head.action, "is left out" in head.why) == (Action.UNCHANGED, True)
