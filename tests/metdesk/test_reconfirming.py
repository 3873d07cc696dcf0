"""The yearly reconfirmation: who has yet to say so, and what is recorded for many at once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from db import declarations as tables
from db import reconfirming as queries
from metdesk import declarations, declaring, people, reconfirming, schools
from metdesk.declaration_record import State
from metdesk.declarations import state_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Person
from metdesk.reconfirming import Figures, Standing, YearFilter, standing_of
from metdesk.roles import Role
from tests.metdesk.test_approaches import sit
from tests.metdesk.test_declaring import nothing, told, why

SINCE = date(2026, 9, 1)
BEFORE, AFTER = date(2026, 3, 2), date(2026, 9, 7)


@pytest.fixture(autouse=True)
def _november(desk: Desk) -> None:
    """It is November: this year's began in September."""
    desk.store.now = lambda: datetime(2026, 11, 25, 10).astimezone()


@pytest.fixture
def staff(desk: Desk, school: int) -> list[int]:
    """Three people beside the head."""
    return [
        people.add(desk, Person(surname=name, forename="Jo", school_id=school)) for name in ("Abel", "Bell", "Cook")
    ]


def standings(desk: Desk, *person_ids: int) -> list[Standing]:
    return [row.standing for row in reconfirming.rows_of(desk, person_ids)]


def test_the_year_begins_on_the_first_of_the_month_of_the_setting(desk: Desk) -> None:
    assert reconfirming.since(desk) == SINCE
    desk.choose("reconfirm_month", 12)
    assert reconfirming.since(desk) == date(2025, 12, 1)
    desk.choose("reconfirm_month", 11)
    assert reconfirming.since(desk) == date(2026, 11, 1)


def test_counting_begins_with_the_first_declaration(desk: Desk, staff: list[int]) -> None:
    assert not reconfirming.begun(desk)
    assert (reconfirming.figures(desk), reconfirming.page(desk).total) == (Figures(), 0)
    declaring.add(desk, nothing(staff[0], declared_on=AFTER))
    assert reconfirming.begun(desk)
    assert reconfirming.figures(desk) == Figures(4, 1, 0, 0, 3)
    assert [row.name for row in reconfirming.page(desk).rows] == ["Abel, Jo", "Bell, Jo", "Cook, Jo", "Patel, Asha"]


def test_who_said_so_in_an_earlier_year_says_so_again(desk: Desk, staff: list[int]) -> None:
    declaring.add(desk, nothing(staff[0], declared_on=BEFORE))
    number = declaring.add(desk, told(staff[1], declared_on=BEFORE))
    assert standings(desk, *staff) == [Standing.EARLIER, Standing.TO_CONFIRM, Standing.NEVER]
    declaring.confirm(desk, [number], AFTER)
    declaring.add(desk, nothing(staff[0], declared_on=AFTER))
    assert standings(desk, *staff) == [Standing.ANSWERED, Standing.ANSWERED, Standing.NEVER]
    assert [row.heard_on for row in reconfirming.rows_of(desk, staff)] == [AFTER, AFTER, None]


def test_every_relationship_that_goes_on_is_confirmed(desk: Desk, staff: list[int]) -> None:
    first, second = (declaring.add(desk, told(staff[0], with_whom=name, declared_on=BEFORE)) for name in ("A", "B"))
    declaring.confirm(desk, [first], AFTER)
    assert standings(desk, staff[0]) == [Standing.TO_CONFIRM]
    declaring.end(desk, second, "Moved away.", AFTER)
    assert standings(desk, staff[0]) == [Standing.ANSWERED]


def test_what_was_taken_back_says_nothing(desk: Desk, staff: list[int]) -> None:
    number = declaring.add(desk, told(staff[0], declared_on=AFTER))
    declaring.withdraw(desk, number, "A mistake.", AFTER)
    assert standings(desk, staff[0]) == [Standing.NEVER]


