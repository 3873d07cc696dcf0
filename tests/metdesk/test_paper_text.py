"""Whatever a person typed prints whole, visible and harmless."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from metdesk.paper import fonts, text


def test_markup_in_a_name_is_shown_not_obeyed():
    assert text.markup('<img src="file:///etc/passwd"/> & Co') == ('&lt;img src="file:///etc/passwd"/&gt; &amp; Co')


def test_direction_marks_and_control_characters_are_dropped():
    assert text.plain("\u202eAhmed\u200f\u0007 \ufeffKhan\u00ad") == "Ahmed Khan"


def test_a_character_without_a_glyph_is_named():
    assert text.plain("Jo 😀") == "Jo [grinning face]"


def test_letters_of_welsh_romanian_polish_greek_and_cyrillic_stay():
    name = "Gŵyn Ştefănescu Łukasz Żak Ωμέγα Жанна"
    assert text.plain(name) == name


def test_a_letter_and_its_accent_become_one():
    assert text.plain("w\u0302") == "ŵ"


def test_new_lines_of_every_kind_are_kept():
    assert text.markup("one\r\ntwo\u2028three\x0bfour") == "one<br/>two<br/>three<br/>four"


def test_a_word_without_end_is_broken():
    words = text.plain("a" * 1200).split()
    assert [len(word) for word in words] == [500, 500, 200]


def test_an_address_breaks_after_its_signs():
    address = "https://www.facebook.com/ash-hill-year-six"
    fonts.register()
    broken = text.broken(address, fonts.BODY, 8.5, 118)
    assert broken.split("\n") == ["https://www.facebook.com/", "ash-hill-year-six"]


def test_a_name_too_long_for_its_line_is_made_smaller_then_cut():
    fonts.register()
    same, size, width = text.fit("Jo Marsh", fonts.BODY, 18, 200, 9)
    assert (same, size) == ("Jo Marsh", 18)
    smaller, size, width = text.fit("Jo Marsh" * 4, fonts.BODY, 18, 200, 9)
    assert smaller == "Jo Marsh" * 4
    assert 9 <= size < 18
    assert width <= 200.01
    cut, size, width = text.fit("Jo Marsh" * 40, fonts.BODY, 18, 200, 9)
    assert cut.endswith("…")
    assert size == 9
    assert width <= 200


def test_a_line_from_a_hundred_thousand_words_is_still_one_line():
    fonts.register()
    cut, _, _ = text.fit("word " * 100_000, fonts.BODY, 10, 200, 8)
    assert "\n" not in cut


@given(st.text(max_size=300))
def test_everything_that_comes_out_can_be_printed(raw: str):
    for character in text.plain(raw):
        assert character == "\n" or ord(character) in fonts.coverage()
        assert unicodedata.category(character) not in {"Cf", "Cs"}


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(raw: str):
    assert text.plain(text.plain(raw)) == text.plain(raw)


@given(st.text(max_size=200))
def test_no_bare_angle_bracket_or_ampersand_reaches_a_paragraph(raw: str):
    rest = text.markup(raw)
    for safe in ("<br/>", "&lt;", "&gt;", "&amp;"):
        rest = rest.replace(safe, "")
    assert not set(rest) & set("<>&")
