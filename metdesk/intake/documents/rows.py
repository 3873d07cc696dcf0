"""Tables of word processors: rows of cells, or only a frame around paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from metdesk.intake.documents.block import Block, clean
from metdesk.intake.documents.numbers import marker

Cell = list[Block]


def table_blocks(rows: Sequence[Sequence[Cell]], table: int) -> Iterator[Block]:
    """The rows of table number `table`, or its paragraphs where it only lays clauses out.

    A table of one column is a frame. A row that holds a numbered paragraph is layout: its paragraphs come in
    order, a number alone in its cell goes with the words beside it.
    """
    framed = all(len(row) < 2 for row in rows)
    for row in rows:
        if framed or (any(_is_clause(block) for cell in row for block in cell[:1]) and len(row) < 4):
            yield from _laid_out(row)
        elif any(cell for cell in row):
            cells = tuple(clean(" ".join(block.shown for block in cell)) for cell in row)
            yield Block("\t".join(cells), cells=cells, table=table)


def _is_clause(block: Block) -> bool:
    found = marker(f"{block.label} {block.text}".strip())
    return bool(found and found.parts and (found.closed or len(found.parts) > 2))


def _laid_out(row: Sequence[Cell]) -> Iterator[Block]:
    waiting: Block | None = None
    for block in (block for cell in row for block in cell):
        if waiting:
            yield replace(block, label=waiting.label or clean(waiting.text))
            waiting = None
        elif block.shown and _is_clause(block) and not _words_after_number(block):
            waiting = block
        else:
            yield block
    if waiting:
        yield waiting


def _words_after_number(block: Block) -> str:
    found = marker(f"{block.label} {block.text}".strip())
    return found.rest if found else block.text
