"""The one place where a person's words are made fit to print.

ReportLab's paragraphs read markup: an unescaped `<img>` opens files and addresses. A glyph that a font
lacks prints as an empty box, a direction mark as a stray one, and a word without a break costs minutes.
"""

import re
import unicodedata
from collections.abc import Iterator

from metdesk.paper import fonts

LONGEST_WORD = 500
"""Characters; a longer run without a space is broken, or laying it out takes minutes."""

_WIDEST = 0.95  # of the type size: no run of letters is wider on average
_WORTH_BREAKING = 0.3  # of the room: a shorter start of an address does not get a line of its own
_LONGEST_LINE = 2000  # characters: no line of a page shows more

_NEW_LINES = re.compile("\r\n?|[\n\u2028\u2029\x0b\x0c\x85]")
_OVERLONG = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
_SIGNS = re.compile(r"[/@._\-?=&]+")
_UNSEEN = {"Cc", "Cf"}  # control characters; direction marks, joiners, soft hyphens
_VARIANTS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # emoji or text style: no glyphs of their own


def plain(raw: str) -> str:
    """`raw` as it can be printed: new lines kept, control and direction marks dropped.

    A character that the shipped family lacks is named in brackets (`[grinning face]`), never dropped.
    """
    if raw.isascii() and raw.isprintable():
        return _OVERLONG.sub(r"\1 ", raw)
    text = _NEW_LINES.sub("\n", unicodedata.normalize("NFC", raw))
    return _OVERLONG.sub(r"\1 ", "".join(map(_printable, text)))


def line(raw: str) -> str:
    """`plain(raw)` on one line, its runs of white space made one space."""
    return " ".join(plain(raw).split())


def markup(raw: str) -> str:
    """`plain(raw)` escaped for ReportLab's paragraphs, its new lines as breaks."""
    escaped = plain(raw).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", "<br/>")


def broken(raw: str, font: str, size: float, room: float) -> str:
    """`raw` with each word wider than `room` points broken after the last sign that fits, as in an address."""
    if len(raw) > _LONGEST_LINE or max(map(len, raw.split()), default=0) * size * _WIDEST < room:
        return raw
    return " ".join("\n".join(_pieces(word, font, size, room)) for word in raw.split(" "))


def _pieces(word: str, font: str, size: float, room: float) -> Iterator[str]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    while stringWidth(word, font, size) > room:
        ends = [sign.end() for sign in _SIGNS.finditer(word) if sign.end() < len(word)]
        widths = {end: stringWidth(word[:end], font, size) for end in ends}
        fitting = [end for end, width in widths.items() if width <= room]
        parts = [end for end in fitting if word[end - 1] in "/@" and widths[end] > room * _WORTH_BREAKING]
        if not fitting:
            break
        end = max(parts or fitting)
        yield word[:end]
        word = word[end:]
    yield word


def _printable(character: str) -> str:
    if character == "\n" or (" " <= character <= "~"):
        return character
    kind = unicodedata.category(character)
    if kind == "Zs" or character == "\t":
        return "\u00a0" if character == "\u00a0" else " "
    if kind in _UNSEEN or ord(character) in _VARIANTS:
        return ""
    if ord(character) in fonts.coverage():
        return character
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


def fit(raw: str, font: str, size: float, room: float | None, smallest: float) -> tuple[str, float, float]:
    """`raw` on one line within `room` points: made smaller down to `smallest`, then cut with `…`.

    Returns the words, the size to print them in and their width. Without `room` they stay as they are.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth

    words = line(raw[:_LONGEST_LINE])
    width = stringWidth(words, font, size)
    if room is None or width <= room:
        return words, size, width
    smaller = max(smallest, size * room / width)
    width *= smaller / size
    if width > room + 0.01:
        end = int(len(words) * room / width) + 1
        while end and stringWidth(words[:end].rstrip() + "…", font, smaller) > room:
            end -= 1
        words = words[:end].rstrip() + "…"
    return words, smaller, stringWidth(words, font, smaller)
