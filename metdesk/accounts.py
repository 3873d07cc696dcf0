"""The account register: each account of each school, its state and its checks (5.2.4, 6.2, 6.4.2)."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from db import accounts as tables
from db import schools
from metdesk.authorisations import PEOPLE_ASKED, Permission, falls_short, hands, permissions
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk, Happening
from metdesk.errors import Refused
from metdesk.record import Kind, Page, field, problems, stripped

PLATFORMS = (
    "Facebook", "Instagram", "X", "YouTube", "TikTok", "LinkedIn", "WhatsApp", "Threads", "Bluesky",
    "Snapchat", "Pinterest", "Twitch", "Flickr", "Vimeo", "Blog", "Filesharing", "Other",
)  # fmt: skip
_SAME_PLATFORM = {
    "twitter": "X",
    "x (twitter)": "X",
    "twitter/x": "X",
    "fb": "Facebook",
    "insta": "Instagram",
}
_SAME_HOST = {"twitter.com": "x.com", "fb.com": "facebook.com", "youtu.be": "youtube.com"}
_HOST_PREFIX = re.compile(r"^(www|m|mobile|en-gb|web)\.")
_PRIVATE_MAIL = {
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "live.co.uk",
    "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com", "msn.com",
    "protonmail.com", "proton.me", "virginmedia.com", "talktalk.net",
}  # fmt: skip


class State(StrEnum):
    """Where an account is in its life. Unofficial: uses the school's name, branding or logo (6.4.2)."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DORMANT = "dormant"
    CLOSED = "closed"
    UNOFFICIAL = "unofficial"


GRANT, CHANGE, PRINT, LOOK, EDIT = (
    "Grant permission…",
    "Change the permission…",
    "Print the form…",
    "Record a check…",
    "Edit the account…",
)
"""The next steps, in words."""

IN_USE = (State.ACTIVE, State.DORMANT, State.PROPOSED, State.UNOFFICIAL)


@dataclass(frozen=True)
class Account:
    """An account as the register keeps it. No password is ever kept."""

    school_id: int | None = field("School", Kind.SCHOOL, required=True, clause="1")
    platform: str = field("Platform", Kind.SUGGESTED, choices=PLATFORMS, required=True, clause="4")
    handle: str = field("Account name", required=True, help="As it is shown: @ashhillprimary, Ash Hill PTA, …")
    address: str = field("Address", Kind.ADDRESS, help="The link to the account, copied from the browser.")
    purpose: str = field("Purpose", Kind.TEXT)
    reaches_students: bool = field("Reaches students", Kind.YES_NO, clause="6.3.1")
    held_with: str = field("Held with", help="The school address the account was opened with.", clause="6.2.3")
    personal: bool = field("Held with a personal account", Kind.YES_NO, clause="6.2.3")
    state: str = field("State", Kind.CHOICE, choices=State, required=True, default="active")
    opened: date | None = field("Opened", Kind.DATE)
    closed: date | None = field("Closed", Kind.DATE)
    next_check: date | None = field("Next check", Kind.DATE)
    notes: str = field("Notes", Kind.TEXT)

    @property
    def title(self) -> str:
        """As spoken of: `@ashhill (Facebook)`."""
        return f"{self.handle} ({self.platform})"


@dataclass(frozen=True)
class AccountFilter:
    """Which accounts a list shows; empty values leave the question open. `only` are the ids to choose among."""

    school_id: int | None = None
    states: tuple[str, ...] = IN_USE
    platform: str = ""
    find: str = ""
    only: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Look:
    """One check of an account: when, what was found, by whom."""

    checked_on: date
    finding: str
    checked_by: str


@dataclass(frozen=True)
class Concern:
    """Something about an account that a clause asks to be put right, and the next step in words.

    `grave` breaks a must of the policy; `permissions` are those it is about.
    """

    clause: str
    words: str
    grave: bool
    step: str
    permissions: tuple[Permission, ...] = ()


