"""Full-text search over every register: words, prefixes, no accents, no case.

One contentless FTS5 table; a record's row is its register's number × 2⁴⁰ + its id, so that a search in one
register is a range of rows and taking a record out needs nothing but its id.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from peewee import SQL

from db.base import database

SPAN = 1 << 40
MOST_WORDS = 32
NOWHERE = (1, 0)


def index(connection: Any, kind: str, entries: Iterable[tuple[int, str | None]]) -> None:
    """Replaces what search knows of the records (id, text) of one register; None takes a record out."""
    start = _number(connection, kind) * SPAN
    wanted = sorted(entries)  # full-text search writes itself out whenever a row comes before the last one
    connection.executemany("DELETE FROM search WHERE rowid = ?", ((start + record,) for record, _ in wanted))
    connection.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)",
        ((start + record, text) for record, text in wanted if text is not None),
    )


def index_new(connection: Any, kind: str, entries: Iterable[tuple[int, str]]) -> None:
    """Adds records that search does not know yet."""
    start = _number(connection, kind) * SPAN
    connection.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)", ((start + record, text) for record, text in entries)
    )


def match(text: str) -> str:
    """An FTS5 query for records with a word that begins with each word of `text`; empty when it has none.

    Safe for whatever a person types. Words beyond the thirty-second are not looked for.
    """
    letters = (one if _in_word(one) else " " for one in unicodedata.normalize("NFC", text))
    words = "".join(letters).split()[:MOST_WORDS]
    return " ".join(f'"{word}"*' for word in words)


def find(text: str, kinds: Sequence[str], limit: int) -> list[tuple[str, int]]:
    """(register, id) of at most `limit` records of the registers `kinds` that `text` finds, best first."""
    query = match(text)
    connection = database.connection()
    numbers = {_known(connection, kind): kind for kind in kinds}
    if not query:
        return []
    found: list[tuple[float, int]] = []
    for number in numbers:
        found += connection.execute(
            "SELECT rank, rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rank LIMIT ?",
            (query, *_span(number), limit),
        ).fetchall()
    return [(numbers[rowid // SPAN], rowid % SPAN) for _, rowid in sorted(found)[:limit]]


def ids_matching(kind: str, text: str) -> SQL:
    """The ids of one register's records that `text` finds, for `Table.id.in_(…)`; none without a word."""
    first, last = _span(_known(database.connection(), kind))
    query = match(text)
    if not query:
        return SQL("(SELECT NULL WHERE 0)")
    return SQL(
        "(SELECT rowid - ? FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?)",
        (first, query, first, last),
    )


def _in_word(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LNM" or category == "Co"


def _span(number: int | None) -> tuple[int, int]:
    return NOWHERE if number is None else (number * SPAN, (number + 1) * SPAN - 1)


def _known(connection: Any, kind: str) -> int | None:
    row = connection.execute("SELECT number FROM search_kind WHERE kind = ?", (kind,)).fetchone()
    return None if row is None else int(row[0])


def _number(connection: Any, kind: str) -> int:
    connection.execute("INSERT OR IGNORE INTO search_kind (kind) VALUES (?)", (kind,))
    number = _known(connection, kind)
    if number is None:
        raise LookupError(kind)
    return number
