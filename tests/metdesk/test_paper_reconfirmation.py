"""The sheets on which everybody says once a year whether what they declared is still so, in print."""

from datetime import date
from typing import Any

import pytest

from metdesk.declaration_record import State, Step
from metdesk.paper.furniture import FormCode, Marking
from metdesk.paper.reconfirmation import TITLE, PersonSheet, print_sheets, standing_conditions
from tests.metdesk.paper import CODE, HOSTILE, codes_on, outline, printed, sheet, texts
from tests.metdesk.test_paper_declarations import ODD, file, step

SHEET = sheet(title=TITLE, marking=Marking.CONFIDENTIAL)


def one(**changes: Any) -> PersonSheet:
    usual: dict[str, Any] = {
        "form": FormCode(CODE, "DE-7K2M-9QXF"), "person": "Jo Marsh", "listed": "Marsh, Jo", "job": "Teacher",
        "school": "Ash Hill",
    }  # fmt: skip
    return PersonSheet(**{**usual, **changes})


def sheets(*people: PersonSheet) -> bytes:
    return printed(lambda out: print_sheets(SHEET, people, out))


def test_what_stands_is_shown_with_its_conditions_and_three_answers():
    decided = step(Step.CONDITIONS, conditions="Never in school hours.")
    made = sheets(one(files=[file(decided, state=State.CONDITIONS)]))
    (words,) = texts(made)
    for part in ("Student: K. O.", "Family friend", "Approved with conditions; declared on 5 March 2026"):
        assert part in words
    for part in ("Never in school hours.", "No change", "Changed", "Over", "since when", "I have something else"):
        assert part in words
    assert words.count("Date signed") == 1
    assert codes_on(made, 0, 150) == [CODE, CODE]


def test_whoever_has_nothing_standing_ticks_nothing_or_asks_for_a_form():
    (words,) = texts(sheets(one()))
    assert "Nothing stands for you: tick one box" in words
    assert "I have nothing to declare." in words
    assert "No change" not in words


def test_the_latest_decision_sets_the_conditions():
    first = step(Step.CONDITIONS, conditions="Never in school hours.")
    assert standing_conditions(file(first, step(Step.CONFIRMED))) == "Never in school hours."
    assert standing_conditions(file(first, step(Step.APPROVED))) == ""
    assert standing_conditions(file()) == ""


def test_the_outline_lists_each_school_once_and_everybody():
    made = sheets(one(), one(listed="Osei, Una"), one(listed="Ito, Ken", school=""))
    assert outline(made) == [
        (0, "Ash Hill", 0), (1, "Marsh, Jo", 0), (1, "Osei, Una", 1), (0, "No school", 2), (1, "Ito, Ken", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("field", ["with_whom", "platforms"])
def test_many_relationships_and_hostile_words_flow_on_and_the_signature_comes_last(field: str):
    pages = texts(sheets(one(person=ODD, files=[file(id=n, declared={field: ODD}) for n in range(9)])))
    assert len(pages) > 1
    assert " ".join(pages).count("No change") == 9
    assert HOSTILE in " ".join(pages)
    assert "\u202e" not in " ".join(pages)
    assert "Signature of the person" in pages[-1]


def test_a_condition_of_ten_thousand_characters_flows_on():
    long = step(Step.CONDITIONS, conditions="x" * 10_000, look_again=date(2026, 9, 1))
    words = " ".join(texts(sheets(one(files=[file(long, state=State.CONDITIONS)]))))
    assert words.count("x") >= 10_000


def test_the_same_sheets_are_the_same_bytes():
    people = [one(files=[file(step(Step.APPROVED))]), one(listed="Osei, Una")]
    assert sheets(*people) == sheets(*people)
