"""Who has said since a day what they have to declare (6.5.4): one expression for lists and counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL, Case, Expression, ModelSelect, fn

from db import people
from db.declarations import (
    APPROVED,
    CONDITIONS,
    ENDED,
    MORE,
    NOT_APPROVED,
    WAITING,
    WITHDRAWN,
    Declaration,
    stands,
    state_on,
)
from db.paging import Row, among, dicts, kept, tuples
from db.people import Person
from db.schools import School

NEVER, TO_CONFIRM, EARLIER, ANSWERED = "never said", "to confirm", "said earlier", "said"
PUPIL = "pupil"
OPEN = (WAITING, MORE, APPROVED, CONDITIONS)


@dataclass(frozen=True)
class Year:
    """What decides where somebody stands on `today`: the day from which they say it anew, and how many days somebody
    who started after it has from then on."""

    since: date
    today: date
    joiner_days_ago: date


def _heard() -> Any:
    """The day a person last said that a declaration is so, or that it is over."""
    declared = Declaration.declared_on
    confirmed, ended = (fn.COALESCE(day, declared) for day in (Declaration.confirmed_on, Declaration.ended_on))
    return fn.MAX(declared, confirmed, Case(None, ((Declaration.state == ENDED, ended),), declared))


def _of_person(selected: Any) -> Any:
    """Something of the declarations of a person that stand and were not taken back."""
    theirs = (Declaration.person_id == Person.id) & (Declaration.state != WITHDRAWN)
    return Declaration.select(selected).where(theirs & stands())


def _goes_on() -> Any:
    """The condition that a relationship of somebody who is there goes on: as `state_on` has it, but quicker."""
    moved = (Declaration.state == NOT_APPROVED) & (Declaration.head_of_id != Person.school_id)
    return Declaration.state.in_(OPEN) | moved


def open_count() -> Any:
    """How many relationships of a person who is there go on."""
    return _of_person(fn.COALESCE(fn.SUM(Case(None, ((_goes_on(), 1),), 0)), 0))


def standing(year: Year) -> Any:
    """Where a person who is there stands, in the words of the register."""
    goes_on, anew = _goes_on(), _heard() >= year.since
    old = fn.MAX(Case(None, ((goes_on & ~anew, 1),), 0))
    new = fn.MAX(Case(None, ((goes_on | anew, 1),), 0))
    cases = ((fn.COUNT(Declaration.id) == 0, NEVER), (old == 1, TO_CONFIRM), (new == 1, ANSWERED))
    return fn.COALESCE(_of_person(Case(None, cases, EARLIER)), NEVER)


def asked(year: Year) -> Any:
    """The condition that somebody is asked: there today, no pupil, and not newer than the days a joiner has."""
    arrived = Person.starts.is_null() | (Person.starts <= year.since) | (Person.starts < year.joiner_days_ago)
    there = (Person.starts.is_null() | (Person.starts <= year.today)) & arrived
    return kept(Person) & there & (Person.ends.is_null() | (Person.ends >= year.today)) & (Person.category != PUPIL)


def wanted(
    year: Year,
    *,
    school_ids: Collection[int] | None = None,
    person_ids: Collection[int] = (),
    school_id: int | None = None,
    category: str = "",
    team: str = "",
    find: str = "",
    standings: Collection[str] = (),
    only: Collection[int] | None = None,
) -> Any:
    """The condition on people of a list: those who are asked, of these schools or among these people; of one school,
    category or team, matching `find`, of these standings, among `only`."""
    condition: Any = people.wanted(school_id=school_id, category=category, find=find, today=year.today) & asked(year)
    if school_ids is not None:
        condition &= Person.school_id.in_(among(school_ids)) | Person.id.in_(among(person_ids))
    if team:
        condition &= Person.team == team
    if only is not None:
        condition &= Person.id.in_(among(only))
    return condition & standing(year).in_(list(standings)) if standings else condition


SORTS = {name: people.SORTS[name] for name in ("name", "school", "category", "job")}


def page(condition: Expression, sort: str, descending: bool, offset: int, limit: int) -> tuple[list[Row], int]:
    """A page of the people that meet `condition`, as `db.people.page` gives it."""
    return people.page(condition, sort, descending, offset, limit)


def ids(condition: Expression, sort: str, descending: bool) -> list[int]:
    """The ids of everybody who meets `condition`, in this order."""
    return people.ids(condition, sort, descending)


def handed_out(condition: Expression) -> list[Row]:
    """Everybody who meets `condition`, as forms are handed out: by school, team and surname."""
    query = Person.select(Person, School.name.alias("school")).join(School, on=(School.id == Person.school_id))
    order = (School.name, Person.school_id, Person.team, Person.sorted_as, Person.id)
    return dicts(query.where(condition).order_by(*order))


def standings_of(year: Year, person_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """Where these people stand, and how many relationships of theirs go on."""
    query = Person.select(Person.id, standing(year), open_count()).where(Person.id.in_(among(person_ids)))
    return {person: (stands_at, number) for person, stands_at, number in tuples(query)}


def asked_of(year: Year, person_ids: Collection[int]) -> set[int]:
    """Those of these people who are asked."""
    return {row[0] for row in tuples(Person.select(Person.id).where(Person.id.in_(among(person_ids)) & asked(year)))}


def declared(person_ids: Sequence[int], today: date) -> list[Row]:
    """What of these people stands and was not taken back, with the state that counts, by person and id."""
    query = (
        Declaration.select(Declaration, state_on(today).alias("counts_as"))
        .join(Person, on=(Person.id == Declaration.person_id))
        .where(stands() & Declaration.person_id.in_(among(person_ids)))
    )
    return dicts(query.order_by(Declaration.person_id, Declaration.id))


def counts(year: Year) -> list[tuple[int, str, str, int]]:
    """How many people are asked, by school, category and standing."""
    told = Person.select(Person.school_id, Person.category, standing(year).alias("standing")).where(asked(year))
    columns = [SQL(name) for name in ("school_id", "category", "standing")]
    query = ModelSelect(Person, [*columns, SQL("COUNT(*)")]).from_(told).group_by(*columns)
    return tuples(query)
