"""Rounds and acknowledgements: tables and queries.

What stands for a person and an edition is the last of their rows that are not in the bin; a `mistake` stands for no
answer. Where a person stands for the edition in force is one expression, `standing`, by which lists are filtered and
people are counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import SQL, Case, DateField, Expression, IntegerField, ModelSelect, TextField, fn

from db import people
from db.base import Table
from db.paging import Row, among, dicts, kept, tuples
from db.people import Person
from db.problems import rows
from db.schools import School

MISTAKE = "mistake"
SIGNED = "signed"
EARLIER, ASKED, NOT_ASKED, LEFT = "signed an earlier edition", "asked", "not asked", "left"
PUPIL = "pupil"


class AckRound(Table):
    """A round: who was asked for which edition, when and by when."""

    edition_id = IntegerField()
    asked_on = DateField()
    due_on = DateField()
    school_id = IntegerField(null=True)
    category = TextField(default="")
    note = TextField(default="")
    closed_on = DateField(null=True)


class Acknowledgement(Table):
    """A person's answer to an edition; `corrects_id` is the row in whose place it stands."""

    person_id = IntegerField()
    edition_id = IntegerField()
    answer = TextField()
    signed_on = DateField(null=True)
    received_on = DateField(null=True)
    form_id = IntegerField(null=True)
    reason = TextField(default="")
    corrects_id = IntegerField(null=True)
    correction = TextField(default="")


@dataclass(frozen=True)
class Asked:
    """An open round, as it bears on standings."""

    asked_on: date
    due_on: date
    school_id: int | None
    category: str


@dataclass(frozen=True)
class Asking:
    """What decides standings on `today`: the editions from `oldest` to `current`, of which a signature holds, and
    the open rounds; somebody who started after a round has `days` from then on."""

    oldest: int
    current: int
    rounds: tuple[Asked, ...]
    today: date
    days: int


# --- what stands


def _last() -> Any:
    """The condition that no row of the same person and edition comes after."""
    later = Acknowledgement.alias()
    same = (later.person_id == Acknowledgement.person_id) & (later.edition_id == Acknowledgement.edition_id)
    return ~fn.EXISTS(later.select(later.id).where(later.binned_at.is_null() & same & (later.id > Acknowledgement.id)))


def _stands() -> Any:
    return kept(Acknowledgement) & (Acknowledgement.answer != MISTAKE) & _last()


def _answer(asking: Asking) -> Any:
    """The person's answer that holds for the edition in force; NULL where there is none.

    The last row of all decides, unless it is a mistake; only then, or where there is none, the others are looked at.
    """
    of_edition = Acknowledgement.edition_id.between(asking.oldest, asking.current)
    theirs = kept(Acknowledgement) & (Acknowledgement.person_id == Person.id) & of_edition
    rows = Acknowledgement.select(Acknowledgement.answer).limit(1)
    last = rows.where(theirs).order_by(Acknowledgement.edition_id.desc(), Acknowledgement.id.desc())
    other = rows.where(theirs & _stands()).order_by(Acknowledgement.edition_id.desc())
    return fn.COALESCE(fn.NULLIF(last, MISTAKE), other)


def _signed_earlier(asking: Asking) -> Any:
    earlier = (Acknowledgement.edition_id < asking.oldest) & (Acknowledgement.answer == SIGNED)
    return fn.EXISTS(
        Acknowledgement.select(Acknowledgement.id).where(_stands() & (Acknowledgement.person_id == Person.id) & earlier)
    )


def _gone(asking: Asking) -> Expression:
    return Person.ends.is_null(False) & (Person.ends < asking.today)


def _arrived(asking: Asking) -> Expression:
    return Person.starts.is_null() | (Person.starts <= asking.today)


def _there(asking: Asking) -> Any:
    return ~_gone(asking) & _arrived(asking)


def _concerned(asking: Asking) -> Any:
    """The condition that somebody is counted: pupils only where they are asked or answered (sections 2 and 4)."""
    return (Person.category != PUPIL) | is_asked(asking) | _answer(asking).is_null(False)


_NOBODY = SQL("0")


def in_scope(one: Asked) -> Expression:
    """The condition that a round asks a person, as far as school and category go."""
    condition = (Person.category == one.category) if one.category else (Person.category != PUPIL)
    return condition if one.school_id is None else condition & (Person.school_id == one.school_id)


def is_asked(asking: Asking) -> Any:
    """The condition that some open round asks the person, who has arrived."""
    if not asking.rounds:
        return _NOBODY
    return _arrived(asking) & reduce(or_, (in_scope(one) for one in asking.rounds))


