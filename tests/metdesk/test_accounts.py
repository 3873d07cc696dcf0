from dataclasses import replace
from datetime import date, timedelta

import pytest

from metdesk import account_record, accounts, authorisations, people
from metdesk.account_record import Account
from metdesk.accounts import AccountFilter
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.errors import Refused

DAY = timedelta(days=1)


@pytest.fixture
def head(desk: Desk, school: int) -> int:
    return people.page(desk).rows[0].id


@pytest.fixture
def account(desk: Desk, school: int) -> int:
    return accounts.add(
        desk, Account(school_id=school, platform="Facebook", handle="ashhill", address="facebook.com/ashhill")
    )


def teacher(desk: Desk, school: int, name: str, **more: object) -> int:
    person = people.Person(surname=name, forename="Jo", school_id=school)
    return people.add(desk, replace(person, **more))  # type: ignore[arg-type]


def grant(desk: Desk, account: int, person: int, head: int, starts: date, **more: object) -> int:
    return authorisations.grant(
        desk,
        replace(
            Authorisation(
                account_id=account,
                person_id=person,
                granted_by_id=head,
                granted_on=starts,
                starts=starts,
                signed_on=starts,
            ),
            **more,  # type: ignore[arg-type]
        ),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/AshHill/", "facebook.com/ashhill"),
        ("https://twitter.com/ashhill?lang=en", "http://x.com/ashhill"),
        ("m.youtube.com/@ashhill", "https://www.youtube.com/ashhill"),
    ],
)
def test_one_account_has_one_identity_however_written(one: str, other: str) -> None:
    assert account_record.identity("A", "a", one) == account_record.identity("B", "b", other)


def test_pages_told_apart_by_number_stay_apart() -> None:
    first = account_record.identity("Facebook", "a", "facebook.com/profile.php?id=1")
    assert first != account_record.identity("Facebook", "a", "facebook.com/profile.php?id=2")


def test_an_address_registered_already_is_refused(desk: Desk, school: int, account: int) -> None:
    with pytest.raises(Refused, match="as ashhill of Ash Hill Primary") as refusal:
        accounts.add(
            desk, Account(school_id=school, platform="Facebook", handle="x", address="https://fb.com/AshHill/")
        )
    assert set(refusal.value.problems) == {"address"}


def test_without_an_address_platform_and_name_are_the_identity(desk: Desk, school: int) -> None:
    accounts.add(desk, Account(school_id=school, platform="WhatsApp", handle="PTA volunteers"))
    with pytest.raises(Refused) as refusal:
        accounts.add(desk, Account(school_id=school, platform="whatsapp", handle="pta volunteers"))
    assert set(refusal.value.problems) == {"handle"}


def test_an_account_is_not_its_own_rival(desk: Desk, account: int) -> None:
    accounts.change(desk, account, replace(accounts.get(desk, account), purpose="News"))
    assert accounts.get(desk, account).purpose == "News"


def test_dates_and_states_that_disagree_are_refused(desk: Desk, school: int, today: date) -> None:
    with pytest.raises(Refused) as refusal:
        accounts.add(
            desk, Account(school_id=school, platform="X", handle="a", opened=today, closed=today - DAY, state="active")
        )
    assert set(refusal.value.problems) == {"closed", "state"}


def test_twitter_is_entered_as_x(desk: Desk, school: int) -> None:
    number = accounts.add(desk, Account(school_id=school, platform="Twitter", handle="@ashhill"))
    assert accounts.get(desk, number).platform == "X"


def test_two_people_oversee_an_account_until_one_leaves(
    desk: Desk, school: int, account: int, head: int, today: date
) -> None:
    assert accounts.overview(desk, account).falls_short == today
    leaver = teacher(desk, school, "Bell", ends=today + 10 * DAY)
    for person in (leaver, teacher(desk, school, "Cole")):
        grant(desk, account, person, head, today)
    seen = accounts.overview(desk, account)
    assert (seen.hands, seen.falls_short) == (2, today + 11 * DAY)
    assert [(one.clause, one.grave) for one in seen.concerns()] == [("5.2.4", False)]


def test_two_permissions_of_one_person_are_one_pair_of_hands(
    desk: Desk, school: int, account: int, head: int, today: date
) -> None:
    person = teacher(desk, school, "Bell")
    grant(desk, account, person, head, today - 30 * DAY, ends=today - DAY)
    grant(desk, account, person, head, today)
    assert accounts.overview(desk, account).hands == 1


def test_what_if_someone_leaves(desk: Desk, school: int, account: int, head: int, today: date) -> None:
    bell, cole = teacher(desk, school, "Bell"), teacher(desk, school, "Cole")
    grant(desk, account, bell, head, today)
    grant(desk, account, cole, head, today)
    (effect,) = authorisations.if_leaves(desk, bell)
    assert (effect.account_id, effect.before, effect.after) == (account, 2, 1)
    assert authorisations.if_leaves(desk, head) == []


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"category": "pupil"}, "person_id", "pupil"),
        ({"ends": "yesterday"}, "person_id", "leaves on"),
    ],
)
def test_neither_a_pupil_nor_a_leaver_is_authorised(
    desk: Desk, school: int, account: int, head: int, today: date, wrong: dict[str, object], field: str, why: str
) -> None:
    more = {name: today - DAY if value == "yesterday" else value for name, value in wrong.items()}
    person = teacher(desk, school, "Bell", **more)
    with pytest.raises(Refused, match=why) as refusal:
        grant(desk, account, person, head, today)
    assert set(refusal.value.problems) == {field}


