"""What the register without names shows of small numbers, and what it hides."""

from metdesk.paper.redacted_register import suppressed


def test_numbers_under_five_are_hidden_and_nil_is_told():
    assert suppressed([12, 3, 0, None]) == ["12", "under 5", "under 5", "nil"]


def test_a_total_betrays_no_number_that_is_hidden_alone():
    assert suppressed([12, 3, 7]) == ["12", "under 5", "not shown"]


def test_where_there_is_nothing_at_all_nothing_is_hidden():
    assert suppressed([0, 0, None]) == ["–", "–", "nil"]
