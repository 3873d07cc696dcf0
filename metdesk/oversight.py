"""Whether an account is in order: who oversees it today, until when, and what a clause asks to be put right."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from metdesk.account_record import Account, State, private_mail
from metdesk.authorisations import PEOPLE_ASKED, Permission, falls_short, hands
from metdesk.calendar import count_of, show_date

GRANT, CHANGE, PRINT, LOOK, EDIT = (
    "Grant permission…",
    "Change the permission…",
    "Print the form…",
    "Record a check…",
    "Edit the account…",
)
"""The next steps, in words."""


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

    @cached_property
    def hands(self) -> int:
        """How many people are authorised today."""
        return hands(self.permissions, self.today)

    @property
    def counted(self) -> bool:
        """Whether clause 5.2.4 counts this account: it does while it is active."""
        return self.account.state == State.ACTIVE

    @cached_property
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
            words = f"The head’s signed permission for {_names(self.unsigned)} is not recorded."
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


def people_words(number: int) -> str:
    """`Nobody`, `One person`, `Two people`, `3 people`."""
    return {0: "Nobody", 1: "One person", PEOPLE_ASKED: "Two people"}.get(number) or count_of(
        number, "person", "people"
    )
