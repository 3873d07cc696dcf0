"""Numbers, letters and bullets at the head of a line, and what may follow what."""

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?P<word>(?:section|clause|article|part|§)\s*)?"
    r"(?P<number>[1-9]\d{0,2}(?:\.(?:0|[1-9]\d{0,2}))*)"
    r"(?P<close>\.?\)|[.:]|)(?P<gap>\s+|$|(?=[^\W\d_]|[\"'“‘(]))(?P<rest>.*)",
    re.S | re.I,
)
_LETTER = re.compile(
    r"(?P<label>\((?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,2})\)|(?:[a-z]|[ivxlc]{1,6})\)|(?:[a-z]|[ivx]{1,5})\.)\s+(?P<rest>\S.*)",
    re.S | re.I,
)
_BULLET = re.compile(r"(?P<label>[-–—*+•·●○◦▪▫■□◆◇‣⁃➢➤►✓✔\uf000-\uf0ff]|[o§](?=\s+\w))\s+(?P<rest>\S.*)", re.S)
_APPENDIX = re.compile(
    r"(?P<number>(?:appendix|annex|schedule)\s+(?:[A-Z]\b|\d{1,2}\b))[\s.:–—-]*(?P<rest>.{0,120})$",
    re.I | re.S,
)


@dataclass(frozen=True)
class Marker:
    """What a line begins with: `kind` is "number", "letter" or "bullet".

    `number` is the clause number without its closing mark; `closed` says that a dot, colon or bracket stood
    after it; `spaced` that white space followed; `rest` are the words after it.
    """

    kind: str
    label: str
    rest: str
    number: str = ""
    closed: bool = False
    spaced: bool = True

    @property
    def parts(self) -> tuple[int, ...]:
        """The number as integers: (5, 2, 4). An appendix has none."""
        return parts_of(self.number)


def parts_of(number: str) -> tuple[int, ...]:
    """ "5.2.4" as (5, 2, 4); "1.0" as (1,), for a closing nought is no level; anything else as ()."""
    if not re.fullmatch(r"\d+(\.\d+)*", number):
        return ()
    parts = [int(part) for part in number.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def marker(text: str) -> Marker | None:
    """What `text` begins with, if anything; a bullet before a number counts for nothing ("- 5.1.1. Review")."""
    text = text.strip()
    bullet = _BULLET.match(text)
    if bullet:
        inner = _number(bullet["rest"])
        if inner and (inner.closed or "." in inner.number):
            return inner
        return Marker("bullet", bullet["label"], bullet["rest"])
    found = _number(text)
    if found:
        return found
    letter = _LETTER.match(text)
    return Marker("letter", letter["label"], letter["rest"]) if letter else None


def is_bullet(text: str) -> bool:
    """Whether `text` is one bullet and nothing else (a lone dash may be anything)."""
    return len(text) == 1 and text not in "-–—*+o§" and bool(_BULLET.match(f"{text} x"))


def _number(text: str) -> Marker | None:
    appendix = _APPENDIX.match(text)
    if appendix:
        return Marker("number", appendix["number"], appendix["rest"], appendix["number"], True)
    plain = _plain_digits(text)
    found = _NUMBER.match(plain)
    if not found:
        return None
    several = "." in found["number"]
    closed = bool(found["close"])
    if (found["word"] and not closed) or (not found["gap"] and found["rest"] and not (several or closed)):
        return None
    return Marker("number", plain[: found.end("close")], found["rest"], found["number"], closed, bool(found["gap"]))


def _plain_digits(text: str) -> str:
    """Full-width and other digits at the head of the text as plain ones ("５．１" is "5.1"); the rest as it was."""
    head = re.match(r"[\d.．。）)\s]+", text)
    if not head or head.group().isascii():
        return text
    return unicodedata.normalize("NFKC", head.group()) + text[head.end() :]


def starts_with_capital(text: str) -> bool:
    """Whether the first letter of `text` is not a small one (digits and quotation marks are passed over)."""
    first = next((letter for letter in text if letter.isalpha()), "A")
    return not first.islower()


def follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether `number` is the next in order after `last`: its first child, its next sister or an aunt."""
    if not (number and last):
        return bool(number) and all(part == 1 for part in number)
    if number[:-1] == last and number[-1] == 1:
        return True
    depth = len(number)
    return depth <= len(last) and number[:-1] == last[: depth - 1] and number[-1] == last[depth - 1] + 1
