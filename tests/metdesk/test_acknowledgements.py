"""Acknowledgements: where people stand, what is entered, what is refused, what is put right."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acknowledgements as tables
from db import people as people_tables
from metdesk import acknowledgements, answer_figures, answering, forms, history, people, rounds
from metdesk.acknowledgement_record import Acknowledgement, Answer, Standing, first_day
from metdesk.acknowledgements import AckFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import FormKind
from tests.metdesk.answers import DAY, adopt, answer, ask, person


def stands(desk: Desk, person_id: int) -> Standing:
    return acknowledgements.standing_of(desk, person_id).standing


def refused(desk: Desk, person_id: int, **given: Any) -> dict[str, str]:
    with pytest.raises(Refused) as found:
        answer(desk, person_id, **given)
    return found.value.problems


def test_where_somebody_stands_is_told_in_words(desk: Desk, school: int) -> None:
    bell = person(desk, school)
    assert stands(desk, bell) is Standing.NOT_ASKED
    adopt(desk)
    assert stands(desk, bell) is Standing.NOT_ASKED
    ask(desk)
    assert stands(desk, bell) is Standing.ASKED
    answer(desk, bell)
    assert stands(desk, bell) is Standing.SIGNED
    people.leave(desk, bell, desk.today() - DAY)
    assert stands(desk, bell) is Standing.LEFT


@pytest.mark.parametrize(("words", "standing"), [("refused", Standing.REFUSED), ("unable to sign", Standing.UNABLE)])
def test_a_refusal_is_an_answer_with_its_reason(desk: Desk, school: int, words: str, standing: Standing) -> None:
    adopt(desk)
    bell = person(desk, school)
    ask(desk)
    assert "Give the reason" in refused(desk, bell, words=words, reason=" ")["reason"]
    answer(desk, bell, words)
    assert stands(desk, bell) is standing
    assert answer_figures.figures(desk).outstanding == 1, "the head"


def test_a_minor_edition_keeps_signatures_and_a_major_one_asks_again(desk: Desk, school: int) -> None:
    first = adopt(desk)
    bell = person(desk, school)
    number = answer(desk, bell)
    adopt(desk, "1.1", minor=True)
    assert stands(desk, bell) is Standing.SIGNED
    adopt(desk, "2.0")
    assert stands(desk, bell) is Standing.EARLIER
    row = acknowledgements.standing_of(desk, bell)
    assert (row.edition, row.acknowledgement_id, row.outstanding) == ("1.0, March 2022", number, False)
    ask(desk)
    assert acknowledgements.standing_of(desk, bell).outstanding
    answer(desk, bell)
    assert stands(desk, bell) is Standing.SIGNED
    assert [(one.edition_id, one.signed) for one in answer_figures.by_edition(desk)][-1] == (first, 1)


def test_an_answer_to_a_minor_edition_comes_before_that_to_the_one_before(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    answer(desk, bell)
    adopt(desk, "1.1", minor=True)
    answer(desk, bell, "refused")
    assert stands(desk, bell) is Standing.REFUSED


def test_what_was_signed_is_corrected_by_a_further_entry_and_never_changed(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    wrong = answer(desk, bell)
    before = answering.get(desk, wrong)
    yesterday = desk.today() - DAY
    right = answering.correct(desk, wrong, Acknowledgement(signed_on=yesterday, correction="The day was misread."))
    assert answering.get(desk, wrong) == before
    assert answering.get(desk, right).corrects_id == wrong
    assert acknowledgements.standing_of(desk, bell).signed_on == yesterday
    with pytest.raises(Refused, match="corrected already"):
        answering.correct(desk, wrong, Acknowledgement(answer="mistake", correction="No."))
    desk.undo()
    assert acknowledgements.standing_of(desk, bell).acknowledgement_id == wrong


def test_a_mistake_leaves_no_answer_and_one_can_be_entered_again(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    wrong = answer(desk, bell)
    answering.correct(desk, wrong, Acknowledgement(answer="mistake", correction="Another Bell."))
    assert stands(desk, bell) is Standing.NOT_ASKED
    answer(desk, bell)
    assert stands(desk, bell) is Standing.SIGNED


def test_a_correction_says_why_and_says_something_else(desk: Desk, school: int) -> None:
    adopt(desk)
    number = answer(desk, person(desk, school))
    with pytest.raises(Refused) as found:
        answering.correct(desk, number, Acknowledgement(signed_on=desk.today() - DAY))
    assert "Say why" in found.value.problems["correction"]
    with pytest.raises(Refused, match="says what the entry says already"):
        answering.correct(desk, number, Acknowledgement(signed_on=desk.today(), correction="So."))


def test_a_day_before_the_edition_or_still_to_come_is_refused(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    assert "cannot have been signed before" in refused(desk, bell, on=date(2022, 2, 28))["signed_on"]
    assert "still to come" in refused(desk, bell, on=desk.today() + DAY)["signed_on"]
    assert "before it was signed" in refused(desk, bell, received_on=desk.today() - DAY)["received_on"]
    assert "still to come" in refused(desk, bell, received_on=desk.today() + DAY)["received_on"]
    assert "Signed on is needed" in refused(desk, bell, signed_on=None)["signed_on"]
    answer(desk, bell, on=date(2022, 3, 1))


def test_keyed_twice_is_refused_with_the_day_it_was_entered(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    answer(desk, bell)
    words = refused(desk, bell)["person_id"]
    today = desk.today()
    assert words.startswith(f"Entered already on {today.day} ")
    assert "correct that entry" in words


def test_who_is_in_the_bin_or_nowhere_is_refused(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    people.put_in_bin(desk, [bell])
    assert "Jo Bell is in the bin" in refused(desk, bell)["person_id"]
    assert "not in the register" in refused(desk, 99)["person_id"]


def test_without_an_edition_nothing_can_be_answered(desk: Desk, school: int) -> None:
    assert "no edition of the policy yet" in refused(desk, person(desk, school))["edition_id"]
    adopt(desk)
    assert "not in the register" in refused(desk, 1, edition_id=9)["edition_id"]


def test_a_printed_form_is_tied_to_the_answer(desk: Desk, school: int) -> None:
    edition = adopt(desk)
    bell, reyes = person(desk, school), person(desk, school, "Reyes")
    (form,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [bell], edition_id=edition)
    assert answering.get(desk, answer(desk, bell)).form_id == form.id
    assert "printed for another person" in refused(desk, reyes, form_id=form.id)["form_id"]
    twice = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [reyes, reyes], edition_id=edition)
    assert answering.get(desk, answer(desk, reyes)).form_id is None, "which of two is not known"
    assert twice


def test_a_form_cannot_have_been_signed_before_it_was_printed(desk: Desk, school: int) -> None:
    edition = adopt(desk)
    bell = person(desk, school)
    (form,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [bell], edition_id=edition)
    early = desk.today() - DAY
    assert "was printed on" in refused(desk, bell, on=early, form_id=form.id)["signed_on"]
    assert answering.get(desk, answer(desk, bell, on=early)).form_id is None


def test_an_answer_stands_in_the_history_of_its_person(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    answer(desk, bell)
    latest = history.of(desk, "person", bell)[0]
    assert latest.words.startswith("Jo Bell signed edition 1.0, March 2022 on")


def test_schools_are_counted_and_lists_narrowed(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school, team="Year 6", category="governance volunteer")
    person(desk, school, "Pupil", category="pupil")
    ask(desk, days=-1)
    answer(desk, bell)
    (told,) = answer_figures.by_school(desk)
    assert (told.figures.people, told.figures.signed, told.figures.overdue, told.figures.share) == (2, 1, 1, 50)
    assert answer_figures.figures(desk, category="governance volunteer").signed == 1
    for wanted, names in (
        (AckFilter(), ["Bell, Jo", "Patel, Asha"]),
        (AckFilter(overdue=True), ["Patel, Asha"]),
        (AckFilter(outstanding=True, school_id=school), ["Patel, Asha"]),
        (AckFilter(standings=("signed",)), ["Bell, Jo"]),
        (AckFilter(team="Year 6"), ["Bell, Jo"]),
        (AckFilter(category="pupil"), ["Pupil, Jo"]),
        (AckFilter(find="pat"), ["Patel, Asha"]),
    ):
        found = acknowledgements.page(desk, wanted)
        assert ([row.name for row in found.rows], found.total) == (names, len(names)), wanted
    assert acknowledgements.teams(desk, school) == ["Year 6"]


@pytest.mark.parametrize(
    ("words", "day"),
    [("March 2022", date(2022, 3, 1)), ("Sep-19", date(2019, 9, 1)), ("2020", date(2020, 1, 1)), ("lately", None)],
)
def test_an_edition_is_no_older_than_its_own_words(words: str, day: date | None) -> None:
    assert first_day(words) == day


_PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "starts": st.none() | st.integers(-30, 5),
            "ends": st.none() | st.integers(-3, 5),
            "category": st.sampled_from(["staff", "pupil", "visitor"]),
            "answers": st.lists(
                st.tuples(st.integers(0, 2), st.sampled_from([str(one) for one in Answer])), max_size=4
            ),
        }
    ),
    min_size=1,
    max_size=6,
)
_ROUNDS = st.lists(
    st.fixed_dictionaries(
        {
            "asked": st.integers(-20, 0),
            "due": st.integers(-15, 15),
            "category": st.sampled_from(["", "pupil", "staff"]),
            "here": st.booleans(),
            "edition": st.integers(0, 2),
            "closed": st.booleans(),
        }
    ),
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(everybody=_PEOPLE, asked=_ROUNDS, minor=st.tuples(st.booleans(), st.booleans()))
def test_lists_and_counts_agree_with_what_is_decided_of_each(
    desk: Desk, school: int, everybody: list[dict[str, Any]], asked: list[dict[str, Any]], minor: tuple[bool, bool]
) -> None:
    today = desk.today()

    def day(back: int | None) -> date | None:
        return None if back is None else today + timedelta(back)

    versions = iter(range(1, 1000))
    editions = [adopt(desk, str(next(versions)) + "." + str(id(asked)), minor=one) for one in (False, *minor)]
    with desk.change("people.import", "Made up") as change:
        for number, one in people.everyone(desk).items():
            if one.surname == "Made":
                change.bin(people_tables.Person, number)
        for one in everybody:
            made = people.Person(
                surname="Made", forename="Up", school_id=school, category=one["category"],
                starts=day(one["starts"]), ends=day(one["ends"]),
            )  # fmt: skip
            number = change.insert(people_tables.Person, **people.columns(made))
            for edition, words in one["answers"]:
                row = {"person_id": number, "edition_id": editions[edition], "answer": words}
                change.insert(tables.Acknowledgement, **row)
        for row in asked:
            change.insert(
                tables.AckRound, edition_id=editions[row["edition"]], asked_on=day(row["asked"]),
                due_on=day(row["due"]), category=row["category"], school_id=school if row["here"] else None,
                closed_on=today if row["closed"] else None,
            )  # fmt: skip
    told = {row.id: row for row in acknowledgements.rows_of(desk, list(people.everyone(desk)))}
    there = {row.id for row in told.values() if row.standing is not Standing.LEFT and _arrived(row, today)}
    counted = {row.id for row in told.values() if row.id in there and _concerned(row)}
    for standing in Standing:
        listed = {row.id for row in acknowledgements.page(desk, AckFilter(standings=(standing,))).rows}
        if standing is not Standing.LEFT:
            assert listed == {number for number in counted if told[number].standing is standing}, standing
        else:
            assert {number for number in listed if told[number].category != "pupil"} == {
                row.id for row in told.values() if row.standing is standing and row.category != "pupil"
            }
    late = {row.id for row in acknowledgements.page(desk, AckFilter(overdue=True)).rows}
    assert late == {row.id for row in told.values() if row.overdue}
    figures = answer_figures.figures(desk)
    assert figures.people == len(counted)
    assert figures.overdue == len(late)
    assert figures.outstanding == sum(row.outstanding for row in told.values())
    assert figures.signed == sum(told[number].standing is Standing.SIGNED for number in counted)
    assert sum(one.asked for one in rounds.listed(desk)) >= figures.outstanding


def _arrived(row: acknowledgements.AckRow, today: date) -> bool:
    return row.starts is None or row.starts <= today


def _concerned(row: acknowledgements.AckRow) -> bool:
    return row.category != "pupil" or row.due_on is not None or answer_figures.answers(row.standing)
