"""What is declared, what is refused, and what becomes of it: on a real register."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from db import declarations as tables
from metdesk import declarations, declaring, forms, people, reviewing, schools
from metdesk.declaration_record import Decision, Declaration, Outcome, State, Step
from metdesk.declarations import DeclarationFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import FormKind
from metdesk.people import Person
from tests.conftest import TOMORROW, dated

LONG_AGO = date(2026, 3, 2)


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname="O’Neill-Ştefănescu <b>", forename="Jo", school_id=school))


def told(person: int, **more: Any) -> Declaration:
    """A relationship with a student, declared in March."""
    usual: dict[str, Any] = {
        "with_kind": "student",
        "with_whom": "K. O.",
        "relationship": "family friend",
        "platforms": "Facebook",
        "declared_on": LONG_AGO,
    }
    return Declaration(person_id=person, **{**usual, **more})


def nothing(person: int, **more: Any) -> Declaration:
    return Declaration(person_id=person, nothing=True, declared_on=more.pop("declared_on", LONG_AGO), **more)


def head(desk: Desk, school: int) -> int:
    number = schools.get(desk, school).head_id
    assert number is not None
    return number


def decided(desk: Desk, school: int, number: int, outcome: str = "approved", **more: Any) -> None:
    said = Decision(
        outcome=outcome,
        solely=more.pop("solely", "no" if outcome != "more asked" else ""),
        reason="Known to the school.",
        decided_on=more.pop("decided_on", LONG_AGO),
        decided_by_id=more.pop("decided_by_id", head(desk, school)),
        **more,
    )
    reviewing.file_decision(desk, number, said)


def why(call: Any, *given: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        call(*given)
    return dict(refused.value.problems)


def test_a_declaration_waits_for_the_head(desk: Desk, person: int) -> None:
    number = declaring.add(desk, told(person))
    one = declarations.seen(desk, number)
    assert (one.state, one.person, one.title) == (State.WAITING, "Jo O’Neill-Ştefănescu <b>", f"Declaration {number}")
    assert [row.id for row in reviewing.queue(desk)] == [number]


def test_nothing_to_declare_is_an_answer_that_waits_for_nobody(desk: Desk, person: int) -> None:
    number = declaring.add(desk, nothing(person))
    assert declarations.seen(desk, number).state is State.NOTHING
    assert reviewing.queue(desk) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"with_kind": ""}, "with_kind"),
        ({"with_whom": " "}, "with_whom"),
        ({"relationship": ""}, "relationship"),
        ({"nothing": True}, "with_kind"),
        ({"declared_on": None}, "declared_on"),
        ({"declared_on": TOMORROW}, "declared_on"),
        ({"received_on": LONG_AGO - timedelta(days=1)}, "received_on"),
        ({"received_on": TOMORROW}, "received_on"),
        ({"with_whom": "x" * 400}, "with_whom"),
        ({"relationship": "sworn enemy"}, "relationship"),
        ({"person_id": 9_999}, "person_id"),
    ],
)
def test_what_is_amiss_is_told_beside_its_field(desk: Desk, person: int, more: dict[str, Any], field: str) -> None:
    assert field in why(declaring.add, desk, replace(told(person), **dated(more)))
    assert declarations.page(desk).total == 0


def test_a_pupil_and_a_leaver_are_refused(desk: Desk, school: int) -> None:
    pupil = people.add(desk, Person(surname="Okoro", forename="Kofi", school_id=school, category="pupil"))
    gone = people.add(desk, Person(surname="Gone", forename="Ana", school_id=school, ends=LONG_AGO - timedelta(days=9)))
    assert "pupil" in why(declaring.add, desk, told(pupil))["person_id"]
    assert "left on" in why(declaring.add, desk, told(gone))["person_id"]


def test_nothing_to_declare_is_refused_beside_a_relationship_that_goes_on(desk: Desk, person: int) -> None:
    declaring.add(desk, told(person))
    assert "goes on" in why(declaring.add, desk, nothing(person))["nothing"]
    assert "is about them already" in why(declaring.add, desk, told(person, with_whom="k. o."))["with_whom"]
    declaring.add(desk, told(person, with_whom="A. B."))


def test_a_correction_is_another_declaration_and_both_stay_readable(desk: Desk, school: int, person: int) -> None:
    first = declaring.add(desk, told(person))
    decided(desk, school, first)
    assert "correction" in why(declaring.correct, desk, first, told(person, since="2019"))
    second = declaring.correct(desk, first, told(person, since="2019", correction="Since when was left out."))
    assert [row.id for row in declarations.page(desk).rows] == [second]
    assert declarations.seen(desk, second).state is State.WAITING
    file = declarations.read(desk, second)
    assert [(one.id, len(taken)) for one, taken in file.earlier] == [(first, 1)]
    assert declarations.read(desk, first).corrected_by == second
    assert "stands in the place" in why(declaring.correct, desk, first, told(person, correction="Again."))[""]
    assert (
        "Nothing was changed"
        in why(declaring.correct, desk, second, replace(declarations.get(desk, second), correction="No reason."))[""]
    )


def test_what_has_a_history_does_not_go_to_the_bin(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    other = declaring.add(desk, told(person, with_whom="A. B."))
    decided(desk, school, number)
    assert "withdrawn instead" in why(declaring.put_in_bin, desk, number)[""]
    declaring.put_in_bin(desk, other)
    assert [row.id for row in declarations.page(desk).rows] == [number]


def test_what_was_asked_is_answered_and_waits_again(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    assert "Nothing was asked" in why(declaring.answer, desk, number, "Yes.", LONG_AGO)[""]
    decided(desk, school, number, "more asked")
    assert declarations.seen(desk, number).state is State.MORE
    assert reviewing.queue(desk) == []
    assert "reason" in why(declaring.answer, desk, number, " ", LONG_AGO)
    declaring.answer(desk, number, "His mother is my sister.", LONG_AGO + timedelta(days=2))
    assert declarations.seen(desk, number).state is State.WAITING
    assert [one.step for one in declarations.steps(desk, number)] == [Step.MORE, Step.ANSWERED]


def test_no_change_is_confirmed_for_many_at_once(desk: Desk, school: int, person: int) -> None:
    numbers = [declaring.add(desk, told(person, with_whom=name)) for name in ("A. B.", "C. D.")]
    day = date.today()
    declaring.confirm(desk, numbers, day)
    assert {declarations.seen(desk, one).confirmed_on for one in numbers} == {day}
    assert desk.undo() == "2 declarations: no change"
    assert {declarations.seen(desk, one).confirmed_on for one in numbers} == {None}
    declaring.end(desk, numbers[0], "They moved away.", day)
    assert "does not stand any more" in why(declaring.confirm, desk, numbers, day)[""]
    assert declarations.seen(desk, numbers[1]).confirmed_on is None


def test_a_withdrawn_declaration_is_never_decided(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    assert "reason" in why(declaring.withdraw, desk, number, "", LONG_AGO)
    assert "before" in why(declaring.withdraw, desk, number, "A mistake.", LONG_AGO - timedelta(days=1))["taken_on"]
    declaring.withdraw(desk, number, "A mistake.", LONG_AGO)
    assert "nothing left to decide" in why(decided, desk, school, number)[""]
    assert "does not stand" in why(declaring.withdraw, desk, number, "Again.", LONG_AGO)[""]


def test_a_leavers_declaration_has_ended_and_a_movers_waits_for_the_new_head(
    desk: Desk, school: int, person: int
) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number)
    other = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    people.change(desk, person, replace(people.get(desk, person), school_id=other))
    one = declarations.seen(desk, number)
    assert (one.state, one.moved, one.school) == (State.WAITING, True, "Elm Grove")
    assert [row.id for row in reviewing.queue(desk, other)] == [number]
    people.change(desk, person, replace(people.get(desk, person), ends=desk.today() - timedelta(days=1)))
    assert declarations.seen(desk, number).state is State.ENDED
    assert reviewing.queue(desk) == []


def test_the_state_that_counts_is_the_same_in_sql_and_in_words(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    elsewhere = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    last_days = (None, *(desk.today() + timedelta(days=days) for days in (-1, 0, 1)))
    for state, head_of, last in product(State, (school, elsewhere), last_days):
        people.change(desk, person, replace(people.get(desk, person), ends=last))
        with desk.change("declarations.step", "As a test has it") as change:
            change.update(tables.Declaration, number, state=str(state), head_of_id=head_of)
        one = declarations.seen(desk, number)
        found = {state for state in State if declarations.page(desk, DeclarationFilter(states=(state,))).total}
        assert found == {one.state}
        assert declarations.counts(desk)[one.state] == 1 == sum(declarations.counts(desk).values())
        assert bool(reviewing.queue(desk)) == (one.state is State.WAITING)


def test_sentences_of_the_audit_name_nobody(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number, Outcome.CONDITIONS, conditions="Only the family’s group.")
    declaring.correct(desk, number, told(person, since="2019", correction="Since when."))
    said = [
        row[0] for row in desk.store.database.raw.execute("SELECT words FROM audit WHERE what LIKE 'declarations.%'")
    ]
    assert said == [
        f"Declaration {number} entered",
        f"Declaration {number}: approved with conditions, signed on paper",
        f"Declaration {number} corrected by declaration {number + 1}",
    ]


def test_a_list_finds_who_declared_and_with_whom(desk: Desk, person: int) -> None:
    number = declaring.add(desk, told(person))
    for words in ("stefan", "k. o", "faceb"):
        assert [row.id for row in declarations.page(desk, DeclarationFilter(find=words)).rows] == [number]
    assert declarations.page(desk, DeclarationFilter(find="nobody")).total == 0


def test_a_printed_form_is_found_by_its_reference(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    (named,) = forms.issue(desk, FormKind.DECLARATION, [person])
    (about,) = forms.issue(desk, FormKind.DECLARATION, [None], declaration_id=number)
    (blank,) = forms.issue(desk, FormKind.DECLARATION, [None])
    (other,) = forms.issue(desk, FormKind.AUTHORISATION, [person])
    for form in (named, about, blank):
        assert declarations.sheet(desk, f" {form.reference.lower()} ", person) == form.id
    assert declarations.sheet(desk, "  ", person) is None
    assert declarations.sheet(desk, blank.reference, None) == blank.id, "the form itself asks for the person"
    for form in (named, about):
        assert "somebody else" in why(declarations.sheet, desk, form.reference, head(desk, school))["reference"]
    assert "begins with DE" in why(declarations.sheet, desk, other.reference, person)["reference"]


def test_what_stands_in_the_place_of_a_corrected_one_is_known(desk: Desk, person: int) -> None:
    first = declaring.add(desk, told(person))
    second = declaring.correct(desk, first, told(person, with_whom="K. P.", correction="Misread."))
    third = declaring.correct(desk, second, told(person, with_whom="K. R.", correction="Misread again."))
    assert [declarations.standing(desk, one) for one in (first, second, third)] == [third] * 3
    assert [seen.id for seen, _ in declarations.again(desk, third).earlier] == [second, first]
