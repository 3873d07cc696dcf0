"""The figures of past days: how each check stood, by school and for the trust; one row a check and day."""

from collections.abc import Iterable
from datetime import date

from peewee import DateField, IntegerField, TextField, fn

from db.base import Table
from db.paging import kept, tuples


class DayFigure(Table):
    """How a check stood at the end of what was known on a day: `met` of `of`, in a school or (None) the trust."""

    day = DateField()
    school_id = IntegerField(null=True)
    clause = TextField()
    amiss = TextField()
    met = IntegerField()
    of = IntegerField()


def last_day(*, of_schools: bool = False) -> date | None:
    """The latest day whose figures were kept, of schools or of the trust."""
    whose = kept(DayFigure) & DayFigure.school_id.is_null(not of_schools)
    found = DayFigure.select(fn.MAX(DayFigure.day)).where(whose).scalar()
    return date.fromisoformat(str(found)) if found else None


def trend(clause: str, amiss: str, school_id: int | None) -> list[tuple[date, int, int]]:
    """A check's figures, the earliest first: (day, met, of)."""
    whose = DayFigure.school_id.is_null() if school_id is None else DayFigure.school_id == school_id
    same = (DayFigure.clause == clause) & (DayFigure.amiss == amiss) & whose
    query = DayFigure.select(DayFigure.day, DayFigure.met, DayFigure.of).where(kept(DayFigure) & same)
    return [(_day(day), met, of) for day, met, of in tuples(query.order_by(DayFigure.day))]


def on(day: date, school_id: int | None) -> Iterable[tuple[str, str, int, int]]:
    """The figures of one day: (clause, amiss, met, of)."""
    whose = DayFigure.school_id.is_null() if school_id is None else DayFigure.school_id == school_id
    query = DayFigure.select(DayFigure.clause, DayFigure.amiss, DayFigure.met, DayFigure.of)
    return [
        (clause, amiss, met, of)
        for clause, amiss, met, of in tuples(query.where(kept(DayFigure) & (DayFigure.day == day) & whose))
    ]


def _day(written: object) -> date:
    return written if isinstance(written, date) else date.fromisoformat(str(written))