def _is_late(asking: Asking) -> Any:
    """The condition that the day by which the person was asked has passed."""
    newest = asking.today - timedelta(days=asking.days)
    past = [one for one in asking.rounds if one.due_on < asking.today]
    if not past:
        return _NOBODY
    had_time = (Person.starts.is_null() | (Person.starts <= one.asked_on) | (Person.starts < newest) for one in past)
    return reduce(or_, (in_scope(one) & time for one, time in zip(past, had_time, strict=True)))


def joined_later(asking: Asking, school_id: int | None) -> Any:
    """The condition that the open rounds which ask a person all began before they started."""
    started = (~in_scope(one) | (Person.starts > one.asked_on) for one in asking.rounds)
    condition = kept(Person) & _there(asking) & Person.starts.is_null(False) & is_asked(asking)
    if school_id is not None:
        condition &= Person.school_id == school_id
    return reduce(and_, started, condition)


def standing(asking: Asking) -> Any:
    """Where a person stands, in the words of the register."""
    unanswered = Case(None, ((_signed_earlier(asking), EARLIER), (is_asked(asking), ASKED)), NOT_ASKED)
    return Case(None, ((_gone(asking), LEFT),), fn.COALESCE(_answer(asking), unanswered))


def outstanding(asking: Asking) -> Any:
    """The condition that a person is there, was asked, and has not answered."""
    return _there(asking) & is_asked(asking) & _answer(asking).is_null()


def overdue(asking: Asking) -> Any:
    """The condition that a person is outstanding past their day."""
    return outstanding(asking) & _is_late(asking)


# --- lists


def wanted(
    asking: Asking,
    *,
    school_id: int | None = None,
    category: str = "",
    team: str = "",
    find: str = "",
    among_standings: Collection[str] = (),
    only_outstanding: bool = False,
    only_overdue: bool = False,
) -> Any:
    """The condition on people of a list: those there today, and of these standings where some are named; with `LEFT`
    among them, leavers as well. Pupils who are not asked are left out unless `category` names them."""
    condition = people.wanted(school_id=school_id, category=category, find=find, today=asking.today)
    if team:
        condition &= Person.team == team
    if only_overdue:
        return condition & overdue(asking)
    if only_outstanding:
        return condition & outstanding(asking)
    if LEFT not in among_standings:
        condition &= _there(asking)
    if not category:
        condition &= _concerned(asking)
    return condition & standing(asking).in_(list(among_standings)) if among_standings else condition


def figures(asking: Asking) -> list[tuple[int, str, str, bool, bool, int]]:
    """How many people are there today by school, category, standing, whether asked and unanswered, and whether
    overdue."""
    late = Case(None, ((is_asked(asking) & _is_late(asking), 1),), 0)
    told = Person.select(
        Person.school_id,
        Person.category,
        standing(asking).alias("standing"),
        Case(None, ((is_asked(asking), 1),), 0).alias("asked"),
        late.alias("late"),
    ).where(kept(Person) & _there(asking))
    columns = [SQL(name) for name in ("school_id", "category", "standing", "asked", "late")]
    query = ModelSelect(Person, [*columns, SQL("COUNT(*)")]).from_(told).group_by(*columns)
    unanswered = (EARLIER, ASKED)
    return [
        (school, category, stands, bool(asked) and stands in unanswered, bool(late) and stands in unanswered, number)
        for school, category, stands, asked, late, number in tuples(query)
    ]


SORTS = {name: people.SORTS[name] for name in ("name", "school", "category", "job", "staff_code")}


def page(condition: Expression, sort: str, descending: bool, offset: int, limit: int) -> tuple[list[Row], int]:
    """A page of the people that meet `condition` (see `wanted`), as `db.people.page` gives it."""
    return people.page(condition, sort, descending, offset, limit)


def ids(condition: Expression, sort: str, descending: bool) -> list[int]:
    """The ids of everybody who meets `condition`, in this order."""
    return people.ids(condition, sort, descending)


def rows_of(person_ids: Sequence[int]) -> list[Row]:
    """These people as `page` gives them, in their order."""
    return people.rows_of(person_ids)


def handed_out(condition: Expression) -> list[Row]:
    """Everybody who meets `condition`, as forms are handed out: by school, team and surname."""
    query = Person.select(Person, School.name.alias("school")).join(School, on=(School.id == Person.school_id))
    order = (School.name, Person.school_id, Person.team, Person.sorted_as, Person.id)
    return dicts(query.where(condition).order_by(*order))


# --- answers


def acknowledgement(acknowledgement_id: int) -> Acknowledgement | None:
    """The answer, unless it was taken back."""
    return Acknowledgement.get_or_none(kept(Acknowledgement) & (Acknowledgement.id == acknowledgement_id))


