from dataclasses import replace
from datetime import date, timedelta

import pytest

from metdesk import people, schools
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.schools import School


def test_a_list_row_names_the_head_and_counts(desk: Desk, school: int) -> None:
    (row,) = schools.page(desk).rows
    assert (row.head, row.head_title, row.people, row.accounts) == ("Ms Asha Patel", "Headteacher", 1, 0)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"urn": "12345"}, "urn"), ({"name": ""}, "name"), ({"kind": "castle"}, "kind")]
)
def test_what_no_school_can_be_is_refused(desk: Desk, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        schools.add(desk, replace(School(name="Brook Lane"), **wrong))
    assert set(refusal.value.problems) == {field}


def test_two_schools_of_one_name_are_told_apart_by_urn(desk: Desk, school: int) -> None:
    with pytest.raises(Refused, match="URN"):
        schools.add(desk, School(name="Ash Hill Primary"))
    schools.add(desk, School(name="Ash Hill Primary", urn="654321"))
    with pytest.raises(Refused, match="has this URN"):
        schools.add(desk, School(name="Elm", urn="654321"))


def test_neither_a_leaver_nor_a_pupil_can_be_head(desk: Desk, school: int, today: date) -> None:
    left = people.add(
        desk, people.Person(surname="Gone", forename="A", school_id=school, ends=today - timedelta(days=1))
    )
    pupil = people.add(desk, people.Person(surname="Young", forename="B", school_id=school, category="pupil"))
    for person, why in ((left, "has left"), (pupil, "is a pupil"), (999, "not in the register")):
        with pytest.raises(Refused, match=why):
            schools.appoint(desk, school, person)


def test_a_school_with_people_stays_out_of_the_bin(desk: Desk, school: int) -> None:
    with pytest.raises(Refused, match="1 person and 0 accounts"):
        schools.put_in_bin(desk, school)
    empty = schools.add(desk, School(name="Elm", urn="654321"))
    schools.put_in_bin(desk, empty)
    assert list(schools.names(desk).values()) == ["Ash Hill Primary"]


def test_the_trust_has_a_name_a_logo_and_an_officer(desk: Desk, school: int) -> None:
    officer = people.add(desk, people.Person(surname="Okafor", forename="Ada", school_id=school))
    schools.change_trust(desk, "Mowbray", b"\x89PNG", officer)
    assert (desk.trust.name, desk.trust.logo, desk.trust.officer_id) == ("Mowbray", b"\x89PNG", officer)
    with pytest.raises(Refused):
        schools.change_trust(desk, " ", None, None)


def test_neither_a_leaver_nor_a_pupil_nor_the_head_can_chair(desk: Desk, school: int, today: date) -> None:
    left = people.add(
        desk, people.Person(surname="Gone", forename="A", school_id=school, ends=today - timedelta(days=1))
    )
    pupil = people.add(desk, people.Person(surname="Young", forename="B", school_id=school, category="pupil"))
    entry = schools.get(desk, school)
    cases = (
        (left, "has left"),
        (pupil, "is a pupil"),
        (999, "not in the register"),
        (entry.head_id, "The head cannot"),
    )
    for person, why in cases:
        with pytest.raises(Refused, match=why) as refusal:
            schools.change(desk, school, replace(entry, chair_id=person))
        assert set(refusal.value.problems) == {"chair_id"}
    with pytest.raises(Refused, match="what concerns the head goes to"):
        schools.change(desk, school, replace(entry, route="the moon"))
    chair = people.add(desk, people.Person(surname="Reed", forename="Sam", school_id=school))
    schools.change(desk, school, replace(entry, chair_id=chair, route="chair"))
    assert (schools.get(desk, school).chair_id, schools.get(desk, school).route) == (chair, "chair")
