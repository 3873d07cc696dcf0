"""Lists of accounts: which account a row means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db import accounts as tables
from db.change import Change
from metdesk import account_record, accounts, schools
from metdesk.account_record import Account, State, identity, known_platform, with_check
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.places import Places
from metdesk.intake.plan import (
    Action,
    Plan,
    Planned,
    Reader,
    Register,
    cells,
    ignored,
    in_batches,
    in_words,
    mapped,
    merged,
    refusal,
    told,
)
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Progress, quietly


@dataclass(frozen=True)
class Known:
    """What planning needs of the register, read at once: with it a plan is made in any thread."""

    accounts: Mapping[int, Account]
    places: Places
    today: date
    first_check: date
    seal: str


def known(desk: Desk) -> Known:
    """The register as it is now."""
    first_check = desk.today() + timedelta(days=desk.setting("new_account_check_days"))
    every = {
        row.id: Account(**{name: row.__data__[name] for name in Account.__dataclass_fields__})
        for row in tables.everything()
    }
    return Known(every, Places(schools.everyone(desk)), desk.today(), first_check, desk.seal_words())


def plan(
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """What importing this list of accounts would do, nothing being written. See `plan_from`."""
    return plan_from(known(desk), desk, table, mapping, school_id=school_id, progress=progress)


def plan_from(
    state: Known,
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """The plan on what is `known`; the register itself is not read.

    A row means the account of its address, else that of its platform and name in its school. `school_id` is the
    school of rows that name none. An empty cell leaves what is known. Refused: a list without platform and name.
    """
    chosen = mapped(table, mapping, ACCOUNT_LIST)
    rows = _Rows(state, school_id)
    planned = [rows.plan(line, found) for line, found in cells(table, chosen, progress)]

    def again() -> Plan:
        return plan(desk, table, mapping, school_id=school_id)

    return Plan(ACCOUNT_LIST, table.name, planned, ignored(table, chosen), told(table), (), state.seal, again)


class _Rows:
    """The accounts as they would be after the rows planned so far. A new account's id is its row, negative."""

    def __init__(self, state: Known, school_id: int | None) -> None:
        self._places, self._state, self._school_id = state.places, state, school_id
        self._now: dict[int, Account] = {}
        self._by_identity: dict[str, int] = {}
        self._by_name: dict[tuple[int | None, str], int] = {}
        self._row_of: dict[int, int] = {}
        for number, account in state.accounts.items():
            self._take(number, account)
        self._reader = Reader(
            Account, school_id=self._places.find, school_urn=self._places.by_urn, platform=known_platform
        )

    def plan(self, line: int, found: dict[str, str]) -> Planned:
        """What becomes of a row, of its filled cells by field."""
        title = f"{found.get('handle', '')} ({found.get('platform', '')})"
        try:
            values = self._values(found)
            number = self._meant(values)
        except Refused as refused:
            return refusal(line, title, refused)
        before = None if number is None else self._now[number]
        differs: dict[str, tuple[Any, Any]] = {}
        if before is None:
            record = self._new(values)
        else:
            record, differs = merged(before, values)
        if before and not differs:
            self._row_of[number or 0] = line
            return Planned(line, Action.UNCHANGED, record.title, "", record, number)
        problems = account_record.amiss(record, self._places.__contains__, lambda same: self._registered(same, number))
        if problems:
            return refusal(line, title, Refused(problems))
        self._take(-line if number is None else number, record)
        self._row_of[-line if number is None else number] = line
        why = self._remarks(before, record)
        if before is None:
            return Planned(line, Action.ADDED, record.title, why, record)
        shown = in_words(Account, differs, {"school_id": self._places.label})
        return Planned(line, Action.CHANGED, record.title, why, record, number, shown)

    def _values(self, found: dict[str, str]) -> dict[str, Any]:
        if "school_urn" in found:
            found = {name: text for name, text in found.items() if name != "school_id"}
        values = self._reader.read(found)
        school = values.pop("school_urn", None) or values.get("school_id") or self._school_id
        if school is not None:
            values["school_id"] = school
        return values

    def _new(self, values: dict[str, Any]) -> Account:
        closed = values.get("closed")
        if closed and closed <= self._state.today:
            values.setdefault("state", State.CLOSED.value)
        return with_check(Account(**values), self._state.first_check)

    def _meant(self, values: Mapping[str, Any]) -> int | None:
        """The account the row means, or none yet. Refused: one of an earlier row."""
        platform, handle = values.get("platform", ""), values.get("handle", "")
        address = values.get("address", "")
        number = self._by_identity.get(identity(platform, handle, address)) if address or handle else None
        if number is None:
            number = self._by_name.get((values.get("school_id"), identity(platform, handle, "")))
            if number is not None and address and self._now[number].address:
                number = None  # two addresses are two accounts, whatever they are called
        if number in self._row_of:
            raise Refused(f"Row {self._row_of[number]:,} is about the same account already: leave one of them out.")
        return number

    def _registered(self, same: str, number: int | None) -> str:
        other = self._by_identity.get(same)
        if other is None or other == number:
            return ""
        return f"{self._now[other].handle} of {self._places.label(self._now[other].school_id)}"

    def _take(self, number: int, account: Account) -> None:
        """Records how an account would be from here on."""
        before = self._now.get(number)
        if before is not None:
            self._by_identity.pop(identity(before.platform, before.handle, before.address), None)
        self._now[number] = account
        self._by_identity[identity(account.platform, account.handle, account.address)] = number
        self._by_name[account.school_id, identity(account.platform, account.handle, "")] = number

    def _remarks(self, before: Account | None, record: Account) -> str:
        said: list[str] = []
        if before and before.school_id != record.school_id:
            said.append(f"moves from {self._places.label(before.school_id)}")
        if record.closed and (before is None or before.closed != record.closed):
            said.append(f"closed on {show_date(record.closed)}")
        return "; ".join(said)


def _write(change: Change, plan: Plan, progress: Progress) -> None:
    added, changed = plan.of(Action.ADDED), plan.of(Action.CHANGED)
    total = len(added) + len(changed)
    for batch in in_batches(added, 0, total, progress):
        change.insert_many(tables.Account, [accounts.columns(one.record) for one in batch])
    for batch in in_batches(changed, len(added), total, progress):
        wanted = {one.record_id: accounts.columns(one.record) for one in batch if one.record_id}
        change.update_many(tables.Account, wanted)


ACCOUNT_LIST = Register(
    record=Account,
    command="accounts.import",
    called="account list",
    needed=(("platform", "handle"), ("address",)),
    write=_write,
)
