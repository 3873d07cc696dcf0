"""Colours, sizes and text styles of everything printed. Lengths are points unless a name says otherwise.

Nothing depends on colour: every shade here keeps its place on a black-and-white photocopy.
"""

import functools
from typing import TYPE_CHECKING

from metdesk.paper import fonts

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.lib.styles import ParagraphStyle

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
MARGIN = 18 * MM
TOP = 33 * MM
BOTTOM = 24 * MM
PORTRAIT_WIDTH = A4[0] - 2 * MARGIN
LANDSCAPE_WIDTH = A4[1] - 2 * MARGIN

INK = "#1d2733"
MUTED = "#56626f"
ACCENT = "#0b6e75"
HAIRLINE = "#aeb8c2"
FIELD = "#6b7785"
TINT = "#eef4f4"

BODY_SIZE = 9.5
SMALL_SIZE = 8.0


@functools.cache
def colour(token: str) -> "Color":
    """A colour above as ReportLab's own kind: it would evaluate the words at every use."""
    from reportlab.lib.colors import HexColor

    return HexColor(token)


@functools.cache
def style(name: str) -> "ParagraphStyle":
    """The text style called `name`, one of the keys below."""
    return _styles()[name]


@functools.cache
def _styles() -> dict[str, "ParagraphStyle"]:
    from reportlab.lib.styles import ParagraphStyle

    fonts.register()
    body = ParagraphStyle(
        "body",
        fontName=fonts.BODY,
        bulletFontName=fonts.BODY,
        fontSize=BODY_SIZE,
        leading=13.5,
        textColor=colour(INK),
        spaceAfter=6,
        allowWidows=0,
        allowOrphans=0,
    )
    small = ParagraphStyle("small", body, fontSize=SMALL_SIZE, leading=10.5, spaceAfter=0)
    cell = ParagraphStyle("cell", body, fontSize=8.5, leading=11, spaceAfter=0)
    heading = ParagraphStyle("heading", body, fontName=fonts.STRONG)
    return {
        one.name: one
        for one in (
            body,
            small,
            ParagraphStyle("muted", small, textColor=colour(MUTED)),
            ParagraphStyle("lead", body, fontSize=11, leading=15, textColor=colour(MUTED), spaceAfter=12),
            ParagraphStyle("title", heading, fontSize=20, leading=25, spaceAfter=4),
            ParagraphStyle("h1", heading, fontSize=13, leading=17, spaceBefore=14, spaceAfter=5),
            ParagraphStyle("h2", heading, fontSize=10.5, leading=14, spaceBefore=10, spaceAfter=3),
            ParagraphStyle("h3", heading, fontSize=BODY_SIZE, spaceBefore=6, spaceAfter=2),
            cell,
            ParagraphStyle("cell-right", cell, alignment=2),
            ParagraphStyle("head", heading, fontSize=8, leading=10.5, spaceAfter=0),
            ParagraphStyle("head-right", heading, fontSize=8, leading=10.5, spaceAfter=0, alignment=2),
            ParagraphStyle("label", body, fontSize=8.5, leading=11, textColor=colour(MUTED), spaceAfter=0),
            ParagraphStyle("value", body, spaceAfter=0),
            ParagraphStyle("form", body, fontSize=10.5, leading=14.5, spaceAfter=5),
            ParagraphStyle("figure", heading, fontSize=17, leading=21, spaceAfter=0),
        )
    }
