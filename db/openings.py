"""That a confidential record was opened by somebody else than its keeper: who and when are its audit entry's."""

from peewee import IntegerField, TextField

from db.base import Table


class Opening(Table):
    """One opening of a record; `kind` is its table's name."""

    kind = TextField()
    record_id = IntegerField()