def test_pupils_leavers_and_those_yet_to_start_are_not_asked(desk: Desk, school: int, staff: list[int]) -> None:
    declaring.add(desk, nothing(staff[0]))
    today = desk.today()
    for more in (
        {"category": "pupil"},
        {"ends": today - timedelta(days=1)},
        {"starts": today + timedelta(days=1)},
        {"starts": today - timedelta(days=14)},
    ):
        people.add(desk, Person(surname="Ng", forename="Li", school_id=school, **more))
    assert reconfirming.figures(desk).people == 4
    people.add(desk, Person(surname="Ng", forename="Li", school_id=school, starts=today - timedelta(days=15)))
    assert reconfirming.figures(desk).people == 5 == reconfirming.page(desk).total


def _state_days() -> list[tuple[State, bool, date, date | None]]:
    """Every state, moved or not, declared and then heard of before or after the first day of the year."""
    days = [(BEFORE, None), (BEFORE, AFTER), (AFTER, None), (AFTER, AFTER)]
    return [(state, moved, *both) for state, moved, both in product(State, (False, True), days)]


def test_the_standing_is_the_same_in_sql_and_in_words(desk: Desk, school: int, staff: list[int]) -> None:
    elsewhere = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    cases = _state_days()
    second = [None, (State.NOTHING, False, BEFORE, None), (State.APPROVED, False, AFTER, None)]
    expected: dict[int, Standing] = {}
    with desk.change("people.import", "As a test has it") as change:
        for place, (case, beside) in enumerate(product(cases, second)):
            row = {"surname": f"No {place}", "forename": "J", "category": "staff", "sorted_as": str(place)}
            person = change.insert(people.tables.Person, **row, school_id=school)
            held = []
            for state, moved, declared, heard in filter(None, (case, beside)):
                confirmed = heard if state not in (State.ENDED, State.NOT_APPROVED) else None
                ended = heard if state in (State.ENDED, State.WITHDRAWN) else None
                change.insert(
                    tables.Declaration,
                    person_id=person,
                    head_of_id=elsewhere if moved else school,
                    state=str(state),
                    declared_on=declared,
                    confirmed_on=confirmed,
                    ended_on=ended,
                )
                held.append((state_of(state, moved, None, desk.today()), declared, confirmed, ended))
            expected[person] = standing_of(held, SINCE)
    found = {row.id: row.standing for row in reconfirming.rows_of(desk, list(expected))}
    assert found == expected
    assert set(expected.values()) == set(Standing)
    for one in Standing:
        listed = reconfirming.page(desk, YearFilter(standings=(one,)), limit=1_000)
        counted = sum(stands is one for stands in expected.values()) + (len(staff) + 1) * (one is Standing.NEVER)
        assert listed.total == counted == len(listed.rows)


def test_no_change_for_many_is_one_change(desk: Desk, staff: list[int]) -> None:
    first, second = (declaring.add(desk, told(staff[0], with_whom=name, declared_on=BEFORE)) for name in ("A", "B"))
    declaring.add(desk, nothing(staff[1], declared_on=BEFORE))
    assert reconfirming.confirm_people(desk, staff[:2], AFTER) == 2
    assert standings(desk, *staff[:2]) == [Standing.ANSWERED, Standing.ANSWERED]
    assert {declarations.seen(desk, one).confirmed_on for one in (first, second)} == {AFTER}
    assert [row.declaration.declared_on for row in declarations.of_person(desk, staff[1])] == [AFTER, BEFORE]
    assert "already" in why(reconfirming.confirm_people, desk, staff[:2], AFTER)[""]
    assert desk.undo() == "No change for 2 people"
    assert standings(desk, *staff[:2]) == [Standing.TO_CONFIRM, Standing.EARLIER]


