"""What stands where on a PDF page: letters with their boxes, and the ruled lines of tables."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import hypot, pi
from typing import Any

_UPRIGHT = 0.2  # radians
_THIN = 2.5  # points
_SHORTEST_RULE = 6.0
_MOST_SEGMENTS = 6_000
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

Point = tuple[float, float]


@dataclass(frozen=True)
class Glyph:
    """A letter as the page is looked at, in points, y growing upwards: its ends, its baseline, its font's size."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """Where a tall letter of this font ends."""
        return self.base + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Where a hanging letter of this font ends."""
        return self.base - 0.2 * self.size


@dataclass(frozen=True)
class Rule:
    """A straight line: at height or place `at`, reaching from `start` to `end`."""

    at: float
    start: float
    end: float


def turned(page: Any) -> Callable[[Point], Point]:
    """How a point of the page's own space moves to where it is seen, by the page's rotation."""
    rotation = page.get_rotation() % 360
    left, bottom, right, top = page.get_mediabox()
    moves: dict[int, Callable[[Point], Point]] = {
        90: lambda at: (at[1] - bottom, right - at[0]),
        180: lambda at: (right - at[0], top - at[1]),
        270: lambda at: (top - at[1], at[0] - left),
    }
    return moves.get(rotation, lambda at: at)


def glyphs(page: Any, most: int) -> tuple[list[Glyph], str]:
    """The upright letters of a page in the order they were written, and the slanted ones (a watermark) as text.

    Stops after `most` letters.
    """
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    move = turned(page)
    upright = -(page.get_rotation() % 360) * pi / 180  # pdfium measures clockwise
    found: list[Glyph] = []
    slanted: list[str] = []
    for at in range(min(text_page.count_chars(), most)):
        letter = _letter(raw, text_page, at)
        if not letter:
            continue
        angle = raw.FPDFText_GetCharAngle(text_page, at)
        if abs((angle - upright + pi) % (2 * pi) - pi) > _UPRIGHT:
            slanted.append(letter)
        else:
            found.append(_placed(raw, text_page, at, letter, move))
    text_page.close()
    return found, "".join(slanted)


def _letter(raw: Any, text_page: Any, at: int) -> str:
    """The letter at a place; "" for line ends that pdfium makes up, and for what has no meaning."""
    code = raw.FPDFText_GetUnicode(text_page, at)
    if code == 2:  # a hyphen at the end of a line
        return "-"
    if code in {0, 0xFFFE, 0xFFFF} or (code < 32 and code != 9) or raw.FPDFText_IsGenerated(text_page, at) == 1:
        return ""
    return _LIGATURES.get(code) or chr(code)


def _placed(raw: Any, text_page: Any, at: int, letter: str, move: Callable[[Point], Point]) -> Glyph:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, at, box)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    first, second = move((box.left, box.bottom)), move((box.right, box.top))
    base = move((x.value, y.value))[1]
    return Glyph(letter, min(first[0], second[0]), max(first[0], second[0]), base, _size(raw, text_page, at))


def _size(raw: Any, text_page: Any, at: int) -> float:
    """The size at which a letter is seen: the font's, by what the page's matrices make of it."""
    matrix = raw.FS_MATRIX()
    known = raw.FPDFText_GetMatrix(text_page, at, matrix)
    scale = hypot(matrix.c, matrix.d) if known else 1.0
    return max(float(raw.FPDFText_GetFontSize(text_page, at)) * scale, 0.1)


def rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical rules of a page; pieces that touch are one rule."""
    import pypdfium2.raw as raw

    move = turned(page)
    across: list[Rule] = []
    down: list[Rule] = []
    count = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        for start, end in _segments(raw, item):
            count += 1
            if count > _MOST_SEGMENTS:
                return [], []  # a drawing, not a table
            _add(move(start), move(end), across, down)
    return _merged(across), _merged(down)


def _segments(raw: Any, item: Any) -> Iterator[tuple[Point, Point]]:
    matrix = item.get_matrix()
    here: Point | None = None
    first: Point | None = None
    for at in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif here and kind == raw.FPDF_SEGMENT_LINETO:
            yield here, point
        here = point
        if first and raw.FPDFPathSegment_GetClose(segment):
            yield here, first


def _add(start: Point, end: Point, across: list[Rule], down: list[Rule]) -> None:
    wide, high = abs(end[0] - start[0]), abs(end[1] - start[1])
    if high <= _THIN < _SHORTEST_RULE <= wide:
        across.append(Rule((start[1] + end[1]) / 2, min(start[0], end[0]), max(start[0], end[0])))
    elif wide <= _THIN < _SHORTEST_RULE <= high:
        down.append(Rule((start[0] + end[0]) / 2, min(start[1], end[1]), max(start[1], end[1])))


def _merged(found: list[Rule]) -> list[Rule]:
    merged: list[Rule] = []
    for rule in sorted(found, key=lambda rule: (round(rule.at / _THIN), rule.start)):
        for place in range(len(merged) - 1, max(-1, len(merged) - 40), -1):
            other = merged[place]
            if abs(other.at - rule.at) <= _THIN and rule.start <= other.end + _THIN and other.start <= rule.end + _THIN:
                merged[place] = Rule(other.at, min(other.start, rule.start), max(other.end, rule.end))
                break
        else:
            merged.append(rule)
    return merged
