"""That a confidential record was opened by somebody else than its keeper: who and when are its audit entry's."""

from peewee import IntegerField, TextField

from db.approaches import Approach
from db.base import Table
from db.declarations import Declaration
from db.paging import tuples


class Opening(Table):
    """One opening of a record; `kind` is its table's name."""

    kind = TextField()
    record_id = IntegerField()


def whose() -> dict[str, dict[int, int]]:
    """By table, of every declaration and approach, corrected and in the bin as well: the person that it concerns."""
    tables: dict[str, type[Declaration | Approach]] = {"declaration": Declaration, "approach": Approach}
    return {kind: dict(tuples(table.select(table.id, table.person_id))) for kind, table in tables.items()}
