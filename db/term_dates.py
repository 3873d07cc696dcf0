"""Terms and closures of schools: table and queries."""

from peewee import DateField, IntegerField, TextField

from db.base import Table
from db.paging import kept
from db.schools import School


class TermDate(Table):
    """A term, or a time within one when there is no school; of one school, or of all."""

    school_id = IntegerField(null=True)
    kind = TextField()
    name = TextField()
    starts = DateField()
    ends = DateField()


def term_date(term_date_id: int) -> TermDate | None:
    """The entry, unless it is in the bin."""
    return TermDate.get_or_none(kept(TermDate) & (TermDate.id == term_date_id))


def everything() -> list[TermDate]:
    """Every entry by its first day, without those of schools in the bin."""
    there = School.select(School.id).where(kept(School))
    its = TermDate.school_id.is_null() | TermDate.school_id.in_(there)
    return list(TermDate.select().where(kept(TermDate), its).order_by(TermDate.starts, TermDate.ends, TermDate.id))
