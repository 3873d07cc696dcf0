"""Texts as the cells of a spreadsheet: never taken for a formula, and read back as they were.

A spreadsheet program runs a cell of a CSV file that begins with `=`, `+`, `-` or `@`. Such a text is written
with an apostrophe in front, and whatever is read loses one apostrophe that stands before such a sign: so
`@ashhill` goes out as `'@ashhill` and comes back as `@ashhill`.
"""

import re

LONGEST_CELL = 32_767
"""Characters in a cell of an Excel workbook."""

_RUNS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def guarded(text: str) -> str:
    """The text as a cell of a CSV file."""
    return f"'{text}" if _RUNS.match(text) else text


def shielded(text: str) -> str:
    """The text as a text cell of a workbook, which runs nothing: only what `unguarded` would shorten is guarded."""
    return guarded(text) if text.startswith("'") else text


def unguarded(cell: str) -> str:
    """The text that `guarded` or `shielded` wrote."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def printable(text: str) -> str:
    """The text without control characters, which no spreadsheet holds; tabs and line ends stay."""
    return text if text.isprintable() else text.translate(_CONTROLS)
