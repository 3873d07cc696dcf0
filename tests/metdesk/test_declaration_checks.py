"""The live checks of declarations, approaches and the year: each broken in a real register, seen, and mended."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from db import keys
from metdesk import approaches, checks, declaring, figures, keyholders, people, schools
from metdesk.approach_record import Approach, Reply
from metdesk.checks import Result, Status
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.roles import Role
from tests.conftest import PASSPHRASE
from tests.metdesk.test_declaring import decided, head, nothing, told

OVERDUE, UNSURE_OVERDUE = "within the days there are for it", "Who is unsure"
WAITS, UNSURE_WAITS = "No declared relationship waits", "somebody is unsure of waits"
AGAIN, NOBODY = "looked at again on its day", "somebody who may review"


def result(desk: Desk, statement: str, school_id: int | None = None) -> Result:
    return next(one for one in checks.run(desk, school_id) if statement in one.statement)


def found(desk: Desk, statement: str, school_id: int | None = None) -> tuple[Status, int, int]:
    one = result(desk, statement, school_id)
    assert one.of - one.met == len(one.failing)
    return one.status, one.met, one.of


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname="O’Neill-Ştefănescu", forename="Ioana <b>", school_id=school))


def days_ago(desk: Desk, days: int) -> dict[str, Any]:
    return {"declared_on": desk.today() - timedelta(days)}


def test_what_nobody_declared_is_not_counted(desk: Desk, person: int) -> None:
    declaring.add(desk, nothing(person))
    of_declarations = [one for one in checks.run(desk) if one.kind == "declaration"]
    assert {one.status for one in of_declarations} == {Status.NOTHING}


def test_a_declaration_waits_then_is_overdue_then_is_decided(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person, **days_ago(desk, 10)))
    assert found(desk, WAITS) == (Status.ATTENTION, 0, 1)
    assert found(desk, OVERDUE) == (Status.OK, 1, 1)
    desk.choose("review_days", 1)
    assert found(desk, OVERDUE) == (Status.BREACH, 0, 1)
    assert found(desk, WAITS) == (Status.OK, 1, 1)
    decided(desk, school, number, decided_on=desk.today())
    assert found(desk, OVERDUE) == (Status.OK, 1, 1)
    desk.undo()
    assert found(desk, OVERDUE) == (Status.BREACH, 0, 1)


def test_one_that_somebody_is_unsure_of_is_told_of_under_its_own_clause(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person, relationship="unsure", **days_ago(desk, 10)))
    assert found(desk, UNSURE_WAITS) == (Status.ATTENTION, 0, 1)
    assert found(desk, WAITS) == (Status.NOTHING, 0, 0)
    desk.choose("review_days", 1)
    assert found(desk, UNSURE_OVERDUE) == (Status.BREACH, 0, 1)
    assert result(desk, UNSURE_OVERDUE).clause == "6.1.4"
    decided(desk, school, number, "not approved", decided_on=desk.today())
    assert found(desk, UNSURE_OVERDUE) == (Status.OK, 1, 1)


def test_the_heads_days_begin_again_when_what_was_asked_is_answered(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person, **days_ago(desk, 30)))
    decided(desk, school, number, "more asked", decided_on=desk.today() - timedelta(20))
    assert found(desk, OVERDUE) == (Status.OK, 1, 1), "the head has looked at it, and waits for an answer"
    declaring.answer(desk, number, "They are cousins.", desk.today() - timedelta(10))
    assert (found(desk, OVERDUE)[0], found(desk, WAITS)[0]) == (Status.OK, Status.ATTENTION)


def test_a_mover_waits_for_the_new_head_and_is_never_said_to_be_overdue(desk: Desk, school: int, person: int) -> None:
    decided(desk, school, declaring.add(desk, told(person)))
    elm = schools.add(desk, schools.School(name="Elm Grove"))
    moved = people.get(desk, person)
    people.change(desk, person, Person(surname=moved.surname, forename=moved.forename, school_id=elm))
    assert found(desk, OVERDUE) == (Status.OK, 1, 1)
    assert found(desk, WAITS, elm) == (Status.ATTENTION, 0, 1)
    assert found(desk, WAITS, school)[2] == 0
    assert "another school" in result(desk, WAITS).failing[0].words


def test_what_was_approved_is_looked_at_again_on_its_day(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number, look_again=desk.today())
    assert found(desk, AGAIN) == (Status.ATTENTION, 0, 1)
    assert found(desk, OVERDUE)[0] is Status.OK
    decided(desk, school, number, decided_on=desk.today())
    assert found(desk, AGAIN) == (Status.OK, 1, 1)


def test_the_heads_own_where_nobody_stands_in_leads_to_the_school(desk: Desk, school: int, person: int) -> None:
    declaring.add(desk, told(person))
    assert found(desk, NOBODY) == (Status.OK, 1, 1)
    declaring.add(desk, told(head(desk, school), with_whom="B. B."))
    assert found(desk, NOBODY) == (Status.BREACH, 0, 1)
    (failing,) = result(desk, NOBODY).failing
    assert (failing.kind, failing.id) == ("school", school)
    schools.change_trust(desk, desk.trust.name, None, person)
    assert found(desk, NOBODY) == (Status.OK, 1, 1)


def test_whoever_may_not_read_them_is_told_where_and_not_whose(desk: Desk, school: int, person: int) -> None:
    declaring.add(desk, told(person))
    (hers,) = result(desk, OVERDUE).failing
    assert (hers.title, "Ash Hill" in hers.words) == ("O’Neill-Ştefănescu, Ioana <b>", True)
    keyholders.add(desk, "Lena", Role.READER, (), PASSPHRASE, cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, "Lena", PASSPHRASE))
    for one in checks.run(desk):
        assert not any("Ştefănescu" in failing.title + failing.words for failing in one.failing)
    assert result(desk, OVERDUE).failing[0].title == "A declaration at Ash Hill Primary"


def test_their_figures_are_kept_from_day_to_day(desk: Desk, person: int) -> None:
    declaring.add(desk, told(person))
    assert figures.keep(desk)
    one = result(desk, OVERDUE)
    (today,) = figures.trend(desk, one.clause, one.amiss).figures
    assert (today.met, today.of) == (0, 1)


# --- approaches, and the year


@pytest.fixture
def approached(desk: Desk, person: int) -> Callable[..., int]:
    """Enters an approach of ten days ago: on whichever day the test runs, more than two school days."""
    happened = desk.today() - timedelta(10)

    def enter(**more: Any) -> int:
        told = {"student": "L. B.", "platform": "Instagram", "happened_on": happened, "said": "A request."}
        return approaches.add(desk, Approach(person_id=person, **{**told, **more}))

    return enter


def test_an_approach_is_reported_within_its_days(desk: Desk, approached: Callable[..., int]) -> None:
    number = approached()
    assert found(desk, "are reported to the head") == (Status.BREACH, 0, 1)
    assert result(desk, "are reported to the head").failing[0].title == "O’Neill-Ştefănescu, Ioana <b>"
    desk.choose("report_days", 10)
    assert found(desk, "are reported to the head") == (Status.OK, 1, 1)
    desk.choose("report_days", 2)
    approaches.report(desk, number, desk.today())
    assert found(desk, "are reported to the head") == (Status.OK, 1, 1)


def test_the_reply_to_an_approach_is_kept_and_its_tone_looked_at(desk: Desk, approached: Callable[..., int]) -> None:
    number = approached()
    assert found(desk, "reply that rejects") == (Status.BREACH, 0, 1)
    assert found(desk, "professional in tone") == (Status.OK, 1, 1), "without a reply there is no tone"
    approaches.reply(desk, number, Reply("I do not connect with students.", desk.today()))
    assert found(desk, "reply that rejects") == (Status.OK, 1, 1)
    assert found(desk, "professional in tone") == (Status.ATTENTION, 0, 1)
    approaches.reply(desk, number, Reply(tone="professional"))
    assert found(desk, "professional in tone") == (Status.OK, 1, 1)


def test_an_approach_is_nobodys_to_whoever_may_not_read_it(desk: Desk, approached: Callable[..., int]) -> None:
    approached()
    keyholders.add(desk, "Lena", Role.READER, (), PASSPHRASE, cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, "Lena", PASSPHRASE))
    assert result(desk, "are reported to the head").failing[0].title == "An approach at Ash Hill Primary"


def test_schools_where_people_have_yet_to_say_so_this_year(desk: Desk, school: int, person: int) -> None:
    assert result(desk, "has said this year").status is Status.NOTHING
    declaring.add(desk, nothing(person, declared_on=desk.today()))
    one = result(desk, "has said this year", school)
    assert (one.met, one.of, one.status) == (1, 2, Status.ATTENTION)
    assert [(failing.kind, failing.id) for failing in one.failing] == [("school", school)]
    assert one.failing[0].words == "1 person has yet to say so, of 2"
    declaring.add(desk, nothing(head(desk, school), declared_on=desk.today()))
    assert result(desk, "has said this year").status is Status.OK
