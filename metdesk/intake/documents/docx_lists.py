"""Word's styles and list numbering: which list a paragraph is in, and the number Word would show."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from metdesk.intake.documents.counting import Count, Level

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STYLES = {
    "decimal": "decimal",
    "decimalZero": "zero",
    "lowerLetter": "letter",
    "upperLetter": "LETTER",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
    "bullet": "bullet",
    "none": "none",
}
_DEEPEST = 20


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's own, "" where element or attribute is wanting."""
    return "" if element is None else element.get(W + name, "")


def whole(text: str, default: int = 0) -> int:
    """A number in an attribute, `default` where it is none or beyond belief."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    return sign * int(digits) if digits.isdecimal() and len(digits) < 7 else default


@dataclass(frozen=True)
class Style:
    """A paragraph style: its name, and the list, level, outline level and indent it gives (None: not said)."""

    name: str = ""
    based_on: str = ""
    list_id: str | None = None
    level: int | None = None
    indent: int | None = None
    outline: int | None = None


@dataclass
class _List:
    """A w:num: its abstract list, its levels with overrides, and the starts it sets anew."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Styles:
    """The paragraph styles of a document by id."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for element in [] if root is None else root.iter(W + "style"):
            style_id = value(element, "styleId")
            self._styles[style_id] = _style(element)
            if value(element, "default") in {"1", "true"} and value(element, "type") == "paragraph":
                self.default = style_id

    def chain(self, style_id: str) -> list[Style]:
        """The style and those it is based on, nearest first."""
        chain: list[Style] = []
        style_id = style_id or self.default
        while style_id in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style_id])
            style_id = chain[-1].based_on
        return chain

    def names(self, style_id: str) -> str:
        """The names of the chain in small letters, for telling titles, headings and contents."""
        return "|".join(style.name for style in self.chain(style_id)).casefold()


def _style(element: Element) -> Style:
    properties = element.find(W + "pPr")
    numbering = None if properties is None else properties.find(W + "numPr")
    outline = None if properties is None else properties.find(W + "outlineLvl")
    level = value(None if numbering is None else numbering.find(W + "ilvl"))
    return Style(
        name=value(element.find(W + "name")),
        based_on=value(element.find(W + "basedOn")),
        list_id=value(numbering.find(W + "numId")) or None if numbering is not None else None,
        level=whole(level) if level else None,
        indent=left_indent(properties),
        outline=whole(value(outline)) if outline is not None else None,
    )


def left_indent(properties: Element | None) -> int | None:
    """The left indent that paragraph properties set, in twentieths of a point; None where they set none."""
    indent = None if properties is None else properties.find(W + "ind")
    said = value(indent, "left") or value(indent, "start")
    return whole(said) if said else None


class Lists:
    """The lists of numbering.xml, and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, Count] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read_abstract(root)
            self._read_lists(root)

    def label(self, properties: Element | None, style_id: str) -> tuple[str, str]:
        """The label Word shows for a paragraph, and which list made it; "" for none. Counts one on."""
        list_id, level = self._list_of(properties, style_id)
        known = self._lists.get(list_id)
        if not known:
            return "", ""
        count = self._counts.setdefault(known.abstract, Count())
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in known.restarts.items():
                count.at[at] = start - 1
        return count.step(known.levels, level), known.abstract

    def _list_of(self, properties: Element | None, style_id: str) -> tuple[str, int]:
        numbering = None if properties is None else properties.find(W + "numPr")
        list_id = value(None if numbering is None else numbering.find(W + "numId"))
        level = value(None if numbering is None else numbering.find(W + "ilvl"))
        if list_id:
            return list_id, whole(level) if level else self._level_of_style(list_id, style_id)
        for style in self._styles.chain(style_id):
            if style.list_id:
                said = whole(level) if level else style.level
                return style.list_id, self._level_of_style(style.list_id, style_id) if said is None else said
        return "", 0

    def _level_of_style(self, list_id: str, style_id: str) -> int:
        """The level that the list ties to the paragraph's style (w:pStyle), else the first."""
        known = self._lists.get(list_id)
        return self._style_levels.get((known.abstract if known else "", style_id), 0)

    def _read_abstract(self, root: Element) -> None:
        linked: dict[str, str] = {}
        named: dict[str, str] = {}
        for element in root.iter(W + "abstractNum"):
            abstract = value(element, "abstractNumId")
            self._abstract[abstract] = {whole(value(at, "ilvl")): _level(at) for at in element.iter(W + "lvl")}
            for at in element.iter(W + "lvl"):
                if style := value(at.find(W + "pStyle")):
                    self._style_levels[(abstract, style)] = whole(value(at, "ilvl"))
            if link := value(element.find(W + "numStyleLink")):
                linked[abstract] = link
            if name := value(element.find(W + "styleLink")):
                named[name] = abstract
        for abstract, link in linked.items():
            if link in named:
                self._abstract[abstract] = self._abstract[named[link]]

    def _read_lists(self, root: Element) -> None:
        for element in root.iter(W + "num"):
            abstract = value(element.find(W + "abstractNumId"))
            levels = dict(self._abstract.get(abstract, {}))
            restarts: dict[int, int] = {}
            for override in element.iter(W + "lvlOverride"):
                at = whole(value(override, "ilvl"))
                if (own := override.find(W + "lvl")) is not None:
                    levels[at] = _level(own)
                if (start := override.find(W + "startOverride")) is not None:
                    restarts[at] = whole(value(start), 1)
            self._lists[value(element, "numId")] = _List(abstract, levels, restarts)


def _level(element: Element) -> Level:
    restart = element.find(W + "lvlRestart")
    return Level(
        style=_STYLES.get(value(element.find(W + "numFmt")) or "decimal", "decimal"),
        pattern=value(element.find(W + "lvlText")),
        start=whole(value(element.find(W + "start")), 1) if element.find(W + "start") is not None else 0,
        legal=element.find(W + "isLgl") is not None,
        restarts=None if restart is None else whole(value(restart)) - 1,
    )
