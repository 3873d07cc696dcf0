"""Declarations of relationships (6.1.4, 6.5.4): tables and queries.

A row is what somebody declared. What was done about it are its steps; `state`, `look_again`, `confirmed_on`,
`ended_on` and `head_of_id` follow from them and are written with them. What follows from the day and from where the
person is now is one expression, `state_on`, by which lists are filtered and rows are counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, ClassVar

from peewee import SQL, BooleanField, Case, DateField, IntegerField, ModelSelect, TextField, fn

from db import paging
from db.base import Table
from db.paging import Row, among, dicts, kept, tuples
from db.people import Person
from db.schools import School
from db.search import ids_matching

WAITING, MORE, APPROVED, CONDITIONS = "waiting", "more asked", "approved", "approved with conditions"
NOT_APPROVED, WITHDRAWN, ENDED, NOTHING = "not approved", "withdrawn", "ended", "nothing to declare"
ANSWER = "answered"
ANSWERED = (MORE, APPROVED, CONDITIONS, NOT_APPROVED)
"""What a head said, which another school's head has not."""
RUNNING = (WAITING, *ANSWERED, NOTHING)
"""What ends when the person leaves."""


class Declaration(Table):
    """A relationship as it was declared, or that there is nothing to declare; `head_of_id` is the school whose head
    has it."""

    SEARCH: ClassVar[tuple[str, ...]] = ("with_whom", "platforms")

    person_id = IntegerField()
    head_of_id = IntegerField()
    nothing = BooleanField(default=False)
    with_kind = TextField(default="")
    with_whom = TextField(default="")
    relationship = TextField(default="")
    platforms = TextField(default="")
    since = TextField(default="")
    words = TextField(default="")
    declared_on = DateField()
    received_on = DateField(null=True)
    form_id = IntegerField(null=True)
    corrects_id = IntegerField(null=True)
    correction = TextField(default="")
    state = TextField()
    look_again = DateField(null=True)
    confirmed_on = DateField(null=True)
    ended_on = DateField(null=True)


class DeclarationStep(Table):
    """What was done about a declaration: decided, asked, answered, confirmed, withdrawn, ended."""

    declaration_id = IntegerField()
    step = TextField()
    taken_on = DateField()
    decided_by_id = IntegerField(null=True)
    reason = TextField(default="")
    conditions = TextField(default="")
    solely = TextField(default="")
    look_again = DateField(null=True)
    signed = TextField(default="")
    form_id = IntegerField(null=True)


def declaration(declaration_id: int) -> Declaration | None:
    """The declaration, unless it is in the bin."""
    return Declaration.get_or_none(kept(Declaration) & (Declaration.id == declaration_id))


def corrected_by(declaration_id: int) -> int | None:
    """The id of the declaration that stands in this one's place."""
    return paging.corrected_by(Declaration, declaration_id)


def steps(declaration_ids: Collection[int]) -> list[Row]:
    """What was done about these declarations, in its order, each with the name of who decided."""
    query = DeclarationStep.select(DeclarationStep, Person.title, Person.forename, Person.surname)
    query = query.left_outer_join(Person, on=(Person.id == DeclarationStep.decided_by_id))
    query = query.where(kept(DeclarationStep) & DeclarationStep.declaration_id.in_(among(declaration_ids)))
    return dicts(query.order_by(DeclarationStep.declaration_id, DeclarationStep.id))


def stands() -> Any:
    """The condition that a declaration is not in the bin and none stands in its place."""
    return paging.standing(Declaration)


def state_on(today: date) -> Any:
    """The state that counts, of a declaration joined to its person: a leaver's has ended, and what one head said is
    still to be said by the head of the school that the person moved to."""
    left = Person.ends.is_null(False) & (Person.ends < today)
    moved = Declaration.head_of_id != Person.school_id
    return Case(
        None,
        (
            (Declaration.state.in_(RUNNING) & left, ENDED),
            (Declaration.state.in_(ANSWERED) & moved, WAITING),
        ),
        Declaration.state,
    )


def to_look_at(today: date) -> Any:
    """The condition that the head has something to do: to decide, or to look again on a day that has come."""
    state = state_on(today)
    again = state.in_((APPROVED, CONDITIONS)) & Declaration.look_again.is_null(False)
    return (state == WAITING) | (again & (Declaration.look_again <= today))


