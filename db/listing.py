"""Lists in the order of the ids, for whoever reads a whole register from the command line."""

from typing import Any

from peewee import Expression, ModelSelect

from db.base import Table, table_name
from db.paging import Row, dicts, kept
from db.people import Person
from db.search import ids_matching


def listing(
    table: type[Table], *, school_id: int | None = None, find: str = "", after: int = 0, limit: int = 200
) -> tuple[list[Row], int]:
    """At most `limit` records whose id is above `after`, and how many there are whatever their id.

    `school_id` keeps those of one school (of the table of schools that school itself), `find` those whose words
    begin with its words.
    """
    condition = _wanted(table, school_id, find)
    rows: ModelSelect[Any] = table.select().where(condition & (table.id > after)).order_by(table.id).limit(limit)
    return dicts(rows), int(table.select(table.id).where(condition).count())


def _wanted(table: type[Table], school_id: int | None, find: str) -> Expression:
    condition, owned = kept(table), table._meta.fields.get("person_id")
    if owned is not None:  # what belongs to a person is of their school and found by their words
        if school_id is not None:
            condition &= owned.in_(Person.select(Person.id).where(Person.school_id == school_id))
        return condition & owned.in_(ids_matching("person", find)) if find.strip() else condition
    if school_id is not None:
        condition &= table._meta.fields.get("school_id", table.id) == school_id
    if find.strip():
        condition &= table.id.in_(ids_matching(table_name(table), find))
    return condition
