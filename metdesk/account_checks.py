"""The live checks of the account register (5.2.4, 6.2, 6.3.1, 6.4.2)."""

from collections.abc import Callable
from datetime import timedelta

from metdesk import oversight
from metdesk.account_record import State
from metdesk.authorisations import PEOPLE_ASKED, Permission
from metdesk.calendar import show_date
from metdesk.checking import IN_USE, Check, Facts, Failing, Finding

SOON_DAYS = 90


def _accounts(
    counted: Callable[[oversight.Overview], bool], amiss: Callable[[oversight.Overview], str]
) -> Callable[[Facts], Finding]:
    def find(facts: Facts) -> Finding:
        looked_at = [one for one in facts.accounts if counted(one)]
        failing = [
            Failing("account", one.id, one.account.title, f"{words} · {one.school}", one.account.school_id)
            for one in looked_at
            if (words := amiss(one))
        ]
        return Finding(len(looked_at), failing)

    return find


def _short_now(one: oversight.Overview) -> str:
    return "" if one.hands >= PEOPLE_ASKED else oversight.people_words(one.hands) + " authorised"


def _short_soon(one: oversight.Overview) -> str:
    day = one.falls_short
    if day is None or one.hands < PEOPLE_ASKED or day > one.today + timedelta(days=SOON_DAYS):
        return ""
    return f"One pair of hands from {show_date(day)}"


def _in_use(one: oversight.Overview) -> bool:
    return one.account.state in IN_USE


def _names(permissions: tuple[Permission, ...]) -> str:
    return ", ".join(one.person for one in permissions)


TWO_PEOPLE = Check(
    "5.2.4",
    "Each active account has two authorised people",
    "Fewer than two people",
    "Grant permission…",
    True,
    _accounts(lambda one: one.counted, _short_now),
)
WITH_STUDENTS = Check(
    "6.3.1",
    "Whoever runs an account that reaches students has permission for that",
    "Not with students",
    "Change the permission…",
    True,
    _accounts(
        lambda one: _in_use(one) and one.account.reaches_students,
        lambda one: f"No permission with students: {_names(one.lacks_students)}" if one.lacks_students else "",
    ),
)
NOT_PRIVATE = Check(
    "6.2.3",
    "No account is held with somebody’s private one",
    "Held privately",
    "Open the account",
    True,
    _accounts(_in_use, lambda one: "Held with a personal account" if one.held_personally else ""),
)
NONE_UNOFFICIAL = Check(
    "6.4.2",
    "No unofficial account uses a school’s name, branding or logo",
    "Looks official",
    "Open the account",
    True,
    _accounts(lambda one: one.account.state == State.UNOFFICIAL, lambda one: "Looks official but is not"),
)
TWO_PEOPLE_SOON = Check(
    "5.2.4",
    f"Each account keeps two people over the next {SOON_DAYS} days",
    "Fewer than two soon",
    "Grant permission…",
    False,
    _accounts(lambda one: one.counted and one.hands >= PEOPLE_ASKED, _short_soon),
)
PERMISSION_SIGNED = Check(
    "6.2.1",
    "The head’s signed permission is recorded for everyone authorised",
    "Permission not signed",
    "Print the form…",
    False,
    _accounts(
        lambda one: _in_use(one) and one.hands > 0,
        lambda one: f"Not signed for: {_names(one.unsigned)}" if one.unsigned else "",
    ),
)
LOOKED_AT = Check(
    "5.2.4",
    "Active accounts are checked when due",
    "Check overdue",
    "Record a check…",
    False,
    _accounts(
        lambda one: one.counted,
        lambda one: f"Check was due on {show_date(one.account.next_check)}" if one.check_due else "",
    ),
)
