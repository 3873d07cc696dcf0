"""What stories are made of. Every function takes a person's raw words and makes them safe itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer

from metdesk.paper import fonts, text
from metdesk.paper.page import PageCanvas
from metdesk.paper.theme import MUTED, colour, style

_LONGEST_PARAGRAPH = 5000  # characters
_LONGEST_HEADING = 400  # characters; more is no heading, and may be parted by the end of a page


@dataclass(frozen=True)
class Entry:
    """A line of the PDF's outline, at `level` 0 and deeper; `key` is what a link to it names."""

    words: str
    level: int = 0
    key: str = ""


class Listed(Paragraph):
    """A paragraph that the PDF's outline lists, once, where it has an `entry`."""

    entry: Entry | None = None

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Its parts, the first of which the outline lists."""
        parts: list[Flowable] = super().split(available_width, available_height)
        if parts and isinstance(parts[0], Listed):
            parts[0].entry = self.entry
        return parts

    def draw(self) -> None:
        """Draws the words, and enters them in the outline where they stand first."""
        if self.entry:
            canvas = cast(PageCanvas, self.canv)
            canvas.enter(self.entry.words, self.entry.level, self.entry.key, self.height + 6)
            self.entry = None
        super().draw()


class Heading(Listed):
    """A heading; it claims `room` points below itself, so that no page ends on it."""

    room = 60.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size, or one that does not fit where what follows would not."""
        width, height = super().wrap(available_width, available_height)
        short = available_height < height + self.room
        return width, available_height + 1 if short else height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Nothing: it goes whole to the next page."""
        return []


def heading(
    words: str, level: int = 1, key: str = "", room: float = 60, *, number: str = "", indent: float = 0
) -> Flowable:
    """A heading of level 1, 2 or 3; it stays with the next `room` points and stands in the PDF's outline.

    Its `number` hangs at the left, `indent` points before the words.
    """
    base = style(f"h{level}")
    look = ParagraphStyle("hanging", base, leftIndent=indent, bulletFontName=fonts.STRONG, bulletFontSize=base.fontSize)
    entry = Entry(text.line(f"{number} {words[:_LONGEST_HEADING]}"), level - 1, key)

    def make(part: str, first: bool) -> Paragraph:
        kind = Heading if len(words) <= _LONGEST_HEADING else Listed
        made = kind(text.markup(part), look, bulletText=(first and text.line(number)) or None)
        made.entry = entry if first else None
        if isinstance(made, Heading):
            made.room = room
        return made

    return _in_parts(words, make)


def para(words: str, style_name: str = "body") -> Flowable:
    """A paragraph in one of the theme's styles."""
    return _in_parts(words, lambda part, _: Paragraph(text.markup(part), style(style_name)))


def numbered(number: str, words: str, indent: float = 34, style_name: str = "body", above: float = 6) -> Flowable:
    """A paragraph whose `number` hangs at its left, `indent` points before the words, `above` points below the last."""
    base = style(style_name)
    look = ParagraphStyle(
        "numbered",
        base,
        leftIndent=indent,
        spaceBefore=above,
        bulletFontSize=base.fontSize,
        bulletColor=colour(MUTED),
    )
    label = text.line(number) or None
    return _in_parts(words, lambda part, first: Paragraph(text.markup(part), look, bulletText=label if first else None))


def bullet(item: str, indent: float = 0.0, strong: str = "", style_name: str = "body") -> Flowable:
    """An item of a list, `indent` points from the left; where it begins with `strong`, that is set strong."""
    look = ParagraphStyle("bullet", style(style_name), leftIndent=indent + 11, bulletIndent=indent, spaceAfter=3)

    def make(part: str, first: bool) -> Paragraph:
        start = f"<b>{text.markup(strong)}</b>" if strong and first else ""
        return Paragraph(start + text.markup(part), look, bulletText="•" if first else None)

    return _in_parts(item.removeprefix(strong), make)


def bullets(items: Sequence[str], indent: float = 0.0) -> list[Flowable]:
    """An unnumbered list, `indent` points from the left."""
    return [bullet(item, indent) for item in items]


class _Parts(Flowable):
    """Paragraphs that follow one another. ReportLab lays all of a paragraph out again at the end of each page."""

    def __init__(self, parts: list[Paragraph]) -> None:
        super().__init__()
        self._parts = parts

    def getSpaceBefore(self) -> float:  # noqa: N802 - ReportLab's name
        """The first part's."""
        return float(self._parts[0].getSpaceBefore())

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """More than there is, so that it is split."""
        return available_width, available_height + 1

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """As much of the first part as fits, and the others; nothing where nothing fits."""
        first, *others = self._parts
        _, height = first.wrap(available_width, available_height)
        if height <= available_height:
            return [first, *others]
        split: list[Flowable] = first.split(available_width, available_height)
        return [*split, *others] if split else []


def _in_parts(words: str, make: Callable[[str, bool], Paragraph]) -> Flowable:
    """The paragraph that `make` makes of `words`; several where they are longer than a paragraph should be."""
    rest = text.plain(words)
    parts: list[Paragraph] = []
    while len(rest) > _LONGEST_PARAGRAPH:
        end = rest.rfind(" ", 1, _LONGEST_PARAGRAPH)
        parts.append(make(rest[:end], not parts))
        rest = rest[end + 1 :]
    parts.append(make(rest, not parts))
    return _Parts(parts) if len(parts) > 1 else parts[0]


def gap(height: float = 8) -> Spacer:
    """Empty room of `height` points."""
    return Spacer(1, height)
