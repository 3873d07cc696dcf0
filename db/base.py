"""What every register table has."""

from collections.abc import Iterator
from typing import ClassVar

from peewee import AutoField, DatabaseProxy, DateTimeField, Model

database = DatabaseProxy()
"""The one register that is open in this process; `Store` sets it."""


class Table(Model):
    """A register table: an `id`, and the moment (UTC) its record went to the bin, or nothing."""

    SEARCH: ClassVar[tuple[str, ...]] = ()
    """Columns whose words full-text search finds."""
    SECRET: ClassVar[tuple[str, ...]] = ()
    """Columns whose values never enter the audit, which says of them only that they changed."""
    LARGE: ClassVar[tuple[str, ...]] = ()
    """Columns of whole files, written once and read one at a time: no list, no copy as text and no comparison of many
    records reads them. The audit has their SHA-256."""

    id = AutoField()
    binned_at = DateTimeField(null=True)

    class Meta:
        database = database
        legacy_table_names = False


def tables() -> Iterator[type[Table]]:
    """Every register table that has been imported."""
    waiting = list(Table.__subclasses__())
    while waiting:
        table = waiting.pop(0)
        waiting.extend(table.__subclasses__())
        yield table


def table_name(table: type[Table]) -> str:
    """The table's name in the database, which is also its kind in search and in the audit."""
    return str(table._meta.table_name)


def table_named(name: str) -> type[Table]:
    """The register table of that name; KeyError when none is imported."""
    for table in tables():
        if table_name(table) == name:
            return table
    raise KeyError(name)
