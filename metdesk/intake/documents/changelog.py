"""The change log: a table, or what a table leaves behind when it is copied as text."""

import re

from metdesk.intake.documents.block import Block, clean, quoted
from metdesk.intake.documents.labels import columns_of
from metdesk.intake.documents.numbers import marker
from metdesk.intake.documents.sheet import Sheet
from metdesk.policy_text import ChangeEntry

_FIELDS = ("version", "date", "page", "change", "approver")
_RUN_TOGETHER = re.compile(
    r"(?P<version>v?\.?\s?\d+(?:\.\d+)*)\s+"
    r"(?P<date>(?:\d{1,2}(?:st|nd|rd|th)?[ -])?[A-Za-z]{3,9}[ -]\d{2,4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\s+"
    r"(?P<page>all(?: pages)?|(?:pages?|pp?\.?) ?\d+(?:[-–, ]+\d+)*|\d+(?:[-–,]\d+)*)\s+"
    r"(?P<change>\S.*)",
    re.I,
)
_BODY = re.compile(
    r"(?P<change>.*\S)\s+(?P<approver>(?:(?:trust|full governing|governing|local governing|audit) )?"
    r"(?:board|body|committee|trustees|governors|council|headteacher|ceo))\.?",
    re.I | re.S,
)


def find_changes(sheet: Sheet) -> list[ChangeEntry]:
    """Claims the change log and returns its rows in order, each in the document's own words."""
    changes = _stacked(sheet)
    columns: tuple[str, ...] = ()
    table = 0
    for at, block in list(sheet.free()):
        head = columns_of(block.cells) or _single_spaced_head(block.text)
        if head:
            columns, table = head, block.table
            sheet.claim(at, "change")
        elif columns and _is_row(block, table, len(columns)):
            _add(changes, columns, block.cells, sheet)
            sheet.claim(at, "change")
        elif columns and _RUN_TOGETHER.fullmatch(clean(block.text)):
            _add(changes, columns, (block.text,), sheet)
            sheet.claim(at, "change")
        else:
            columns = ()
    return changes


def _stacked(sheet: Sheet) -> list[ChangeEntry]:
    """A log that was copied cell under cell: its heads one below the other, then its values in the same order."""
    changes: list[ChangeEntry] = []
    free = list(sheet.free())
    for start in range(len(free)):
        heads = (columns_of(_texts(free[start : start + wide])) for wide in (6, 5, 4, 3))
        columns = next((head for head in heads if head and all(head)), ())
        if not columns or free[start][1].cells[1:]:
            continue
        wide = len(columns)
        last = start + (len(free) - start) // wide * wide
        for at, _ in free[start:last]:
            sheet.claim(at, "change")
        for row in range(start + wide, last, wide):
            _add(changes, columns, _texts(free[row : row + wide]), sheet)
        break
    return changes


def _texts(free: list[tuple[int, Block]]) -> tuple[str, ...]:
    return tuple(block.text for _, block in free)


def _is_row(block: Block, table: int, width: int) -> bool:
    """Whether a block goes on with the log: a row of the same table, or of the next page's part of it."""
    if table or block.table:
        return block.table == table or bool(table and block.table and len(block.cells) == width)
    found = marker(block.text)
    section = found and found.kind == "number" and found.closed and len(found.parts) == 1 and len(block.cells) < 3
    return len(block.cells) > 1 and not section


def _single_spaced_head(text: str) -> tuple[str, ...]:
    words = text.split()
    return columns_of(tuple(words)) if 3 <= len(words) <= 6 else ()


def _add(changes: list[ChangeEntry], columns: tuple[str, ...], cells: tuple[str, ...], sheet: Sheet) -> None:
    """Adds a row, or puts it to the row above where it names neither version nor date (a row broken by a page)."""
    jumbled = len(cells) < len(columns) or (" " in cells[0] and "" in cells)
    row = (_run_together(cells, sheet) if jumbled else {}) or _row(columns, cells, sheet)
    if changes and not row["version"] and not row["date"]:
        above = changes.pop()
        row = {field: f"{getattr(above, field)} {row[field]}".strip() for field in _FIELDS}
    if any(row.values()):
        changes.append(ChangeEntry(**row))


def _row(columns: tuple[str, ...], cells: tuple[str, ...], sheet: Sheet) -> dict[str, str]:
    """The cells under their columns; what stands under an unknown head is said in a warning."""
    row = dict.fromkeys(_FIELDS, "")
    for field, cell in zip(columns, cells, strict=False):
        if field and cell:
            row[field] = f"{row[field]} {cell}".strip()
    beyond = [cell for at, cell in enumerate(cells) if cell and not (at < len(columns) and columns[at])]
    if beyond:
        sheet.warnings.append(f"A column of the change log has no place here: {quoted('; '.join(beyond))}.")
    return row


def _run_together(cells: tuple[str, ...], sheet: Sheet) -> dict[str, str]:
    """A row that lost its borders, told by what a version, a date and a page look like; {} when they do not."""
    filled = [clean(cell) for cell in cells if clean(cell)]
    found = _RUN_TOGETHER.fullmatch(" ".join(filled))
    if not found:
        return {}
    row = {**dict.fromkeys(_FIELDS, ""), **found.groupdict()}
    if len(filled) > 1 and row["change"].endswith(f" {filled[-1]}"):
        row["change"], row["approver"] = row["change"].removesuffix(f" {filled[-1]}"), filled[-1]
    else:
        body = _BODY.fullmatch(row["change"])
        row |= body.groupdict() if body else {}
        sheet.warnings.append(
            f"The change log’s columns ran together: who approved {quoted(row['change'])} needs a look."
        )
    return row
