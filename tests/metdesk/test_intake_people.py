from dataclasses import replace
from datetime import date, timedelta

import pytest

from metdesk import people, schools
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake import people as intake
from metdesk.intake.plan import Action, Plan, carry_out
from metdesk.intake.spreadsheet import Table, parse
from metdesk.jobs import Cancelled
from metdesk.people import Category, PeopleFilter, Person
from tests.metdesk.files import csv_file

HEADER = ("Staff code", "Surname", "Forename", "Email", "Role", "School", "Start date", "Leaving date", "Staff type")
MARSH = ("S1", "Marsh", "Jo", "jo@school.example", "Teacher", "Ash Hill Primary", "01/09/2020", "", "Teaching")


def listed(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Table:
    return parse(csv_file(header, *rows), "staff.csv")


def planned(desk: Desk, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER, school_id: int | None = None) -> Plan:
    return intake.plan(desk, listed(*rows, header=header), school_id=school_id)


def only(plan: Plan) -> tuple[Action, str]:
    (row,) = plan.rows
    return row.action, row.why


def everyone(desk: Desk) -> list[Person]:
    rows = people.page(desk, PeopleFilter(standing="")).rows
    return list(people.get_many(desk, [row.id for row in rows]).values())


@pytest.fixture
def marsh(desk: Desk, school: int) -> int:
    return people.add(
        desk,
        Person(
            surname="Marsh", forename="Jo", staff_code="S1", email="jo@school.example", job="Teacher",
            school_id=school, starts=date(2020, 9, 1),
        ),
    )  # fmt: skip


def test_a_list_is_planned_without_writing_and_then_written_as_one_change(desk: Desk, school: int) -> None:
    before = desk.seal_words()
    plan = planned(desk, MARSH, ("S2", "Lee", "Sam", "", "Cook", "Ash Hill Primary", "", "", "Support"))
    assert desk.seal_words() == before
    assert carry_out(desk, plan) == {
        "added": 2, "changed": 0, "unchanged": 0, "refused": [], "ignored_columns": []
    }  # fmt: skip
    assert {(one.surname, one.category, one.school_id) for one in everyone(desk)} == {
        ("Patel", "staff", school), ("Marsh", "staff", school), ("Lee", "staff", school)
    }  # fmt: skip
    assert desk.undo() == "Imported staff list staff.csv: 2 added"
    assert [one.surname for one in everyone(desk)] == ["Patel"]


def test_the_same_list_again_changes_nothing(desk: Desk, marsh: int) -> None:
    plan = planned(desk, MARSH)
    assert only(plan) == (Action.UNCHANGED, "")
    seal = desk.seal_words()
    carry_out(desk, plan)
    assert desk.seal_words() == seal


def test_differences_are_shown_in_words(desk: Desk, marsh: int) -> None:
    (row,) = planned(desk, (*MARSH[:4], "Head of Year", *MARSH[5:6], "02/09/2020", *MARSH[7:])).rows
    assert row.action is Action.CHANGED
    assert row.record_id == marsh
    assert row.differences == {"Role": ("Teacher", "Head of Year"), "Starts": ("1 September 2020", "2 September 2020")}


def test_joiners_leavers_and_movers_are_said(desk: Desk, marsh: int) -> None:
    schools.add(desk, schools.School(name="Birch Wood", urn="222222"))
    soon = desk.today() + timedelta(days=60)
    moves = (*MARSH[:5], "Birch Wood", "", f"{soon:%d/%m/%Y}", "")
    joins = ("S9", "Lee", "Sam", "", "", "222222", f"{soon:%d/%m/%Y}", "", "")
    first, second = planned(desk, moves, joins).rows
    assert first.why == f"moves from Ash Hill Primary; leaves on {show_date(soon)}"
    assert second.why == f"starts on {show_date(soon)}"


def test_a_code_counts_before_an_email_and_an_email_however_it_is_cased(desk: Desk, marsh: int) -> None:
    assert only(planned(desk, ("", *MARSH[1:3], "JO@School.example", *MARSH[4:])))[0] is Action.UNCHANGED
    other = (MARSH[0], MARSH[1], "Joanna", "joanna@school.example", *MARSH[4:])
    (row,) = planned(desk, other).rows
    assert set(row.differences) == {"Forename", "E-mail"}


def test_an_empty_cell_wipes_nothing_and_capitals_throughout_say_nothing_new(desk: Desk, marsh: int) -> None:
    assert only(planned(desk, ("S1", "MARSH", "Jo", "", "", "", "n/a", "-", "")))[0] is Action.UNCHANGED


def test_a_namesake_is_met_only_where_no_code_or_email_is_known(desk: Desk, school: int) -> None:
    number = people.add(desk, Person(surname="Lee", forename="Sam", school_id=school))
    (row,) = planned(desk, ("S7", "Lee", "Sam", "", "", "Ash Hill Primary", "", "", "")).rows
    assert (row.action, row.record_id) == (Action.CHANGED, number)
    people.change(desk, number, replace(people.get(desk, number), staff_code="S6"))
    assert only(planned(desk, ("S7", "Lee", "Sam", "", "", "Ash Hill Primary", "", "", "")))[0] is Action.ADDED
    action, why = only(planned(desk, ("", "Lee", "Sam", "", "", "Ash Hill Primary", "", "", "")))
    assert action is Action.REFUSED
    assert "staff code S6" in why


def test_two_namesakes_without_codes_are_each_met_once(desk: Desk, school: int) -> None:
    for job in ("Cook", "Cleaner"):
        people.add(desk, Person(surname="Lee", forename="Sam", job=job, school_id=school))
    rows = [("", "Lee", "Sam", "", job, "Ash Hill Primary", "", "", "") for job in ("Cleaner", "Cook", "Driver")]
    actions = [row.action for row in planned(desk, *rows).rows]
    assert actions == [Action.UNCHANGED, Action.UNCHANGED, Action.REFUSED]


def test_a_code_of_somebody_of_another_name_is_refused(desk: Desk, marsh: int) -> None:
    action, why = only(planned(desk, ("S1", "Lee", "Sam", "", "", "", "", "", "")))
    assert action is Action.REFUSED
    assert "Jo Marsh" in why


def test_a_person_is_taken_once_and_the_second_row_names_the_first(desk: Desk, school: int) -> None:
    plan = planned(desk, MARSH, MARSH, ("S2", "Lee", "Sam", "jo@school.example", *MARSH[4:]))
    assert [row.action for row in plan.rows] == [Action.ADDED, Action.REFUSED, Action.REFUSED]
    assert all("row 2" in row.why.casefold() for row in plan.rows[1:])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("S2", "", "Sam", "", "", "Ash Hill Primary", "", "", ""), "Surname is needed"),
        (("S2", "Lee", "Sam", "", "", "Ash Hill Primary", "31/02/2026", "", ""), "is not a date"),
        (("S2", "Lee", "Sam", "sam", "", "Ash Hill Primary", "", "", ""), "is not an e-mail address"),
        (("S2", "Lee", "Sam", "", "", "Nowhere", "", "", ""), "There is no school “Nowhere”"),
        (("S2", "Lee", "Sam", "", "", "", "", "", ""), "School is needed"),
        (("S2", "Lee", "Sam", "", "", "Ash Hill Primary", "", "", "Goat"), "is no category of person"),
        (("S2", "Lee", "Sam", "", "", "Ash Hill Primary", "2/9/2020", "1/9/2020", ""), "before the first"),
        (("S2", "L" * 200_000, "Sam", "", "", "Ash Hill Primary", "", "", ""), "200,000 characters"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_go_on(desk: Desk, school: int, row: tuple[str, ...], words: str) -> None:
    summary = carry_out(desk, planned(desk, row, MARSH))
    assert summary["added"] == 1
    assert [one["row"] for one in summary["refused"]] == [2]
    assert words in summary["refused"][0]["why"]


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("Teaching", Category.STAFF),
        ("Support Staff", Category.STAFF),
        ("Governor", Category.GOVERNANCE),
        ("Agency", Category.CONTRACTOR),
        ("Supply teacher", Category.CONTRACTOR),
        ("Governance volunteer", Category.GOVERNANCE),
        ("Parent volunteer", Category.VOLUNTEER),
        ("Pupil", Category.PUPIL),
    ],
)
def test_the_words_of_school_systems_become_categories(desk: Desk, school: int, word: str, category: Category) -> None:
    (row,) = planned(desk, (*MARSH[:8], word)).rows
    assert row.record.category == category


