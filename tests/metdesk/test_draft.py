from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metdesk.errors import Refused
from metdesk.intake import draft as drafts
from metdesk.intake.draft import LEFT_OUT, UNKNOWN, Draft, Into
from metdesk.intake.policy import read
from metdesk.policy_text import Clause

DOCUMENT = """Policy
Version: 2.0
A stray line before everything
1. Definitions
"Users": everybody who uses social media
2. Rules
2.1 Keep to this policy.
2.2 Ask when unsure:
- about pictures
- about names
"""


@pytest.fixture
def draft() -> Draft:
    """A small document as it was read, with one line that was not understood."""
    made = drafts.begin(read(DOCUMENT.encode(), "policy.txt"))
    assert [one.number for one in made.clauses] == ["1", "2", "2.1", "2.2"]
    assert [one.text for one in made.not_understood] == ["A stray line before everything"]
    return made


def place(draft: Draft, words: str) -> int:
    return next(at for at, line in enumerate(draft.source) if words in line.text)


def key(draft: Draft, number: str) -> int:
    return next(one.key for one in draft.parts if one.clause.number == number)


def clause(draft: Draft, number: str) -> Clause:
    return draft.part(key(draft, number)).clause


def test_every_line_knows_the_clause_that_holds_it(draft: Draft) -> None:
    assert draft.source[place(draft, "about names")].part == key(draft, "2.2")
    assert draft.source[place(draft, "2.1")].part == key(draft, "2.1")
    assert draft.source[place(draft, "Version")].part is None


def test_a_stray_line_becomes_text_or_an_item_of_a_clause(draft: Draft) -> None:
    at = place(draft, "stray")
    as_text = drafts.make(draft, [at], Into.TEXT, key=key(draft, "2.1"))
    assert clause(as_text, "2.1").text == "Keep to this policy.\n\nA stray line before everything"
    as_item = drafts.make(as_text, [at], Into.ITEM, key=key(draft, "2.2"))
    assert clause(as_item, "2.1").text == "Keep to this policy."
    assert clause(as_item, "2.2").items[-1] == "A stray line before everything"
    assert not as_item.not_understood


def test_an_item_becomes_a_clause_of_its_own_where_it_stands(draft: Draft) -> None:
    made = drafts.make(draft, [place(draft, "about names")], Into.CLAUSE, number="2.3.")
    assert [one.number for one in made.clauses] == ["1", "2", "2.1", "2.2", "2.3"]
    assert clause(made, "2.3") == Clause("2.3", 2, "", "about names")
    assert clause(made, "2.2").items == ("about pictures",)


def test_a_line_before_everything_becomes_the_first_clause(draft: Draft) -> None:
    made = drafts.make(draft, [place(draft, "stray")], Into.CLAUSE, number="0")
    assert made.clauses[0].text == "A stray line before everything"


def test_a_clause_taken_out_leaves_its_lines_not_understood(draft: Draft) -> None:
    made = drafts.take_out(draft, key(draft, "2.2"))
    left = [one.text for one in made.not_understood]
    assert left[1:] == ["2.2 Ask when unsure:", "- about pictures", "- about names"]
    assert drafts.with_note(made).note.endswith("- about names")


def test_a_clause_merges_with_the_one_before(draft: Draft) -> None:
    made = drafts.merge_up(draft, key(draft, "2.2"))
    assert clause(made, "2.1").text == "Keep to this policy.\n\nAsk when unsure:"
    assert clause(made, "2.1").items == ("about pictures", "about names")
    assert made.source[place(made, "about names")].part == key(made, "2.1")
    with pytest.raises(Refused, match="first clause"):
        drafts.merge_up(draft, key(draft, "1"))


def test_definitions_follow_the_clauses_and_can_be_named_by_hand(draft: Draft) -> None:
    assert [one.term for one in draft.definitions] == ["Users"]
    first = draft.part(key(draft, "1"))
    changed = drafts.change_clause(draft, first.key, replace(first.clause, items=('"Staff": who works here',)))
    assert "Staff" in [one.term for one in changed.definitions]
    with pytest.raises(Refused, match="no term"):
        drafts.make(draft, [place(draft, "stray")], Into.DEFINITION)


def test_a_line_is_named_a_law_or_left_out_for_good(draft: Draft) -> None:
    at = place(draft, "stray")
    assert drafts.make(draft, [at], Into.LAW).legislation == ("A stray line before everything",)
    left = drafts.make(draft, [at], Into.OUT)
    assert left.source[at].became == LEFT_OUT
    assert drafts.with_note(left).note == ""


def test_a_clause_needs_a_number_and_words(draft: Draft) -> None:
    with pytest.raises(Refused) as refused:
        drafts.change_clause(draft, key(draft, "2.1"), Clause(" ", 1))
    assert set(refused.value.problems) == {"number", "text"}
    with pytest.raises(Refused, match="number is needed"):
        drafts.make(draft, [0], Into.CLAUSE, number=" ")


@given(st.data())
def test_no_line_is_ever_lost_whatever_is_made_of_it(data: st.DataObject) -> None:
    draft = drafts.begin(read(DOCUMENT.encode(), "policy.txt"))
    before = [line.text for line in draft.source]
    for _ in range(data.draw(st.integers(1, 5))):
        places = data.draw(st.sets(st.integers(0, len(before) - 1), min_size=1, max_size=3))
        number = data.draw(st.sampled_from([one.key for one in draft.parts] or [None]))
        into = data.draw(st.sampled_from(list(Into)))
        try:
            draft = drafts.make(draft, places, into, key=number, number="9.1")
        except Refused:
            continue
    assert [line.text for line in draft.source] == before
    held = {one.key for one in draft.parts}
    assert all(line.part is None or line.part in held for line in draft.source)
    for line in draft.source:
        assert line.part is not None or line.became not in ("clause", "text", "item")
        assert line.became != UNKNOWN or line.text in drafts.with_note(draft).note
