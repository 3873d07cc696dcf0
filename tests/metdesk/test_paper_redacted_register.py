"""What the register without names shows of small numbers, and what it hides."""

from typing import Any

from metdesk.approaches import Figures
from metdesk.declaration_record import State
from metdesk.declarations import Nameless
from metdesk.paper.redacted_register import TITLE, Redacted, print_redacted, suppressed
from tests.metdesk.paper import HOSTILE, printed, sheet, texts
from tests.metdesk.test_paper_declarations import ODD, TODAY


def one(number: int, **changes: Any) -> Nameless:
    usual: dict[str, Any] = {
        "school_id": 1, "with_kind": "student", "relationship": "family friend", "state": State.APPROVED,
        "declared_on": TODAY, "look_again": TODAY,
    }  # fmt: skip
    return Nameless(number, **{**usual, **changes})


def redacted(*found: Nameless, schools: dict[int, str], one_school: bool = False) -> bytes:
    told = Redacted(schools, found, dict.fromkeys(schools, Figures(approaches=7)), one_school)
    return printed(lambda out: print_redacted(sheet(title=TITLE), told, out))


def test_five_are_listed_one_by_one_and_four_are_not():
    five, four = ([one(number) for number in range(1, many + 1)] for many in (5, 4))
    (shown,) = texts(redacted(*five, schools={1: "Ash Hill"}, one_school=True))
    assert "One by one · 5 relationships" in shown
    assert "Declaration 5 March 2026 Approved March 2026" in shown
    (hidden,) = texts(redacted(*four, schools={1: "Ash Hill"}, one_school=True))
    assert "they are fewer than 5, so they are not listed" in hidden
    assert "Declaration 4" not in hidden


def test_a_register_without_schools_says_so():
    (shown,) = texts(redacted(schools={}))
    for part in ("Schools · there is none in the register yet", "no relationship is declared", "no approach is"):
        assert part in shown


def test_hundreds_and_hostile_schools_flow_on():
    schools = dict.fromkeys(range(1, 30), f"{ODD} {'x' * 400}")
    pages = texts(redacted(*[one(number, school_id=number % 29 + 1) for number in range(1, 300)], schools=schools))
    assert HOSTILE in " ".join(pages)
    assert "Declaration 299" in " ".join(pages)


def test_the_same_register_is_the_same_bytes():
    assert redacted(one(1), schools={1: "Ash Hill"}) == redacted(one(1), schools={1: "Ash Hill"})


def test_numbers_under_five_are_hidden_and_nil_is_told():
    assert suppressed([12, 3, 0, None]) == ["12", "under 5", "under 5", "nil"]


def test_a_total_betrays_no_number_that_is_hidden_alone():
    assert suppressed([12, 3, 7]) == ["12", "under 5", "not shown"]


def test_where_there_is_nothing_at_all_nothing_is_hidden():
    assert suppressed([0, 0, None]) == ["–", "–", "nil"]
