"""Who decides on which declaration, how it is signed, and who may read it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db import keys
from metdesk import confidential, declarations, declaring, keyholders, people, reviewers, reviewing, schools, sitting
from metdesk.declaration_record import Decision, Outcome, State
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Person
from metdesk.roles import Role
from tests.conftest import KEYHOLDER, PASSPHRASE, TOMORROW, dated
from tests.metdesk.test_declaring import LONG_AGO, decided, head, told, why

Seat = Callable[..., None]


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname="Okoro", forename="Kofi", school_id=school))


@pytest.fixture
def officer(desk: Desk, school: int) -> int:
    """The trust officer, who is of another school."""
    office = schools.add(desk, schools.School(name="The trust’s office", kind="central team"))
    number = people.add(desk, Person(surname="Lund", forename="Mia", school_id=office))
    schools.change_trust(desk, "Mowbray", None, number)
    return number


@pytest.fixture
def seat(desk: Desk) -> Seat:
    """Somebody of a role sits down at the desk, who is this person of the register where one is named."""
    manager = desk.store.unlocked

    def sit(role: str, person: int | None = None, where: tuple[int, ...] = ()) -> None:
        desk.store.seat(manager)
        name = f"{role} {person} {where}"
        if name not in desk.names(desk.folder):
            keyholders.add(desk, name, role, where, PASSPHRASE, cost=keys.CHEAPEST)
            if person is not None:
                sitting.say_who(desk, name, person)
        desk.store.seat(keys.unlock(desk.folder, name, PASSPHRASE))

    return sit


def said(**more: Any) -> Decision:
    usual = {"outcome": "approved", "solely": "no", "reason": "Their children are cousins."}
    return Decision(**{**usual, **more})


def test_the_head_signs_on_screen_with_the_passphrase(desk: Desk, school: int, person: int, seat: Seat) -> None:
    number = declaring.add(desk, told(person))
    seat(Role.HEADTEACHER, head(desk, school))
    assert reviewing.decides_here(desk, declarations.seen(desk, number))
    assert "passphrase" in why(reviewing.decide, desk, number, said(), "wrong words altogether")
    assert declarations.seen(desk, number).state is State.WAITING
    reviewing.decide(desk, number, said(look_again=desk.today() + timedelta(days=90)), PASSPHRASE)
    one = declarations.seen(desk, number)
    (step,) = declarations.steps(desk, number)
    assert (one.state, step.signed, step.decided_by, step.taken_on) == (
        State.APPROVED, "on screen", "Ms Asha Patel", desk.today(),
    )  # fmt: skip


def test_only_the_head_of_that_school_decides(desk: Desk, school: int, person: int, seat: Seat) -> None:
    number = declaring.add(desk, told(person))
    other = people.add(desk, Person(surname="Lund", forename="Mia", school_id=school))
    assert "look but not do this" in why(reviewing.decide, desk, number, said(), PASSPHRASE)[""]
    seat(Role.HEADTEACHER)
    assert "which person you are" in why(reviewing.decide, desk, number, said(), PASSPHRASE)[""]
    seat(Role.HEADTEACHER, other)
    assert "Only Ms Asha Patel" in why(reviewing.decide, desk, number, said(), PASSPHRASE)["decided_by_id"]


def test_a_head_does_not_decide_her_own(desk: Desk, school: int, officer: int, seat: Seat) -> None:
    patel = head(desk, school)
    number = declaring.add(desk, told(patel))
    seat(Role.HEADTEACHER, patel)
    sentence = why(reviewing.decide, desk, number, said(), PASSPHRASE)["decided_by_id"]
    assert sentence == "Nobody decides on their own declaration: this one goes to Mia Lund."
    seat(Role.TRUST_OFFICER, officer)
    reviewing.decide(desk, number, said(), PASSPHRASE)
    assert declarations.steps(desk, number)[0].decided_by == "Mia Lund"


def test_a_school_names_its_chair_for_what_is_the_heads_own(desk: Desk, school: int, officer: int, seat: Seat) -> None:
    patel = head(desk, school)
    chair = people.add(desk, Person(surname="Reed", forename="Sam", school_id=school, category="governance volunteer"))
    number = declaring.add(desk, told(patel))
    staff = declaring.add(desk, told(people.add(desk, Person(surname="Ito", forename="Ken", school_id=school))))
    schools.change(desk, school, replace(schools.get(desk, school), chair_id=chair, route="chair"))
    assert reviewers.reviewer(desk, patel) == chair
    seat(Role.INVESTIGATOR, chair)
    assert [row.id for row in reviewing.queue(desk)] == [number]
    assert "see how many" not in declarations.seen(desk, number).title
    with pytest.raises(Refused, match="your key is not for"):
        declarations.seen(desk, staff)
    reviewing.decide(desk, number, said(), PASSPHRASE)


def test_where_nobody_reviews_that_is_said(desk: Desk, school: int) -> None:
    number = declaring.add(desk, told(head(desk, school)))
    sentence = why(decided, desk, school, number)["decided_by_id"]
    assert "enter its chair, or the trust officer" in sentence


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"outcome": "more asked", "reason": "", "solely": ""}, "reason"),
        ({"outcome": "perhaps"}, "outcome"),
        ({"outcome": "approved with conditions"}, "conditions"),
        ({"conditions": "Only at weekends."}, "conditions"),
        ({"solely": ""}, "solely"),
        ({"solely": "yes"}, "solely"),
        ({"outcome": "approved with conditions", "conditions": "None.", "solely": "yes"}, "solely"),
        ({"decided_on": LONG_AGO - timedelta(days=1)}, "decided_on"),
        ({"decided_on": TOMORROW}, "decided_on"),
        ({"decided_on": None}, "decided_on"),
        ({"look_again": LONG_AGO}, "look_again"),
        ({"outcome": "not approved", "look_again": date(2030, 1, 1)}, "look_again"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(
    desk: Desk, school: int, person: int, more: dict[str, Any], field: str
) -> None:
    number = declaring.add(desk, told(person))
    decision = said(**{"decided_on": LONG_AGO, "decided_by_id": head(desk, school), **dated(more)})
    assert field in why(reviewing.file_decision, desk, number, decision)
    assert declarations.seen(desk, number).state is State.WAITING


def test_what_rests_on_the_school_alone_is_not_approved(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person, with_kind="parent"))
    by = {"decided_on": LONG_AGO, "decided_by_id": head(desk, school)}
    assert "6.5.6" in why(reviewing.file_decision, desk, number, said(solely="yes", **by))["solely"]
    decided(desk, school, number, Outcome.NOT_APPROVED, solely="yes")
    assert declarations.seen(desk, number).state is State.NOT_APPROVED


def test_a_day_to_look_again_brings_it_back_to_the_queue(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number, look_again=LONG_AGO + timedelta(days=30))
    (one,) = reviewing.queue(desk)
    assert one.due
    decided(desk, school, number, look_again=date.today() + timedelta(days=30), decided_on=date.today())
    assert reviewing.queue(desk) == []


def test_readers_and_investigators_see_counts_alone(desk: Desk, school: int, person: int, seat: Seat) -> None:
    number = declaring.add(desk, told(person))
    for role in (Role.READER, Role.INVESTIGATOR):
        seat(role)
        assert confidential.sight(desk).nothing
        assert declarations.page(desk).total == 0
        assert declarations.counts(desk)[State.WAITING] == 1
        with pytest.raises(Refused, match="you see how many there are"):
            declarations.read(desk, number)


def test_a_business_manager_sees_counts_where_the_trust_chose_so(desk: Desk, person: int) -> None:
    declaring.add(desk, told(person))
    assert declarations.page(desk).total == 1
    desk.choose("manager_sees_declarations", "counts only")
    assert declarations.page(desk).total == 0
    with pytest.raises(Refused, match="ask the headteacher"):
        declaring.add(desk, told(person, with_whom="A. B."))


def test_a_key_for_another_school_sees_nothing_of_this_one(desk: Desk, person: int, seat: Seat) -> None:
    number = declaring.add(desk, told(person))
    other = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    seat(Role.HEADTEACHER, None, (other,))
    assert declarations.page(desk).total == 0
    with pytest.raises(Refused, match="your key is not for"):
        declarations.seen(desk, number)


def test_an_opening_by_somebody_else_than_the_keeper_is_in_the_audit(
    desk: Desk, school: int, officer: int, person: int, seat: Seat
) -> None:
    number = declaring.add(desk, told(person))

    def openings() -> list[tuple[str, str]]:
        query = "SELECT keyholder_name, words FROM audit WHERE what = 'declarations.open'"
        return [tuple(row) for row in desk.store.database.raw.execute(query)]

    declarations.read(desk, number)
    seat(Role.HEADTEACHER, head(desk, school))
    declarations.read(desk, number)
    assert openings() == []
    seat(Role.TRUST_OFFICER)
    declarations.page(desk)
    declarations.read(desk, number)
    assert openings() == [("trust officer None ()", f"Declaration {number} was opened")]


def test_one_person_is_one_keyholder(desk: Desk, school: int, person: int, seat: Seat) -> None:
    sitting.say_who(desk, KEYHOLDER, person)
    seat(Role.READER)
    assert "look but not do this" in why(sitting.say_who, desk, KEYHOLDER, person)[""]
    seat(Role.TRUST_OFFICER)
    assert "take it from them first" in why(sitting.say_who, desk, "reader None ()", person)["person_id"]
    assert "not in the register" in why(sitting.say_who, desk, KEYHOLDER, 9_999)["person_id"]
    sitting.say_who(desk, KEYHOLDER, None)
    sitting.say_who(desk, "reader None ()", person)
    assert sitting.person_of(desk, "reader None ()") == person


def test_what_was_entered_for_somebody_at_another_school_is_left_out(
    desk: Desk, school: int, officer: int, person: int, seat: Seat
) -> None:
    wrong = declaring.add(desk, told(officer))
    right = declaring.correct(desk, wrong, told(person, correction="It was entered for somebody else."))
    assert len(declarations.read(desk, right).earlier) == 1
    seat(Role.HEADTEACHER, head(desk, school), (school,))
    assert declarations.read(desk, right).earlier == ()
