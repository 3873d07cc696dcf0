"""The policy's live checks: one entry each, read by Overview, the clause pane, the paper and the command line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from metdesk import accounts, oversight, policy, schools
from metdesk.account_record import State
from metdesk.authorisations import PEOPLE_ASKED, Permission
from metdesk.calendar import show_date
from metdesk.desk import Desk

SOON_DAYS = 90
YEAR_DAYS = 365


class Status(StrEnum):
    """How a check stands: in order, wants attention, breaks a must of the policy, or has nothing to count."""

    OK = "ok"
    ATTENTION = "attention"
    BREACH = "breach"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Failing:
    """A record behind a check's count: `kind` is its register's table name, `words` say what is amiss."""

    kind: str
    id: int
    title: str
    words: str
    school_id: int | None = None


@dataclass(frozen=True)
class Result:
    """What a check found: `met` of `of`, and the records behind the difference; `amiss` says what they lack."""

    clause: str
    statement: str
    amiss: str
    step: str
    kind: str
    met: int
    of: int
    status: Status
    failing: tuple[Failing, ...]


class Facts:
    """What the checks look at, each read once: of one school, or of the trust."""

    def __init__(self, desk: Desk, school_id: int | None = None) -> None:
        self.desk = desk
        self.school_id = school_id
        self.today = desk.today()

    @cached_property
    def accounts(self) -> list[oversight.Overview]:
        """Every account with its permissions."""
        return accounts.everything(self.desk, self.school_id)

    @cached_property
    def schools(self) -> dict[int, schools.School]:
        """Every school by id."""
        every = schools.everyone(self.desk)
        return every if self.school_id is None else {self.school_id: every[self.school_id]}

    @cached_property
    def edition(self) -> policy.Edition | None:
        """The edition in force."""
        return policy.current(self.desk)


Finding = tuple[int, list[Failing]]
"""How many records were looked at, and those that fail."""


@dataclass(frozen=True)
class Check:
    """A live check. `amiss` says in short what a failing record lacks; `must` tells whether that breaks the
    policy or only wants attention; `step` is the next step in words; `kind` is the
    register it looks at; `whole_trust` checks are not asked of a single school."""

    clause: str
    statement: str
    amiss: str
    step: str
    must: bool
    find: Callable[[Facts], Finding]
    kind: str = "account"
    whole_trust: bool = False

    def result(self, facts: Facts) -> Result:
        """The check, run on these facts."""
        of, failing = self.find(facts)
        return Result(
            self.clause,
            self.statement,
            self.amiss,
            self.step,
            self.kind,
            of - len(failing),
            of,
            self._status(of, failing),
            tuple(failing),
        )

    def _status(self, of: int, failing: list[Failing]) -> Status:
        if failing:
            return Status.BREACH if self.must else Status.ATTENTION
        return Status.OK if of else Status.NOTHING


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
        return len(looked_at), failing

    return find


def _schools(amiss: Callable[[schools.School], str]) -> Callable[[Facts], Finding]:
    def find(facts: Facts) -> Finding:
        failing = [
            Failing("school", number, school.name, words, number)
            for number, school in facts.schools.items()
            if (words := amiss(school))
        ]
        return len(facts.schools), failing

    return find


def _short_now(one: oversight.Overview) -> str:
    return "" if one.hands >= PEOPLE_ASKED else oversight.people_words(one.hands) + " authorised"


def _short_soon(one: oversight.Overview) -> str:
    day = one.falls_short
    if day is None or one.hands < PEOPLE_ASKED or day > one.today + timedelta(days=SOON_DAYS):
        return ""
    return f"One pair of hands from {show_date(day)}"


def _in_use(one: oversight.Overview) -> bool:
    return one.account.state in (State.ACTIVE, State.DORMANT)


def _names(permissions: tuple[Permission, ...]) -> str:
    return ", ".join(one.person for one in permissions)


def _review(facts: Facts) -> Finding:
    edition = facts.edition
    if edition is None:
        return 0, []
    due = edition.facts.review_due
    if due is None or due >= facts.today:
        return 1, []
    words = f"Review was due in {edition.facts.next_revision}"
    return 1, [Failing("edition", edition.facts.id, f"Edition {edition.facts.name}", words)]


def _unchecked(facts: Facts) -> Finding:
    if facts.edition is None:
        return 0, []
    cited = facts.edition.legislation()
    oldest = facts.today - timedelta(days=YEAR_DAYS)
    return len(cited), [
        Failing("policy_reference", one.id, one.title, _when_checked(one.checked_on))
        for one in cited
        if one.checked_on is None or one.checked_on < oldest
    ]


def _when_checked(day: date | None) -> str:
    return f"Last checked on {show_date(day)}" if day else "Never checked"


def _related_overdue(facts: Facts) -> Finding:
    if facts.edition is None:
        return 0, []
    related = facts.edition.related()
    return len(related), [
        Failing("policy_reference", one.id, one.title, f"Its review was due on {show_date(one.review_on)}")
        for one in related
        if one.review_on and one.review_on < facts.today
    ]


CHECKS: tuple[Check, ...] = (
    Check(
        "5.2.4", "Each active account has two authorised people",
        "Fewer than two people", "Grant permission…", True,
        _accounts(lambda one: one.counted, _short_now),
    ),
    Check(
        "6.3.1", "Whoever runs an account that reaches students has permission for that",
        "Not with students", "Change the permission…", True,
        _accounts(
            lambda one: _in_use(one) and one.account.reaches_students,
            lambda one: f"No permission with students: {_names(one.lacks_students)}" if one.lacks_students else "",
        ),
    ),
    Check(
        "6.2.3", "No account is held with somebody’s private one",
        "Held privately", "Open the account", True,
        _accounts(_in_use, lambda one: "Held with a personal account" if one.held_personally else ""),
    ),
    Check(
        "5.1.1", "The policy is reviewed in time",
        "Review overdue", "Read the edition", True, _review, kind="edition", whole_trust=True,
    ),
    Check(
        "6.4.2", "No unofficial account uses a school’s name, branding or logo",
        "Looks official", "Open the account", True,
        _accounts(
            lambda one: one.account.state == State.UNOFFICIAL, lambda one: "Looks official but is not"
        ),
    ),
    Check(
        "1", "Every school has a head",
        "No head", "Open the school", True,
        _schools(lambda school: "" if school.head_id else f"No {school.head_title} entered"), kind="school",
    ),
    Check(
        "5.2.4", f"Each account keeps two people over the next {SOON_DAYS} days",
        "Fewer than two soon", "Grant permission…", False,
        _accounts(lambda one: one.counted and one.hands >= PEOPLE_ASKED, _short_soon),
    ),
    Check(
        "6.2.1", "The head’s signed permission is recorded for everyone authorised",
        "Permission not signed", "Print the form…", False,
        _accounts(
            lambda one: _in_use(one) and one.hands > 0,
            lambda one: f"Not signed for: {_names(one.unsigned)}" if one.unsigned else "",
        ),
    ),
    Check(
        "5.2.4", "Active accounts are checked when due",
        "Check overdue", "Record a check…", False,
        _accounts(
            lambda one: one.counted,
            lambda one: f"Check was due on {show_date(one.account.next_check)}" if one.check_due else "",
        ),
    ),
    Check(
        "3", "Each law and piece of guidance was checked within a year",
        "Not checked for a year", "Open the list", False, _unchecked,
        kind="policy_reference", whole_trust=True,
    ),
    Check(
        "7", "No related policy is past its own review date",
        "Review overdue", "Open the list", False, _related_overdue,
        kind="policy_reference", whole_trust=True,
    ),
    Check(
        "6.5.7", "Every school’s rule on personal devices is recorded",
        "No rule on devices", "Open the school", False,
        _schools(lambda school: "" if school.devices else "No rule recorded"), kind="school",
    ),
)  # fmt: skip
"""In the order in which they matter."""


def facts(desk: Desk, school_id: int | None = None) -> Facts:
    """What the checks look at; the same until something is written or the day is over."""
    return desk.keep(("facts", school_id), lambda: Facts(desk, school_id))


def run(desk: Desk, school_id: int | None = None) -> list[Result]:
    """Every check, on one school or on the trust, in the order in which they matter; as quick as `facts`."""
    return list(desk.keep(("checks", school_id), lambda: tuple(_run(facts(desk, school_id)))))


def failing(desk: Desk, clause: str, amiss: str) -> list[Failing]:
    """The records behind one check of the trust; none where there is no such check."""
    wanted = [one for one in CHECKS if (one.clause, one.amiss) == (clause, amiss)]
    return [record for one in wanted for record in one.find(facts(desk))[1]]


def _run(facts: Facts) -> Iterator[Result]:
    for check in CHECKS:
        if facts.school_id is None or not check.whole_trust:
            yield check.result(facts)
