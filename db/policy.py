"""The policy's editions and what they are made of: tables and queries."""

from typing import ClassVar, TypeVar

from peewee import BooleanField, DateField, IntegerField, TextField

from db.base import Table
from db.paging import kept


class Edition(Table):
    """One version of the policy. Dates stand as the document words them."""

    version = TextField()
    title = TextField()
    last_revision = TextField(default="")
    next_revision = TextField(default="")
    owner = TextField(default="")
    authors = TextField(default="")
    status = TextField(default="")
    note = TextField(default="")
    source_name = TextField(default="")
    minor = BooleanField(default=False)
    entered_on = DateField()
    review_due = DateField(null=True)


class PolicyClause(Table):
    """A numbered paragraph, in the edition's order; `items` is a JSON list of its bullets."""

    SEARCH: ClassVar[tuple[str, ...]] = ("number", "heading", "text", "items")

    edition_id = IntegerField()
    position = IntegerField()
    number = TextField()
    level = IntegerField()
    heading = TextField(default="")
    text = TextField(default="")
    items = TextField(default="[]")
    audience = TextField(default="")


class PolicyTerm(Table):
    """A term the edition defines (section 4)."""

    edition_id = IntegerField()
    position = IntegerField()
    term = TextField()
    meaning = TextField()


class PolicyReference(Table):
    """A law or guidance the edition cites (section 3) or a related policy (section 7); kept over editions."""

    kind = TextField()
    title = TextField()
    place = TextField(default="")
    checked_on = DateField(null=True)
    review_on = DateField(null=True)
    note = TextField(default="")


class EditionReference(Table):
    """Which references an edition names, in its order."""

    edition_id = IntegerField()
    reference_id = IntegerField()
    position = IntegerField()


class PolicyChange(Table):
    """A line of the edition's change log (section 8)."""

    edition_id = IntegerField()
    position = IntegerField()
    version = TextField(default="")
    date = TextField(default="")
    page = TextField(default="")
    change = TextField(default="")
    approver = TextField(default="")


def editions() -> list[Edition]:
    """The editions, the newest first."""
    return list(Edition.select().where(kept(Edition)).order_by(Edition.id.desc()))


def edition(edition_id: int) -> Edition | None:
    """The edition, unless it is in the bin."""
    return Edition.get_or_none(kept(Edition) & (Edition.id == edition_id))


P = TypeVar("P", PolicyClause, PolicyTerm, PolicyChange)


def parts(table: type[P], edition_id: int) -> list[P]:
    """The clauses, terms or change-log lines of an edition, in its order."""
    return list(table.select().where(table.edition_id == edition_id).order_by(table.position))


def clause(clause_id: int) -> PolicyClause | None:
    """The clause with this id, of whichever edition."""
    return PolicyClause.get_or_none(PolicyClause.id == clause_id)


def references(edition_id: int) -> list[PolicyReference]:
    """What an edition cites, in its order."""
    query = PolicyReference.select().join(EditionReference, on=(EditionReference.reference_id == PolicyReference.id))
    return list(query.where(EditionReference.edition_id == edition_id).order_by(EditionReference.position))


def reference(reference_id: int) -> PolicyReference | None:
    """A law or related policy."""
    return PolicyReference.get_or_none(PolicyReference.id == reference_id)


def reference_ids() -> dict[tuple[str, str], int]:
    """The id of each law and related policy by kind and title."""
    return {(row.kind, row.title): row.id for row in PolicyReference.select()}
