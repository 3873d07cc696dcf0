"""Approaches by students and ex-students that were rejected (6.5.5): table and queries.

A row is one approach; a correction is a further row in its place. What the reply and the report come to later is
written once, where nothing stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from peewee import SQL, Case, DateField, IntegerField, ModelSelect, TextField, fn

from db import attachments, paging
from db.base import Table
from db.paging import Row, among, dicts, kept, tuples
from db.people import Person
from db.schools import School
from db.search import ids_matching

NOT_REPLIED, NOT_PROFESSIONAL = "not replied", "not professional"


class Approach(Table):
    """One approach and the reply to it; `student_key` makes the student's name comparable, `corrects_id` is the row
    in whose place this one stands."""

    SEARCH: ClassVar[tuple[str, ...]] = ("student", "platform")

    person_id = IntegerField()
    student = TextField()
    student_key = TextField()
    student_kind = TextField()
    platform = TextField(default="")
    happened_on = DateField()
    said = TextField(default="")
    reply = TextField(default="")
    replied_on = DateField(null=True)
    tone = TextField(default="")
    solely = TextField(default="")
    solely_reason = TextField(default="")
    reported_on = DateField(null=True)
    form_id = IntegerField(null=True)
    corrects_id = IntegerField(null=True)
    correction = TextField(default="")


def corrected_by(approach_id: int) -> int | None:
    """The id of the approach that stands in this one's place."""
    return paging.corrected_by(Approach, approach_id)


def stands() -> Any:
    """The condition that an approach is not in the bin and none stands in its place."""
    return paging.standing(Approach)


def reply_kept() -> Any:
    """The condition that there is nothing to keep, or that the words of the reply or a picture are kept."""
    pictured = attachments.having("approach")
    return (Approach.reply != "") | (Approach.tone == NOT_REPLIED) | Approach.id.in_(pictured)


def late(before: date) -> Any:
    """The condition that the head was not told of an approach of a day before `before`."""
    return Approach.reported_on.is_null() & (Approach.happened_on < before)


def wanted(
    *,
    late_before: date,
    school_ids: Collection[int] | None = None,
    person_ids: Collection[int] = (),
    school_id: int | None = None,
    find: str = "",
    person_id: int | None = None,
    only: Collection[int] | None = None,
    not_reported: bool = False,
    is_late: bool = False,
    not_kept: bool = False,
    not_professional: bool = False,
) -> ModelSelect[Any]:
    """The ids of the approaches that stand: to people of these schools and to these people, of one school, matching
    `find` (who was approached, by whom, where), to one person, among `only`, of which the head was not told, or not in
    time, of which no reply is kept, whose reply was not professional."""
    ids = Approach.select(Approach.id).join(Person, on=(Person.id == Approach.person_id)).where(stands())
    if school_ids is not None:
        ids = ids.where(Person.school_id.in_(among(school_ids)) | Person.id.in_(among(person_ids)))
    if school_id is not None:
        ids = ids.where(Person.school_id == school_id)
    if find.strip():
        found = Approach.id.in_(ids_matching("approach", find))
        ids = ids.where(found | Person.id.in_(ids_matching("person", find)))
    if person_id is not None:
        ids = ids.where(Approach.person_id == person_id)
    if only is not None:
        ids = ids.where(Approach.id.in_(among(only)))
    conditions = (
        (not_reported, Approach.reported_on.is_null()),
        (is_late, late(late_before)),
        (not_kept, ~reply_kept()),
        (not_professional, Approach.tone == NOT_PROFESSIONAL),
    )
    for asked, condition in conditions:
        if asked:
            ids = ids.where(condition)
    return ids


SORTS = {
    "person": (Person.sorted_as, Approach.id),
    "school": (School.name, Person.sorted_as, Approach.id),
    "student": (Approach.student_key, Approach.happened_on, Approach.id),
    "platform": (Approach.platform, Approach.id),
    "happened_on": (Approach.happened_on, Approach.id),
    "replied_on": (Approach.replied_on, Approach.id),
    "reported_on": (Approach.reported_on, Approach.id),
}


def page(ids: ModelSelect[Any], sort: str, descending: bool, offset: int, limit: int) -> tuple[list[Row], int]:
    """A page of the approaches that `ids` selects (see `wanted`), each with the person approached, their school and
    whether the reply is kept."""
    if sort == "school":
        ids = ids.join(School, on=(School.id == Person.school_id))
    return paging.page(ids, SORTS[sort], descending, _rows, offset, limit)


def rows_of(approach_ids: Sequence[int]) -> list[Row]:
    """These approaches as `page` gives them, in their order; those that were corrected as well."""
    return paging.rows(approach_ids, _rows)


def _rows(ids: SQL) -> ModelSelect[Any]:
    told = (Person.title, Person.forename, Person.surname, Person.job, Person.category, Person.school_id)
    is_kept = Case(None, ((reply_kept(), 1),), 0).alias("kept")
    query = Approach.select(Approach, *told, School.name.alias("school"), is_kept).join(
        Person, on=(Person.id == Approach.person_id)
    )
    query = query.left_outer_join(School, on=(School.id == Person.school_id))
    return query.where(kept(Approach) & Approach.id.in_(ids))


def alike(students: Iterable[tuple[int, str]]) -> dict[tuple[int, str], list[int]]:
    """By school and student's key, for those given: the ids of all approaches that stand, the latest first."""
    given = set(students)
    query = (
        Approach.select(Person.school_id, Approach.student_key, Approach.id)
        .join(Person, on=(Person.id == Approach.person_id))
        .where(stands() & Approach.student_key.in_(among(sorted({key for _, key in given}))))
        .order_by(Approach.happened_on.desc(), Approach.id.desc())
    )
    found: dict[tuple[int, str], list[int]] = {one: [] for one in given}
    for school, key, number in tuples(query):
        if (school, key) in found:
            found[school, key].append(number)
    return found


def counts(late_before: date) -> list[tuple[int, int, int, int, int, int]]:
    """By the school of the person approached: how many stand, of how many the head was not told, or not in time, of
    how many no reply is kept, how many replies were not professional."""

    def number(condition: Any) -> Any:
        return fn.SUM(Case(None, ((condition, 1),), 0))

    query = (
        Approach.select(
            Person.school_id,
            fn.COUNT(Approach.id),
            number(Approach.reported_on.is_null()),
            number(late(late_before)),
            number(~reply_kept()),
            number(Approach.tone == NOT_PROFESSIONAL),
        )
        .join(Person, on=(Person.id == Approach.person_id))
        .where(stands())
        .group_by(Person.school_id)
    )
    return tuples(query)


def amiss(late_before: date) -> list[Row]:
    """The approaches that stand of which something is missing: the head was not told in time (`late`), no reply is
    kept, its tone was not looked at or not professional; the oldest first."""
    told = (Person.title, Person.forename, Person.surname, Person.school_id, School.name.alias("school"))
    columns = (Approach.id, Approach.person_id, Approach.happened_on, Approach.reported_on, Approach.tone)
    conditions = {"kept": reply_kept(), "late": late(late_before)}
    flags = [Case(None, ((condition, 1),), 0).alias(name) for name, condition in conditions.items()]
    query = Approach.select(*columns, *told, *flags).join(Person, on=(Person.id == Approach.person_id))
    query = query.left_outer_join(School, on=(School.id == Person.school_id))
    lacking = late(late_before) | ~reply_kept() | Approach.tone.in_(("", NOT_PROFESSIONAL))
    return dicts(query.where(stands() & lacking).order_by(Approach.happened_on, Approach.id))
