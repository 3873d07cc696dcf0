"""The account register: each account of each school, its state and its checks (5.2.4, 6.2, 6.4.2)."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from db import accounts as tables
from db import schools
from metdesk import term_dates
from metdesk.account_record import IN_USE, Account, State, amiss, identity, known_platform, with_check
from metdesk.authorisations import Permission, permissions
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.oversight import Overview
from metdesk.record import Page, stripped


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
    looked, granted, today = tables.last_checks(ids), permissions(ids), desk.today()
    return Page([_overview(row, granted, looked, today) for row in rows], total)


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
    following = _working_day(desk, day + timedelta(days=desk.setting("check_accounts_every_days")))
    with desk.change("accounts.check", f"Checked {what}: {finding.strip()}") as changing:
        changing.insert_many(tables.AccountCheck, [{"account_id": one, **found} for one in account_ids])
        changing.update_many(tables.Account, {one: {"next_check": following} for one in account_ids})


def columns(account: Account) -> dict[str, Any]:
    """The account's columns in the store."""
    return {**asdict(account), "identity": identity(account.platform, account.handle, account.address)}


def tidy(desk: Desk, account: Account) -> Account:
    """The account without stray spaces, its platform by the usual name and a first check planned."""
    plain = replace(stripped(account), platform=known_platform(account.platform))
    return with_check(plain, first_check(desk))


def first_check(desk: Desk) -> date:
    """The day on which an account that is new today is checked first."""
    return _working_day(desk, desk.today() + timedelta(days=desk.setting("new_account_check_days")))


def _working_day(desk: Desk, day: date) -> date:
    """The day, or the next that is a working day: nobody checks accounts on a Sunday."""
    return term_dates.school_days(desk, None).working_day_from(day)


def unfit(desk: Desk, account: Account, account_id: int | None = None) -> None:
    """Refuses what `amiss` finds, in the register as it is."""

    def registered(identity: str) -> str:
        same = next((row for row in tables.with_identity([identity]) if row.id != account_id), None)
        where = schools.school(same.school_id) if same else None
        return f"{same.handle} of {where.name if where else 'a school'}" if same else ""

    found = amiss(account, lambda number: schools.school(number) is not None, registered)
    if found:
        raise Refused(found)