def test_a_list_of_governors_is_known_by_its_columns_and_roles(desk: Desk, school: int) -> None:
    header = ("Governor", "Governor type", "Term of office ends")
    (row,) = planned(desk, ("Lee, Mrs Sam", "Co-opted", "31/8/2027"), header=header, school_id=school).rows
    assert (row.record.title, row.record.forename, row.record.category) == ("Mrs", "Sam", "governance volunteer")
    header = ("Full name", "Role")
    rows = planned(
        desk, ("Sam Lee", "Parent Governor"), ("Kim Reed", "Clerk to the governors"), header=header, school_id=school
    ).rows
    assert [row.record.category for row in rows] == ["governance volunteer", "staff"]


def test_names_that_are_markup_or_other_scripts_go_in_verbatim(desk: Desk, school: int) -> None:
    names = ("O’Neill-Ştefănescu <b>", "Zoë\u200f =1+1")
    carry_out(desk, planned(desk, ("S2", *names, "", "", "Ash Hill Primary", "", "", "")))
    assert names in {(one.surname, one.forename) for one in everyone(desk)}


def test_whoever_is_missing_is_shown_and_left_alone(desk: Desk, marsh: int) -> None:
    plan = planned(desk, ("S2", "Lee", "Sam", "", "", "Ash Hill Primary", "", "", ""))
    assert plan.missing == ((marsh, "Marsh, Jo"),)
    carry_out(desk, plan)
    assert people.get(desk, marsh).ends is None


