"""Who is authorised on which account, by whose permission, from when until when (5.2.4, 6.2.1, 6.3.1)."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from db import accounts as tables
from db import people as people_tables
from db import schools
from metdesk import acknowledgements, rounds
from metdesk.acknowledgement_record import Standing
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Category, spoken_name, standing
from metdesk.people import Standing as PersonStanding
from metdesk.record import Kind, check, field

PEOPLE_ASKED = 2
"""How many authorised people clause 5.2.4 asks for on each account."""


@dataclass(frozen=True)
class Authorisation:
    """The head's permission for one person on one account, as the register keeps it."""

    account_id: int | None = field("Account", Kind.ACCOUNT, required=True, clause="6.2.1")
    person_id: int | None = field("Person", Kind.PERSON, required=True, clause="6.2.1")
    with_students: bool = field("Also with students", Kind.YES_NO, clause="6.3.1")
    granted_by_id: int | None = field(
        "Granted by",
        Kind.PERSON,
        required=True,
        clause="6.2.1",
        help="The school’s head; the trust officer where it has none.",
    )
    granted_on: date | None = field("Granted on", Kind.DATE, required=True)
    starts: date | None = field("From", Kind.DATE, required=True)
    ends: date | None = field("Until", Kind.DATE, help="The last day; empty while it holds.")
    signed_on: date | None = field("Form signed on", Kind.DATE, help="The date beside the head’s signature.")


