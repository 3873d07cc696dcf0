"""A list from a foreign file: CSV, Excel or OpenDocument, read in a process of its own into rows of text."""

import io
import re
from dataclasses import dataclass, field
from itertools import compress
from pathlib import PurePath
from zipfile import is_zipfile

from metdesk import files
from metdesk.cells import unguarded
from metdesk.errors import Refused
from metdesk.intake import delimited, workbook
from metdesk.intake.columns import is_secret, known
from metdesk.intake.workbook import HEADER_WITHIN, MAX_COLUMNS, MAX_ROWS
from metdesk.jobs import Progress, quietly, run_guarded

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")

_WANTED = "choose the list as .xlsx, .xls, .ods or .csv"
_RAGGED_TOLD = 5
_LOCKED_BOOK = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0.{12}\x2f\0", re.DOTALL)
"""The records with which an old workbook begins (BOF) where it asks for a password (FILEPASS)."""
_SEEMS = [
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich text document"),
]
_ZIPPED = [
    (b"word/document.xml", "a Word document"),
    (b"ppt/presentation.xml", "a presentation"),
    (b"opendocument.text", "a text document"),
    (b"opendocument.presentation", "a presentation"),
]
_SHEETS_IN_ZIP = (b"xl/workbook.", b"opendocument.spreadsheet")


@dataclass(frozen=True)
class Table:
    """A list as it was read: texts only.

    Every row of `rows` is as long as `header`; `lines` are their numbers as a spreadsheet program counts them.
    `dropped` are the columns whose values were never let out of the reading process (passwords and the like).
    """

    name: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    lines: list[int]
    warnings: list[str] = field(default_factory=list)
    dropped: tuple[str, ...] = ()


def read_table(data: bytes, name: str, *, prefer: str = "", progress: Progress = quietly) -> Table:
    """The list in the file `name`; of a workbook the sheet named `prefer`, else the first that has column names.

    Refused, each in one sentence: empty, more than 20 MB, 200,000 rows or 200 columns, another kind of file
    than its ending says, damaged, locked with a password, nothing below the headings.
    """
    shown = files.shown(name)
    if not data.strip():
        raise Refused(f"{shown} is empty: {_WANTED}.")
    if len(data) > files.MOST_BYTES:
        raise Refused(f"{shown} is larger than 20 MB, which is the most: import it in parts.")
    return run_guarded(parse, data, shown, prefer, progress=progress)


def parse(data: bytes, shown: str, prefer: str = "") -> Table:
    """What `read_table` does, in the process that calls it."""
    ending = PurePath(shown).suffix.casefold()
    if _is_workbook(data, shown):
        rows, warnings = workbook.rows_of(data, shown, prefer)
        said_otherwise = ending in {".csv", ".tsv", ".txt"}
    else:
        rows, warnings = delimited.rows_of(data, shown)
        said_otherwise = ending in {".xlsx", ".xlsm", ".xls", ".ods"}
    if said_otherwise:
        warnings.append(f"{shown} is not what its ending says, but could be read all the same.")
    return _table([list(map(str.strip, row)) for row in rows], warnings, shown)


def _is_workbook(data: bytes, shown: str) -> bool:
    """Whether the bytes are a workbook rather than text. Refused: anything else, and it says what it seems to be."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _is_old_workbook(data, shown)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if not is_zipfile(io.BytesIO(data)):
            raise Refused(workbook.damaged(shown))
        if any(part in data for part in _SHEETS_IN_ZIP):
            return True
        seems = next((kind for part, kind in _ZIPPED if part in data), "a compressed archive")
        raise Refused(f"{shown} seems to be {seems}: {_WANTED}.")
    head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<div", b"<meta")):
        raise Refused(f"{shown} is a web page inside: open it in Excel, save it as .xlsx and choose that.")
    for sign, seems in _SEEMS:
        if data.startswith(sign):
            raise Refused(f"{shown} seems to be {seems}: {_WANTED}.")
    return False


def _is_old_workbook(data: bytes, shown: str) -> bool:
    """Microsoft's older container holds .xls, but also locked .xlsx, .doc and .msg."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(workbook.locked(shown))
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise Refused(f"{shown} seems to be an old Office file without a list in it: {_WANTED}.")
    if _LOCKED_BOOK.search(data):
        raise Refused(workbook.locked(shown))
    return True


def _table(rows: list[list[str]], warnings: list[str], shown: str) -> Table:
    """The list within the rows: without the lines above its headings, blank rows and secret columns."""
    at = _header_at(rows)
    if at is None:
        raise Refused(f"{shown} is empty: {_WANTED}.")
    header, body, lines = rows[at], rows[at + 1 :], range(at + 2, len(rows) + 1)
    full = [any(row) for row in body]
    body, numbers = list(compress(body, full)), list(compress(lines, full))
    if not body:
        raise Refused(f"{shown} has column names but no rows below them: {_WANTED}.")
    width = _even_out(header, body, numbers, warnings)
    if len(body) > MAX_ROWS or width > MAX_COLUMNS:
        raise Refused(
            f"{shown} has {len(body):,} rows and {width:,} columns; {MAX_ROWS:,} and {MAX_COLUMNS} are the most: "
            "import it in parts."
        )
    secret = _secret_places(rows[: at + 1])
    dropped = tuple(header[place] or f"Column {place + 1}" for place in sorted(secret))
    kept = [place not in secret and _in_use(place, header, body) for place in range(width)]
    named = [" ".join(heading.split()) or f"Column {place}" for place, heading in enumerate(header, 1)]
    if not all(kept):
        body = [list(compress(row, kept)) for row in body]
    cells = [tuple(unguarded(cell) if cell[:1] == "'" else cell for cell in row) for row in body]
    return Table(shown, tuple(compress(named, kept)), cells, numbers, warnings, dropped)


def _secret_places(top: list[list[str]]) -> set[int]:
    """Where secrets stand, by the headings; a line of one cell is a title and names no column."""
    headings = [row for row in top[:-1] if sum(map(bool, row)) > 1] + top[-1:]
    return {place for row in headings for place, cell in enumerate(row) if is_secret(cell)}


def _header_at(rows: list[list[str]]) -> int | None:
    """The row with the most column names; without any, the first that is as full as those below it."""
    top = rows[:HEADER_WITHIN]
    names = [known(row) for row in top]
    if max(names, default=0) > 0:
        return names.index(max(names))
    filled = [sum(map(bool, row)) for row in top]
    return next((at for at, count in enumerate(filled) if count and count >= max(filled) * 0.8), None)


def _even_out(header: list[str], body: list[list[str]], numbers: list[int], warnings: list[str]) -> int:
    """Pads short rows, keeps what long rows have beyond the headings and says so; returns the width of all."""
    over: list[int] = []
    width = named = len(header)
    for row, number in zip(body, numbers, strict=True):
        if len(row) > named:
            while len(row) > named and not row[-1]:
                row.pop()
            if len(row) > named:
                over.append(number)
                width = max(width, len(row))
    for row in [header, *body]:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    if over:
        listed = ", ".join(f"{number:,}" for number in over[:_RAGGED_TOLD])
        more = f" and {len(over) - _RAGGED_TOLD:,} more" if len(over) > _RAGGED_TOLD else ""
        warnings.append(
            f"Row {listed}{more} has more cells than there are column names: "
            "look whether a comma stands inside a cell without quotation marks."
        )
    return width


def _in_use(place: int, header: list[str], body: list[list[str]]) -> bool:
    return bool(header[place]) or any(row[place] for row in body)