def test_the_mapping_can_be_chosen(desk: Desk, school: int) -> None:
    table = listed(("Marsh", "Jo"), header=("Aaa", "Bbb"))
    with pytest.raises(Refused, match="no usable columns"):
        intake.plan(desk, table)
    (row,) = intake.plan(desk, table, {0: "surname", 1: "forename"}, school_id=school).rows
    assert row.title == "Marsh, Jo"
    with pytest.raises(Refused, match="a use that"):
        intake.plan(desk, table, {0: "surname", 5: "forename"})


def test_columns_that_are_not_used_are_named(desk: Desk, school: int) -> None:
    table = listed((*MARSH, "hunter2", "39"), header=(*HEADER, "Password", "Shoe size"))
    plan = intake.plan(desk, table)
    assert plan.summary()["ignored_columns"] == ["Password", "Shoe size"]
    assert "hunter2" not in repr(plan)


def test_a_plan_on_an_older_register_is_refused_where_it_would_now_be_another(desk: Desk, school: int) -> None:
    plan = planned(desk, MARSH)
    people.add(desk, Person(surname="Reed", forename="Kim", school_id=school))
    other = planned(desk, MARSH)
    people.add(desk, Person(surname="Marsh", forename="Jo", staff_code="S1", school_id=school))
    for stale in (plan, other):
        with pytest.raises(Refused, match="look at the preview again"):
            carry_out(desk, stale)


def test_a_plan_that_would_be_the_same_is_carried_out_whatever_happened_since(desk: Desk, school: int) -> None:
    plan = planned(desk, MARSH)
    people.add(desk, Person(surname="Reed", forename="Kim", school_id=school))
    assert carry_out(desk, plan)["added"] == 1


def test_cancelling_writes_nothing(desk: Desk, school: int) -> None:
    plan = planned(desk, MARSH)

    def cancel(fraction: float, words: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        carry_out(desk, plan, cancel)
    assert [one.surname for one in everyone(desk)] == ["Patel"]
    with pytest.raises(Cancelled):
        intake.plan(desk, listed(MARSH), progress=cancel)


def test_thousands_of_rows_go_in_as_one_change(desk: Desk, school: int) -> None:
    rows = [
        (f"S{n}", f"Smith{n % 97}", f"Jo{n % 31}", f"s{n}@school.example", "Cook", "Ash Hill Primary", "", "", "")
        for n in range(6_000)
    ]
    told: list[float] = []
    summary = carry_out(desk, planned(desk, *rows), lambda fraction, words="": told.append(fraction))
    assert summary["added"] == 6_000
    assert told == sorted(told)
    assert len(told) > 1
    assert {row.action for row in planned(desk, *rows).rows} == {Action.UNCHANGED}
    desk.undo()
    assert len(everyone(desk)) == 1
