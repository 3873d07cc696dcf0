"""Attachments: files kept inside the register file, each with the record it belongs to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from peewee import BlobField, DateField, IntegerField, TextField, fn

from db.base import Table, table_named
from db.change import Change
from db.paging import Row, among, dicts, kept, tuples


class Attachment(Table):
    """A file byte for byte, with what is known of it; `kind` is the table of the record it belongs to."""

    LARGE: ClassVar[tuple[str, ...]] = ("content",)

    kind = TextField()
    record_id = IntegerField()
    name = TextField()
    media_type = TextField()
    size = IntegerField()
    measure = TextField(default="")
    sha256 = TextField()
    source = TextField(default="")
    added_on = DateField()
    thumbnail = BlobField(null=True)
    content = BlobField()


_LIGHT = [field for field in Attachment._meta.sorted_fields if field.column_name not in Attachment.LARGE]


def of(kind: str, record_id: int) -> list[Row]:
    """The attachments of a record, the first added first, without their contents."""
    return dicts(Attachment.select(*_LIGHT).where(_belongs(kind, record_id)).order_by(Attachment.id))


def attachment(attachment_id: int) -> Row | None:
    """An attachment without its content, unless it is in the bin."""
    query = Attachment.select(*_LIGHT).where(kept(Attachment) & (Attachment.id == attachment_id))
    return next(iter(dicts(query)), None)


def content(attachment_id: int) -> bytes | None:
    """The bytes of an attachment, unless it is in the bin."""
    query = Attachment.select(Attachment.content).where(kept(Attachment) & (Attachment.id == attachment_id))
    return next((bytes(row[0]) for row in tuples(query)), None)


def counts(kind: str, record_ids: Collection[int]) -> dict[int, int]:
    """How many attachments these records have; those without any are left out."""
    query = Attachment.select(Attachment.record_id, fn.COUNT(Attachment.id)).where(
        kept(Attachment) & (Attachment.kind == kind) & Attachment.record_id.in_(among(record_ids))
    )
    return dict(tuples(query.group_by(Attachment.record_id)))


def having(kind: str) -> Any:
    """The ids of the records of the table `kind` that have attachments, for `Table.id.in_(…)`."""
    return Attachment.select(Attachment.record_id).where(kept(Attachment) & (Attachment.kind == kind))


def hand_on(change: Change, kind: str, record_id: int, to_id: int) -> None:
    """Gives the attachments of a record to the one that stands in its place, in a change that is open."""
    change.update_many(Attachment, {row["id"]: {"record_id": to_id} for row in of(kind, record_id)})


def total() -> int:
    """How many attachments the register holds, those in the bin too."""
    return int(Attachment.select(fn.COUNT(Attachment.id)).scalar())


def is_there(kind: str, record_id: int) -> bool:
    """Whether there is such a record, outside the bin. KeyError: no such table."""
    table = table_named(kind)
    return bool(table.select().where(kept(table) & (table.id == record_id)).exists())


def person_of(kind: str, record_id: int) -> int | None:
    """The person whom a record is about, be it in the bin; None where there is none. KeyError: no such table."""
    table = table_named(kind)
    row = next(iter(tuples(table.select(table._meta.columns["person_id"]).where(table.id == record_id))), None)
    return None if row is None else int(row[0])


def _belongs(kind: str, record_id: int) -> Any:
    return kept(Attachment) & (Attachment.kind == kind) & (Attachment.record_id == record_id)
