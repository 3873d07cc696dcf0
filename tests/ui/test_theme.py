"""The tokens read well in both sets, the style sheet is whole, and wishes override the system."""

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import resources
from ui.style import style_sheet
from ui.theme import NORMAL_PT, OUR_FAMILY, Scheme, Theme, Wish, px, tokens
from ui.tokens import DARK, LIGHT, Tokens, Tone

SETS = pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
READABLE, VISIBLE = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, WCAG 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, WCAG 2.1."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@SETS
def test_text_is_readable_on_every_ground(t: Tokens) -> None:
    for ground in (t.window, t.base, t.raised, t.hover, t.selection):
        assert contrast(t.text, ground) >= READABLE
        assert contrast(t.muted, ground) >= READABLE


@SETS
@pytest.mark.parametrize("tone", list(Tone))
def test_a_chip_is_readable(t: Tokens, tone: Tone) -> None:
    ink, soft = t.of(tone)
    assert contrast(ink, soft) >= READABLE


@SETS
def test_problems_links_and_buttons_are_readable(t: Tokens) -> None:
    assert contrast(t.on_accent, t.accent) >= READABLE
    assert contrast(t.on_accent, t.accent_strong) >= READABLE
    for ground in (t.window, t.base, t.raised):
        assert contrast(t.accent, ground) >= READABLE
        assert contrast(t.bad, ground) >= READABLE
    for soft in (t.ok_soft, t.warn_soft, t.bad_soft, t.accent_soft, t.neutral_soft):
        assert contrast(t.text, soft) >= READABLE


@SETS
def test_borders_of_fields_and_the_ring_of_focus_can_be_seen(t: Tokens) -> None:
    for ground in (t.window, t.base, t.raised):
        assert contrast(t.field_line, ground) >= VISIBLE
        assert contrast(t.accent, ground) >= VISIBLE
        assert contrast(t.text, ground) >= VISIBLE
    assert contrast(t.accent, t.selection) >= VISIBLE


@SETS
def test_the_style_sheet_names_no_colour_but_the_tokens(t: Tokens) -> None:
    known = {getattr(t, one.name) for one in fields(t)}
    assert set(re.findall(r"#[0-9a-f]{6}\b", style_sheet(t, NORMAL_PT))) <= known


@SETS
def test_pictures_of_the_style_sheet_are_shipped_in_the_tokens_colours(t: Tokens) -> None:
    named = set(re.findall(r"url\(icons:([a-z-]+\.svg)\)", style_sheet(t, NORMAL_PT)))
    assert len(named) == 3
    for name in named:
        drawing = resources.read(f"icons/{name}").decode()
        assert (t.on_accent if "tick" in name else t.muted) in drawing


def test_a_wish_overrides_the_systems_colours(theme: Theme, qapp: QApplication) -> None:
    theme.wear(Wish(Scheme.DARK))
    assert tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    theme.wear(Wish(Scheme.LIGHT))
    assert tokens() is LIGHT


def test_a_wish_for_larger_text_makes_lengths_larger(theme: Theme, qapp: QApplication) -> None:
    theme.wear(Wish(Scheme.LIGHT, 150))
    assert qapp.font().pointSizeF() == pytest.approx(NORMAL_PT * 1.5)
    assert px(100) == 150


def test_our_own_font_is_at_hand_where_the_system_has_none(theme: Theme) -> None:
    assert OUR_FAMILY in QFontDatabase.families()
