"""A register table of the tests' own, and the schema test's ruler."""

from typing import ClassVar

from peewee import BlobField, BooleanField, DateField, DateTimeField, IntegerField, TextField

from db.base import Table, table_name
from db.store import Store


class Animal(Table):
    """Something with every kind of column."""

    SEARCH: ClassVar[tuple[str, ...]] = ("name", "notes")
    SECRET: ClassVar[tuple[str, ...]] = ("chip",)

    name = TextField()
    notes = TextField(default="")
    legs = IntegerField(default=4)
    tame = BooleanField(default=False)
    born = DateField(null=True)
    seen = DateTimeField(null=True)
    picture = BlobField(null=True)
    chip = TextField(null=True)
    code = TextField(null=True, unique=True)


def columns(store: Store, table: type[Table]) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """(column, may be empty) of a table: as the file has them, and as the model says; both by name."""
    rows = store.database.raw.execute(f'PRAGMA table_info("{table_name(table)}")').fetchall()
    in_file = [(row[1], not row[3]) for row in rows]
    in_model = [(column, bool(field.null)) for column, field in table._meta.columns.items()]
    return sorted(in_file), sorted(in_model)
