"""What stories are made of. Every function takes a person's raw words and makes them safe itself."""

from collections.abc import Sequence
from typing import cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer

from metdesk.paper import fonts, text
from metdesk.paper.page import PageCanvas
from metdesk.paper.theme import MUTED, colour, style

_LONGEST_HEADING = 400


class Listed(Paragraph):
    """A paragraph that the PDF's outline lists once, at `level` 0 and deeper, and that `key` can be linked to."""

    def __init__(
        self, markup: str, look: ParagraphStyle, words: str, level: int, key: str = "", number: str = ""
    ) -> None:
        super().__init__(markup, look, bulletText=number or None)
        self._words, self._level, self._key, self._entered = words, level, key, False

    def draw(self) -> None:
        """Draws the words, and enters them in the outline where they stand first."""
        canvas = cast(PageCanvas, self.canv)
        if not self._entered:
            self._entered = True
            canvas.enter(self._words, self._level, self._key, self.height + 6)
        super().draw()


class Heading(Listed):
    """A heading; it claims `room` points below itself, so that no page ends on it."""

    room = 60.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size, or one that does not fit where what follows would not."""
        width, height = super().wrap(available_width, available_height)
        short = self._kept_whole and available_height < height + self.room
        return width, available_height + 1 if short else height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Nothing: it goes whole to the next page, unless it is as long as no heading is."""
        return [] if self._kept_whole else super().split(available_width, available_height)

    @property
    def _kept_whole(self) -> bool:
        return len(self._words) <= _LONGEST_HEADING


def heading(
    words: str, level: int = 1, key: str = "", room: float = 60, *, number: str = "", indent: float = 0
) -> Heading:
    """A heading of level 1, 2 or 3; it stays with the next `room` points and stands in the PDF's outline.

    Its `number` hangs at the left, `indent` points before the words.
    """
    look = ParagraphStyle(
        f"h{level}", style(f"h{level}"), leftIndent=indent, bulletFontName=fonts.STRONG,
        bulletFontSize=style(f"h{level}").fontSize,
    )  # fmt: skip
    made = Heading(text.markup(words), look, text.line(f"{number} {words}"), level - 1, key, text.line(number))
    made.room = room
    return made


def para(words: str, style_name: str = "body") -> Paragraph:
    """A paragraph in one of the theme's styles."""
    return Paragraph(text.markup(words), style(style_name))


def numbered(number: str, words: str, indent: float = 34, style_name: str = "body") -> Paragraph:
    """A paragraph whose `number` hangs at its left, `indent` points before the words."""
    look = ParagraphStyle("numbered", style(style_name), leftIndent=indent, spaceBefore=6, bulletColor=colour(MUTED))
    return Paragraph(text.markup(words), look, bulletText=text.line(number))


def bullet(item: str, indent: float = 0.0, strong: str = "", style_name: str = "body") -> Paragraph:
    """An item of a list, `indent` points from the left; where it begins with `strong`, that is set strong."""
    look = ParagraphStyle("bullet", style(style_name), leftIndent=indent + 11, bulletIndent=indent, spaceAfter=3)
    words = text.markup(item.removeprefix(strong))
    return Paragraph(f"<b>{text.markup(strong)}</b>{words}" if strong else words, look, bulletText="•")


def bullets(items: Sequence[str], indent: float = 0.0) -> list[Flowable]:
    """An unnumbered list, `indent` points from the left."""
    return [bullet(item, indent) for item in items]


def gap(height: float = 8) -> Spacer:
    """Empty room of `height` points."""
    return Spacer(1, height)
