"""What the audit tells, read for people: of a record, of an entry, and the register's whole history by pages."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from db.base import table_name, tables
from db.keyholders import KeyholderRow
from db.problems import rows


class Told(NamedTuple):
    """One detail with its entry. `id` is the detail's; `at` is UTC as it is written."""

    n: int
    at: str
    who: str
    what: str
    words: str
    id: int
    kind: str
    record: int
    action: str
    before: str | None
    after: str | None


class Listed(NamedTuple):
    """An entry without its details."""

    n: int
    at: str
    who: str
    what: str
    words: str


@dataclass(frozen=True)
class Wanted:
    """Which entries: of a keyholder by name, with words in their sentence, from and before a moment (UTC, as it is
    written in the audit), about records of a table. What is empty leaves the question open; the
    entries of the numbers `but` are never wanted."""

    who: str = ""
    find: str = ""
    since: str = ""
    before: str = ""
    kind: str = ""
    but: frozenset[int] = frozenset()


_ENTRY = "audit.n, at, keyholder_name, what, words"
_DETAIL = "audit_detail.id, kind, record, action, before, after"


def of(records: Iterable[tuple[str, int]]) -> list[Told]:
    """Everything that happened to these records (table and id), the latest first."""
    found: list[Told] = []
    for kind, record in records:
        found += map(
            Told._make,
            rows(
                f"SELECT {_ENTRY}, {_DETAIL} FROM audit_detail "  # noqa: S608 (our own names)
                "JOIN audit ON audit.n = audit_detail.n WHERE kind = ? AND record = ?",
                kind,
                record,
            ),
        )
    return sorted(found, key=lambda one: (-one.n, one.id))


def details(n: int, after: int = 0, limit: int = 50) -> list[Told]:
    """The details of entry `n` whose ids come after `after`, in their order."""
    query = (
        f"SELECT {_ENTRY}, {_DETAIL} FROM audit_detail JOIN audit ON audit.n = audit_detail.n "  # noqa: S608
        "WHERE audit_detail.n = ? AND audit_detail.id > ? ORDER BY audit_detail.id LIMIT ?"
    )
    return [Told(*row) for row in rows(query, n, after, limit)]


def count(n: int) -> int:
    """How many details entry `n` has."""
    return int(rows("SELECT COUNT(*) FROM audit_detail WHERE n = ?", n)[0][0])


def entries(wanted: Wanted, offset: int, limit: int, *, oldest_first: bool = False) -> list[Listed]:
    """Entries `offset` to `offset + limit` of those wanted, the latest first unless told otherwise."""
    where, given = _condition(wanted)
    order = "ASC" if oldest_first else "DESC"
    if where:
        query = f"SELECT {_ENTRY} FROM audit WHERE {where} ORDER BY n {order} LIMIT ? OFFSET ?"  # noqa: S608
        return [Listed(*row) for row in rows(query, *given, limit, offset)]
    last = total_of(wanted)  # all of them: numbers without a gap, so the page is found by its place
    low, high = (offset, offset + limit) if oldest_first else (last - offset - limit, last - offset)
    query = f"SELECT {_ENTRY} FROM audit WHERE n > ? AND n <= ? ORDER BY n {order}"  # noqa: S608
    return [Listed(*row) for row in rows(query, low, high)]


def total_of(wanted: Wanted) -> int:
    """How many entries are wanted; of all the number of the last, which counting them would take long to find."""
    where, given = _condition(wanted)
    if not where:
        return int(rows("SELECT COALESCE(MAX(n), 0) FROM audit")[0][0])
    return int(rows(f"SELECT COUNT(*) FROM audit WHERE {where}", *given)[0][0])  # noqa: S608


def _condition(wanted: Wanted) -> tuple[str, list[str]]:
    parts: list[str] = []
    given: list[str] = []
    for condition, value in (
        ("keyholder_name = ?", wanted.who),
        ("at >= ?", wanted.since),
        ("at < ?", wanted.before),
        ("n IN (SELECT n FROM audit_detail WHERE kind = ?)", wanted.kind),
    ):
        if value:
            parts.append(condition)
            given.append(value)
    if wanted.but:
        parts.append("n NOT IN (SELECT value FROM json_each(?))")
        given.append(str(sorted(wanted.but)))
    for word in wanted.find.split():
        parts.append("words LIKE ? ESCAPE '\\'")
        given.append("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    return " AND ".join(parts), given


def writers() -> list[str]:
    """The names of everybody who ever was a keyholder."""
    names = {row.name for row in KeyholderRow.select(KeyholderRow.name, KeyholderRow.role) if row.role != "recovery"}
    return sorted(names, key=str.casefold)


def belonging(kind: str, column: str, record: int) -> list[int]:
    """The ids of the records of a table, binned ones too, whose `column` holds `record`."""
    name, known = _known(kind)
    if column not in known:
        raise KeyError(column)
    return [row[0] for row in rows(f'SELECT id FROM "{name}" WHERE "{column}" = ?', record)]  # noqa: S608


def attached(kind: str, record: int) -> list[int]:
    """The ids of what was attached to a record, what is in the bin too."""
    return [row[0] for row in rows("SELECT id FROM attachment WHERE kind = ? AND record_id = ?", kind, record)]


def opened(kind: str, record: int) -> list[int]:
    """The ids of the openings of a record, as the table of openings keeps them."""
    return [row[0] for row in rows("SELECT id FROM opening WHERE kind = ? AND record_id = ?", kind, record)]


def columns(kind: str, ids: Collection[int], wanted: Sequence[str]) -> dict[int, tuple[Any, ...]]:
    """The `wanted` columns of the records of a table, binned ones too, by id."""
    name, known = _known(kind)
    if not known.issuperset(wanted):
        raise KeyError(kind)
    listed = ", ".join(f'"{column}"' for column in wanted)
    query = f'SELECT id, {listed} FROM "{name}" WHERE id IN (SELECT value FROM json_each(?))'  # noqa: S608
    return {row[0]: tuple(row[1:]) for row in rows(query, json.dumps(list(ids)))}


def _known(kind: str) -> tuple[str, set[str]]:
    """The table's name and its columns: nothing else gets into a query."""
    for table in tables():
        if table_name(table) == kind:
            return kind, set(table._meta.columns)
    raise KeyError(kind)
