"""Writer's lists: the numbers that list styles and the chapter numbering make."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from metdesk.intake.documents.counting import Count, Level

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_STYLES = {"1": "decimal", "a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN", "": "none"}
_DEEPEST = 20


def whole(text: str | None, default: int) -> int:
    """A number in an attribute, `default` where it is none or beyond belief."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else default


@dataclass
class Running:
    """A list that is being read: its style, and how far it has counted."""

    style: str
    count: Count = field(default_factory=Count)


class ListStyles:
    """The list styles of a document, its chapter numbering, and the list style that a paragraph style asks for."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self.chapters: dict[int, Level] = {}
        self._of_paragraph: dict[str, str] = {}
        self._parent: dict[str, str] = {}
        self._indent: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for root in roots:
            for element in root.iter(TEXT + "list-style"):
                self._levels[element.get(STYLE + "name", "")] = _levels(element)
            for element in root.iter(TEXT + "outline-style"):
                self.chapters = _levels(element)
            for element in root.iter(STYLE + "style"):
                self._read_paragraph_style(element)

    def levels(self, style: str) -> dict[int, Level]:
        """The levels of a list style from 0; none for an unknown one."""
        return self._levels.get(style, {})

    def list_style_of(self, paragraph_style: str) -> str | None:
        """The list style that a paragraph style asks for ("" takes it out of the chapter numbering); None: unsaid."""
        return next((self._of_paragraph[at] for at in self.chain(paragraph_style) if at in self._of_paragraph), None)

    def chain(self, paragraph_style: str) -> list[str]:
        """A paragraph style and those it inherits from, nearest first."""
        chain: list[str] = []
        while paragraph_style and len(chain) < _DEEPEST:
            chain.append(paragraph_style)
            paragraph_style = self._parent.get(paragraph_style, "")
        return chain

    def indent(self, paragraph_style: str) -> float:
        """The left margin a paragraph style gives, in centimetres."""
        said = next((self._indent[at] for at in self.chain(paragraph_style) if at in self._indent), "")
        return _centimetres(said)

    def _read_paragraph_style(self, element: Element) -> None:
        name = element.get(STYLE + "name", "")
        self._parent[name] = element.get(STYLE + "parent-style-name", "")
        if (list_style := element.get(STYLE + "list-style-name")) is not None:
            self._of_paragraph[name] = list_style
        properties = element.find(STYLE + "paragraph-properties")
        if properties is not None and (margin := properties.get(FO + "margin-left")):
            self._indent[name] = margin


def _levels(style: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in style:
        number = whole(element.get(TEXT + "level"), 0)
        if element.tag in {TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"}:
            levels[number - 1] = Level("bullet")
        elif number:
            levels[number - 1] = _number_level(element, number)
    return levels


def _number_level(element: Element, number: int) -> Level:
    style = _STYLES.get(element.get(STYLE + "num-format", ""), "decimal")
    written = element.get(_LOEXT + "num-list-format")
    start = whole(element.get(TEXT + "start-value"), 1)
    if written is not None:
        return Level(style, re.sub(r"%(\d+)%", r"%\1", written), start)  # LibreOffice's "%1%.%2%."
    shown = min(max(whole(element.get(TEXT + "display-levels"), 1), 1), number)
    numbers = ".".join(f"%{at}" for at in range(number - shown + 1, number + 1))
    pattern = f"{element.get(STYLE + 'num-prefix', '')}{numbers}{element.get(STYLE + 'num-suffix', '')}"
    return Level(style, pattern if style != "none" else "", start)


def _centimetres(length: str) -> float:
    for unit, scale in (("cm", 1.0), ("mm", 0.1), ("in", 2.54), ("pt", 0.0353)):
        if length.endswith(unit):
            try:
                return float(length.removesuffix(unit)) * scale
            except ValueError:
                return 0.0
    return 0.0
