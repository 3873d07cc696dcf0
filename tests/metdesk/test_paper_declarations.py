"""The declaration form with the head's decision, and the copy the person keeps, in print."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from metdesk.declaration_record import Declaration, State, Step, Taken
from metdesk.declarations import File, Seen
from metdesk.paper.declarations import (
    COPY_TITLE,
    FORM_TITLE,
    DeclarationForm,
    Reviewer,
    print_form,
    print_own_copy,
)
from metdesk.paper.furniture import FormCode, Marking
from tests.metdesk.paper import CODE, HOSTILE, MARKUP, codes_on, printed, sheet, texts

TODAY = date(2026, 3, 5)
CODED = FormCode(CODE, "DE-7K2M-9QXF")
SHEET = sheet(title=FORM_TITLE, marking=Marking.CONFIDENTIAL)
ODD = f"{HOSTILE} {MARKUP} ŵ ş 😀 \u202eback\u202c"


def seen(**changes: Any) -> Seen:
    declared = Declaration(
        person_id=1, with_kind="student", with_whom="K. O.", relationship="family friend", platforms="Facebook",
        since="2019", words="Our mothers are friends.", declared_on=TODAY,
    )  # fmt: skip
    made = Seen(
        id=12, declaration=replace(declared, **changes.pop("declared", {})), person_id=1, person="Jo Marsh",
        job="Teacher", school_id=1, school="Ash Hill", state=State.WAITING, moved=False, leaves=None, look_again=None,
        confirmed_on=None, ended_on=None, today=TODAY,
    )  # fmt: skip
    return replace(made, **changes)


def step(what: Step, **changes: Any) -> Taken:
    made = Taken(
        id=1, step=what, taken_on=TODAY, decided_by="Ms Patel", reason="Known to the school.", conditions="",
        solely="no", look_again=None, signed="on paper", form_id=None,
    )  # fmt: skip
    return replace(made, **changes)


def file(*steps: Taken, **changes: Any) -> File:
    return File(seen(**changes), steps, (), None)


def form(**changes: Any) -> bytes:
    made = replace(DeclarationForm(CODED, person="Jo Marsh", job="Teacher", school="Ash Hill"), **changes)
    return printed(lambda out: print_form(SHEET, made, out))


def copy(*files: File) -> str:
    made = sheet(title=COPY_TITLE, marking=Marking.CONFIDENTIAL)
    return " ".join(texts(printed(lambda out: print_own_copy(made, "Jo Marsh", "Ash Hill", files, out))))


def test_a_blank_form_is_one_page_with_every_choice_and_the_heads_box():
    made = printed(lambda out: print_form(SHEET, DeclarationForm(CODED), out))
    (words,) = texts(made)
    for part in ("6.5.4", "6.1.4", "6.5.3, 6.5.6", "nothing to declare", "In my words", "CONFIDENTIAL", "Page 1 of 1"):
        assert part in words
    for choice in ("Student", "Ex-student", "Parent", "Family member", "Family friend", "Unsure"):
        assert choice in words
    for choice in ("Approved with conditions", "Not approved", "More asked", "Look again on", "Reasons", "Conditions"):
        assert choice in words
    assert words.count("Date signed") == 2
    assert codes_on(made, 0, 150) == [CODE, CODE]


def test_the_form_names_who_reviews_by_what_they_are_called():
    (words,) = texts(form(reviewer=Reviewer("Mia Lund", "Trust officer")))
    assert "Signature of the Trust officer" in words
    assert "Mia Lund" in words


def test_what_was_declared_stands_on_the_heads_sheet():
    (words,) = texts(form(file=file()))
    for part in ("K. O.", "Facebook", "2019", "Our mothers are friends.", "Declared on 5 March 2026", "Declaration 12"):
        assert part in words
    assert "Signature of the person" not in words


def test_what_the_head_asked_leaves_room_to_answer():
    words = " ".join(texts(form(file=file(step(Step.MORE, reason="Who began it?"), state=State.MORE))))
    for part in ("Who began it?", "What I answer", "Signature of the person", "Signature of the Headteacher"):
        assert part in words


def test_nothing_to_declare_is_not_decided_on():
    (words,) = texts(form(file=file(declared={"nothing": True, "words": ""}, state=State.NOTHING)))
    assert "Decision of" not in words
    assert "Signature of the person" in words


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.ENDED])
def test_what_is_over_has_no_box_to_decide_in(state: State):
    (words,) = texts(form(file=file(state=state)))
    assert "Decision of" not in words
    assert "K. O." in words


@pytest.mark.parametrize("field", ["words", "with_whom", "platforms", "since"])
def test_long_and_hostile_words_flow_on_and_the_box_stays_whole(field: str):
    made = form(file=file(declared={field: f"{ODD} " + "Very long words. " * 600}))
    pages = texts(made)
    assert len(pages) > 1
    assert HOSTILE in " ".join(pages)
    assert "file:///etc/passwd" in " ".join(pages).replace(" ", "")
    assert "[grinning face]" in " ".join(pages)
    assert "\u202e" not in " ".join(pages)
    for part in ("Reasons", "Conditions", "Signature of the Headteacher"):
        assert part in pages[-1]
    assert codes_on(made, len(pages) - 1, 150) == [CODE, CODE]


def test_hostile_names_leave_the_form_on_its_page():
    (words,) = texts(form(person=ODD * 3, job=ODD * 3, school=ODD * 3, reviewer=Reviewer(ODD * 3, ODD[:60])))
    assert HOSTILE in words


def test_the_same_form_is_the_same_bytes():
    assert form(file=file(step(Step.APPROVED))) == form(file=file(step(Step.APPROVED)))


def test_the_copy_says_what_was_decided_and_keeps_the_schools_notes_out():
    decided = step(Step.CONDITIONS, conditions="Never in school hours.", look_again=date(2026, 9, 1))
    declared = {"correction": "The office misread it.", "corrects_id": 3}
    words = copy(file(decided, state=State.CONDITIONS, declared=declared, look_again=date(2026, 9, 1)))
    for part in ("K. O.", "Our mothers are friends.", "Approved with conditions", "Ms Patel", "Known to the school."):
        assert part in words
    assert "Conditions: Never in school hours." in words
    assert "Look again on 1 September 2026" in words
    assert "misread" not in words


def test_a_copy_of_nothing_says_so():
    assert "You have not declared anything yet" in copy()


def test_each_declaration_is_a_part_of_its_own_in_the_copy():
    words = copy(file(), file(id=13, state=State.ENDED, ended_on=TODAY))
    assert words.count("Declaration 12") == 1
    assert "The head has not decided yet." in words
    assert "over since 5 March 2026" in words


def test_a_long_copy_flows_on():
    words = copy(file(step(Step.APPROVED, reason="x" * 10_000), declared={"words": ODD + "y" * 10_000}))
    assert words.count("x") >= 10_000
    assert words.count("y") >= 10_000
