"""Trends as drawings: the same on paper and, as SVG, on screen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, String
from reportlab.lib.colors import HexColor

from metdesk.calendar import show_short_date
from metdesk.paper import fonts
from metdesk.paper.theme import ACCENT, HAIRLINE, INK, MUTED

_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 46.0, 10.0, 20.0
_WORDS = 7.5
_Anchor = Literal["start", "end"]
_QUARTERS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Look:
    """The colours of a drawing; the paper's own where not given, the window's for a screen."""

    ink: str = INK
    muted: str = MUTED
    line: str = ACCENT
    grid: str = HAIRLINE
    font: str = fonts.BODY
    strong: str = fonts.STRONG


@dataclass(frozen=True)
class Point:
    """A day, and the share of it in per cent."""

    day: date
    share: int


def trend(
    points: Sequence[Point], width: float, height: float, *, target: int | None = None, look: Look = Look()
) -> Drawing:
    """Shares over time as a line, the last one named; the `target` as a dashed line. Days stand to scale."""
    if look.font == fonts.BODY:
        fonts.register()
    drawing = Drawing(width, height)
    right, top = width - _RIGHT, height - _TOP
    _grid(drawing, look, right, top)
    if target is not None:
        _target(drawing, look, right, _up(target, top), target)
    if not points:
        return drawing
    first, last = points[0].day, points[-1].day
    days = max((last - first).days, 1)
    at = [(_LEFT + (right - _LEFT) * (one.day - first).days / days, _up(one.share, top)) for one in points]
    if len(at) > 1:
        drawing.add(PolyLine([one for pair in at for one in pair], strokeColor=HexColor(look.line), strokeWidth=1.6))
    drawing.add(Circle(*at[-1], 2.4, fillColor=HexColor(look.line), strokeColor=None))
    label = f"{points[-1].share} %"
    drawing.add(_words(label, at[-1][0] + 5, at[-1][1] - 2.6, look.ink, look.strong, 9))
    drawing.add(_words(show_short_date(first), _LEFT, 5, look.muted, look.font))
    if len(points) > 1:
        drawing.add(_words(show_short_date(last), right, 5, look.muted, look.font, anchor="end"))
    return drawing


def _grid(drawing: Drawing, look: Look, right: float, top: float) -> None:
    for share in _QUARTERS:
        up = _up(share, top)
        drawing.add(Line(_LEFT, up, right, up, strokeColor=HexColor(look.grid), strokeWidth=0.4))
        drawing.add(_words(f"{share} %", _LEFT - 4, up - 2.6, look.muted, look.font, anchor="end"))


def _target(drawing: Drawing, look: Look, right: float, up: float, target: int) -> None:
    drawing.add(Line(_LEFT, up, right, up, strokeColor=HexColor(look.ink), strokeWidth=0.8, strokeDashArray=[3, 2]))
    if target not in _QUARTERS:
        drawing.add(_words(f"{target} %", _LEFT - 4, up - 2.6, look.ink, look.strong, anchor="end"))


def _up(share: int, top: float) -> float:
    return _BOTTOM + (top - _BOTTOM) * share / 100


def _words(
    words: str,
    x: float,
    y: float,
    colour: str,
    font: str,
    size: float = _WORDS,
    anchor: Literal["start", "end"] = "start",
) -> String:
    return String(x, y, words, fontName=font, fontSize=size, fillColor=HexColor(colour), textAnchor=anchor)


def svg(drawing: Drawing) -> bytes:
    """The drawing as SVG, without a clipping path and with its line unfilled: Qt would paint both black."""
    from reportlab.graphics import renderSVG

    written: str = renderSVG.drawToString(drawing)
    return _CLIPPING.sub("", written).replace("fill: None", "fill: none").encode()


_CLIPPING = re.compile(r"<clipPath.*?</clipPath>|clip-path: url\(#clip\)", re.DOTALL)
