"""The list of what is attached to a record, in print: each file with its SHA-256, by which it is known again."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from metdesk.attachments import Attachment
from metdesk.calendar import count_of, show_short_date
from metdesk.paper import tables
from metdesk.paper.tables import Cell, Column, Muted, Strong
from metdesk.paper.theme import PORTRAIT_WIDTH

_COLUMNS = (Column("File", 3), Column("Attached on", 1.4), Column("SHA-256", 4))
_GROUP = 8


def attached(files: Sequence[Attachment], width: float = PORTRAIT_WIDTH) -> Flowable:
    """A table of the files; a line that says so where there are none."""
    if not files:
        return tables.bar("Attached", "nothing", width, level=None)
    rows: list[list[Cell]] = [
        [
            (Strong(one.name), one.about, *((Muted(one.source),) if one.source else ())),
            (show_short_date(one.added_on), *((Muted(one.added_by),) if one.added_by else ())),
            grouped(one.sha256),
        ]
        for one in files
    ]
    return tables.table(_COLUMNS, rows, title=("Attached", count_of(len(files), "file")), width=width)


def grouped(sha256: str) -> str:
    """A hash in groups of eight, in which two can be compared by eye."""
    return " ".join(sha256[start : start + _GROUP] for start in range(0, len(sha256), _GROUP))
