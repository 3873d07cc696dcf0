"""Pictures of the sample that are drawn here: what a telephone shows of a page, and of a talk between two."""

import io
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_FONT = "fonts/NotoSans-Regular.ttf"
_WIDE, _HIGH, _MARGIN = 540, 720, 24
_GROUND, _INK, _FAINT = "#eef1f5", "#1d2733", "#c9d3de"
_POSTS = ("Anyone know what time the fair starts?", "Ten o’clock, at the top gate.", "Is this the school’s own page?")
_TALK = (
    (True, "22:51", "You played well today."),
    (False, "22:58", "thank u sir"),
    (True, "23:04", "I can drive you home on Thursday."),
    (True, "23:05", "Best to keep this between us."),
    (False, "23:19", "ok"),
)
"""What was written: whether on the left, when, and what."""


def page() -> bytes:
    """A page with three posts on it, as PNG."""
    shown, pen = _telephone("Ash Hill Primary parents’ chat", "#2f5d8a", "#f0c25e")
    for place, words in enumerate(_POSTS):
        top = 150 + 180 * place
        pen.rounded_rectangle((_MARGIN, top, _WIDE - _MARGIN, top + 150), 12, fill="white")
        pen.ellipse((44, top + 20, 84, top + 60), fill=_FAINT)
        pen.rectangle((100, top + 34, 220, top + 44), fill=_FAINT)
        pen.text((44, top + 84), words, _INK, _font(22))
    return _png(shown)


def talk() -> bytes:
    """Messages between two, late in the evening, as PNG."""
    shown, pen = _telephone("coach.tranter", "#51416b", "#d9a7c7")
    top = 148
    for on_left, when, words in _TALK:
        wide = int(pen.textlength(words, _font(22))) + 40
        left = _MARGIN if on_left else _WIDE - _MARGIN - wide
        pen.rounded_rectangle((left, top, left + wide, top + 62), 22, fill="white" if on_left else "#dfe4fb")
        pen.text((left + 20, top + 16), words, _INK, _font(22))
        pen.text((left + 20, top + 66), when, "#66717d", _font(15))
        top += 108
    return _png(shown)


def _telephone(title: str, head: str, badge: str) -> "tuple[Image.Image, ImageDraw.ImageDraw]":
    """An empty page under a head with its title."""
    from PIL import Image, ImageDraw

    shown = Image.new("RGB", (_WIDE, _HIGH), _GROUND)
    pen = ImageDraw.Draw(shown)
    pen.rectangle((0, 0, _WIDE, 120), fill=head)
    pen.ellipse((_MARGIN, 24, 96, 96), fill=badge, outline="white", width=4)
    pen.text((116, 44), title, "white", _font(22))
    return shown, pen


def _font(size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(resources.read(_FONT)), size, layout_engine=ImageFont.Layout.BASIC)


def _png(shown: "Image.Image") -> bytes:
    data = io.BytesIO()
    shown.save(data, "PNG")
    return data.getvalue()
