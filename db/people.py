"""People: table and queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from peewee import JOIN, SQL, DateField, Expression, IntegerField, ModelSelect, TextField, fn

from db import paging
from db.base import Table
from db.paging import Row, among, kept
from db.schools import School
from db.search import ids_matching


class Person(Table):
    """A user in the policy's sense (section 4)."""

    SEARCH: ClassVar[tuple[str, ...]] = ("surname", "forename", "staff_code", "email", "job", "team")

    surname = TextField()
    forename = TextField()
    title = TextField(default="")
    staff_code = TextField(default="")
    email = TextField(default="")
    category = TextField()
    job = TextField(default="")
    team = TextField(default="")
    school_id = IntegerField()
    starts = DateField(null=True)
    ends = DateField(null=True)
    sorted_as = TextField()


def person(person_id: int) -> Person | None:
    """The person, unless in the bin."""
    return Person.get_or_none(kept(Person) & (Person.id == person_id))


def person_state(person_id: int) -> Person | None:
    """The person, be they in the bin."""
    return Person.get_or_none(Person.id == person_id)


def people(person_ids: Collection[int]) -> dict[int, Person]:
    """Those of `person_ids` that are not in the bin, by id."""
    query = Person.select().where(kept(Person) & Person.id.in_(among(person_ids)))
    return {row.id: row for row in query}


def with_code(staff_code: str) -> list[Person]:
    """The people who have this staff code."""
    return list(Person.select().where(kept(Person) & (Person.staff_code == staff_code)))


def with_email(email: str) -> list[Person]:
    """The people who have this e-mail address, however its letters are cased."""
    return list(Person.select().where(kept(Person) & (fn.LOWER(Person.email) == email.lower())))


def everyone() -> Iterator[Person]:
    """All people who are not in the bin, those of one school together, by name."""
    query = Person.select().where(kept(Person))
    return query.order_by(Person.school_id, Person.sorted_as, Person.id).iterator()


def records() -> list[Row]:
    """Everybody who is not in the bin, as plain values: quick for a hundred thousand of them."""
    told = [one for one in Person._meta.sorted_fields if one.name not in ("binned_at", "sorted_as")]
    return paging.dicts(Person.select(*told).where(kept(Person)))


def wanted(
    *, school_id: int | None = None, category: str = "", standing: str = "", find: str = "", today: date
) -> Expression:
    """The condition on people: in one school, of one category, of one standing on `today`, matching `find`.

    `standing` is `current`, `joining`, `left` or nothing for all.
    """
    condition = kept(Person)
    if school_id is not None:
        condition &= Person.school_id == school_id
    if category:
        condition &= Person.category == category
    if standing:
        condition &= _STANDINGS[standing](today)
    if find.strip():
        condition &= Person.id.in_(ids_matching("person", find))
    return condition


def _left(today: date) -> Expression:
    return Person.ends.is_null(False) & (Person.ends < today)


def _joining(today: date) -> Expression:
    return Person.starts.is_null(False) & (Person.starts > today)


def _current(today: date) -> Expression:
    began = Person.starts.is_null() | (Person.starts <= today)
    return began & (Person.ends.is_null() | (Person.ends >= today))


_STANDINGS: dict[str, Callable[[date], Expression]] = {
    "left": _left,
    "joining": _joining,
    "current": _current,
}

SORTS = {
    "name": (Person.sorted_as, Person.id),
    "school": (School.name, School.id, Person.sorted_as, Person.id),
    "category": (Person.category, Person.sorted_as, Person.id),
    "job": (Person.job, Person.sorted_as, Person.id),
    "staff_code": (Person.staff_code, Person.id),
    "starts": (Person.starts, Person.id),
    "ends": (Person.ends, Person.id),
}


def page(condition: Expression, sort: str, descending: bool, offset: int, limit: int) -> tuple[list[Row], int]:
    """A page of the people that meet `condition` (see `wanted`), each with the name of the school."""
    return paging.page(_selected(condition, sort), SORTS[sort], descending, _rows, offset, limit)


def _selected(condition: Expression, sort: str) -> ModelSelect[Any]:
    ids: ModelSelect[Any] = Person.select(Person.id).where(condition)
    if sort == "school":  # along the index of schools by name: with a plain join SQLite sorts everybody
        ids = School.select(Person.id).join(Person, JOIN.CROSS)
        ids = ids.where(kept(School) & (Person.school_id == School.id) & condition)
    return ids


def ids(condition: Expression, sort: str, descending: bool) -> list[int]:
    """The ids of everybody who meets `condition`, in this order: for conditions that take long to look at."""
    return paging.ids(_selected(condition, sort), SORTS[sort], descending)


def rows_of(person_ids: Sequence[int]) -> list[Row]:
    """These people as `page` gives them, in their order."""
    return paging.rows(person_ids, _rows)


def _rows(ids: SQL) -> ModelSelect[Any]:
    return (
        Person.select(Person, School.name.alias("school"))
        .join(School, JOIN.LEFT_OUTER, on=(School.id == Person.school_id))
        .where(kept(Person) & Person.id.in_(ids))
    )