def standing_rows(person_ids: Collection[int]) -> list[Row]:
    """What stands for these people, of every edition, the newest edition first; mistakes are left out."""
    query = Acknowledgement.select().where(_stands() & Acknowledgement.person_id.in_(among(person_ids)))
    return dicts(query.order_by(Acknowledgement.person_id, Acknowledgement.edition_id.desc()))


def last_of(person_id: int, edition_id: int) -> Acknowledgement | None:
    """The last row of a person and an edition, be it a mistake."""
    same = (Acknowledgement.person_id == person_id) & (Acknowledgement.edition_id == edition_id)
    query = Acknowledgement.select().where(kept(Acknowledgement) & same).order_by(Acknowledgement.id.desc())
    found: Acknowledgement | None = query.first()
    return found


def entered_at(acknowledgement_id: int) -> datetime | None:
    """The moment an answer was entered, by the audit."""
    found = rows(
        "SELECT at FROM audit_detail JOIN audit ON audit.n = audit_detail.n "
        "WHERE kind = 'acknowledgement' AND record = ? AND action = 'insert'",
        acknowledgement_id,
    )
    return datetime.fromisoformat(found[0][0]) if found else None


def of_person(person_id: int) -> list[Acknowledgement]:
    """Every row of a person, the latest first."""
    query = Acknowledgement.select().where(kept(Acknowledgement) & (Acknowledgement.person_id == person_id))
    return list(query.order_by(Acknowledgement.id.desc()))


def everything() -> list[Row]:
    """Every row of everybody there is, in the order of their entry."""
    return dicts(Acknowledgement.select().where(kept(Acknowledgement)).order_by(Acknowledgement.id))


def entered(person_ids: Collection[int], edition_id: int) -> set[int]:
    """Those of `person_ids` for whom something stands for this edition."""
    query = Acknowledgement.select(Acknowledgement.person_id).where(
        _stands() & (Acknowledgement.edition_id == edition_id) & Acknowledgement.person_id.in_(among(person_ids))
    )
    return {row[0] for row in tuples(query)}


def by_edition() -> list[tuple[int, str, int]]:
    """How many people gave which answer to which edition, leavers with them."""
    query = Acknowledgement.select(Acknowledgement.edition_id, Acknowledgement.answer, fn.COUNT(Acknowledgement.id))
    return tuples(query.where(_stands()).group_by(Acknowledgement.edition_id, Acknowledgement.answer))


def signed_days(oldest: int, current: int) -> list[tuple[int, str, int]]:
    """How many of the answers that hold were signed on which day, by school: (school, day, how many)."""
    of_edition = Acknowledgement.edition_id.between(oldest, current)
    query = (
        Acknowledgement.select(Person.school_id, Acknowledgement.signed_on, fn.COUNT(Person.id.distinct()))
        .join(Person, on=(Person.id == Acknowledgement.person_id))
        .where(_stands() & kept(Person) & of_edition & (Acknowledgement.answer == SIGNED))
        .group_by(Person.school_id, Acknowledgement.signed_on)
    )
    return [(school, str(day), number) for school, day, number in tuples(query)]


# --- rounds


def round_of(round_id: int) -> AckRound | None:
    """The round, unless in the bin."""
    return AckRound.get_or_none(kept(AckRound) & (AckRound.id == round_id))


def rounds(oldest: int = 0) -> list[AckRound]:
    """The rounds for editions from `oldest` on, the latest first."""
    query = AckRound.select().where(kept(AckRound) & (AckRound.edition_id >= oldest))
    return list(query.order_by(AckRound.asked_on.desc(), AckRound.id.desc()))


def asked_people(asking: Asking, rounds: Sequence[Asked]) -> list[tuple[bool, bool, int]]:
    """Of the people there today whom one of these rounds asks: (answered, signed) and how many."""
    answer = _answer(asking)
    scope = Asking(asking.oldest, asking.current, tuple(rounds), asking.today, asking.days)
    told = Person.select(answer.alias("answer")).where(kept(Person) & _there(asking) & is_asked(scope))
    query = ModelSelect(Person, [SQL("answer"), SQL("COUNT(*)")]).from_(told).group_by(SQL("answer"))
    return [(given is not None, given == SIGNED, number) for given, number in tuples(query)]


def teams(school_id: int | None) -> list[str]:
    """The teams of a school, or of all, by name."""
    query = Person.select(Person.team).where(kept(Person) & (Person.team != "")).distinct()
    if school_id is not None:
        query = query.where(Person.school_id == school_id)
    return [row[0] for row in tuples(query.order_by(Person.team))]
