"""Cases of breaches: tables and queries. What is in clear here is what may be counted; the words are sealed.

Rows of entries and files are only ever added: a correction is a further one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from peewee import BlobField, DateField, IntegerField, TextField, fn

from db.base import Table
from db.paging import Row, among, dicts, kept, tuples
from db.problems import rows
from db.schools import School

WITHIN = ("breach_key", "breach_entry", "breach_file")
"""The tables of what belongs to a case."""


class Breach(Table):
    """A case: where, of which category, since when, how far it is; `admits` says who may know that it is
    there (see `db.admission`)."""

    uuid = TextField(unique=True)
    school_id = IntegerField()
    category = TextField()
    reported_on = DateField()
    route = TextField()
    state = TextField()
    start_by = DateField(null=True)
    started_on = DateField(null=True)
    conclude_by = DateField(null=True)
    concluded_on = DateField(null=True)
    refer_by = DateField(null=True)
    referred_on = DateField(null=True)
    notify_by = TextField(null=True)
    notified_on = DateField(null=True)
    outcome = TextField(default="")
    lapses_on = DateField(null=True)
    admits = TextField(default="{}")


class BreachKey(Table):
    """A key of a case, sealed to somebody named on it, or to the recovery key; `sealed_to` tells to which of their
    public keys."""

    breach_id = IntegerField()
    generation = IntegerField()
    keyholder = TextField()
    sealed_to = TextField()
    sealed = BlobField()


class BreachEntry(Table):
    """Something written in a case, sealed with its key of that generation."""

    breach_id = IntegerField()
    uuid = TextField(unique=True)
    generation = IntegerField()
    kind = TextField()
    content = BlobField()


class BreachFile(Table):
    """The bytes of a piece of evidence, sealed."""

    LARGE: ClassVar[tuple[str, ...]] = ("content",)

    breach_id = IntegerField()
    uuid = TextField(unique=True)
    generation = IntegerField()
    content = BlobField()


def breach(breach_id: int) -> Breach | None:
    """The case, unless it is in the bin."""
    return Breach.get_or_none(kept(Breach) & (Breach.id == breach_id))


def everything() -> list[Row]:
    """Every case with the name of its school, the latest first."""
    query = Breach.select(Breach, School.name.alias("school")).left_outer_join(
        School, on=(School.id == Breach.school_id)
    )
    return dicts(query.where(kept(Breach)).order_by(Breach.reported_on.desc(), Breach.id.desc()))


def named(keyholder: str) -> set[int]:
    """The ids of the cases that a keyholder is named on."""
    query = BreachKey.select(BreachKey.breach_id).where(kept(BreachKey) & (BreachKey.keyholder == keyholder))
    return {row[0] for row in tuples(query.distinct())}


def keys(breach_id: int | None = None, keyholder: str | None = None) -> list[BreachKey]:
    """The sealed keys of a case or of all, for one keyholder or everybody, the earliest generation first."""
    query = BreachKey.select().where(kept(BreachKey))
    if breach_id is not None:
        query = query.where(BreachKey.breach_id == breach_id)
    if keyholder is not None:
        query = query.where(BreachKey.keyholder == keyholder)
    return list(query.order_by(BreachKey.breach_id, BreachKey.generation, BreachKey.id))


def entries(breach_ids: Collection[int], kinds: Collection[str] = ()) -> list[BreachEntry]:
    """What was written in these cases, in its order; of these kinds, or all."""
    query = BreachEntry.select().where(kept(BreachEntry) & BreachEntry.breach_id.in_(among(breach_ids)))
    if kinds:
        query = query.where(BreachEntry.kind.in_(list(kinds)))
    return list(query.order_by(BreachEntry.breach_id, BreachEntry.id))


def last_of(kind: str) -> dict[int, int]:
    """The entry of this kind that was written last in each case: case id → entry id."""
    query = BreachEntry.select(BreachEntry.breach_id, fn.MAX(BreachEntry.id))
    return dict(tuples(query.where(kept(BreachEntry) & (BreachEntry.kind == kind)).group_by(BreachEntry.breach_id)))


def file(uuid: str) -> BreachFile | None:
    """The sealed bytes of a piece of evidence."""
    return BreachFile.get_or_none(kept(BreachFile) & (BreachFile.uuid == uuid))


def file_hashes(breach_id: int) -> list[tuple[str, int]]:
    """The evidence of a case: (uuid, bytes as they are kept)."""
    query = BreachFile.select(BreachFile.uuid, fn.LENGTH(BreachFile.content))
    return tuples(query.where(kept(BreachFile) & (BreachFile.breach_id == breach_id)).order_by(BreachFile.id))


def entered(breach_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """When and by whom each entry of these cases was written, by the audit: entry id → (moment in UTC, keyholder)."""
    wanted: list[Any] = [one.id for one in entries(breach_ids)]
    found = rows(
        "SELECT record, at, keyholder_name FROM audit_detail JOIN audit ON audit.n = audit_detail.n "
        "WHERE kind = 'breach_entry' AND action = 'insert' AND record IN (SELECT value FROM json_each(?))",
        str(wanted),
    )
    return {record: (at, who) for record, at, who in found}


def audited(breach_ids: Collection[int]) -> frozenset[int]:
    """The numbers of the audit's entries about these cases, and about what is written and kept in them."""
    given = str(sorted(breach_ids))
    named = "SELECT value FROM json_each(?)"
    found = rows(f"SELECT n FROM audit_detail WHERE kind = 'breach' AND record IN ({named})", given)  # noqa: S608
    for kind in WITHIN:
        belong = f'SELECT id FROM "{kind}" WHERE breach_id IN ({named})'  # noqa: S608 (our own names)
        query = f"SELECT n FROM audit_detail WHERE kind = '{kind}' AND record IN ({belong})"  # noqa: S608
        found += rows(query, given)
    return frozenset(n for (n,) in found)
