"""What verifying says, and how it reads: a few rows at a time, no cursor left open between two pieces of work."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from db.base import database
from db.cipher import plain_errors

LOWEST = -(2**63)
"""No id is lower, whoever wrote it."""


class Problem(NamedTuple):
    """Something that is not as its keyholders left it.

    `words` say it; where it is about a record, `kind` is its table, `how` what happened to it (`added`,
    `changed` or `gone` without an entry) and `columns` which of its columns differ.
    """

    words: str
    kind: str = ""
    record: int = 0
    how: str = ""
    columns: tuple[str, ...] = ()


Finding = Iterator[Problem | int]
"""Problems, and between them how many entries, details or records were looked at."""


def rows(query: str, *given: object) -> list[tuple[Any, ...]]:
    """All rows of a query on the open register."""
    with plain_errors():
        return list(database.connection().execute(query, given).fetchall())


def changes() -> int:
    """How many rows were written since the register was opened: another number means that something was."""
    return int(database.connection().total_changes)
