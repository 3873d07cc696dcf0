"""What may be a passphrase."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refused
from db.passphrases import check_passphrase, normal, suggest_passphrase

WORDS = (Path(__file__).parents[2] / "resources" / "words.txt").read_text("utf-8").split()


@pytest.mark.parametrize("text", ["correct horse battery", "Ŵnŵs ar y bws 7", "19283746551029", "the quick brown fox"])
def test_length_is_enough(text: str) -> None:
    check_passphrase(text)


@pytest.mark.parametrize("text", ["", "short", "eleven char", "           x", "x" * 501])
def test_too_short_and_too_long_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        check_passphrase(text)
    assert set(refused.value.problems) == {"passphrase"}


@pytest.mark.parametrize(
    "text",
    ["Password1234", "P@ssw0rdP@ssw0rd", "123456789012", "999999999999", "aaaaaaaaaaaaaaa",
     "qwertyuiop12", "abcdefghijklmno",
     "metdesk school 1", "Welcome Welcome 2026", "letmein letmein", "210987654321"],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="first that would be guessed"):
        check_passphrase(text)


def test_every_keyboard_types_the_same_passphrase() -> None:
    assert normal("cafe\u0301 ﬁve words") == normal("café five words")


def test_a_suggestion_is_four_words_and_passes() -> None:
    suggested = suggest_passphrase(WORDS)
    assert len(suggested.split(" ")) == 4
    assert set(suggested.split(" ")) <= set(WORDS)


def test_the_words_are_enough_short_plain_and_different() -> None:
    assert len(WORDS) == len(set(WORDS)) >= 6**4
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)


@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=4, unique=True))
def test_any_four_of_the_words_pass(four: list[str]) -> None:
    check_passphrase(" ".join(four))
