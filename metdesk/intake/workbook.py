"""A table from an Excel or OpenDocument workbook: the values as they were last worked out, nothing is run."""

import io
import zipfile
import zlib
from datetime import date, datetime
from itertools import islice
from typing import Any

from metdesk.cells import printable
from metdesk.errors import Refused
from metdesk.intake.columns import known

MAX_ENTRIES = 2_000
MAX_INFLATED_BYTES = 100_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 200
HEADER_WITHIN = 40
"""How many rows from the top the row of column names is looked for."""

_CHUNK = 1 << 18
_DOCTYPE = (b"<!DOCTYPE", b"<\0!\0D\0O\0C\0T\0Y\0P\0E")
_XML = (".xml", ".rels", ".vml")
_MOST_EXACT = 1e15


def rows_of(data: bytes, shown: str, prefer: str) -> tuple[list[list[str]], list[str]]:
    """The rows of one sheet and what should be said of it: that named `prefer`, else the first with column names.

    Refused: locked with a password, damaged, swollen beyond the limits, without a sheet that holds anything.
    """
    import python_calamine as calamine

    if data.startswith(b"PK"):
        _check_archive(data, shown)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            names = _visible(book, calamine)
            sheet, rows = _sheet(book, names, shown, prefer)
    except calamine.PasswordError:
        raise Refused(locked(shown)) from None
    except calamine.CalamineError:
        raise Refused(damaged(shown)) from None
    others = [name for name in names if name != sheet]
    told = [f"The workbook has {len(names)} sheets: “{sheet}” was read and no other."] if others else []
    return rows, told


def locked(shown: str) -> str:
    """What is said of a workbook that asks for a password."""
    return f"{shown} is locked with a password: save a copy without one and choose that."


def damaged(shown: str) -> str:
    """What is said of a workbook that cannot be read."""
    return f"{shown} is damaged and cannot be read: open it in its own program, save it again and choose that."


def _visible(book: Any, calamine: Any) -> list[str]:
    return [
        one.name
        for one in book.sheets_metadata
        if one.typ == calamine.SheetTypeEnum.WorkSheet and one.visible == calamine.SheetVisibleEnum.Visible
    ]


def _sheet(book: Any, names: list[str], shown: str, prefer: str) -> tuple[str, list[list[str]]]:
    """The sheet to read, by name, and its rows."""
    wanted = [name for name in names if name.casefold() == prefer.casefold()]
    filled: list[tuple[str, Any]] = []
    for name in wanted or names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            top = [_texts(row) for row in islice(sheet.iter_rows(), HEADER_WITHIN)]
            if wanted or max(map(known, top)) > 1:
                return name, _rows(sheet, name)
            filled.append((name, sheet))
    if not filled:
        raise Refused(f"{shown} has no list on any of its sheets: choose the workbook with the list.")
    name, sheet = filled[0]
    return name, _rows(sheet, name)


def _rows(sheet: Any, name: str) -> list[list[str]]:
    if sheet.total_height > MAX_ROWS + HEADER_WITHIN or sheet.width > MAX_COLUMNS:
        raise Refused(
            f"The sheet “{name}” reaches over {sheet.total_height:,} rows and {sheet.width:,} columns; "
            f"{MAX_ROWS:,} and {MAX_COLUMNS} are the most: delete what stands beyond the list, or import it in parts."
        )
    return [_texts(row) for row in sheet.iter_rows()]


def _texts(row: list[Any]) -> list[str]:
    return [printable(cell) if type(cell) is str else _text(cell) for cell in row]


def _text(cell: object) -> str:
    """A cell's value in words; `101234.0`, as Excel keeps whole numbers, is `101234`."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _MOST_EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _check_archive(data: bytes, shown: str) -> None:
    """Refuses a workbook that would swell beyond the limits, its parts counted while they inflate, and one with
    instructions in its XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            instructed, swollen = _looked_through(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError):
        raise Refused(damaged(shown)) from None
    except RuntimeError:  # zipfile's word for an entry that asks for a password
        raise Refused(locked(shown)) from None
    if swollen:
        raise Refused(f"{shown} swells to far more than a list could hold when it is unpacked, so it was not opened.")
    if instructed:
        raise Refused(
            f"{shown} carries instructions (<!DOCTYPE) that no list needs, so it was not opened: "
            "open it in its own program, save it again and choose that."
        )


def _looked_through(archive: zipfile.ZipFile) -> tuple[bool, bool]:
    """Whether any part carries a DOCTYPE, and whether all of them are more than there may be."""
    entries = archive.infolist()
    inflated = 0
    if len(entries) > MAX_ENTRIES:
        return False, True
    for entry in entries:
        xml, before = entry.filename.casefold().endswith(_XML), b""
        with archive.open(entry) as part:
            while piece := part.read(_CHUNK):
                inflated += len(piece)
                if inflated > MAX_INFLATED_BYTES:
                    return False, True
                if xml and any(sign in before + piece for sign in _DOCTYPE):
                    return True, False
                before = piece[-len(_DOCTYPE[1]) :]
    return False, False
