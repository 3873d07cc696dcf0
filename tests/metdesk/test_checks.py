from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from metdesk import account_record, accounts, authorisations, checks, people, schools
from metdesk.checks import Result, Status
from metdesk.desk import Desk

DAY = timedelta(days=1)


def result(desk: Desk, statement: str) -> Result:
    return next(one for one in checks.run(desk) if statement in one.statement)


def breaks_and_mends(desk: Desk, statement: str, broken: Status, mend: Callable[[], object]) -> None:
    before = result(desk, statement)
    assert before.failing
    assert (before.status, len(before.failing)) == (broken, before.of - before.met)
    mend()
    assert result(desk, statement).status is Status.OK


def test_an_empty_register_has_nothing_to_count(desk: Desk) -> None:
    assert {one.status for one in checks.run(desk)} == {Status.NOTHING}


def test_a_school_without_a_head(desk: Desk) -> None:
    number = schools.add(desk, schools.School(name="Elm", urn="654321"))
    head = people.add(desk, people.Person(surname="Patel", forename="Asha", school_id=number))
    breaks_and_mends(desk, "has a head", Status.BREACH, lambda: schools.appoint(desk, number, head))


def test_a_school_without_a_device_rule(desk: Desk, school: int) -> None:
    mended = replace(schools.get(desk, school), devices="not allowed")
    breaks_and_mends(desk, "personal devices", Status.ATTENTION, lambda: schools.change(desk, school, mended))


def test_an_account_held_privately(desk: Desk, school: int) -> None:
    account = account_record.Account(school_id=school, platform="X", handle="@a", held_with="a@gmail.com")
    number = accounts.add(desk, account)
    mended = replace(account, held_with="office@ashhill.example")
    breaks_and_mends(desk, "private one", Status.BREACH, lambda: accounts.change(desk, number, mended))


def test_an_account_short_of_two_people_and_soon_short(desk: Desk, school: int, today: date) -> None:
    number = accounts.add(desk, account_record.Account(school_id=school, platform="X", handle="@a"))
    head = people.page(desk).rows[0].id
    bell = people.add(desk, people.Person(surname="Bell", forename="Jo", school_id=school, ends=today + 5 * DAY))

    def both() -> None:
        for person in (head, bell):
            authorisations.grant(desk, authorisations.Authorisation(number, person, False, head, today, today))

    breaks_and_mends(desk, "Each active account has two", Status.BREACH, both)
    stays = replace(people.get(desk, bell), ends=None)
    breaks_and_mends(desk, "over the next", Status.ATTENTION, lambda: people.change(desk, bell, stays))


def test_a_check_of_one_school_leaves_the_others_out(desk: Desk, school: int) -> None:
    elm = schools.add(desk, schools.School(name="Elm", urn="654321"))
    heads = {number: next(r for r in checks.run(desk, number) if r.clause == "1") for number in (school, elm)}
    assert (heads[school].status, heads[elm].status) == (Status.OK, Status.BREACH)