@dataclass(frozen=True)
class Overview:
    """An account with everything that decides whether it is in order on `today`."""

    id: int
    account: Account
    school: str
    permissions: tuple[Permission, ...]
    last_checked: date | None
    today: date

    @property
    def hands(self) -> int:
        """How many people are authorised today."""
        return hands(self.permissions, self.today)

    @property
    def counted(self) -> bool:
        """Whether clause 5.2.4 counts this account: it does while it is active."""
        return self.account.state == State.ACTIVE

    @property
    def falls_short(self) -> date | None:
        """The first day from today on which fewer than two people are authorised, where that is known."""
        return falls_short(self.permissions, self.today) if self.counted else None

    @property
    def held_personally(self) -> bool:
        """Whether the account hangs on somebody's private one (6.2.3)."""
        return self.account.personal or private_mail(self.account.held_with)

    @property
    def unsigned(self) -> tuple[Permission, ...]:
        """Permissions in force for which no signed form of the head is recorded (6.2.1)."""
        return tuple(one for one in self.permissions if one.in_force(self.today) and one.signed_on is None)

    @property
    def lacks_students(self) -> tuple[Permission, ...]:
        """Permissions in force that do not cover students, on an account that reaches them (6.3.1)."""
        if not self.account.reaches_students:
            return ()
        return tuple(one for one in self.permissions if one.in_force(self.today) and not one.with_students)

    @property
    def check_due(self) -> bool:
        """Whether the day of the next check has passed."""
        return self.counted and self.account.next_check is not None and self.account.next_check < self.today

    def concerns(self) -> list[Concern]:
        """What a clause asks to be put right, the gravest first."""
        found = [*self._oversight(), *self._permissions(), *self._holding()]
        return sorted(found, key=lambda one: not one.grave)

    def _oversight(self) -> list[Concern]:
        short = self.falls_short
        if short is None:
            return []
        if short <= self.today:
            people = "Nobody is" if self.hands == 0 else "One person is"
            return [Concern("5.2.4", f"{people} authorised: two people must oversee each account.", True, GRANT)]
        before = show_date(short - timedelta(days=1))
        return [Concern("5.2.4", f"Fewer than two people will be authorised after {before}.", False, GRANT)]

    def _permissions(self) -> list[Concern]:
        if self.account.state not in (State.ACTIVE, State.DORMANT):
            return []
        found: list[Concern] = []
        if self.unsigned:
            words = f"The head's signed permission for {_names(self.unsigned)} is not recorded."
            found.append(Concern("6.2.1", words, False, PRINT, self.unsigned))
        if self.lacks_students:
            words = f"No permission for work with students, whom this account reaches: {_names(self.lacks_students)}."
            found.append(Concern("6.3.1", words, True, CHANGE, self.lacks_students))
        return found

    def _holding(self) -> list[Concern]:
        found: list[Concern] = []
        if self.account.state == State.UNOFFICIAL:
            words = "It looks official but is not: ask for it to be renamed or closed."
            found.append(Concern("6.4.2", words, True, EDIT))
        elif self.held_personally and self.account.state != State.CLOSED:
            words = "It is held with a personal account: move it to a school address."
            found.append(Concern("6.2.3", words, True, EDIT))
        if self.check_due:
            words = f"A check was due on {show_date(self.account.next_check)}."
            found.append(Concern("5.2.4", words, False, LOOK))
        return found


def _names(granted: tuple[Permission, ...]) -> str:
    names = [one.person for one in granted]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def private_mail(address: str) -> bool:
    """Whether an address belongs to a mail service for private people."""
    return address.rpartition("@")[2].strip().casefold() in _PRIVATE_MAIL


def identity(platform: str, handle: str, address: str) -> str:
    """What makes two entries the same account: the address without its trimmings, else platform and name."""
    if not address.strip():
        return f"{platform.strip().casefold()}:{handle.strip().casefold().lstrip('@')}"
    try:
        parts = urlsplit(address.strip() if "//" in address else f"//{address.strip()}")
    except ValueError:  # brackets that are no address of a computer
        return address.strip().casefold()
    host = _HOST_PREFIX.sub("", (parts.hostname or "").casefold())
    kept_query = f"?{parts.query}" if re.search(r"(^|&)(id|v|list)=", parts.query) else ""
    return f"{_SAME_HOST.get(host, host)}{parts.path.rstrip('/').casefold().replace('/@', '/')}{kept_query}"


def known_platform(written: str) -> str:
    """The platform's usual name: `twitter` is X."""
    plain = written.strip().casefold()
    return _SAME_PLATFORM.get(plain) or next((p for p in PLATFORMS if p.casefold() == plain), written.strip())


