"""A line as it stands on a page: its words, and where they are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PrintedLine:
    """One line of text or of a PDF page.

    Distances are in characters for text and in points for a PDF: `left` and `right` are the ends of the line,
    `first_word` and `space` widths, `drop` the distance from the line above (0 for text and for the first line
    of a page), `size` that of the font. `blank` says that an empty line stands above it. `cells` are its columns,
    each beginning at its place in `starts` (empty where tabs part them). `table` is the number of a ruled table,
    `is_row` says that the cells are known to be a row. `page_width` is 0 for text. `at` is its place in the document.
    """

    text: str
    page: int = 1
    left: float = 0.0
    right: float = 0.0
    first_word: float = 0.0
    space: float = 1.0
    drop: float = 0.0
    size: float = 1.0
    blank: bool = False
    cells: tuple[str, ...] = ()
    starts: tuple[float, ...] = ()
    table: int = 0
    is_row: bool = False
    page_width: float = 0.0
    at: int = 0
