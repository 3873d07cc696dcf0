"""The live checks of who has signed: each broken in a real register, seen, and mended."""

from collections.abc import Callable
from datetime import date

import pytest

from metdesk import account_record, accounts, answering, authorisations, checks, people, rounds, schools
from metdesk.acknowledgement_record import Acknowledgement, Round
from metdesk.checks import Result, Status
from metdesk.desk import Desk
from metdesk.errors import Refused
from tests.metdesk.answers import DAY, adopt, answer, ask, person


def result(desk: Desk, statement: str, school_id: int | None = None) -> Result:
    return next(one for one in checks.run(desk, school_id) if statement in one.statement)


@pytest.fixture
def head(desk: Desk, school: int) -> int:
    """The head of the school; an edition is in force."""
    adopt(desk)
    return people.page(desk).rows[0].id


def breaks_and_mends(desk: Desk, statement: str, broken: Status, mend: Callable[[], object]) -> None:
    before = result(desk, statement)
    assert (before.status, bool(before.failing)) == (broken, True)
    mend()
    after = result(desk, statement)
    assert (after.status, after.failing) == (Status.OK, ())
    desk.undo()
    assert result(desk, statement) == before


def test_the_share_that_signed_is_measured_against_the_target(desk: Desk, head: int, school: int) -> None:
    breaks_and_mends(desk, "Everyone has signed", Status.ATTENTION, lambda: answer(desk, head))
    person(desk, school)
    answer(desk, head)
    found = result(desk, "Everyone has signed")
    assert (found.met, found.of, found.target) == (1, 2, 100)
    assert found.failing[0].words == "1 of 2 signed (50 %)"
    desk.choose("target_signed", 50)
    assert result(desk, "Everyone has signed").status is Status.OK


@pytest.mark.parametrize("target", [0, 101, -5])
def test_a_target_of_nothing_or_of_more_than_all_is_refused(desk: Desk, target: int) -> None:
    with pytest.raises(Refused) as found:
        desk.choose("target_signed", target)
    assert "from 1 to 100" in found.value.problems["target_signed"]


def test_trustees_and_governors_sign_too(desk: Desk, head: int, school: int) -> None:
    governor = person(desk, school, category="governance volunteer")
    breaks_and_mends(desk, "Trustees and governors", Status.ATTENTION, lambda: answer(desk, governor))


def test_nobody_is_past_the_day(desk: Desk, head: int) -> None:
    ask(desk, days=-1)
    breaks_and_mends(desk, "past the day by which", Status.BREACH, lambda: answer(desk, head))
    (failing,) = result(desk, "past the day by which").failing
    assert (failing.kind, failing.id) == ("acknowledgement", head)


def test_joiners_sign_within_their_days(desk: Desk, head: int, school: int) -> None:
    late = desk.today() - 20 * DAY
    joined = person(desk, school, starts=late)
    rounds.ask(desk, Round(asked_on=late - 9 * DAY, due_on=late - DAY))
    answer(desk, head)
    breaks_and_mends(desk, "Joiners sign", Status.BREACH, lambda: answer(desk, joined))
    assert result(desk, "past the day by which").status is Status.OK, "a joiner is told of once"


def test_everyone_is_asked(desk: Desk, head: int) -> None:
    breaks_and_mends(desk, "Everyone has been asked", Status.ATTENTION, lambda: ask(desk))


def test_refusals_are_talked_over(desk: Desk, head: int) -> None:
    number = answer(desk, head, "refused")
    signed = Acknowledgement(signed_on=desk.today(), correction="Signed after a talk.")
    mend = lambda: answering.correct(desk, number, signed)  # noqa: E731
    breaks_and_mends(desk, "Nobody refuses", Status.ATTENTION, mend)


def test_whoever_is_authorised_has_signed(desk: Desk, head: int, school: int, today: date) -> None:
    account = accounts.add(desk, account_record.Account(school_id=school, platform="X", handle="@a"))
    given = authorisations.Authorisation(account, head, False, head, today, today)
    assert any("6.2.2" in words for words in authorisations.advice(desk, given))
    authorisations.grant(desk, given)
    breaks_and_mends(desk, "Whoever is authorised on", Status.BREACH, lambda: answer(desk, head))
    answer(desk, head)
    assert not any("6.2.2" in words for words in authorisations.advice(desk, given))


def test_without_an_edition_there_is_nothing_to_count(desk: Desk, school: int) -> None:
    of_people = [one for one in checks.run(desk) if one.kind == "acknowledgement"]
    assert {one.status for one in of_people} == {Status.NOTHING}
    assert len(of_people) == 7


def test_a_school_is_asked_about_itself_alone(desk: Desk, head: int, school: int) -> None:
    elm = schools.add(desk, schools.School(name="Elm Grove"))
    person(desk, elm)
    ask(desk, days=-1)
    answer(desk, head)
    for statement in ("Everyone has signed", "past the day by which"):
        here, there = result(desk, statement, school), result(desk, statement, elm)
        assert (here.status, len(there.failing), there.of) == (Status.OK, 1, 1)


def test_status_and_change_log_name_the_same_approver(desk: Desk) -> None:
    adopt(desk)
    assert result(desk, "same approver").failing[0].words == "“Approved”, and the change log names “Board”"
