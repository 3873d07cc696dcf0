"""Letters on a PDF page become lines, and rows where rules make cells."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from metdesk.intake.documents.block import clean
from metdesk.intake.documents.lines import join
from metdesk.intake.documents.numbers import marker
from metdesk.intake.documents.pdf_glyphs import Glyph, Rule
from metdesk.intake.documents.pdf_tables import Row, rows_of
from metdesk.intake.documents.printed import PrintedLine

_WORD_GAP = 0.15  # of the font's size
_COLUMN_GAP = 1.6  # where a space stands in it, as in justified lines
_TAB_GAP = 0.7
_SHARED = 0.5
_TABLES_A_PAGE = 1_000


def page_lines(
    glyphs: Sequence[Glyph], across: Sequence[Rule], down: Sequence[Rule], page: int, page_width: float
) -> list[PrintedLine]:
    """The lines of one page from the top, each row of a ruled table as one; `page` counts from 1."""
    rows = rows_of(across, down)
    free: list[Glyph] = []
    for glyph in glyphs:
        row = next((row for row in rows if row.holds(glyph)), None)
        if row:
            row.put(glyph)
        else:
            free.append(glyph)
    placed = [(_middle(line), _printed(line, page, page_width)) for line in _lines(free)]
    placed += [((row.top + row.bottom) / 2, _row(row, page, page_width)) for row in rows if any(row.cells)]
    placed.sort(key=lambda pair: -pair[0])
    return list(_with_drops(placed))


def _with_drops(placed: Sequence[tuple[float, PrintedLine]]) -> Iterable[PrintedLine]:
    above: float | None = None
    for height, line in placed:
        yield line if above is None or line.table else replace(line, drop=above - height)
        above = height


def _lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Letters that share most of their height, each line from left to right, the lines from the top."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.base, glyph.left)):
        home = next((line for line in lines[:-4:-1] if _beside(line, glyph)), None)
        if home is None:
            lines.append([glyph])
        else:
            home.append(glyph)
    inked = (_without_edges(sorted(line, key=lambda glyph: glyph.left)) for line in lines)
    return [line for line in inked if line]


def _without_edges(line: list[Glyph]) -> list[Glyph]:
    """A line without the spaces at its ends."""
    inked = [at for at, glyph in enumerate(line) if glyph.text.strip()]
    return line[inked[0] : inked[-1] + 1] if inked else []


def _beside(line: Sequence[Glyph], glyph: Glyph) -> bool:
    first = max(line[:3], key=lambda other: other.size)
    shared = min(first.top, glyph.top) - max(first.bottom, glyph.bottom)
    return shared > _SHARED * min(first.size, glyph.size)


def _middle(line: Sequence[Glyph]) -> float:
    return max(line, key=lambda glyph: glyph.size).base


def _printed(line: Sequence[Glyph], page: int, page_width: float) -> PrintedLine:
    size = max(glyph.size for glyph in line)
    cells, starts = _cells(line, size)
    text = "\t".join(cells)
    first_ends = next((line[at].left - gap for at, gap, _ in _gaps(line) if gap > _WORD_GAP * size), line[-1].right)
    return PrintedLine(
        text=text,
        page=page,
        left=line[0].left,
        right=line[-1].right,
        first_word=first_ends - line[0].left,
        space=0.25 * size,
        size=size,
        cells=tuple(cells),
        starts=tuple(starts),
        page_width=page_width,
    )


def _gaps(line: Sequence[Glyph]) -> Iterable[tuple[int, float, bool]]:
    """For each inked letter after the first: its place, the room before it, and whether a space stands there."""
    right, spaced = line[0].right, False
    for at, glyph in enumerate(line[1:], start=1):
        if not glyph.text.strip():
            spaced = True
            continue
        yield at, glyph.left - right, spaced
        right, spaced = glyph.right, False


def _cells(line: Sequence[Glyph], size: float) -> tuple[list[str], list[float]]:
    """The columns of a line; a number or bullet at its head belongs to the words after it."""
    cells, starts = [line[0].text], [line[0].left]
    for at, gap, spaced in _gaps(line):
        wide = gap > (_COLUMN_GAP if spaced else _TAB_GAP) * size
        if wide and not (len(cells) == 1 and _is_marker(cells[0])):
            cells.append(line[at].text)
            starts.append(line[at].left)
        else:
            cells[-1] += f" {line[at].text}" if gap > _WORD_GAP * size else line[at].text
    return [clean(cell) for cell in cells], starts


def _is_marker(cell: str) -> bool:
    found = marker(f"{cell} x")
    return bool(found and found.rest == "x")


def _row(row: Row, page: int, page_width: float) -> PrintedLine:
    cells = [join(_words(line) for line in _lines(glyphs)) for glyphs in row.cells]
    return PrintedLine(
        text="\t".join(cells),
        page=page,
        left=row.edges[0],
        cells=tuple(cells),
        table=page * _TABLES_A_PAGE + row.table,
        is_row=True,
        page_width=page_width,
    )


def _words(line: Sequence[Glyph]) -> str:
    return " ".join(_cells(line, max(glyph.size for glyph in line))[0])
