"""Markdown (CommonMark with tables): the numbers as typed, never as Markdown would count them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from metdesk.intake.documents.block import BULLET, Block, Document, clean, quoted
from metdesk.intake.documents.lines import blocks_of
from metdesk.intake.documents.rows import table_blocks
from metdesk.intake.documents.soft import split_at_breaks
from metdesk.intake.documents.text import decode, printed

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<lines>(?:[\w -]+:.*\n)+)---[ \t]*(?:\n|$)")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\]\([^()]*\)|\\(?=\W)|^\s*(?:```|~~~).*")


def read(data: bytes) -> Document:
    """The paragraphs, list items and table rows of a Markdown document."""
    from markdown_it import MarkdownIt

    text = decode(data).replace("\f", "\n")
    front = _FRONT_MATTER.match(text)
    document = Document()
    if front:
        document.blocks += [Block(line) for line in front["lines"].splitlines()]
        text = text[front.end() :]
    parser = MarkdownIt("commonmark").enable("table")
    document.blocks += _Walk(parser.parse(text), document.warnings).blocks()
    document.blocks += _lost(text, document.blocks)
    return document


def _lost(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Lines with words that Markdown does not show: cells beyond a table's head, addresses noted for later."""
    shown = {word for block in blocks for word in _WORD.findall(block.shown)}
    lines = (_ADDRESS.sub("", _without_tags(unescape(line), "")) for line in text.split("\n"))
    return [Block(line, kind="lost") for line in lines if not shown.issuperset(_WORD.findall(line))]


def _without_tags(text: str, instead: str) -> str:
    """The words without tags and comments; what opens a comment that never ends is words, and is looked at once."""
    kept: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept += [text[at:begin], instead]
        at = end + 3
    return _ANY_TAG.sub(instead, "".join([*kept, text[at:]]))


class _Walk:
    """Goes through the tokens once; labels wait in `_labels` until their item's first paragraph takes them."""

    def __init__(self, tokens: Sequence["Token"], warnings: list[str]) -> None:
        self._tokens = tokens
        self._warnings = warnings
        self._labels: list[str] = []
        self._kind = ""
        self._tables = 0
        self._rows: list[list[list[Block]]] = []

    def blocks(self) -> Iterator[Block]:
        """The document's blocks in order."""
        for token in self._tokens:
            if token.type == "list_item_open":
                self._labels.append(f"{token.info}{token.markup}" if token.info else BULLET)
            elif token.type == "list_item_close":
                self._labels.pop()
                self._labels[-1:] = [""] if self._labels else []  # what follows a list within an item is no item
            elif token.type in {"heading_open", "heading_close"}:
                self._kind = "heading" if token.type == "heading_open" else ""
            elif token.type in {"code_block", "fence"}:
                yield from blocks_of(printed(token.content))
            elif token.type == "html_block":
                yield from self._html(token.content)
            elif token.type == "table_close":
                self._tables += 1
                yield from table_blocks(self._rows, self._tables)
                self._rows = []
            elif token.type == "tr_open":
                self._rows.append([])
            elif token.type == "inline":
                yield from self._inline(token)

    def _inline(self, token: "Token") -> Iterator[Block]:
        text = "".join(self._pieces(token.children or []))
        if self._rows:
            self._rows[-1].append([Block(clean(text))] if text.strip() else [])
            return
        label = self._labels[-1] if self._labels else ""
        continues = label == "…"
        block = Block(text, label="" if continues else label, kind=self._kind, continues=continues)
        if self._labels:
            self._labels[-1] = "…"
        yield from split_at_breaks(block, wrapped=True)

    def _pieces(self, tokens: Sequence["Token"]) -> Iterator[str]:
        for token in tokens:
            if token.type in {"softbreak", "hardbreak"}:
                yield "\n"
            elif token.type == "html_inline":
                yield "\n" if _BREAK_TAG.fullmatch(token.content) else token.content
            elif token.type == "image":
                yield from self._pieces(token.children or [])
            else:
                yield token.content

    def _html(self, content: str) -> Iterator[Block]:
        words = _without_tags(_BREAK_TAG.sub("\n", content), " ")
        if words.strip():
            self._warnings.append(f"HTML was read as plain words: {quoted(words)}.")
        yield from (replace(block, cells=()) for block in blocks_of(printed(words)))
