"""Which person of the register a keyholder is, so that they can decide in that person's place and no other."""

from peewee import IntegerField, TextField

from db.base import Table
from db.paging import kept


class KeyholderPerson(Table):
    """A keyholder by the id that keys.json and the `keyholder` table give them, and the person they are."""

    keyholder = TextField(unique=True)
    person_id = IntegerField(null=True)


def row_of(keyholder: str) -> KeyholderPerson | None:
    """The row of a keyholder, be it in the bin."""
    return KeyholderPerson.get_or_none(KeyholderPerson.keyholder == keyholder)


def person_of(keyholder: str) -> int | None:
    """The id of the person a keyholder is; None where nobody said."""
    row = KeyholderPerson.get_or_none(kept(KeyholderPerson) & (KeyholderPerson.keyholder == keyholder))
    return None if row is None else row.person_id
