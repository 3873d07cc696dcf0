"""Columns without rules: the metadata and the change log of text and PDF, whose cells may run over several lines."""

from collections.abc import Sequence
from dataclasses import replace

from metdesk.intake.documents.labels import columns_of, detail_of
from metdesk.intake.documents.numbers import marker
from metdesk.intake.documents.printed import PrintedLine

_NEAR = 2.5


def gather_rows(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """`lines` with the rows of metadata and change log marked as such, and lines that go on in a cell put into it."""
    gathered: list[PrintedLine] = []
    head: PrintedLine | None = None
    for line in lines:
        above = gathered[-1] if gathered else None
        if columns_of(line.cells):
            head = line
        elif head and above and _under(line, above, head):
            line = replace(line, cells=_placed(line, head), starts=head.starts)
            if not line.cells[0] and above is not head and not line.blank:
                gathered[-1] = _merged(above, line)
                continue
        elif above and above.is_row and not above.table and _goes_on(line, above):
            gathered[-1] = _merged(above, replace(line, cells=_placed(line, above)))
            continue
        elif not (line.table or (len(line.cells) > 1 and detail_of(line.cells[0]))):
            gathered.append(line)
            head = None
            continue
        gathered.append(replace(line, is_row=True))
    return gathered


def _under(line: PrintedLine, above: PrintedLine, head: PrintedLine) -> bool:
    """Whether `line` is a row, or the further line of a cell, of the change log headed by `head`."""
    if line.table or head.table or _begins_a_section(line):
        return False
    return len(line.cells) > 1 or _goes_on(line, above)


def _begins_a_section(line: PrintedLine) -> bool:
    found = marker(line.text)
    return bool(found and found.kind == "number" and found.closed and len(found.parts) == 1 and len(line.cells) < 3)


def _goes_on(line: PrintedLine, above: PrintedLine) -> bool:
    """Whether every cell of `line` stands under a column of `above` other than its first."""
    if not (line.starts and above.starts) or line.blank or line.page != above.page:
        return False
    return all(any(abs(start - column) <= _NEAR * line.space for column in above.starts[1:]) for start in line.starts)


def _placed(line: PrintedLine, head: PrintedLine) -> tuple[str, ...]:
    """The cells of `line` under the columns of `head`: by their place, or by their order where tabs part them."""
    if not (line.starts and head.starts):
        wide = len(head.cells)
        return (*line.cells[: wide - 1], " ".join(line.cells[wide - 1 :])) if len(line.cells) > wide else line.cells
    if len(line.cells) == len(head.cells):
        return line.cells
    placed = [""] * len(head.starts)
    for start, cell in zip(line.starts, line.cells, strict=True):
        at = min(range(len(placed)), key=lambda column: abs(head.starts[column] - start))
        placed[at] = f"{placed[at]} {cell}".strip()
    return tuple(placed)


def _merged(above: PrintedLine, line: PrintedLine) -> PrintedLine:
    cells = [*above.cells, *[""] * (len(line.cells) - len(above.cells))]
    for at, cell in enumerate(line.cells):
        cells[at] = f"{cells[at]} {cell}".strip()
    return replace(above, cells=tuple(cells), text="\t".join(cells))