@dataclass(frozen=True)
class Permission:
    """An authorisation with the names it needs to be read. `ends` is the earlier of its own last day and
    the person's."""

    id: int
    account_id: int
    person_id: int
    person: str
    job: str
    with_students: bool
    granted_by: str
    granted_on: date
    starts: date
    ends: date | None
    signed_on: date | None
    leaves: bool

    def in_force(self, day: date) -> bool:
        """Whether the permission holds on `day`: from its first to its last day, both included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Effect:
    """What a leaver would do to an account: how many authorised people it has before and after."""

    account_id: int
    before: int
    after: int


def permissions(
    account_ids: Collection[int] | None = None, person_id: int | None = None
) -> dict[int, list[Permission]]:
    """The permissions by account, the earliest first: of these accounts, of one person, or all."""
    found: dict[int, list[Permission]] = {}
    for row in tables.authorisations(account_ids, person_id):
        found.setdefault(row["account_id"], []).append(_permission(row))
    return found


def _permission(row: dict[str, Any]) -> Permission:
    last_days = [day for day in (row["ends"], row["person_ends"]) if day is not None]
    return Permission(
        id=row["id"],
        account_id=row["account_id"],
        person_id=row["person_id"],
        person=spoken_name(row["person_title"], row["forename"], row["surname"]),
        job=row["job"] or row["category"],
        with_students=row["with_students"],
        granted_by=spoken_name(row["granter_title"], row["granter_forename"], row["granter_surname"]),
        granted_on=row["granted_on"],
        starts=row["starts"],
        ends=min(last_days) if last_days else None,
        signed_on=row["signed_on"],
        leaves=row["person_ends"] is not None and (row["ends"] is None or row["person_ends"] < row["ends"]),
    )


def hands(granted: Iterable[Permission], day: date) -> int:
    """How many people are authorised on `day`; two permissions of one person count once."""
    return len({one.person_id for one in granted if one.in_force(day)})


def falls_short(granted: Collection[Permission], today: date) -> date | None:
    """The first day from `today` on with fewer than two people; nothing while no such day is known."""
    turns = sorted({today, *(one.ends + timedelta(days=1) for one in granted if one.ends and one.ends >= today)})
    return next((day for day in turns if hands(granted, day) < PEOPLE_ASKED), None)


def if_leaves(desk: Desk, person_id: int, last_day: date | None = None) -> list[Effect]:
    """What would become of this person's accounts: how many people each has on `last_day` (today where not
    given), and how many are left on the day after."""
    last = last_day or desk.today()
    theirs = [account for account, held in permissions(person_id=person_id).items() if hands(held, last)]
    everyones = permissions(theirs) if theirs else {}
    others = {account: [one for one in held if one.person_id != person_id] for account, held in everyones.items()}
    return [
        Effect(account, hands(held, last), hands(others[account], last + timedelta(days=1)))
        for account, held in everyones.items()
    ]


def get(desk: Desk, authorisation_id: int) -> Authorisation:
    """The authorisation. Refused where there is none, or it is in the bin."""
    row = tables.authorisation(authorisation_id)
    if row is None:
        raise Refused("This permission is no longer in the register: look at the account again.")
    return Authorisation(**{name: row.__data__[name] for name in Authorisation.__dataclass_fields__})


def who_grants(desk: Desk, school_id: int) -> int | None:
    """The person whose permission counts in a school: its head, or the trust officer where it has none."""
    school = schools.school(school_id)
    return (school.head_id if school else None) or desk.trust.officer_id


def grant(desk: Desk, permission: Authorisation) -> int:
    """Records a permission the head gave and returns its id. Refused as `unfit` says."""
    unfit(desk, permission)
    with desk.change("accounts.grant", _words(permission)) as changing:
        return changing.insert(tables.Authorisation, **asdict(permission))


def change(desk: Desk, authorisation_id: int, permission: Authorisation) -> None:
    """Records what is now known of a permission. Refused as `unfit` says."""
    get(desk, authorisation_id)
    unfit(desk, permission, authorisation_id)
    with desk.change("accounts.grant", _words(permission, "Changed permission for")) as changing:
        changing.update(tables.Authorisation, authorisation_id, **asdict(permission))


def end(desk: Desk, authorisation_id: int, last_day: date, why: str) -> None:
    """Ends a permission after `last_day`. Refused: no reason, a last day before the first."""
    permission = get(desk, authorisation_id)
    problems: dict[str, str] = {}
    if not why.strip():
        problems["ended_why"] = "Say why the permission ends: it stands in the account’s history."
    if permission.starts and last_day < permission.starts:
        problems["ends"] = f"The permission began on {show_date(permission.starts)}: it cannot end before."
    if problems:
        raise Refused(problems)
    words = _words(permission, "Ended permission for") + f" after {show_date(last_day)}: {why.strip()}"
    with desk.change("accounts.end", words) as changing:
        changing.update(tables.Authorisation, authorisation_id, ends=last_day, ended_why=why.strip())


def _words(permission: Authorisation, verb: str = "Permission granted to") -> str:
    person = people_tables.person(permission.person_id or 0)
    account = tables.account(permission.account_id or 0)
    name = spoken_name(person.title, person.forename, person.surname) if person else "someone"
    students = ", also with students" if permission.with_students else ""
    return f"{verb} {name} on {account.handle if account else 'an account'}{students}"


def advice(desk: Desk, permission: Authorisation) -> list[str]:
    """What to think of before granting, in sentences: nothing here refuses."""
    person = people_tables.person(permission.person_id or 0)
    account = tables.account(permission.account_id or 0)
    found: list[str] = []
    if account and account.reaches_students and not permission.with_students:
        found.append("This account reaches students: 6.3.1 asks for permission for that as well.")
    if person and person.category != Category.STAFF:
        found.append(f"Section 4 means employees by authorised personnel: this is a {person.category}.")
    if person and person.category != Category.PUPIL and rounds.holding(desk):
        stands = acknowledgements.standing_of(desk, person.id).standing
        if stands is not Standing.SIGNED:
            name = f"{person.forename} {person.surname}"
            found.append(f"{name} has not signed the edition of the policy in force: 6.2.2 asks them to keep to it.")
    if permission.signed_on is None:
        found.append("Print the permission form for the head to sign: 6.2.1 asks for explicit permission.")
    return found


def unfit(desk: Desk, permission: Authorisation, authorisation_id: int | None = None) -> None:
    """Refuses what is missing; a permission by anyone but the school's head (or the trust officer where the
    school has none, 6.2.1); a leaver; a pupil; an end before a start; a day still to come for granting or
    signing; a closed or unofficial account; a second permission while one holds."""
    check(permission)
    account = tables.account(permission.account_id or 0)
    if account is None:
        raise Refused({"account_id": "This account is not in the register: add it first."})
    problems = (
        _unfit_dates(desk, permission)
        | _unfit_person(desk, permission)
        | _unfit_granter(desk, account, permission)
        | _unfit_account(account, permission, authorisation_id)
    )
    if problems:
        raise Refused(problems)


def _unfit_dates(desk: Desk, permission: Authorisation) -> dict[str, str]:
    problems: dict[str, str] = {}
    if permission.ends and permission.starts and permission.ends < permission.starts:
        problems["ends"] = "The permission would end before it starts: check both dates."
    for name, what in (("granted_on", "granted"), ("signed_on", "signed")):
        day = getattr(permission, name)
        if day and day > desk.today():
            problems[name] = f"It cannot have been {what} on a day still to come: write the day it was."
    return problems


def _unfit_person(desk: Desk, permission: Authorisation) -> dict[str, str]:
    person = people_tables.person(permission.person_id or 0)
    if person is None:
        return {"person_id": "This person is not in the register: add them under People first."}
    if person.category == Category.PUPIL:
        return {"person_id": f"{person.forename} {person.surname} is a pupil: only adults can be authorised."}
    left = standing(None, person.ends, max(desk.today(), permission.starts or desk.today())) is PersonStanding.LEFT
    if left and person.ends and (permission.ends is None or permission.ends > person.ends):
        last = show_date(person.ends)
        return {"person_id": f"{person.forename} {person.surname} leaves on {last}: choose somebody who stays."}
    return {}


def _unfit_granter(desk: Desk, account: tables.Account, permission: Authorisation) -> dict[str, str]:
    school = schools.school(account.school_id)
    entitled = who_grants(desk, account.school_id)
    if permission.granted_by_id == entitled:
        return {}
    if entitled is None:
        name = school.name if school else "The school"
        return {"granted_by_id": f"{name} has no head and the trust no trust officer: enter one first (6.2.1)."}
    row = people_tables.person(entitled)
    who = f"{row.forename} {row.surname}" if row else "nobody in the register"
    title = school.head_title if school and school.head_id else "trust officer, as the school has no head"
    return {"granted_by_id": f"Only the head may grant permission (6.2.1): that is {who}, {title}."}


def _unfit_account(account: tables.Account, permission: Authorisation, authorisation_id: int | None) -> dict[str, str]:
    if account.state in ("closed", "unofficial"):
        return {"account_id": f"The account is {account.state}: nobody can be authorised on it."}
    held = permissions([account.id]).get(account.id, [])
    for other in held:
        if other.id != authorisation_id and other.person_id == permission.person_id and _overlap(other, permission):
            return {"person_id": f"{other.person} has a permission on this account then: change that one instead."}
    return {}


def _overlap(other: Permission, permission: Authorisation) -> bool:
    starts, ends = permission.starts or date.min, permission.ends or date.max
    return other.starts <= ends and starts <= (other.ends or date.max)
