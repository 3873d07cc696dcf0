"""The tabs of an opened register, in their order. Each is imported when it is first shown: start stays quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.tab import Tab, TabSpec

if TYPE_CHECKING:
    from metdesk.desk import Desk
    from ui.shell import Shell


def tabs() -> list[TabSpec]:
    """Every tab there is."""
    return [
        TabSpec("overview", "Overview", _overview),
        TabSpec("policy", "Policy", _policy, ("policy_clause", "policy_reference", "edition")),
        TabSpec("accounts", "Accounts", _accounts, ("account",), _accounts_amiss),
        TabSpec("people", "People & schools", _people, ("person", "school")),
    ]


def _overview(desk: Desk, shell: Shell) -> Tab:
    from ui.overview import OverviewTab

    return OverviewTab(desk, shell)


def _policy(desk: Desk, shell: Shell) -> Tab:
    from ui.policy import PolicyTab

    return PolicyTab(desk, shell)


def _accounts(desk: Desk, shell: Shell) -> Tab:
    from ui.accounts import AccountsTab

    return AccountsTab(desk, shell)


def _people(desk: Desk, shell: Shell) -> Tab:
    from ui.people_and_schools import PeopleAndSchoolsTab

    return PeopleAndSchoolsTab(desk, shell)


def _accounts_amiss(desk: Desk) -> tuple[int, str]:
    """How many accounts break a must of the policy."""
    from metdesk import checks
    from metdesk.calendar import count_of

    breached = [one for one in checks.run(desk) if one.kind == "account" and one.status is checks.Status.BREACH]
    count = len({failing.id for one in breached for failing in one.failing})
    return count, f"{count_of(count, 'account needs', 'accounts need')} attention"
