"""Tables of word processors: rows of cells, or only a frame around paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from metdesk.intake.documents.block import Block, clean
from metdesk.intake.documents.numbers import Marker, marker

Cell = list[Block]

_FEWEST_COLUMNS_OF_DATA = 4


def table_blocks(rows: Sequence[Sequence[Cell]], table: int) -> Iterator[Block]:
    """The rows of table number `table`, or its paragraphs where it only lays clauses out.

    A table of one column is a frame. A row that holds a numbered paragraph is layout: its paragraphs come in
    order, a number alone in its cell goes with the words beside it.
    """
    framed = all(len(row) < 2 for row in rows)
    for row in rows:
        if framed or (len(row) < _FEWEST_COLUMNS_OF_DATA and _lays_out_clauses(row)):
            yield from _laid_out(row)
        elif any(cell for cell in row):
            cells = tuple(clean(" ".join(block.shown for block in cell)) for cell in row)
            yield Block("\t".join(cells), cells=cells, table=table)


def _lays_out_clauses(row: Sequence[Cell]) -> bool:
    first, *others = (_marker(cell[0]) if cell else None for cell in row)
    if first and first.parts and (first.closed or len(first.parts) > 1):
        return True
    return any(other and other.parts and other.closed and other.rest for other in others)


def _marker(block: Block) -> Marker | None:
    return marker(f"{block.label} {block.text}".strip())


def _laid_out(row: Sequence[Cell]) -> Iterator[Block]:
    waiting: Block | None = None
    for block in (block for cell in row for block in cell):
        if waiting:
            yield replace(block, label=waiting.label or clean(waiting.text))
            waiting = None
        elif (found := _marker(block)) and found.parts and not found.rest:
            waiting = block
        else:
            yield block
    if waiting:
        yield waiting