def test_only_the_head_grants(desk: Desk, school: int, account: int, today: date) -> None:
    person = teacher(desk, school, "Bell")
    with pytest.raises(Refused, match=r"Asha Patel, Headteacher") as refusal:
        grant(desk, account, person, person, today)
    assert set(refusal.value.problems) == {"granted_by_id"}


def test_the_trust_officer_grants_where_a_school_has_no_head(desk: Desk, school: int, today: date) -> None:
    from metdesk import schools

    elm = schools.add(desk, schools.School(name="Elm", urn="654321"))
    account = accounts.add(desk, Account(school_id=elm, platform="X", handle="@elm"))
    person, officer = teacher(desk, elm, "Bell"), teacher(desk, school, "Okafor")
    with pytest.raises(Refused, match="no head and the trust no trust officer"):
        grant(desk, account, person, officer, today)
    schools.change_trust(desk, "Mowbray", None, officer)
    assert grant(desk, account, person, officer, today)


def test_an_end_before_the_start_and_days_to_come_are_refused(
    desk: Desk, school: int, account: int, head: int, today: date
) -> None:
    person = teacher(desk, school, "Bell")
    with pytest.raises(Refused) as refusal:
        grant(desk, account, person, head, today, ends=today - DAY, signed_on=today + DAY, granted_on=today + DAY)
    assert set(refusal.value.problems) == {"ends", "signed_on", "granted_on"}


def test_a_second_permission_while_one_holds_is_refused(
    desk: Desk, school: int, account: int, head: int, today: date
) -> None:
    person = teacher(desk, school, "Bell")
    grant(desk, account, person, head, today)
    with pytest.raises(Refused, match="change that one instead"):
        grant(desk, account, person, head, today)


@pytest.mark.parametrize("state", ["closed", "unofficial"])
def test_nobody_is_authorised_on_an_account_that_is_not_the_schools(
    desk: Desk, school: int, account: int, head: int, today: date, state: str
) -> None:
    accounts.change(desk, account, replace(accounts.get(desk, account), state=state))
    with pytest.raises(Refused, match=state):
        grant(desk, account, teacher(desk, school, "Bell"), head, today)


def test_ending_a_permission_asks_for_a_reason(desk: Desk, school: int, account: int, head: int, today: date) -> None:
    number = grant(desk, account, teacher(desk, school, "Bell"), head, today - DAY)
    with pytest.raises(Refused) as refusal:
        authorisations.end(desk, number, today - 2 * DAY, " ")
    assert set(refusal.value.problems) == {"ended_why", "ends"}
    authorisations.end(desk, number, today - DAY, "Moved to another post")
    assert accounts.overview(desk, account).hands == 0


def test_a_check_is_recorded_and_the_next_one_planned(desk: Desk, account: int, today: date) -> None:
    accounts.look(desk, account, "In order")
    seen = accounts.overview(desk, account)
    assert (seen.last_checked, seen.account.next_check) == (today, today + 365 * DAY)
    assert [one.finding for one in accounts.looks(desk, account)] == ["In order"]
    with pytest.raises(Refused) as refusal:
        accounts.look(desk, account, "", today + DAY)
    assert set(refusal.value.problems) == {"finding", "checked_on"}


def test_what_a_clause_asks_is_said_for_each_account(desk: Desk, school: int, head: int, today: date) -> None:
    number = accounts.add(
        desk,
        Account(school_id=school, platform="X", handle="@a", reaches_students=True, held_with="jo.bell@gmail.com"),
    )
    grant(desk, number, teacher(desk, school, "Bell"), head, today, signed_on=None)
    clauses = {one.clause for one in accounts.overview(desk, number).concerns()}
    assert clauses == {"5.2.4", "6.2.1", "6.2.3", "6.3.1"}


def test_lists_filter_by_school_state_platform_and_words(
    desk: Desk, school: int, account: int, head: int, today: date
) -> None:
    closed = accounts.add(desk, Account(school_id=school, platform="X", handle="@old", state="closed", closed=today))
    grant(desk, account, teacher(desk, school, "Bell"), head, today)

    def ids(**wanted: object) -> list[int]:
        return [row.id for row in accounts.page(desk, AccountFilter(**wanted)).rows]  # type: ignore[arg-type]

    assert ids() == [account]
    assert ids(states=()) == [account, closed]
    assert ids(platform="X", states=("closed",)) == [closed]
    assert ids(find="ashh") == ids(find="bell") == [account]
    assert ids(school_id=99) == []
