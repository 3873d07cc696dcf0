"""Rows of the registers as the sample writes them many at a time; what is written singly goes by the commands."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from metdesk import accounts, people
from metdesk.account_record import Account, State
from metdesk.authorisations import Authorisation
from metdesk.sample.calendar import Days
from metdesk.sample.cast import Member
from metdesk.sample.plan import SchoolPlan
from metdesk.schools import School


def school(plan: SchoolPlan) -> School:
    """The school's record, without its head."""
    return School(
        name=plan.name,
        kind=plan.about["kind"],
        urn=plan.urn,
        town=plan.about["town"],
        email=f"office@{plan.domain}",
        head_title=plan.about["head_title"],
        devices=plan.about["devices"],
        authority=plan.about["authority"],
    )


def person_columns(member: Member, school_id: int, *, as_entered: bool) -> dict[str, Any]:
    """A person's columns: as the office first entered them, or with the last day it learnt of later."""
    unknown = as_entered and member.gone_entered is not None
    ends = None if unknown else member.person.ends
    return people.columns(replace(member.person, school_id=school_id, ends=ends))


@dataclass(frozen=True)
class AccountEntry:
    """An account of the sample: its school, and what the file says of it."""

    school: SchoolPlan
    about: Mapping[str, Any]

    def day(self, days: Days) -> date:
        """When it was opened or, where that is not known, when it was found."""
        return days.back(self.about.get("opened", self.about.get("added", 0)))

    def record(self, days: Days, school_id: int, state: str) -> Account:
        """The account's record in one `state`."""
        about, worded = self.about, self.school.worded
        return Account(
            school_id=school_id,
            platform=about["platform"],
            handle=worded(about["handle"]),
            address=worded(about.get("address", "")),
            purpose=about["purpose"],
            reaches_students=about.get("students", False),
            held_with=worded(about.get("held", "")) or self._school_mail(),
            personal=about.get("personal", False),
            state=state,
            opened=self.day(days) if "opened" in about else None,
        )

    def _school_mail(self) -> str:
        theirs = self.about.get("state") == State.UNOFFICIAL or self.about.get("personal", False)
        return "" if theirs else f"social.media@{self.school.domain}"

    @property
    def first_state(self) -> str:
        """The state in which it was entered: what is dormant or closed now was active then."""
        state = self.about.get("state", State.ACTIVE)
        return str(State.ACTIVE if state == State.DORMANT else state)

    @property
    def last_state(self) -> str:
        """The state it is in today."""
        return str(State.CLOSED if "closed" in self.about else self.about.get("state", State.ACTIVE))

    def people(self, *, late: bool) -> Sequence[str]:
        """The keys of those authorised from the opening, or of those who came later."""
        return [key for key in self.about.get("who", ()) if (key in self.about.get("late", {})) is late]

    def permission(self, key: str, person_id: int, granter: int, day: date) -> Authorisation:
        """The permission of one of its people, without an end; `account_id` is filled in by the caller."""
        students = self.about.get("students", False) and key not in self.about.get("without", ())
        return Authorisation(
            person_id=person_id,
            granted_by_id=granter,
            granted_on=day,
            starts=day,
            with_students=students,
            signed_on=None if key in self.about.get("unsigned", ()) else day,
        )


def account_columns(account: Account, next_check: date | None) -> dict[str, Any]:
    """An account's columns, its next check planned."""
    return accounts.columns(replace(account, next_check=next_check))


def permission_columns(permission: Authorisation, account_id: int, ends: date | None = None) -> dict[str, Any]:
    """A permission's columns."""
    return asdict(replace(permission, account_id=account_id, ends=ends))
