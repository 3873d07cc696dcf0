"""Lists of declarations and approaches taken in, and what goes out coming back."""

from datetime import date
from types import ModuleType

import pytest

from db import keys
from metdesk import approaches, declarations, declaring, export, keyholders, people
from metdesk.approach_record import Approach
from metdesk.declaration_record import State
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake import approaches as approach_list
from metdesk.intake import declarations as declaration_list
from metdesk.intake.plan import Action, Plan, carry_out
from metdesk.intake.spreadsheet import parse
from metdesk.people import Person
from metdesk.roles import Role
from tests.conftest import PASSPHRASE
from tests.metdesk.files import csv_file
from tests.metdesk.test_declaring import decided, nothing, told

HOSTILE = "O’Neill-Ştefănescu <b>"
DECLARED = ("Staff code", "Name", "Nothing to declare", "With", "Named as", "Relationship", "Declared on", "State")
APPROACHED = ("Staff code", "Student", "Platform", "Happened on", "What was said", "Reply", "Replied on")


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname=HOSTILE, forename="=Ioana", school_id=school, staff_code="A1"))


def planned(desk: Desk, intake: ModuleType, header: tuple[str, ...], *rows: tuple[str, ...]) -> Plan:
    plan: Plan = intake.plan(desk, parse(csv_file(header, *rows), "list.csv"))
    return plan


def test_declarations_go_in_as_one_change_and_again_change_nothing(desk: Desk, person: int) -> None:
    rows = (
        ("A1", "", "no", "student", "K. O.", "family friend", "5/3/2024", "Approved"),
        ("", "Patel, Asha", "yes", "", "", "", "1/9/2025", "Nothing to declare"),
    )
    assert carry_out(desk, planned(desk, declaration_list, DECLARED, *rows))["added"] == 2
    found = {one.person_id: one.state for one in declarations.everything(desk)}
    assert found == {person: State.WAITING, 1: State.NOTHING}, "no list brings a head’s decision"
    assert {row.action for row in planned(desk, declaration_list, DECLARED, *rows).rows} == {Action.UNCHANGED}
    assert desk.undo() == "Imported list of declarations list.csv: 2 added"
    assert declarations.everything(desk) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("B9", "", "yes", "", "", "", "1/9/2025", ""), "Nobody of this code"),
        (("A1", "", "no", "student", "K. O.", "", "1/9/2025", ""), "unsure"),
        (("A1", "", "no", "student", "K. O.", "friends", "1/9/2025", ""), "friends"),
        (("A1", "", "yes", "", "K. O.", "", "1/9/2025", ""), "leaves this empty"),
        (("A1", "", "yes", "", "", "", "1/9/2999", ""), "still to come"),
        (("A1", "", "no", "student", "K. O.", "family friend", "1/9/2025", "Ended"), "has ended"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said(desk: Desk, person: int, row: tuple[str, ...], words: str) -> None:
    (found,) = planned(desk, declaration_list, DECLARED, row).rows
    assert (found.action, words in found.why) == (Action.REFUSED, True), found.why


def test_one_relationship_twice_in_a_list_is_refused_the_second_time(desk: Desk, person: int) -> None:
    row = ("A1", "", "no", "student", "K. O.", "family friend", "5/3/2024", "")
    nil = ("A1", "", "yes", "", "", "", "5/3/2024", "")
    found = planned(desk, declaration_list, DECLARED, row, row, nil).rows
    assert [one.action for one in found] == [Action.ADDED, Action.REFUSED, Action.REFUSED]
    assert "Row 2" in found[1].why


def test_approaches_go_in_as_one_change_and_again_change_nothing(desk: Desk, person: int) -> None:
    row = ("A1", "L. B.", "Instagram", "5/3/2024", "@you: add me", "No, write to the school.", "6/3/2024")
    assert carry_out(desk, planned(desk, approach_list, APPROACHED, row))["added"] == 1
    (one,) = approaches.everything(desk)
    assert (one.approach.said, one.kept) == ("@you: add me", approaches.Kept.KEPT)
    assert approaches.same_student(desk, one) == []
    again = planned(desk, approach_list, APPROACHED, row, (*row[:5], "Another reply", "6/3/2024")).rows
    assert [found.action for found in again] == [Action.UNCHANGED, Action.REFUSED]
    assert "the reply" in again[1].why
    assert (
        "before the approach"
        in planned(desk, approach_list, APPROACHED, (*row[:4], "Hi", "No", "1/3/2024")).rows[0].why
    )


@pytest.fixture
def filled(desk: Desk, school: int, person: int) -> Desk:
    number = declaring.add(desk, told(person, with_whom="@handle", words="=1+1\nand a line", since="-3"))
    decided(desk, school, number, "approved with conditions", conditions="+44 only")
    declaring.add(desk, nothing(1))
    told_of = {"student": HOSTILE, "platform": "X", "said": "'=x", "reply": "@no", "replied_on": date(2024, 3, 6)}
    approaches.add(desk, Approach(person_id=person, happened_on=date(2024, 3, 5), **told_of))
    return desk


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("kind", "intake"), [("declarations", declaration_list), ("approaches", approach_list)])
def test_what_goes_out_comes_back_unchanged(filled: Desk, kind: str, intake: ModuleType, form: str) -> None:
    data = export.csv(filled, kind) if form == "csv" else export.xlsx(filled)
    plan = intake.plan(filled, parse(data, f"all.{form}", kind))
    assert [(row.action, row.why) for row in plan.rows] == [(Action.UNCHANGED, "")] * len(plan.rows)
    assert len(plan.rows) == len(export.sheet_of(filled, kind).rows) > 0


def sit(desk: Desk, role: Role) -> None:
    keyholders.add(desk, f"The {role}", role, (), PASSPHRASE, cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, f"The {role}", PASSPHRASE))


def openings(desk: Desk) -> list[str]:
    told = "SELECT DISTINCT words FROM audit_detail JOIN audit USING (n) WHERE kind = 'opening'"
    found = desk.store.database.raw.execute(told)
    return [words for (words,) in found]


def test_whoever_sees_counts_takes_the_other_registers_out_and_is_told_why(filled: Desk) -> None:
    sit(filled, Role.READER)
    assert set(export.left_out(filled)) == {"declarations", "approaches", "breaches"}
    assert "how many there are" in export.left_out(filled)["approaches"]
    with pytest.raises(Refused):
        export.csv(filled, "declarations")
    assert b"@handle" not in export.xlsx(filled)
    assert openings(filled) == []


def test_what_somebody_else_than_the_keeper_takes_out_is_kept_as_one_opening(filled: Desk) -> None:
    export.csv(filled, "declarations")
    assert openings(filled) == [], "the business manager keeps them"
    sit(filled, Role.TRUST_OFFICER)
    export.csv(filled, "declarations")
    assert openings(filled) == ["Exported: 2 declarations opened"]
