"""The name a file is kept under: whatever it was, it is no path and does no harm, and what changed is told."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metdesk.attachment_kinds import KINDS
from metdesk.attachment_names import LONGEST, harmless

PNG, PDF, TEXT = KINDS["image/png"], KINDS["application/pdf"], KINDS["text/plain"]


@pytest.mark.parametrize("name", ["page.png", "O’Neill-Ştefănescu 5.3.26.png", "日本.PNG", "a.b.c.png"])
def test_a_plain_name_stays_as_it_is_and_nothing_is_told(name: str) -> None:
    assert harmless(name, PNG) == (name, "")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\sam\\page.png", "page.png"),
        ("..", "attachment.png"),
        ("/", "attachment.png"),
        (".png", "attachment.png"),
        ("CON", "_CON.png"),
        ("nul.png", "_nul.png"),
        ("Com1.txt.png", "_Com1.txt.png"),
        ("console.png", "console.png"),
        ("a\0b\nc\u202egnp.exe", "ab cgnp.png"),
        ("a\ud800b.png", "a_b.png"),
        ('<b>what?*|".png', "_b_what____.png"),
        ("  spaced . .png", "spaced.png"),
        ("page.exe", "page.png"),
        ("version 1.25", "version 1.25.png"),
        ("", "attachment.png"),
    ],
)
def test_a_hostile_name_is_made_plain_and_takes_the_ending_of_its_kind(name: str, kept: str) -> None:
    found, told = harmless(name, PNG)
    assert found == kept
    assert bool(told) == (found != name)


def test_a_name_of_400_characters_is_shortened_and_told() -> None:
    found, told = harmless("x" * 396 + ".pdf", PDF)
    assert (len(found), found[-5:]) == (LONGEST, "x.pdf")
    assert told.startswith("A name of 400 characters was shortened: it is kept as “xxx")


def test_an_ending_that_does_not_fit_the_content_gives_way_and_that_is_told() -> None:
    assert harmless("talk.png", TEXT) == ("talk.txt", "“talk.txt” is named after what it holds (Text).")
    assert harmless("notes.md", TEXT) == ("notes.md", "")


@given(st.text(st.characters(codec=None), max_size=500))
def test_no_name_is_ever_a_path_or_turned_round(name: str) -> None:
    for kind in (PNG, TEXT):
        found, _ = harmless(name, kind)
        assert 0 < len(found) <= LONGEST
        assert not set(found) & set('/\\:*?"<>|\0\n')
        assert found.rpartition(".")[0].strip(" .")
        assert all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs") for letter in found)
        assert found.casefold().endswith(kind.endings)
        assert harmless(found, kind)[0] == found