def page(
    desk: Desk,
    wanted: AccountFilter = AccountFilter(),
    sort: str = "platform",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> Page[Overview]:
    """Accounts `offset` to `offset + limit`; `sort` is platform, school, handle, state,
    last_checked or next_check."""
    rows, total = tables.page(tables.selection(**asdict(wanted)), sort, descending, offset, limit)
    ids = [row["id"] for row in rows]
    looked, granted = tables.last_checks(ids), permissions(ids)
    return Page([_overview(row, granted, looked, desk.today()) for row in rows], total)


def everything(desk: Desk, school_id: int | None = None) -> list[Overview]:
    """Every account of one school, or of all, in whatever state; by school."""
    wanted = AccountFilter(school_id=school_id, states=())
    found = page(desk, wanted, "platform", limit=1_000_000).rows
    return sorted(found, key=lambda one: one.school.casefold())


def overview(desk: Desk, account_id: int) -> Overview:
    """One account with what decides whether it is in order. Refused where there is none."""
    account = get(desk, account_id)
    school = schools.school(account.school_id) if account.school_id else None
    granted, looked = permissions([account_id]), tables.last_checks([account_id])
    row = {"id": account_id, "school": school.name if school else "", **asdict(account)}
    return _overview(row, granted, looked, desk.today())


def _overview(
    row: dict[str, Any], granted: dict[int, list[Permission]], looked: dict[int, date], today: date
) -> Overview:
    account = Account(**{name: row[name] for name in Account.__dataclass_fields__})
    number = row["id"]
    return Overview(number, account, row["school"] or "", tuple(granted.get(number, ())), looked.get(number), today)


def get(desk: Desk, account_id: int) -> Account:
    """The account. Refused where there is none, or it is in the bin."""
    row = tables.account(account_id)
    if row is None:
        raise Refused("This account is no longer in the register: look in the list again.")
    return Account(**{name: row.__data__[name] for name in Account.__dataclass_fields__})


def titles(desk: Desk, account_ids: Collection[int]) -> dict[int, str]:
    """What these accounts are called, by id."""
    rows = page(desk, AccountFilter(states=(), only=tuple(account_ids)), limit=len(account_ids)).rows
    return {row.id: row.account.title for row in rows}


def suggest(desk: Desk, text: str, limit: int = 12) -> list[tuple[int, str]]:
    """Accounts whose words begin with those of `text`: (id, name, platform and school)."""
    found = page(desk, AccountFilter(states=(), find=text), limit=limit)
    return [(row.id, f"{row.account.title} · {row.school}") for row in found.rows]


def short_of_people(desk: Desk) -> int:
    """How many active accounts have fewer than two people authorised today (5.2.4); quick."""
    return tables.short_of_hands(desk.today(), PEOPLE_ASKED)


def platforms(desk: Desk) -> list[str]:
    """The platforms on which the register has accounts, by name."""
    return tables.platforms()


def looks(desk: Desk, account_id: int) -> list[Look]:
    """The checks of an account, the latest first."""
    return [Look(row.checked_on, row.finding, row.checked_by) for row in tables.checks(account_id)]


def add(desk: Desk, account: Account) -> int:
    """Enters an account and returns its id. Refused as `unfit` says."""
    account = tidy(desk, account)
    unfit(desk, account)
    with desk.change("accounts.add", f"Added {account.title}") as changing:
        return changing.insert(tables.Account, **columns(account))


def change(desk: Desk, account_id: int, account: Account) -> None:
    """Records what is now known of an account. Refused as `unfit` says."""
    get(desk, account_id)
    account = tidy(desk, account)
    unfit(desk, account, account_id)
    with desk.change("accounts.change", f"Changed {account.title}") as changing:
        changing.update(tables.Account, account_id, **columns(account))


def put_in_bin(desk: Desk, account_id: int) -> None:
    """Moves an account to the bin, from where it can be taken back."""
    put_all_in_bin(desk, [account_id])


def put_all_in_bin(desk: Desk, account_ids: Sequence[int]) -> None:
    """Moves several accounts to the bin, in one change."""
    names = [get(desk, one).title for one in account_ids]
    what = names[0] if len(names) == 1 else count_of(len(names), "account")
    with desk.change("accounts.bin", f"Moved {what} to the bin") as changing:
        changing.bin_many(tables.Account, account_ids)


def close(desk: Desk, account_id: int, day: date, why: str) -> None:
    """Closes an account after `day` and ends with it every permission that would outlast it, in one change.

    Refused: no reason, a day still to come, a day before the account was opened, an account closed already.
    """
    account = get(desk, account_id)
    problems: dict[str, str] = {}
    if not why.strip():
        problems["why"] = "Say why the account is closed: it stands in its history."
    if day > desk.today():
        problems["closed"] = "It cannot have been closed on a day still to come: write the day it was."
    elif account.opened and day < account.opened:
        problems["closed"] = f"The account was opened on {show_date(account.opened)}: it cannot close before."
    if account.state == State.CLOSED:
        problems[""] = "This account is closed already."
    if problems:
        raise Refused(problems)
    with desk.change("accounts.change", f"Closed {account.title}: {why.strip()}") as changing:
        changing.update(tables.Account, account_id, state=str(State.CLOSED), closed=day, next_check=None)
        for row in tables.authorisations([account_id]):
            if row["ends"] is None or row["ends"] > day:
                last = {"ends": max(day, row["starts"]), "ended_why": "The account was closed."}
                changing.update(tables.Authorisation, row["id"], **last)


def look(desk: Desk, account_id: int, finding: str, on: date | None = None) -> None:
    """Records a check and sets the day of the next. Refused: nothing said, a day still to come."""
    look_at_all(desk, [account_id], finding, on)


def look_at_all(desk: Desk, account_ids: Sequence[int], finding: str, on: date | None = None) -> None:
    """Records one finding for several accounts, in one change. Refused as `look`."""
    names, day = [get(desk, one).title for one in account_ids], on or desk.today()
    problems: dict[str, str] = {}
    if not finding.strip():
        problems["finding"] = "Say what you found: “In order” is enough."
    if day > desk.today():
        problems["checked_on"] = "The check cannot be in the future: write the day it was made."
    if problems:
        raise Refused(problems)
    what = names[0] if len(names) == 1 else count_of(len(names), "account")
    found = {"checked_on": day, "finding": finding.strip(), "checked_by": desk.keyholder.name}
    following = day + timedelta(days=desk.setting("check_accounts_every_days"))
    with desk.change("accounts.check", f"Checked {what}: {finding.strip()}") as changing:
        changing.insert_many(tables.AccountCheck, [{"account_id": one, **found} for one in account_ids])
        changing.update_many(tables.Account, {one: {"next_check": following} for one in account_ids})


def history(desk: Desk, account_id: int) -> list[Happening]:
    """What happened to an account, to the permissions on it and in its checks, newest first; each change once."""
    parts = [("account", account_id)]
    parts += [("authorisation", row["id"]) for row in tables.authorisations([account_id])]
    parts += [("account_check", row.id) for row in tables.checks(account_id)]
    found = dict.fromkeys(one for kind, number in parts for one in desk.history(kind, number))
    return sorted(found, key=lambda one: one.at, reverse=True)


def columns(account: Account) -> dict[str, Any]:
    """The account's columns in the store."""
    return {**asdict(account), "identity": identity(account.platform, account.handle, account.address)}


def tidy(desk: Desk, account: Account) -> Account:
    """The account without stray spaces, its platform by the usual name and a first check planned."""
    plain = replace(stripped(account), platform=known_platform(account.platform))
    return with_check(plain, desk.today() + timedelta(days=desk.setting("new_account_check_days")))


def with_check(account: Account, first_check: date) -> Account:
    """The account with its first check planned on that day, where it is active and none is planned."""
    planned = account.next_check or (first_check if account.state == State.ACTIVE else None)
    return replace(account, next_check=planned)


def unfit(desk: Desk, account: Account, account_id: int | None = None) -> None:
    """Refuses what `amiss` finds, in the register as it is."""

    def registered(identity: str) -> str:
        same = next((row for row in tables.with_identity([identity]) if row.id != account_id), None)
        where = schools.school(same.school_id) if same else None
        return f"{same.handle} of {where.name if where else 'a school'}" if same else ""

    found = amiss(account, lambda number: schools.school(number) is not None, registered)
    if found:
        raise Refused(found)


def amiss(account: Account, has_school: Callable[[int], bool], registered: Callable[[str], str]) -> dict[str, str]:
    """What is missing or of the wrong kind, an unknown school, a closing before the opening, and an address (or,
    without one, a platform and name) that is in the register already: field → sentence.

    `registered` says whose another account of this identity is (`@ashhill of Ash Hill Primary`), or nothing.
    """
    found = problems(account)
    if found:
        return found
    if account.school_id and not has_school(account.school_id):
        found["school_id"] = "This school is not in the register: add it first, or choose another."
    if account.opened and account.closed and account.closed < account.opened:
        found["closed"] = "The account was closed before it was opened: check both dates."
    if account.closed and account.state != State.CLOSED:
        found["state"] = "There is a closing date: choose the state Closed, or clear the date."
    other = registered(identity(account.platform, account.handle, account.address))
    if other:
        found["address" if account.address else "handle"] = (
            f"This account is registered already, as {other}: change that entry instead."
        )
    return found


def people_words(number: int) -> str:
    """`Nobody`, `One person`, `Two people`, `3 people`."""
    return {0: "Nobody", 1: "One person", PEOPLE_ASKED: "Two people"}.get(number) or count_of(
        number, "person", "people"
    )
