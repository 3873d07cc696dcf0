"""Which school a record belongs to."""

from collections.abc import Callable, Mapping

from db import values
from db.accounts import Account
from db.approaches import Approach
from db.base import Table, table_name, table_named
from db.breaches import Breach
from db.declarations import Declaration
from db.paging import tuples
from db.people import Person
from db.schools import School
from db.values import Stored

BLANK = frozenset({"form"})
"""Tables whose records may be about nobody: a blank form belongs to no school, and to everyone."""


def school_of(table: type[Table], record: Mapping[str, Stored]) -> int | None:
    """The school that the record belongs to; None where it is the whole trust's.

    A school belongs to itself; what names a school to that one; what names an account, or else a person, a
    declaration or an approach, to theirs; what names a record of any table (`kind`, `record_id`), as an attachment
    does, to its.
    """
    if table is School:
        return _number(record["id"])
    if "record_id" in record:
        return _of_record(record["kind"], _number(record["record_id"]))
    for column, find in _WAYS.items():
        value = _number(record.get(column))
        if value is not None:
            return find(value)
    return None


def is_blank(table: type[Table], record: Mapping[str, Stored]) -> bool:
    """Whether the record is about nobody in particular, as a blank form is."""
    return table_name(table) in BLANK and all(record.get(column) is None for column in _WAYS)


def _of_record(kind: Stored, record_id: int | None) -> int | None:
    table = table_named(str(kind))
    columns = values.light(table)
    listed = [table._meta.columns[column] for column in columns]
    row = next(iter(tuples(table.select(*listed).where(table.id == record_id))), None)
    return None if row is None else school_of(table, dict(zip(columns, row, strict=True)))


def _of_account(account_id: int) -> int | None:
    row = Account.get_or_none(Account.id == account_id)
    return None if row is None else int(row.school_id)


def _of_person(person_id: int) -> int | None:
    row = Person.get_or_none(Person.id == person_id)
    return None if row is None else int(row.school_id)


def _of_declaration(declaration_id: int) -> int | None:
    row = Declaration.get_or_none(Declaration.id == declaration_id)
    return None if row is None else _of_person(row.person_id)


def _of_approach(approach_id: int) -> int | None:
    row = Approach.get_or_none(Approach.id == approach_id)
    return None if row is None else _of_person(row.person_id)


def _of_breach(breach_id: int) -> int | None:
    row = Breach.get_or_none(Breach.id == breach_id)
    return None if row is None else int(row.school_id)


def _number(value: Stored) -> int | None:
    return value if isinstance(value, int) else None


_WAYS: dict[str, Callable[[int], int | None]] = {
    "school_id": lambda school_id: school_id,
    "account_id": _of_account,
    "person_id": _of_person,
    "declaration_id": _of_declaration,
    "breach_id": _of_breach,
    "approach_id": _of_approach,
}
