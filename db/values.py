"""Values as the database keeps them, and as the audit tells of them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from peewee import AutoField, Field, IntegerField, TextField

from db.base import Table

_AS_THEY_ARE: dict[type[Field], type] = {AutoField: int, IntegerField: int, TextField: str}
"""Fields whose values of this type are stored as they are: most of a staff list."""

Stored = None | int | float | str | bytes
"""What a column of an SQLite file can hold."""


def fields(table: type[Table]) -> dict[str, Field]:
    """The table's fields by column name, in the table's order."""
    return dict(table._meta.columns)


def stored(field: Field, value: Any) -> Stored:
    """The value as its column holds it. Moments with a zone are turned into UTC and lose the zone."""
    value = field.db_value(value)
    if value is None or type(value) in (str, int, float, bytes):
        return value  # type: ignore[no-any-return]  # narrowed by type(), which mypy does not follow
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return moment.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    if isinstance(value, str | Decimal):
        return str(value)
    raise TypeError(f"{field.name} cannot hold a {type(value).__name__}")


def row(table: type[Table], values: Mapping[str, Any]) -> dict[str, Stored]:
    """Values by field or column name, as their columns hold them. A name that is no column is a KeyError."""
    ways = _ways(table)
    found: dict[str, Stored] = {}
    for name, value in values.items():
        column, usual, field = ways[name]
        given = type(value)
        found[column] = value if given is usual else stored(field, value)
    return found


@cache
def _ways(table: type[Table]) -> dict[str, tuple[str, type | None, Field]]:
    """By field or column name: the column, the type whose values it holds as they are, and the field."""
    known = table._meta.combined
    return {name: (field.column_name, _AS_THEY_ARE.get(type(field)), field) for name, field in known.items()}


@cache
def defaults(table: type[Table]) -> dict[str, Stored]:
    """What the columns of a record hold that were not given."""
    return row(table, table._meta.get_default_dict())


@cache
def secret(table: type[Table]) -> frozenset[str]:
    """The columns whose values stay out of the audit."""
    return frozenset(table._meta.combined[name].column_name for name in table.SECRET)


@cache
def large(table: type[Table]) -> frozenset[str]:
    """The columns that hold whole files."""
    return frozenset(table._meta.combined[name].column_name for name in table.LARGE)


@cache
def light(table: type[Table]) -> tuple[str, ...]:
    """All other columns, in the table's order."""
    return tuple(column for column in fields(table) if column not in large(table))


@cache
def searched(table: type[Table]) -> tuple[str, ...]:
    """The columns whose words full-text search knows."""
    return tuple(table._meta.combined[name].column_name for name in table.SEARCH)


def _shown(value: bytes) -> dict[str, str]:
    return {"sha256": hashlib.sha256(value).hexdigest()}


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_shown)


def told(table: type[Table], values: Mapping[str, Stored]) -> str:
    """Columns as the audit keeps them: JSON, secrets as "changed", pictures and the like as their SHA-256."""
    hidden = secret(table)
    return _JSON.encode({**values, **dict.fromkeys(hidden & values.keys(), "changed")} if hidden else values)


def words(table: type[Table], values: Mapping[str, Stored]) -> str | None:
    """What full-text search is to know of a record; None for a table that is not searched."""
    columns = searched(table)
    if not columns:
        return None
    return " ".join([str(values[column]) for column in columns if values.get(column)])
