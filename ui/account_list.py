"""The list of accounts: its columns, its filters, and which accounts they ask for."""

from typing import Any

from metdesk import account_record, accounts
from metdesk.account_record import State
from metdesk.accounts import AccountFilter
from metdesk.calendar import show_short_date
from metdesk.desk import Desk
from metdesk.oversight import Overview
from metdesk.record import sentence_case
from ui.account_panel import hands_chip, state_chip
from ui.chips import Chip
from ui.filters import behind, by_school, concerns
from ui.finder import Filter, Query
from ui.paged import Column
from ui.tokens import Tone

IN_USE = "in use"
_NOTHING = "–"


def columns() -> list[Column[Overview]]:
    """The columns, from the left; the checks give way first where there is no room."""
    return [
        Column("platform", "Platform", 88, lambda seen: seen.account.platform),
        Column("school", "School", 146, lambda seen: seen.school),
        Column("handle", "Account", 140, lambda seen: seen.account.handle),
        Column("hands", "Authorised", 128, lambda seen: _NOTHING, hands_chip, sortable=False),
        Column("state", "State", 116, lambda seen: "", lambda seen: state_chip(seen.account.state)),
        Column(
            "last_checked", "Last checked", 102, lambda seen: show_short_date(seen.last_checked) or _NOTHING, spare=2
        ),
        Column("next_check", "Next check", 130, _next_check, _overdue, spare=1),
    ]


def _next_check(seen: Overview) -> str:
    return show_short_date(seen.account.next_check) or _NOTHING


def _overdue(seen: Overview) -> Chip | None:
    return Chip(show_short_date(seen.account.next_check), Tone.WARN) if seen.check_due else None


def filters(desk: Desk) -> list[Filter]:
    """School, state or what is amiss, and platform."""

    def of_platforms() -> list[tuple[Any, str]]:
        return [("", "All platforms"), *((one, one) for one in accounts.platforms(desk))]

    return [
        by_school(desk),
        Filter("state", "State, or what is amiss", _state_choices, IN_USE),
        Filter("platform", "Platform", of_platforms),
    ]


def _state_choices() -> list[tuple[Any, str]]:
    return [
        ("", "All states"),
        (IN_USE, "In use"),
        *((str(one), sentence_case(one)) for one in State),
        *concerns("account"),
    ]


def wanted(desk: Desk, query: Query) -> AccountFilter:
    """The accounts that search and filters ask for."""
    state = query.filters["state"] or ""
    states = account_record.IN_USE if state == IN_USE else (state,) if state in tuple(State) else ()
    only = behind(desk, state, "account")
    return AccountFilter(query.filters["school"], states, query.filters["platform"] or "", query.text, only)
