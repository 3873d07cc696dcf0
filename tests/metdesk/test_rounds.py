"""Rounds: who is asked, by when, and when nobody is."""

from datetime import timedelta

import pytest

from metdesk import acknowledgements, answer_figures, people, rounds, schools
from metdesk.acknowledgement_record import Round, Standing
from metdesk.desk import Desk
from metdesk.errors import Refused
from tests.metdesk.answers import DAY, adopt, answer, ask, person


def refused(desk: Desk, **wanted: object) -> dict[str, str]:
    with pytest.raises(Refused) as found:
        rounds.ask(desk, Round(**{"due_on": desk.today(), **wanted}))  # type: ignore[arg-type]
    return found.value.problems


def test_a_round_tells_whom_it_asks_and_how_far_it_has_come(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    ask(desk)
    answer(desk, bell)
    (row,) = rounds.listed(desk)
    assert (row.whom, row.asked, row.answered, row.signed, row.outstanding) == ("Everyone", 2, 1, 1, 1)


def test_joiners_are_asked_as_they_arrive_with_days_of_their_own(desk: Desk, school: int) -> None:
    adopt(desk)
    ask(desk, days=-3)
    today = desk.today()
    joined = person(desk, school, "New", starts=today - 2 * DAY)
    coming = person(desk, school, "Coming", starts=today + DAY)
    row = acknowledgements.standing_of(desk, joined)
    assert (row.standing, row.overdue) == (Standing.ASKED, False)
    assert row.due_on == today + (desk.setting("joiner_days") - 2) * DAY
    assert acknowledgements.standing_of(desk, coming).standing is Standing.NOT_ASKED
    assert [one.name for one in acknowledgements.joined_later(desk)] == ["New, Jo"]


def test_leavers_drop_out_and_stay_in_the_record(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    ask(desk)
    answer(desk, bell)
    people.leave(desk, bell, desk.today() - DAY)
    assert rounds.listed(desk)[0].asked == 1
    row = acknowledgements.standing_of(desk, bell)
    assert (row.standing, row.signed_on) == (Standing.LEFT, desk.today())


def test_who_is_asked_twice_has_no_more_time_for_it(desk: Desk, school: int) -> None:
    adopt(desk)
    ask(desk, days=30)
    ask(desk, days=5, school_id=school)
    assert rounds.due(desk, school, "staff", None) == desk.today() + timedelta(5)
    assert rounds.due(desk, school + 1, "staff", None) == desk.today() + timedelta(30)


def test_pupils_are_asked_only_where_they_are_named(desk: Desk, school: int) -> None:
    adopt(desk)
    person(desk, school, category="pupil")
    assert rounds.how_many(desk, Round()) == (1, 0)
    assert rounds.how_many(desk, Round(category="pupil")) == (1, 0)
    ask(desk, category="pupil")
    assert answer_figures.figures(desk).outstanding == 1


def test_a_closed_round_asks_nobody_and_what_was_answered_stays(desk: Desk, school: int) -> None:
    adopt(desk)
    bell, number = person(desk, school), ask(desk)
    answer(desk, bell)
    rounds.close(desk, number)
    assert answer_figures.figures(desk).outstanding == 0
    assert answer_figures.figures(desk).signed == 1
    with pytest.raises(Refused, match="was closed on"):
        rounds.close(desk, number)
    assert not rounds.listed(desk)[0].open
    assert rounds.listed(desk, closed=False) == []


def test_a_round_with_nobody_in_it_is_refused(desk: Desk, school: int) -> None:
    adopt(desk)
    elm = schools.add(desk, schools.School(name="Elm Grove"))
    assert "Nobody there today" in refused(desk, school_id=elm)[""]
    assert "Nobody there today" in refused(desk, category="visitor")[""]


def test_a_round_that_makes_no_sense_is_refused_under_its_field(desk: Desk, school: int) -> None:
    assert "no edition of the policy yet" in refused(desk)["edition_id"]
    first = adopt(desk)
    adopt(desk, "2.0")
    today = desk.today()
    assert "Only the edition in force" in refused(desk, edition_id=first)["edition_id"]
    assert "due before anybody was asked" in refused(desk, due_on=today - DAY)["due_on"]
    assert "begins today or began earlier" in refused(desk, asked_on=today + DAY)["asked_on"]
    assert "not in the register" in refused(desk, school_id=99)["school_id"]
    assert "Forms back by is needed" in refused(desk, due_on=None)["due_on"]
    assert "closed afterwards" in refused(desk, closed_on=today)["closed_on"]
    ask(desk)
    assert "asked already" in refused(desk)[""]


def test_asking_is_undone(desk: Desk, school: int) -> None:
    adopt(desk)
    ask(desk)
    assert desk.undo().startswith("Everyone asked to sign edition 1.0, March 2022")
    assert rounds.listed(desk) == []