def wanted(
    *,
    today: date,
    school_ids: Collection[int] | None = None,
    person_ids: Collection[int] = (),
    school_id: int | None = None,
    states: Collection[str] = (),
    with_kind: str = "",
    find: str = "",
    person_id: int | None = None,
    only: Collection[int] | None = None,
    to_review: bool = False,
) -> ModelSelect[Any]:
    """The ids of the declarations that stand: of people of these schools and of these people, of one school, in one
    of `states` today, with a kind of person, matching `find` (who declared, or with whom), of one person, among
    `only`, or for the head to look at."""
    ids = Declaration.select(Declaration.id).join(Person, on=(Person.id == Declaration.person_id)).where(stands())
    if school_ids is not None:
        ids = ids.where(Person.school_id.in_(among(school_ids)) | Person.id.in_(among(person_ids)))
    if school_id is not None:
        ids = ids.where(Person.school_id == school_id)
    if states:
        ids = ids.where(state_on(today).in_(list(states)))
    if with_kind:
        ids = ids.where(Declaration.with_kind == with_kind)
    if find.strip():
        found = Declaration.id.in_(ids_matching("declaration", find))
        ids = ids.where(found | Person.id.in_(ids_matching("person", find)))
    if person_id is not None:
        ids = ids.where(Declaration.person_id == person_id)
    if only is not None:
        ids = ids.where(Declaration.id.in_(among(only)))
    if to_review:
        ids = ids.where(to_look_at(today))
    return ids


SORTS = {
    "person": (Person.sorted_as, Declaration.id),
    "school": (School.name, Person.sorted_as, Declaration.id),
    "with_kind": (Declaration.with_kind, Declaration.id),
    "relationship": (Declaration.relationship, Declaration.id),
    "declared_on": (Declaration.declared_on, Declaration.id),
    "look_again": (Declaration.look_again, Declaration.id),
}


_TURN = (WAITING, MORE, APPROVED, CONDITIONS, NOT_APPROVED, NOTHING, ENDED)
"""The states in the order in which they matter; what was withdrawn comes last."""


def page(
    ids: ModelSelect[Any], sort: str, descending: bool, offset: int, limit: int, today: date
) -> tuple[list[Row], int]:
    """A page of the declarations that `ids` selects (see `wanted`), each with its person and their school; by `state`
    those that wait come first."""
    if sort == "school":
        ids = ids.join(School, on=(School.id == Person.school_id))
    turn = Case(state_on(today), tuple((state, place) for place, state in enumerate(_TURN)), len(_TURN))
    columns = (turn, Declaration.declared_on, Declaration.id) if sort == "state" else SORTS[sort]
    return paging.page(ids, columns, descending, _rows, offset, limit)


def rows_of(declaration_ids: Sequence[int]) -> list[Row]:
    """These declarations as `page` gives them, in their order; those that were corrected as well."""
    return paging.rows(declaration_ids, _rows)


def of_person(person_id: int) -> list[int]:
    """The ids of everything somebody declared, the latest first; corrected ones as well."""
    query = Declaration.select(Declaration.id).where(kept(Declaration) & (Declaration.person_id == person_id))
    return [row[0] for row in tuples(query.order_by(Declaration.declared_on.desc(), Declaration.id.desc()))]


def _rows(ids: SQL) -> ModelSelect[Any]:
    told = (Person.title, Person.forename, Person.surname, Person.job, Person.category, Person.school_id)
    query = Declaration.select(Declaration, *told, Person.ends.alias("person_ends"), School.name.alias("school")).join(
        Person, on=(Person.id == Declaration.person_id)
    )
    query = query.left_outer_join(School, on=(School.id == Person.school_id))
    return query.where(kept(Declaration) & Declaration.id.in_(ids))


def counts(today: date) -> list[tuple[int, str, int]]:
    """How many declarations stand, by the person's school and the state that counts: (school, state, how many)."""
    state = state_on(today)
    query = (
        Declaration.select(Person.school_id, state.alias("counted"), fn.COUNT(Declaration.id))
        .join(Person, on=(Person.id == Declaration.person_id))
        .where(stands())
        .group_by(Person.school_id, SQL("counted"))
    )
    return tuples(query)


def awaiting(today: date) -> list[Row]:
    """What a head is to look at (see `to_look_at`), the oldest first: whose it is, and the day on which the person last
    answered what was asked."""
    answered = DeclarationStep.select(fn.MAX(DeclarationStep.taken_on)).where(
        kept(DeclarationStep) & (DeclarationStep.declaration_id == Declaration.id) & (DeclarationStep.step == ANSWER)
    )
    query = Declaration.select(
        Declaration, Person.title, Person.forename, Person.surname, Person.school_id,
        School.name.alias("school"), answered.alias("answered_on"),
    )  # fmt: skip
    query = query.join(Person, on=(Person.id == Declaration.person_id))
    query = query.left_outer_join(School, on=(School.id == Person.school_id)).where(stands() & to_look_at(today))
    return dicts(query.order_by(Declaration.declared_on, Declaration.id))


def answered_by_head(relationship: str, today: date) -> list[tuple[int, int]]:
    """How many declarations of one kind of relationship a head has answered, by the person's school."""
    query = Declaration.select(Person.school_id, fn.COUNT(Declaration.id))
    query = query.join(Person, on=(Person.id == Declaration.person_id))
    query = query.where(stands() & (Declaration.relationship == relationship) & state_on(today).in_(ANSWERED))
    return tuples(query.group_by(Person.school_id))


def first_day() -> date | None:
    """The day of the first declaration there is."""
    found = tuples(Declaration.select(fn.MIN(Declaration.declared_on)).where(kept(Declaration)))[0][0]
    return date.fromisoformat(str(found)) if found else None
