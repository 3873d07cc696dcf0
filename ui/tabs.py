"""The tabs of an opened register, in their order."""

from metdesk import checks
from metdesk.calendar import count_of
from metdesk.desk import Desk
from ui.accounts import AccountsTab
from ui.overview import OverviewTab
from ui.people_and_schools import PeopleAndSchoolsTab
from ui.policy import KINDS, PolicyTab
from ui.tab import TabSpec


def tabs() -> list[TabSpec]:
    """Every tab there is."""
    return [
        TabSpec("overview", "Overview", OverviewTab),
        TabSpec("policy", "Policy", PolicyTab, KINDS),
        TabSpec("accounts", "Accounts", AccountsTab, ("account",), _accounts_amiss),
        TabSpec("people", "People & schools", PeopleAndSchoolsTab, ("person", "school")),
    ]


def _accounts_amiss(desk: Desk) -> tuple[int, str]:
    """How many accounts break a must of the policy."""
    breached = [one for one in checks.run(desk) if one.kind == "account" and one.status is checks.Status.BREACH]
    count = len({failing.id for one in breached for failing in one.failing})
    return count, f"{count_of(count, 'account needs', 'accounts need')} attention"
