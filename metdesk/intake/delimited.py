"""A table from a text file: its encoding and its delimiter are found out, nothing in it is run."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from metdesk.cells import printable
from metdesk.errors import Refused
from metdesk.intake.columns import known

Rows = list[list[str]]

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 50
_END = "\x1e"  # a control character, so no cell of the file can hold it
_MOST_CONTROLS = 0.05
_NOT_UTF8 = (
    "The file is not in UTF-8, so it was read as Windows-1252: look whether names with accents came out right, "
    "or save it as “CSV UTF-8”."
)


def rows_of(data: bytes, shown: str) -> tuple[Rows, list[str]]:
    """The rows of a CSV file and what should be said of it. Refused: no text, a quotation mark never closed."""
    text, warnings = _decoded(data, shown)
    text = printable(text)
    csv.field_size_limit(len(text) + 1)
    if text[:4].casefold() == "sep=" and text[4:5] in _DELIMITERS:  # Excel's own line for its delimiter
        delimiter, text = text[4], f"\n{text[5:].lstrip()}"
    else:
        delimiter = _delimiter(text)
    rows = list(_read(f"{text}\n{_END}", delimiter))
    if rows.pop() != [_END]:
        raise Refused(
            f'A quotation mark (") that opens in row {len(rows) + 1:,} of {shown} is never closed: '
            "put it right, or save the list as .xlsx and choose that."
        )
    return rows, warnings


def _decoded(data: bytes, shown: str) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16", shown), []
    _refuse_binary(data, shown)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [_NOT_UTF8]


def _strictly(data: bytes, encoding: str, shown: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(f"{shown} is damaged: save it again as “CSV UTF-8” or .xlsx and choose that.") from None


def _refuse_binary(data: bytes, shown: str) -> None:
    head = data[:4096]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if controls > _MOST_CONTROLS * len(head):
        raise Refused(f"{shown} is no list that can be read: save it as .xlsx or “CSV UTF-8” and choose that.")


def _delimiter(text: str) -> str:
    """The delimiter that finds the most column names, then the most even rows, then the most columns."""
    sample = text[:_SAMPLE_CHARACTERS]
    if len(sample) < len(text):
        sample = sample.rpartition("\n")[0] or sample
    return max(_DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))


def _fit(sample: str, delimiter: str) -> tuple[int, float, int]:
    rows = [row for row in islice(_read(sample, delimiter), _SAMPLE_ROWS) if any(map(str.strip, row))]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return max((known(row) for row in rows), default=0), 0.0, 0
    width, times = widths.most_common(1)[0]
    return max(known(row) for row in rows), times / len(rows), width


def _read(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
