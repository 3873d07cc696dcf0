"""Tables, figures and facts in print. Every function takes raw words and makes them safe itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any, Literal

from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from metdesk.calendar import show_date
from metdesk.paper import fonts, text
from metdesk.paper.blocks import Entry, Listed, para
from metdesk.paper.theme import ACCENT, HAIRLINE, INK, MUTED, PORTRAIT_WIDTH, TINT, colour, style
from metdesk.record import sentence_case

_LINES_A_ROW = 30
_CHARACTER_WIDTH = 0.58  # of the type size, on the generous side


@dataclass(frozen=True)
class Strong:
    """Words of a cell set in the strong weight."""

    words: str


@dataclass(frozen=True)
class Muted:
    """Words of a cell set lighter."""

    words: str


@dataclass(frozen=True)
class Lead:
    """Words of a cell that begin with a few in the strong weight."""

    strong: str
    words: str


Piece = str | Strong | Muted | Lead
Cell = Piece | tuple[Piece, ...]
"""What stands in a cell; the pieces of a tuple stand one below the other."""


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width, beside the shares of the others."""

    title: str
    share: float
    align: Literal["left", "right"] = "left"


def facts(pairs: Sequence[tuple[str, str]], width: float = PORTRAIT_WIDTH, label_share: float = 0.26) -> Table:
    """Labels at the left, values at the right; an empty value is a dash."""
    split = width * label_share
    rows = [
        [para(label, "label"), para(part, "value")]
        for name, value in pairs
        for label, part in _continued(name, value or "–", width - split)
    ]
    look = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_padding(0, 6, 2.5, 2.5)]
    return Table(rows, colWidths=[split, width - split], style=TableStyle(look))


def when(days: Sequence[tuple[str, date | None]]) -> tuple[str, str]:
    """The fact that lists the days that are known, on one line: `Declared on 3 May 2026; received on 4 May 2026`."""
    told = "; ".join(f"{label.lower()} {show_date(day)}" for label, day in days if day)
    return "When", sentence_case(told)


def _continued(label: str, value: str, width: float) -> Iterator[tuple[str, str]]:
    parts = _portions(value, width, style("value").fontSize)
    return zip_longest([label], parts, fillvalue="")


def note(words: str, width: float = PORTRAIT_WIDTH) -> Table:
    """Words set apart by a bar at the left."""
    look: list[Any] = [
        ("BACKGROUND", (0, 0), (-1, -1), colour(TINT)),
        ("LINEBEFORE", (0, 0), (0, -1), 2.5, colour(ACCENT)),
        *_padding(11, 11, 4, 4),
    ]
    rows = [[para(part, "value")] for part in _portions(words, width, style("value").fontSize)]
    return Table(rows, colWidths=[width], style=TableStyle(look), spaceBefore=4, spaceAfter=10)


