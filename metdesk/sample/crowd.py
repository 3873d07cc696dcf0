"""Copies of the sample trust's schools, for a larger sample: written many rows at a time, as they are today."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from db import accounts as account_tables
from db import people as people_tables
from db import schools as school_tables
from metdesk.account_record import State
from metdesk.desk import Desk
from metdesk.jobs import Progress
from metdesk.sample import entries, plan
from metdesk.sample.calendar import Days
from metdesk.sample.cast import Cast, Member
from metdesk.sample.declared_copies import add_declared
from metdesk.sample.entries import AccountEntry
from metdesk.sample.plan import SchoolPlan

_COPIES_AT_ONCE = 10


class Crowd:
    """Adds `copies` of the five settings, with their people, accounts and permissions, and what was declared."""

    def __init__(self, desk: Desk, days: Days, cast: Cast, copies: int) -> None:
        self._desk, self._days, self._cast, self._copies = desk, days, cast, copies

    def run(self, progress: Progress) -> None:
        """Writes the copies, some at a time."""
        for first in range(1, self._copies + 1, _COPIES_AT_ONCE):
            progress((first - 1) / self._copies, "Adding more schools…")
            batch = range(first, min(first + _COPIES_AT_ONCE, self._copies + 1))
            self._add([school for copy in batch for school in plan.schools(copy)])

    def _add(self, schools: list[SchoolPlan]) -> None:
        rows = [asdict(entries.school(school)) for school in schools]
        with self._desk.change("schools.import", f"Schools taken in: {len(rows):,} schools") as changing:
            school_ids = changing.insert_many(school_tables.School, rows)
        homes = dict(zip(schools_by_slug(schools), school_ids, strict=True))
        members = [member for school in schools for member in self._cast.of(school)]
        people = [entries.person_columns(one, homes[one.school.slug], as_entered=False) for one in members]
        with self._desk.change("people.import", f"Staff lists taken in: {len(people):,} people") as changing:
            ids = changing.insert_many(people_tables.Person, people)
        known = {(one.school.slug, one.key): number for one, number in zip(members, ids, strict=True)}
        heads = {homes[school.slug]: {"head_id": known.get((school.slug, school.about["head"]))} for school in schools}
        with self._desk.change("schools.import", f"Heads taken in: {len(heads):,} schools") as changing:
            changing.update_many(school_tables.School, heads)
        self._add_accounts(schools, homes, known, members)
        add_declared(self._desk, self._days, schools, homes, known)

    def _add_accounts(
        self,
        schools: list[SchoolPlan],
        homes: dict[str, int],
        known: dict[tuple[str, str], int],
        members: list[Member],
    ) -> None:
        started = {(one.school.slug, one.key): one.person.starts for one in members}
        theirs = [AccountEntry(school, about) for school in schools for about in school.accounts]
        rows = [self._account(entry, homes[entry.school.slug]) for entry in theirs]
        with self._desk.change("accounts.import", f"Accounts taken in: {len(rows):,} accounts") as changing:
            ids = changing.insert_many(account_tables.Account, rows)
            permissions = [
                entries.permission_columns(permission, account, ends)
                for entry, account in zip(theirs, ids, strict=True)
                for permission, ends in self._permissions(entry, known, started)
            ]
            changing.insert_many(account_tables.Authorisation, permissions)

    def _account(self, entry: AccountEntry, school_id: int) -> dict[str, Any]:
        record = entry.record(self._days, school_id, entry.last_state)
        columns = entries.account_columns(record, self._days.ahead(60) if record.state == State.ACTIVE else None)
        return columns | {"closed": self._days.back(entry.about["closed"]) if "closed" in entry.about else None}

    def _permissions(
        self, entry: AccountEntry, known: dict[tuple[str, str], int], started: dict[tuple[str, str], Any]
    ) -> Iterator[tuple[Any, Any]]:
        """Permissions with their ends; where there is no head now, the last one granted them."""
        slug, about = entry.school.slug, entry.about
        head = known.get((slug, about_head)) if (about_head := entry.school.about["head"]) else None
        granter = head or known[slug, "earlier head"]
        for key in entry.people(late=False):
            opened = entry.day(self._days)
            day = max(opened, started[slug, key] or opened)
            months = about.get("ended", {}).get(key, about.get("closed"))
            yield entry.permission(key, known[slug, key], granter, day), self._days.back(months) if months else None


def schools_by_slug(schools: list[SchoolPlan]) -> list[str]:
    """The slug of each school, which no two share."""
    return [school.slug for school in schools]
