"""What every reader hands on: paragraphs and table rows in reading order, as words without layout."""

import re
from dataclasses import dataclass, field

BULLET = "•"
MAX_BLOCKS = 8_000
"""No policy has more; of a document that has, no more than one more is read."""

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe]")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?(?:u|b|i|s|em|strong|sup|sub|span|font|p|br|ins|del|mark|small|div)(?:\s[^<>]*)?/?>", re.I)


@dataclass(frozen=True)
class Block:
    """One paragraph, or one row of a table.

    `label` is a number, letter or bullet that stands nowhere in the text because the word processor makes it.
    `cells` are the columns of a row; `table` is 0 where columns were only seen as tabs or wide gaps.
    `kind` is "title", "heading", "contents", "page" (a header or footer), "footnote", "big" (in large print),
    "lost" (words that the format does not show) or "" for all else.
    `continues` marks a further paragraph of the same list item; `series` names the list that made the label.
    `indent` is in any unit that is the same throughout the document; `page` counts from 1, 0 for unknown.
    """

    text: str
    label: str = ""
    cells: tuple[str, ...] = ()
    table: int = 0
    kind: str = ""
    continues: bool = False
    series: str = ""
    indent: float = 0.0
    page: int = 0

    @property
    def shown(self) -> str:
        """The block as a person sees it: its label and its words."""
        words = " | ".join(self.cells) if self.table else clean(self.text)
        return f"{self.label} {words}".strip()


@dataclass
class Document:
    """A document as read: its blocks in order, what the reading had to say, and the title in its properties."""

    blocks: list[Block] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    title: str = ""


def clean(text: str) -> str:
    """`text` with invisible characters taken out and every run of white space made one space."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def squeeze(text: str) -> str:
    """Letters and digits only, in one case: for comparing what may differ by a slip of spacing or dots."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def without_tags(text: str) -> tuple[str, list[str]]:
    """`text` without stray mark-up such as `<u>`, and the tags that were taken out."""
    return _TAG.sub("", text), _TAG.findall(text)


def quoted(text: str, longest: int = 60) -> str:
    """`text` in quotation marks for a sentence, cut at a word when it is long."""
    words = clean(text)
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0] + "…"
    return f"“{words}”"
