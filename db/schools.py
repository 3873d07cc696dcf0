"""The trust and its schools: tables and queries."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, ClassVar

from peewee import BlobField, BooleanField, IntegerField, TextField

from db.base import Table
from db.paging import among, kept


class Trust(Table):
    """One row: the trust itself. `code_key` authenticates the codes on printed forms."""

    SECRET: ClassVar[tuple[str, ...]] = ("code_key",)

    name = TextField()
    logo = BlobField(null=True)
    officer_id = IntegerField(null=True)
    code_key = BlobField()
    sample = BooleanField(default=False)


class School(Table):
    """A setting: a school, a centre or the trust's central team (section 1)."""

    SEARCH: ClassVar[tuple[str, ...]] = ("name", "urn", "town")

    name = TextField()
    urn = TextField(default="")
    kind = TextField()
    head_title = TextField()
    head_id = IntegerField(null=True)
    town = TextField(default="")
    email = TextField(default="")
    devices = TextField(default="")
    chair_id = IntegerField(null=True)
    route = TextField(default="trust officer")
    authority = TextField(default="")
    lado_time = TextField(default="as the trust sets")


class Setting(Table):
    """A choice of the trust's, by name; `value` is JSON."""

    name = TextField(unique=True)
    value = TextField()


def trust() -> Trust:
    """The trust's row."""
    return Trust.get()


def setting(name: str, default: Any) -> Any:
    """The setting's value, or `default` where the trust has not chosen."""
    row = Setting.get_or_none(kept(Setting) & (Setting.name == name))
    return default if row is None else json.loads(row.value)


def setting_row(name: str) -> int | None:
    """The id of the setting's row, where there is one, be it in the bin: its first choice was taken back."""
    row = Setting.get_or_none(Setting.name == name)
    return None if row is None else int(row.id)


def school(school_id: int) -> School | None:
    """The school, unless it is in the bin."""
    return School.get_or_none(kept(School) & (School.id == school_id))


def schools(school_ids: Collection[int] | None = None) -> list[School]:
    """The schools by name; all, or those of `school_ids`."""
    query = School.select().where(kept(School)).order_by(School.name, School.id)
    return list(query if school_ids is None else query.where(School.id.in_(among(school_ids))))


def headed_by(person_id: int) -> list[School]:
    """The schools whose head this person is."""
    return list(School.select().where(kept(School) & (School.head_id == person_id)))
