"""Approaches: what is entered, completed, corrected and refused, and who reads it, on a real register."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from db import keys
from metdesk import approaches, attachments, awaiting, forms, keyholders, people, schools
from metdesk.approach_record import Approach, Reply, student_key
from metdesk.approaches import ApproachFilter, Kept
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import FormKind
from metdesk.people import Person
from metdesk.roles import Role
from tests.conftest import KEYHOLDER, PASSPHRASE, TOMORROW, dated

DAY = date(2026, 3, 2)


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname="O’Neill-Ştefănescu <b>", forename="Jo", school_id=school))


def approach(person: int, **more: Any) -> Approach:
    """An approach in March that was answered, and of which the head was told."""
    usual: dict[str, Any] = {
        "student": "K. O.",
        "platform": "Instagram",
        "happened_on": DAY,
        "said": "hi miss can i add u",
        "reply": "I cannot accept this. Please speak to me at school.",
        "replied_on": DAY,
        "tone": "professional",
        "solely": "yes",
        "solely_reason": "He is in her class.",
        "reported_on": DAY + timedelta(days=1),
    }
    return Approach(person_id=person, **{**usual, **more})


BARE = {"reply": "", "replied_on": None, "tone": "", "reported_on": None}
"""What is not known yet as an approach is entered."""


def why(call: Any, *given: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        call(*given)
    return dict(refused.value.problems)


def test_an_approach_is_kept_with_its_reply(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person))
    one = approaches.seen(desk, number)
    assert (one.title, one.person, one.kept, one.late) == (
        f"Approach {number}", "Jo O’Neill-Ştefănescu <b>", Kept.KEPT, False,
    )  # fmt: skip
    assert one.approach == approach(person)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"person_id": None}, "person_id"),
        ({"person_id": 9_999}, "person_id"),
        ({"student": " "}, "student"),
        ({"student": "–"}, "student"),
        ({"student": "x" * 400}, "student"),
        ({"student_kind": "cousin"}, "student_kind"),
        ({"platform": ""}, "platform"),
        ({"happened_on": None}, "happened_on"),
        ({"happened_on": TOMORROW}, "happened_on"),
        ({"replied_on": DAY - timedelta(days=1)}, "replied_on"),
        ({"replied_on": TOMORROW}, "replied_on"),
        ({"reported_on": DAY - timedelta(days=1)}, "reported_on"),
        ({"reported_on": TOMORROW}, "reported_on"),
        ({"said": " \n"}, "said"),
        ({"replied_on": None}, "replied_on"),
        ({"reply": "", "replied_on": None}, "tone"),
        ({"tone": "not replied"}, "reply"),
        ({"tone": "rude"}, "tone"),
        ({"solely_reason": ""}, "solely_reason"),
        ({"solely": ""}, "solely"),
    ],
)
def test_what_is_amiss_is_told_beside_its_field(desk: Desk, person: int, more: dict[str, Any], field: str) -> None:
    assert field in why(approaches.add, desk, replace(approach(person), **dated(more)))
    assert approaches.page(desk).total == 0


def test_nobody_but_whoever_worked_there_was_approached(desk: Desk, school: int) -> None:
    pupil = people.add(desk, Person(surname="Okoro", forename="Kofi", school_id=school, category="pupil"))
    gone = people.add(desk, Person(surname="Gone", forename="Ana", school_id=school, ends=DAY - timedelta(days=9)))
    assert "is a pupil" in why(approaches.add, desk, approach(pupil))["person_id"]
    assert "left on" in why(approaches.add, desk, approach(gone))["person_id"]


def test_reply_and_report_fill_what_was_empty_and_nothing_else(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    one = approaches.seen(desk, number)
    assert (one.kept, one.late) == (Kept.NOT_KEPT, True)
    assert "before the approach" in why(approaches.report, desk, number, DAY - timedelta(days=1))["reported_on"]
    approaches.report(desk, number, DAY)
    assert "kept" in why(approaches.report, desk, number, DAY + timedelta(days=1))["reported_on"]
    assert "entered already" in why(approaches.report, desk, number, DAY)[""]
    assert "reply" in why(approaches.reply, desk, number, Reply())
    assert "replied_on" in why(approaches.reply, desk, number, Reply(reply="No."))
    approaches.reply(desk, number, Reply("No.", DAY))
    approaches.reply(desk, number, Reply(tone="professional"))
    assert "kept" in why(approaches.reply, desk, number, Reply(reply="Yes!"))["reply"]
    one = approaches.seen(desk, number)
    assert (one.approach.reply, one.approach.tone, one.kept, one.late) == ("No.", "professional", Kept.KEPT, False)


def test_who_did_not_reply_has_nothing_to_keep(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    approaches.reply(desk, number, Reply(tone="not replied"))
    assert approaches.seen(desk, number).kept is Kept.NO_REPLY
    assert approaches.figures(desk).not_kept == 0


def test_a_correction_is_another_approach_and_both_stay_readable(desk: Desk, person: int) -> None:
    first = approaches.add(desk, approach(person))
    right = approach(person, platform="Snapchat", correction="It was Snapchat.")
    assert "correction" in why(approaches.correct, desk, first, replace(right, correction=" "))
    assert "Nothing was changed" in why(approaches.correct, desk, first, approach(person, correction="No."))[""]
    second = approaches.correct(desk, first, right)
    assert [row.id for row in approaches.page(desk).rows] == [second]
    file = approaches.read(desk, second)
    assert [row.id for row in file.earlier] == [first]
    assert file.same_student == ()
    assert approaches.read(desk, first).corrected_by == second
    assert (approaches.standing(desk, first), approaches.standing(desk, second)) == (second, second)
    for call, *given in ((approaches.correct, right), (approaches.report, DAY), (approaches.put_in_bin,)):
        assert f"approach {second} stands in its place" in why(call, desk, first, *given)[""]


def test_what_was_corrected_does_not_go_to_the_bin(desk: Desk, person: int) -> None:
    first, other = (approaches.add(desk, approach(person)) for _ in range(2))
    second = approaches.correct(desk, first, approach(person, platform="X", correction="It was X."))
    assert "both are kept" in why(approaches.put_in_bin, desk, second)[""]
    approaches.put_in_bin(desk, other)
    assert [row.id for row in approaches.page(desk).rows] == [second]
    assert "no longer in the register" in why(approaches.seen, desk, other)[""]


def test_what_is_attached_is_kept_as_a_reply_and_goes_with_a_correction(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    picture = attachments.looked_at(b"From: Jo\n\nNo.", "reply.txt")
    attachments.add(desk, "approach", number, picture, "Jo")
    assert (approaches.seen(desk, number).kept, approaches.figures(desk).not_kept) == (Kept.KEPT, 0)
    assert "has attachments" in why(approaches.put_in_bin, desk, number)[""]
    second = approaches.correct(desk, number, approach(person, **BARE, platform="X", correction="It was X."))
    (moved,) = attachments.of(desk, "approach", second)
    assert attachments.read(desk, moved.id) == b"From: Jo\n\nNo."
    assert attachments.of(desk, "approach", number) == []
    desk.undo()
    assert [one.id for one in attachments.of(desk, "approach", number)] == [moved.id]


@pytest.mark.parametrize("written", ["K. O.", "ko", " K O", "k.ö", "K-O"])
def test_a_name_is_the_same_however_it_is_written(written: str) -> None:
    assert student_key(written) == "ko"


def test_others_by_the_same_student_at_the_school_are_shown_together(desk: Desk, school: int, person: int) -> None:
    other = people.add(desk, Person(surname="Khan", forename="Amir", school_id=school))
    elsewhere = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    away = people.add(desk, Person(surname="Lee", forename="Sam", school_id=elsewhere))
    first = approaches.add(desk, approach(person))
    second = approaches.add(desk, approach(other, student="k o", **BARE | {"happened_on": DAY + timedelta(days=9)}))
    approaches.add(desk, approach(other, student="A. B."))
    approaches.add(desk, approach(away))
    assert [row.id for row in approaches.read(desk, first).same_student] == [second]
    assert {row.id: row.others for row in approaches.page(desk).rows}[second] == 1


def test_a_list_is_narrowed_by_what_is_missing(desk: Desk, person: int) -> None:
    whole = approaches.add(desk, approach(person))
    bare = approaches.add(desk, approach(person, student="A. B.", **BARE))
    new = approaches.add(desk, approach(person, **BARE | {"happened_on": desk.today()}))
    rude = approaches.add(desk, approach(person, tone="not professional"))

    def listed(**wanted: Any) -> list[int]:
        return [row.id for row in approaches.page(desk, ApproachFilter(**wanted), "platform", False).rows]

    assert listed() == [whole, bare, new, rude]
    assert listed(not_reported=True) == [bare, new]
    assert listed(is_late=True) == [bare]
    assert listed(not_kept=True) == [bare, new]
    assert listed(not_professional=True) == [rude]
    assert listed(find="stefan", only=(bare, rude)) == [bare, rude]
    assert listed(find="a. b") == [bare]
    assert approaches.figures(desk) == approaches.Figures(4, 2, 1, 2, 1)
    assert approaches.figures(desk, 9_999) == approaches.Figures()


@pytest.mark.parametrize(
    "sort", ["person", "school", "student", "platform", "happened_on", "replied_on", "reported_on"]
)
def test_a_list_is_put_in_every_order(desk: Desk, person: int, sort: str) -> None:
    numbers = [approaches.add(desk, approach(person)) for _ in range(3)]
    assert [row.id for row in approaches.page(desk, sort=sort, descending=False).rows] == numbers
    assert [row.id for row in approaches.page(desk, sort=sort).rows] == numbers[::-1]


def test_a_printed_form_is_told_by_its_reference(desk: Desk, school: int, person: int) -> None:
    other = people.add(desk, Person(surname="Khan", forename="Amir", school_id=school))
    theirs, hers = forms.issue(desk, FormKind.APPROACH, [other, person])
    (signing,) = forms.issue(desk, FormKind.DECLARATION, [person])
    assert approaches.sheet(desk, " ", person) is None
    assert approaches.sheet(desk, hers.reference, person) == hers.id
    assert "printed for somebody else" in why(approaches.sheet, desk, theirs.reference, person)["reference"]
    assert "begins with AP" in why(approaches.sheet, desk, signing.reference, person)["reference"]
    assert "reference" in why(approaches.sheet, desk, "AP-nothing", person)


def test_sentences_of_the_audit_name_nobody(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    approaches.report(desk, number, DAY)
    approaches.reply(desk, number, Reply(tone="not replied"))
    approaches.correct(desk, number, approach(person, correction="Since it was Facebook."))
    said = [row[0] for row in desk.store.database.raw.execute("SELECT words FROM audit WHERE what LIKE 'approaches.%'")]
    assert said == [
        f"Approach {number} entered",
        f"Approach {number}: reported to the head",
        f"Approach {number}: the reply recorded",
        f"Approach {number} corrected by approach {number + 1}",
    ]


def sit(desk: Desk, role: Role, school_ids: list[int]) -> None:
    """Somebody else sits down at the desk."""
    keyholders.add(desk, str(role), role, school_ids, PASSPHRASE, cost=keys.CHEAPEST)
    other = keys.unlock(desk.folder, str(role), PASSPHRASE)
    desk.store.seat(replace(other, database_key=desk.store.unlocked.database_key))


def openings(desk: Desk) -> list[str]:
    told = "SELECT words FROM audit WHERE what = 'declarations.open'"
    return [row[0] for row in desk.store.database.raw.execute(told)]


def test_opening_one_by_another_than_its_keeper_is_noted(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person))
    assert approaches.is_kept(desk, number)
    approaches.read(desk, number)
    assert openings(desk) == []
    sit(desk, Role.TRUST_OFFICER, [])
    assert not approaches.is_kept(desk, number)
    approaches.read(desk, number)
    assert openings(desk) == [f"Approach {number} was opened"]


def test_one_that_was_entered_for_somebody_elsewhere_is_opened_by_the_head_it_is_for(desk: Desk, person: int) -> None:
    elsewhere = schools.add(desk, schools.School(name="Elm Road"))
    stranger = people.add(desk, Person(surname="Khan", forename="Amir", school_id=elsewhere))
    first = approaches.add(desk, approach(stranger))
    number = approaches.correct(desk, first, approach(person, correction="It was somebody else."))
    assert [one.id for one in approaches.again(desk, number).earlier] == [first]
    sit(desk, Role.HEADTEACHER, [people.get(desk, person).school_id or 0])
    assert approaches.read(desk, number).earlier == ()


def test_an_investigator_sees_how_many_and_nothing_else(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person))
    sit(desk, Role.INVESTIGATOR, [])
    assert (approaches.page(desk).total, approaches.figures(desk).approaches) == (0, 1)
    for call in (approaches.seen, approaches.read, approaches.is_kept, approaches.put_in_bin):
        assert "you see how many" in why(call, desk, number)[""]


def test_a_key_for_another_school_reads_nothing_of_this_one(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person))
    elsewhere = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    sit(desk, Role.HEADTEACHER, [elsewhere])
    assert approaches.page(desk).total == 0
    assert "your key is not for" in why(approaches.get, desk, number)[""]
    assert desk.keyholder.name != KEYHOLDER


def test_undo_takes_a_step_back(desk: Desk, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    approaches.report(desk, number, DAY)
    assert desk.undo() == f"Approach {number}: reported to the head"
    assert approaches.get(desk, number).reported_on is None


def test_the_list_and_the_check_count_the_same_school_days(desk: Desk, person: int) -> None:
    desk.choose("report_days", 2)
    number = approaches.add(desk, approach(person, **BARE | {"happened_on": date(2026, 3, 6)}))  # a Friday
    late = {}
    for day in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)):
        desk.store.now = lambda noon=datetime(day.year, day.month, day.day, 12, tzinfo=UTC): noon  # type: ignore[misc]
        amiss = next(one for one in awaiting.approaches_amiss(desk) if one.id == number)
        assert amiss.late is approaches.seen(desk, number).late
        late[day.day] = amiss.late
    assert late == {9: False, 10: False, 11: True}
