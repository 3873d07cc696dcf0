"""The document on the reading desk: each block, and what it has become so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from metdesk.intake.documents.block import Block, Document, clean, quoted, without_tags


@dataclass(frozen=True)
class Line:
    """A paragraph or table row of the document, and what it became.

    `became` is "clause", "text", "item", "definition", "title", "metadata", "change", "contents", "page" (header,
    footer, page number) or "unknown" (not understood). `where` is the clause's number or the field's name.
    `page` counts from 1 where the document has pages, else 0.
    """

    text: str
    became: str
    where: str = ""
    page: int = 0


@dataclass
class Sheet:
    """Blocks are claimed by one step after the other; what no step claims was not understood."""

    blocks: list[Block]
    warnings: list[str] = field(default_factory=list)
    title: str = ""
    _claims: dict[int, tuple[str, str]] = field(default_factory=dict)

    def claim(self, at: int, became: str, where: str = "") -> None:
        """Says what block `at` became."""
        self._claims[at] = (became, where)

    def free(self) -> Iterator[tuple[int, Block]]:
        """The blocks that nothing has claimed yet, in order, with their places; words that were lost stay so."""
        return ((at, block) for at, block in enumerate(self.blocks) if at not in self._claims and block.kind != "lost")

    def claimed(self, became: str) -> Iterator[Block]:
        """The blocks that became such a thing, in order."""
        return (self.blocks[at] for at in sorted(self._claims) if self._claims[at][0] == became)

    def lines(self) -> tuple[Line, ...]:
        """Every block as a line of the preview."""
        return tuple(
            Line(block.shown, *self._claims.get(at, ("unknown", "")), page=block.page)
            for at, block in enumerate(self.blocks)
        )


def lay_out(document: Document) -> Sheet:
    """The blocks of `document` that hold words, without stray tags, headers and footers claimed."""
    warnings = list(document.warnings)
    blocks = [tidied for block in document.blocks if (tidied := _tidied(block, warnings)).shown]
    sheet = Sheet(blocks, warnings, clean(document.title))
    for at, block in enumerate(blocks):
        if block.kind == "page":
            sheet.claim(at, "page")
    return sheet


def _tidied(block: Block, warnings: list[str]) -> Block:
    text, tags = without_tags(block.text)
    cells = tuple(clean(without_tags(cell)[0]) for cell in block.cells)
    if tags:
        names = ", ".join(dict.fromkeys(tags))
        warnings.append(f"Stray mark-up ({names}) was left out of {quoted(clean(text))}.")
    return replace(block, text=clean(text), cells=cells)
