from hypothesis import given, settings
from hypothesis import strategies as st

from metdesk.cells import guarded, printable, shielded, unguarded

TEXTS = st.text(alphabet=st.sampled_from("'=+-@\t ab＝"), max_size=6) | st.text(max_size=12)


@settings(deadline=None)
@given(TEXTS)
def test_a_guarded_text_comes_back_unchanged(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(shielded(text)) == text


@settings(deadline=None)
@given(TEXTS)
def test_a_guarded_text_never_begins_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_account_name_reads_the_same_in_a_workbook() -> None:
    assert shielded("@ashhill") == "@ashhill"
    assert guarded("@ashhill") == "'@ashhill"


def test_control_characters_go_and_line_ends_stay() -> None:
    assert printable("a\x00b\tc\nd\x1b") == "ab\tc\nd"
    assert printable("O’Neill-Ştefănescu \u200f") == "O’Neill-Ştefănescu \u200f"
