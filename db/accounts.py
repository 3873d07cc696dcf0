"""The account register: tables and queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from peewee import JOIN, SQL, BooleanField, DateField, IntegerField, ModelSelect, TextField, fn

from db import paging
from db.base import Table
from db.paging import Row, among, dicts, kept, tuples
from db.people import Person
from db.schools import School
from db.search import ids_matching


class Account(Table):
    """A social media account of a school; `identity` is its address made comparable."""

    SEARCH: ClassVar[tuple[str, ...]] = ("platform", "handle", "address", "purpose", "held_with")

    school_id = IntegerField()
    platform = TextField()
    handle = TextField()
    address = TextField(default="")
    identity = TextField()
    purpose = TextField(default="")
    reaches_students = BooleanField(default=False)
    held_with = TextField(default="")
    personal = BooleanField(default=False)
    state = TextField()
    opened = DateField(null=True)
    closed = DateField(null=True)
    next_check = DateField(null=True)
    notes = TextField(default="")


class Authorisation(Table):
    """The head's permission for one person on one account (6.2.1), and with students (6.3.1)."""

    account_id = IntegerField()
    person_id = IntegerField()
    granted_by_id = IntegerField()
    granted_on = DateField()
    starts = DateField()
    ends = DateField(null=True)
    with_students = BooleanField(default=False)
    signed_on = DateField(null=True)
    ended_why = TextField(default="")


class AccountCheck(Table):
    """A look at an account: when, what was found, by whom."""

    account_id = IntegerField()
    checked_on = DateField()
    finding = TextField()
    checked_by = TextField()


def account(account_id: int) -> Account | None:
    """The account, unless it is in the bin."""
    return Account.get_or_none(kept(Account) & (Account.id == account_id))


def with_identity(identities: Collection[str]) -> list[Account]:
    """The accounts that stand for one of these identities."""
    return list(Account.select().where(kept(Account) & Account.identity.in_(among(identities))))


def everything() -> list[Account]:
    """All accounts that are not in the bin, by school, platform and handle."""
    query = Account.select().where(kept(Account))
    return list(query.order_by(Account.school_id, Account.platform, Account.handle, Account.id))


def authorisation(authorisation_id: int) -> Authorisation | None:
    """The authorisation, unless it is in the bin."""
    return Authorisation.get_or_none(kept(Authorisation) & (Authorisation.id == authorisation_id))


def authorisations(account_ids: Collection[int] | None = None, person_id: int | None = None) -> list[Row]:
    """Authorisations of these accounts, of this person, or all: with the person's name, category and last
    day, and the name of who granted it; the earliest first."""
    granter = Person.alias()
    query = (
        Authorisation.select(
            Authorisation,
            Person.title.alias("person_title"),
            Person.forename,
            Person.surname,
            Person.job,
            Person.category,
            Person.ends.alias("person_ends"),
            Person.school_id.alias("person_school_id"),
            granter.title.alias("granter_title"),
            granter.forename.alias("granter_forename"),
            granter.surname.alias("granter_surname"),
        )
        .join(Person, on=(Person.id == Authorisation.person_id))
        .join(granter, JOIN.LEFT_OUTER, on=(granter.id == Authorisation.granted_by_id))
        .where(kept(Authorisation))
        .order_by(Authorisation.account_id, Authorisation.starts, Authorisation.id)
    )
    if account_ids is not None:
        query = query.where(Authorisation.account_id.in_(among(account_ids)))
    if person_id is not None:
        query = query.where(Authorisation.person_id == person_id)
    return dicts(query)


def platforms() -> list[str]:
    """The platforms on which there are accounts, by name."""
    query = Account.select(Account.platform).where(kept(Account)).distinct().order_by(Account.platform)
    return [row[0] for row in tuples(query)]


def checks(account_id: int) -> list[AccountCheck]:
    """The looks at an account, the latest first."""
    query = AccountCheck.select().where(kept(AccountCheck) & (AccountCheck.account_id == account_id))
    return list(query.order_by(AccountCheck.checked_on.desc(), AccountCheck.id.desc()))


def last_checks(account_ids: Collection[int] | None = None) -> dict[int, date]:
    """The day of the latest look at each account."""
    latest = fn.MAX(AccountCheck.checked_on)
    query = AccountCheck.select(AccountCheck.account_id, latest).where(kept(AccountCheck))
    if account_ids is not None:
        query = query.where(AccountCheck.account_id.in_(among(account_ids)))
    rows = tuples(query.group_by(AccountCheck.account_id))
    return {number: date.fromisoformat(str(day)) for number, day in rows}


def selection(
    *,
    school_id: int | None = None,
    states: Collection[str] = (),
    platform: str = "",
    find: str = "",
    only: Collection[int] | None = None,
) -> ModelSelect[Any]:
    """The ids of the accounts of one school, in one of `states`, on one platform, matching `find`, among `only`.

    `find` also matches the people authorised on an account.
    """
    ids = Account.select(Account.id).where(kept(Account))
    if only is not None:
        ids = ids.where(Account.id.in_(among(only)))
    if school_id is not None:
        ids = ids.where(Account.school_id == school_id)
    if states:
        ids = ids.where(Account.state.in_(among(states)))
    if platform:
        ids = ids.where(Account.platform == platform)
    if find.strip():
        theirs = Authorisation.select(Authorisation.account_id).where(
            kept(Authorisation) & Authorisation.person_id.in_(ids_matching("person", find))
        )
        ids = ids.where(Account.id.in_(ids_matching("account", find)) | Account.id.in_(theirs))
    return ids


_SCHOOL = fn.LOWER(School.select(School.name).where(School.id == Account.school_id))
_LATEST = fn.COALESCE(
    AccountCheck.select(fn.MAX(AccountCheck.checked_on)).where(
        kept(AccountCheck) & (AccountCheck.account_id == Account.id)
    ),
    "",
)

SORTS = {
    "platform": (Account.platform, Account.handle, Account.id),
    "school": (_SCHOOL, Account.platform, Account.handle, Account.id),
    "handle": (Account.handle, Account.id),
    "state": (Account.state, Account.platform, Account.handle, Account.id),
    "last_checked": (_LATEST, Account.id),
    "next_check": (Account.next_check, Account.id),
}


def page(ids: ModelSelect, sort: str, descending: bool, offset: int, limit: int) -> tuple[list[Row], int]:
    """A page of the accounts in `ids` (see `selection`), each with the name of the school."""
    return paging.page(ids, SORTS[sort], descending, _rows, offset, limit)


def _rows(ids: SQL) -> ModelSelect[Any]:
    return (
        Account.select(Account, School.name.alias("school"))
        .join(School, JOIN.LEFT_OUTER, on=(School.id == Account.school_id))
        .where(Account.id.in_(ids))
    )
