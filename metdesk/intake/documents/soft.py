"""Line breaks inside a paragraph: most are only layout, some part clauses, items or labelled lines."""

import re
from collections.abc import Iterator
from dataclasses import replace

from metdesk.intake.documents.block import Block, clean
from metdesk.intake.documents.labels import columns_of, detail_of, labelled
from metdesk.intake.documents.lines import join
from metdesk.intake.documents.numbers import marker


def split_at_breaks(block: Block, *, wrapped: bool = False) -> Iterator[Block]:
    """`block` cut at those line breaks after which something new begins.

    That is a numbered clause, a bullet, a line of tabbed cells or a known label; after an introduction that ends
    in a colon every break counts, unless the source is `wrapped`, where a break means nothing by itself.
    """
    gathered: list[str] = []
    first = True
    for line in block.text.split("\n"):
        if gathered and _starts_new(line, gathered[-1], wrapped=wrapped):
            yield _piece(block, gathered, first=first)
            gathered, first = [], False
        if line.strip():
            gathered.append(line)
    if gathered or first:
        yield _piece(block, gathered, first=first)


def _starts_new(line: str, before: str, *, wrapped: bool) -> bool:
    if len(_cells(line)) > 1 or len(_cells(before)) > 1 or labelled(line) or labelled(before):
        return True
    found = marker(line)
    if found:
        return found.kind != "number" or (found.closed and found.spaced) or len(found.parts) > 2
    return not wrapped and (clean(before).endswith(":") or bool(re.match(r"[\"“]", line.strip())))


def _piece(block: Block, gathered: list[str], *, first: bool) -> Block:
    text = join(gathered) if len(gathered) > 1 else "".join(gathered)
    cells = _cells(text)
    known = len(cells) > 1 and (detail_of(cells[0]) or columns_of(cells) or len(cells) > 2)
    return replace(
        block,
        text=clean(text) if not known else text,
        cells=cells if known else (),
        label=block.label if first else "",
        continues=block.continues and first,
    )


def _cells(line: str) -> tuple[str, ...]:
    """The cells that tabs part, unless all that stands before the first tab is a number or a bullet."""
    cells = tuple(cell.strip() for cell in line.strip().split("\t"))
    found = marker(f"{cells[0]} x")
    if found and found.rest == "x" and len(cells) < 3:
        return (" ".join(cells),)
    return cells
