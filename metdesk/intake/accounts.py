"""Lists of accounts: which account a row means."""

from collections.abc import Mapping
from typing import Any

from db import accounts as tables
from metdesk import account_record, accounts
from metdesk.account_record import Account, State, identity, known_platform, with_check
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.intake.listed import Listed
from metdesk.intake.places import PlacedRows
from metdesk.intake.plan import Plan, Register
from metdesk.intake.rows import Values, plan_list
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Progress, quietly

ACCOUNT_LIST = Register(
    record=Account,
    table=tables.Account,
    columns=accounts.columns,
    command="accounts.import",
    called="account list",
    entry="account",
    needed=(("platform", "handle"), ("address",)),
)


def plan(
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """What importing this list of accounts would do; see `plan_list`.

    A row means the account of its address, else that of its platform and name in its school. Refused: a list without
    platform and name.
    """
    return plan_list(_Rows, desk, table, mapping, school_id=school_id, progress=progress)


class _Rows(PlacedRows[Account]):
    register = ACCOUNT_LIST

    def __init__(self, desk: Desk, listed: Listed) -> None:
        super().__init__(desk, listed, platform=known_platform)
        self._first_check = accounts.first_check(desk)
        self._by_identity: dict[str, int] = {}
        self._by_name: dict[tuple[int | None, str], int] = {}
        for row in tables.everything():
            self.take(row.id, Account(**{name: row.__data__[name] for name in Account.__dataclass_fields__}))

    def title(self, found: Mapping[str, Any]) -> str:
        return f"{found.get('handle', '')} ({found.get('platform', '')})"

    def meant(self, values: Values) -> int | None:
        platform, handle = values.get("platform", ""), values.get("handle", "")
        address = values.get("address", "")
        number = self._by_identity.get(identity(platform, handle, address)) if address or handle else None
        if number is None:
            number = self._by_name.get((values.get("school_id"), identity(platform, handle, "")))
            if number is not None and address and self.now[number].address:
                number = None  # two addresses are two accounts, whatever they are called
        return number

    def new(self, values: Values) -> Account:
        closed = values.get("closed")
        if closed and closed <= self.today:
            values.setdefault("state", State.CLOSED.value)
        return with_check(Account(**values), self._first_check)

    def amiss(self, record: Account, number: int | None) -> Mapping[str, str]:
        return account_record.amiss(record, self.places.__contains__, lambda same: self._registered(same, number))

    def _registered(self, same: str, number: int | None) -> str:
        other = self._by_identity.get(same)
        if other is None or other == number:
            return ""
        return f"{self.now[other].handle} of {self.places.label(self.now[other].school_id)}"

    def remember(self, number: int, record: Account) -> None:
        self._by_identity[identity(record.platform, record.handle, record.address)] = number
        self._by_name[record.school_id, identity(record.platform, record.handle, "")] = number

    def forget(self, number: int, record: Account) -> None:
        self._by_identity.pop(identity(record.platform, record.handle, record.address), None)

    def remarks(self, before: Account | None, record: Account, values: Values) -> str:
        said = self.moved(before.school_id, record.school_id) if before else []
        if record.closed and (before is None or before.closed != record.closed):
            said.append(f"closed on {show_date(record.closed)}")
        return "; ".join(said)