def figures(pairs: Sequence[tuple[str, str]], width: float = PORTRAIT_WIDTH) -> Table:
    """A row of figures, each with the words that say what it counts."""
    cells = [[para(figure, "figure"), para(words, "muted")] for figure, words in pairs]
    look: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, colour(INK)),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, colour(HAIRLINE)),
        *_padding(0, 10, 5, 7),
    ]
    return Table([cells], colWidths=[width / len(cells)] * len(cells), style=TableStyle(look), spaceAfter=10)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    title: tuple[str, str] | None = None,
    width: float = PORTRAIT_WIDTH,
    most_lines: int = _LINES_A_ROW,
    level: int = 0,
) -> Table:
    """A table whose head repeats on every page, and above it the `title` (its name and more words), which the outline
    lists at `level`.

    A cell of more than about `most_lines` goes on in another row; between the two a page may end.
    """
    total = sum(column.share for column in columns)
    widths = [width * column.share / total for column in columns]
    shown: list[list[Flowable | str]] = [
        [para(c.title, "head-right" if c.align == "right" else "head") for c in columns]
    ]
    look: list[Any] = [*_padding(4, 5, 3.5, 4)]
    if title:
        shown.insert(0, [_table_title(*title, level), *[""] * (len(columns) - 1)])
        look += [("SPAN", (0, 0), (-1, 0)), ("BACKGROUND", (0, 0), (-1, 0), colour(TINT))]
    heads = len(shown)
    look += [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM"),
        ("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.9, colour(INK)),
    ]
    for row in rows:
        shown += _row_portions(row, columns, widths, most_lines)
        look.append(("LINEBELOW", (0, len(shown) - 1), (-1, len(shown) - 1), 0.4, colour(HAIRLINE)))
    return Table(shown, colWidths=widths, repeatRows=heads, style=TableStyle(look), spaceAfter=14)


def bar(name: str, more: str, width: float = PORTRAIT_WIDTH, *, level: int | None = 0) -> Table:
    """A tinted line that names a part without rows, as a table's title does; without a `level` no outline lists it."""
    look: list[Any] = [*_padding(4, 5, 3.5, 4), ("BACKGROUND", (0, 0), (-1, -1), colour(TINT))]
    return Table([[_table_title(name, more, level)]], colWidths=[width], style=TableStyle(look), spaceAfter=14)


def _table_title(name: str, more: str, level: int | None) -> Paragraph:
    markup = f"<b>{text.markup(name)}</b>" + (f" · {text.markup(more)}" if more else "")
    made = Listed(markup, style("value"))
    made.entry = Entry(text.line(name), level) if level is not None else None
    return made


def _row_portions(
    row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[float], most_lines: int
) -> list[list[Flowable | str]]:
    """The row, and the rows in which its longest cells go on."""
    size = style("cell").fontSize
    cells = [
        _cell_portions(cell, width - 9, size, "cell-right" if column.align == "right" else "cell", most_lines)
        for cell, column, width in zip(row, columns, widths, strict=True)
    ]
    lines: Iterator[Any] = zip_longest(*cells, fillvalue="")
    return [list(line) for line in lines]


def _cell_portions(cell: Cell, width: float, size: float, style_name: str, most_lines: int) -> list[Paragraph]:
    portions: list[list[str]] = [[]]
    lines = 0.0
    for piece in cell if isinstance(cell, tuple) else (cell,):
        words = piece if isinstance(piece, str) else piece.words
        words = text.broken(words, fonts.STRONG if isinstance(piece, Strong) else fonts.BODY, size, width)
        for part in _portions(words, width, size, most_lines):
            needed = 1 + part.count("\n") + len(part) * size * _CHARACTER_WIDTH / width
            if portions[-1] and lines + needed > most_lines:
                portions.append([])
                lines = 0.0
            lines += needed
            portions[-1].append(_marked(piece, part))
    return [Paragraph("<br/>".join(part), style(style_name)) for part in portions]


def _marked(piece: Piece, words: str) -> str:
    if isinstance(piece, Strong):
        return f"<b>{text.markup(words)}</b>"
    if isinstance(piece, Lead):
        return f"<b>{text.markup(piece.strong)}</b> {text.markup(words)}"
    if isinstance(piece, Muted):
        return f'<font color="{MUTED}">{text.markup(words)}</font>'
    return text.markup(words)


def _portions(words: str, width: float, size: float, most_lines: int = _LINES_A_ROW) -> list[str]:
    """`words` in portions that each fit a row: no row may be taller than a page."""
    longest = max(int(width / (size * _CHARACTER_WIDTH)), 1) * most_lines
    words = text.plain(words)
    if len(words) <= longest and words.count("\n") < most_lines:
        return [words]
    portions, portion, lines, used = [], "", 0, 0
    for word in words.replace("\n", " \n ").split(" "):
        for start in range(0, len(word) or 1, longest):
            part = word[start : start + longest]
            lines += part == "\n"
            if used + len(part) > longest or lines >= most_lines:
                portions.append(portion.strip())
                portion, used, lines = "", 0, 0
            portion += f"{part} "
            used += len(part) + 1
    return [*portions, portion.strip()]


def _padding(left: float, right: float, top: float, bottom: float) -> list[Any]:
    whole = (0, 0), (-1, -1)
    return [
        ("FONTNAME", *whole, fonts.BODY),  # ReportLab's own is not embedded, even where no word is set in it
        ("LEFTPADDING", *whole, left),
        ("RIGHTPADDING", *whole, right),
        ("TOPPADDING", *whole, top),
        ("BOTTOMPADDING", *whole, bottom),
    ]
