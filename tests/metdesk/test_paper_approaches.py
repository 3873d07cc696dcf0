"""The record of an approach, in print."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from metdesk.approach_record import Approach
from metdesk.approaches import File, Kept, Seen
from metdesk.paper.approaches import TITLE, ApproachForm, print_record
from metdesk.paper.declarations import Reviewer
from metdesk.paper.furniture import FormCode, Marking
from tests.metdesk.paper import CODE, HOSTILE, codes_on, printed, sheet, texts
from tests.metdesk.test_paper_attached import SHA
from tests.metdesk.test_paper_attached import file as kept
from tests.metdesk.test_paper_declarations import ODD

DAY = date(2026, 3, 2)
CODED = FormCode(CODE, "AP-7K2M-9QXF")
SHEET = sheet(title=TITLE, marking=Marking.CONFIDENTIAL)


def seen(number: int = 4, **changes: Any) -> Seen:
    was = Approach(1, "K. O.", "ex-student", "Instagram", DAY, "add me?", "Please write to the office.", DAY)
    return Seen(
        id=number, approach=replace(was, **changes), person_id=1, person="Jo Marsh", job="Teacher", school_id=1,
        school="Ash Hill", kept=Kept.KEPT, late=False, others=0,
    )  # fmt: skip


def record(*others: Seen, **changes: Any) -> bytes:
    form = ApproachForm(
        CODED,
        Reviewer("Ms Patel"),
        "Jo Marsh",
        "Teacher",
        "Ash Hill",
        File(seen(**changes), (), None, others),
        [kept()],
    )
    return printed(lambda out: print_record(SHEET, form, out))


def test_a_blank_record_is_one_page_with_room_for_everything():
    made = printed(lambda out: print_record(SHEET, ApproachForm(CODED), out))
    (words,) = texts(made)
    for part in ("6.5.5", "6.5.3", "What was said", "The reply", "Professional", "Reported to the head on", "Student"):
        assert part in words
    assert "Signature of the Headteacher, who was told" in words
    assert "Name in capitals" in words
    assert words.count("Date signed") == 2
    assert codes_on(made, 0, 150) == [CODE, CODE]


def test_a_kept_approach_is_shown_with_its_days_its_files_and_who_was_told():
    (words,) = texts(record(tone="professional", solely="yes", solely_reason="Taught by her.", reported_on=DAY))
    for part in ("add me?", "Please write to the office.", "Taught by her.", "screen.png", "Attached · 1 file"):
        assert part in words
    assert "Happened on 2 March 2026; replied on 2 March 2026; reported to the head on 2 March 2026" in words
    assert "Signature of the Headteacher, Ms Patel, who was told" in words
    assert "Approach 4: what stands here is how it was" in words
    assert SHA in words.replace(" ", "")


def test_what_was_not_entered_is_said():
    (words,) = texts(record(reply="", replied_on=None))
    assert "Not entered." in words
    assert "Replied on" not in words


def test_others_by_the_same_student_are_told_without_whom_they_concern():
    other = replace(seen(9, platform="Snapchat"), person="Una Osei")
    words = " ".join(texts(record(other)))
    for part in ("By the same student · 1 other approach", "Approach 9", "Snapchat"):
        assert part in words
    assert "Osei" not in words


@pytest.mark.parametrize("field", ["student", "platform", "said", "reply", "solely_reason"])
@pytest.mark.parametrize("filler", ["Very long words. " * 600, "x" * 10_000])
def test_long_and_hostile_words_flow_on_and_the_signatures_stay_together(field: str, filler: str):
    pages = texts(record(*[seen(n) for n in range(9)], **{field: f"{ODD} {filler}"}))
    assert len(pages) > 1
    words = " ".join(pages)
    assert HOSTILE in words
    assert "[grinning face]" in words
    assert "\u202e" not in words
    assert pages[-1].count("Date signed") == 2


def test_the_same_record_is_the_same_bytes():
    assert record(seen(9)) == record(seen(9))
