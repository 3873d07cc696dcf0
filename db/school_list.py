"""The list of schools, each with its head and how many people and accounts belong to it."""

from __future__ import annotations

from typing import Any

from peewee import JOIN, SQL, ModelSelect, fn

from db import paging
from db.accounts import Account
from db.paging import Row, among, kept
from db.people import Person
from db.schools import School
from db.search import ids_matching

SORTS = {
    "name": (School.name, School.id),
    "kind": (School.kind, School.name, School.id),
    "urn": (School.urn, School.id),
    "town": (School.town, School.name, School.id),
}


def page(find: str, kind: str, descending: bool, sort: str, offset: int, limit: int) -> tuple[list[Row], int]:
    """Schools with their head's name and how many people and accounts they have.

    `sort` is one of `SORTS`; `find` matches words of name, URN and town.
    """
    ids = School.select(School.id).where(kept(School))
    if kind:
        ids = ids.where(School.kind == kind)
    if find.strip():
        ids = ids.where(School.id.in_(ids_matching("school", find)))
    return paging.page(ids, SORTS[sort], descending, _rows, offset, limit)


def row(school_id: int) -> Row:
    """One school as `page` gives it."""
    return paging.dicts(_rows(among([school_id])))[0]


def _rows(ids: SQL) -> ModelSelect[Any]:
    head = Person.alias()
    people = Person.select(fn.COUNT(Person.id)).where(kept(Person) & (Person.school_id == School.id))
    accounts = Account.select(fn.COUNT(Account.id)).where(kept(Account) & (Account.school_id == School.id))
    return (
        School.select(
            School,
            head.title.alias("head_prefix"),
            head.forename.alias("head_forename"),
            head.surname.alias("head_surname"),
            people.alias("people"),
            accounts.alias("accounts"),
        )
        .join(head, JOIN.LEFT_OUTER, on=(head.id == School.head_id))
        .where(School.id.in_(ids))
    )
