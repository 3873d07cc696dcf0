"""Printed forms that ask for a signature: table and queries."""

from collections.abc import Collection

from peewee import IntegerField, TextField

from db.base import Table
from db.paging import among, tuples


class Form(Table):
    """One printed page, found again by its number."""

    number = TextField(unique=True)
    kind = TextField()
    person_id = IntegerField(null=True)
    account_id = IntegerField(null=True)
    edition_id = IntegerField(null=True)
    printed_at = TextField()
    printed_by = TextField()
    declaration_id = IntegerField(null=True)
    approach_id = IntegerField(null=True)


def form(number: str) -> Form | None:
    """The form printed under this number."""
    return Form.get_or_none(Form.number == number)


def by_id(form_id: int) -> Form | None:
    """The form of this id."""
    return Form.get_or_none(Form.id == form_id)


def of_answer(kind: str, edition_id: int, person_id: int) -> list[Form]:
    """The forms of this kind printed for a person and an edition, the latest first."""
    same = (Form.kind == kind) & (Form.edition_id == edition_id) & (Form.person_id == person_id)
    return list(Form.select().where(same).order_by(Form.id.desc()))


def numbers(wanted: Collection[str]) -> set[str]:
    """Those of the `wanted` numbers that are taken."""
    return {row[0] for row in tuples(Form.select(Form.number).where(Form.number.in_(among(wanted))))}


def any_of(kind: str) -> bool:
    """Whether a form of this kind was ever printed."""
    return Form.select(Form.id).where(Form.kind == kind).exists()


def of_person(person_id: int) -> list[Form]:
    """The forms printed for a person, the latest first."""
    return list(Form.select().where(Form.person_id == person_id).order_by(Form.id.desc()))