def test_no_change_is_refused_for_those_who_never_said_anything(desk: Desk, staff: list[int]) -> None:
    number = declaring.add(desk, told(staff[0], declared_on=BEFORE))
    said = why(reconfirming.confirm_people, desk, staff, AFTER)[""]
    assert "Bell, Jo; Cook, Jo (2 people)" in said
    assert declarations.seen(desk, number).confirmed_on is None


def test_nothing_to_declare_is_recorded_for_many_at_once(desk: Desk, staff: list[int]) -> None:
    assert reconfirming.nothing_for(desk, [*staff, staff[0]], AFTER) == 3
    assert standings(desk, *staff) == [Standing.ANSWERED] * 3
    assert desk.undo() == "Nothing to declare for 3 people"
    declaring.add(desk, told(staff[0], declared_on=BEFORE))
    assert "goes on for Abel, Jo" in why(reconfirming.nothing_for, desk, staff, AFTER)[""]


@pytest.mark.parametrize("on", [date(2026, 8, 31), date(2026, 11, 26)])
def test_a_day_of_another_year_is_refused(desk: Desk, staff: list[int], on: date) -> None:
    declaring.add(desk, nothing(staff[0], declared_on=BEFORE))
    for call in (reconfirming.confirm_people, reconfirming.nothing_for):
        assert "on" in why(call, desk, staff[:1], on)


def test_who_is_not_asked_is_refused(desk: Desk, school: int, staff: list[int]) -> None:
    pupil = people.add(desk, Person(surname="Ng", forename="Li", school_id=school, category="pupil"))
    new = people.add(desk, Person(surname="Oh", forename="Li", school_id=school, starts=desk.today()))
    assert "Ng, Li cannot be asked" in why(reconfirming.nothing_for, desk, [staff[0], pupil], AFTER)[""]
    assert "Choose the people" in why(reconfirming.confirm_people, desk, [], AFTER)[""]
    reconfirming.nothing_for(desk, [new], desk.today())


def test_no_change_before_what_they_declared_is_refused(desk: Desk, staff: list[int]) -> None:
    declaring.add(desk, told(staff[0], with_whom="A", declared_on=BEFORE))
    declaring.add(desk, told(staff[0], with_whom="B", declared_on=AFTER))
    assert "7 September 2026" in why(reconfirming.confirm_people, desk, staff[:1], SINCE)["on"]


def test_counts_are_for_everybody_and_the_list_is_not(desk: Desk, school: int, staff: list[int]) -> None:
    declaring.add(desk, nothing(staff[0], declared_on=AFTER))
    elsewhere = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    sit(desk, Role.INVESTIGATOR, [])
    assert (reconfirming.figures(desk).people, reconfirming.page(desk).total) == (4, 0)
    assert (reconfirming.figures(desk, elsewhere).people, reconfirming.figures(desk, school).answered) == (0, 1)
    with pytest.raises(Refused, match="you see how many"):
        reconfirming.nothing_for(desk, staff, AFTER)


def test_who_is_outstanding_comes_by_team_and_surname(desk: Desk, staff: list[int]) -> None:
    declaring.add(desk, nothing(staff[1], declared_on=AFTER))
    people.change(desk, staff[0], replace(people.get(desk, staff[0]), team="Year 6"))
    assert [row.name for row in reconfirming.outstanding(desk)] == ["Cook, Jo", "Patel, Asha", "Abel, Jo"]
    listed = reconfirming.page(desk, YearFilter(team="Year 6", category="staff", find="abel"), "job")
    assert [row.name for row in listed.rows] == ["Abel, Jo"]
    assert queries.asked_of(reconfirming._year(desk), staff) == set(staff)


def test_sentences_of_the_audit_name_nobody(desk: Desk, staff: list[int]) -> None:
    reconfirming.nothing_for(desk, staff[:1], AFTER)
    said: list[Any] = list(desk.store.database.raw.execute("SELECT words FROM audit ORDER BY n DESC LIMIT 1"))
    assert said[0][0] == "Nothing to declare for 1 person"
