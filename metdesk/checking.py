"""How a live check of the policy is written down and run: its clause, its words, and the records behind its count."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from metdesk import (
    accounts,
    acknowledgements,
    answer_figures,
    approaches,
    awaiting,
    case_seen,
    cases,
    declarations,
    oversight,
    policy,
    reconfirming,
    schools,
)
from metdesk.account_record import State
from metdesk.acknowledgement_record import Standing
from metdesk.acknowledgements import AckFilter, AckRow
from metdesk.answer_figures import Figures
from metdesk.awaiting import Amiss, Awaiting
from metdesk.declaration_record import State as Declared
from metdesk.desk import Desk

IN_USE = (State.ACTIVE, State.DORMANT)
"""The states of an account in which its permissions count."""


class Status(StrEnum):
    """How a check stands: in order, wants attention, breaks a must of the policy, or has nothing to count."""

    OK = "ok"
    ATTENTION = "attention"
    BREACH = "breach"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Failing:
    """A record behind a check's count: `kind` is its register's table name, `words` say what is amiss.

    Of the kind `acknowledgement` the id is the person's, who may not have answered.
    """

    kind: str
    id: int
    title: str
    words: str
    school_id: int | None = None


@dataclass(frozen=True)
class Result:
    """What a check found: `met` of `of`, and the records behind the difference; `amiss` says what they lack.

    Where a check has a `target` in per cent, the records are the schools below it, and there are none once it is met.
    """

    clause: str
    statement: str
    amiss: str
    step: str
    kind: str
    met: int
    of: int
    status: Status
    failing: tuple[Failing, ...]
    target: int | None = None


class Finding(NamedTuple):
    """How many records were looked at, those that fail, and how many are as they should be where that is not all the
    others."""

    of: int
    failing: list[Failing]
    met: int | None = None


class Facts:
    """What the checks look at, each read once: of one school, or of the trust."""

    def __init__(self, desk: Desk, school_id: int | None = None) -> None:
        self.desk = desk
        self.school_id = school_id
        self.today = desk.today()

    @cached_property
    def accounts(self) -> list[oversight.Overview]:
        """Every account with its permissions."""
        every = self.desk.keep("accounts checked", lambda: accounts.everything(self.desk))
        return [one for one in every if self.school_id in (None, one.account.school_id)]

    @cached_property
    def schools(self) -> dict[int, schools.School]:
        """Every school by id."""
        every = schools.everyone(self.desk)
        return every if self.school_id is None else {self.school_id: every[self.school_id]}

    @cached_property
    def edition(self) -> policy.Edition | None:
        """The edition in force."""
        return policy.current(self.desk)

    def answers(self, category: str = "", school_id: int | None = None) -> Figures:
        """How people stand with the edition in force; of the school the checks look at, or another."""
        return answer_figures.figures(self.desk, school_id or self.school_id, category)

    @cached_property
    def overdue(self) -> list[AckRow]:
        """Everybody past the day by which they were asked, as the office hands forms out."""
        return self._people("overdue", AckFilter(overdue=True)) if self.answers().overdue else []

    @cached_property
    def refusals(self) -> list[AckRow]:
        """Everybody who refuses to sign."""
        return self._people("refusals", AckFilter(standings=(Standing.REFUSED,))) if self.answers().refused else []

    @cached_property
    def joiners(self) -> list[AckRow]:
        """Everybody a round asks who started after it began."""
        every = self.desk.keep("joiners checked", lambda: acknowledgements.joined_later(self.desk))
        return [one for one in every if self.school_id in (None, one.school_id)]

    @cached_property
    def authorised(self) -> list[tuple[AckRow, list[oversight.Overview]]]:
        """Whoever is authorised today, and the accounts in use that they may act on."""
        held: dict[int, list[oversight.Overview]] = {}
        for one in self.accounts:
            for person in sorted({given.person_id for given in one.permissions if given.in_force(self.today)}):
                if one.account.state in IN_USE:
                    held.setdefault(person, []).append(one)
        if self.school_id is None:
            return [(row, held[row.id]) for row in acknowledgements.rows_of(self.desk, list(held))]
        every = self.desk.keep("authorised checked", lambda: Facts(self.desk).authorised)
        return [(row, held[row.id]) for row, _ in every if row.id in held]

    @cached_property
    def awaiting(self) -> list[Awaiting]:
        """What waits for a head, or is to be looked at again."""
        return [one for one in awaiting.everything(self.desk) if self.school_id in (None, one.school_id)]

    @cached_property
    def declared(self) -> dict[Declared, int]:
        """How many declarations stand in each state."""
        return declarations.counts(self.desk, self.school_id)

    @cached_property
    def unsure_answered(self) -> int:
        """How many of those that somebody was unsure of have an answer from the head."""
        return awaiting.unsure_answered(self.desk, self.school_id)

    @cached_property
    def review_days(self) -> int:
        """The days that a head has."""
        return int(self.desk.setting("review_days"))

    @cached_property
    def amiss(self) -> list[Amiss]:
        """The approaches of which something is missing."""
        return [one for one in awaiting.approaches_amiss(self.desk) if self.school_id in (None, one.school_id)]

    @cached_property
    def approaches(self) -> int:
        """How many approaches there are."""
        return approaches.figures(self.desk, self.school_id).approaches

    @cached_property
    def cases(self) -> list[case_seen.CaseRow]:
        """The cases that whoever looks may count."""
        return [one for one in cases.counted(self.desk) if self.school_id in (None, one.school_id)]

    def year(self, school_id: int | None = None) -> reconfirming.Figures:
        """How people stand with this year's reconfirmation; of the school the checks look at, or another."""
        return reconfirming.figures(self.desk, school_id or self.school_id)

    def _people(self, name: str, wanted: AckFilter) -> list[AckRow]:
        """Those of the trust, read once, that are of the school the checks look at."""
        every = self.desk.keep(("checked", name), lambda: acknowledgements.handed_out(self.desk, wanted))
        return [one for one in every if self.school_id in (None, one.school_id)]


@dataclass(frozen=True)
class Check:
    """A live check. `amiss` says in short what a failing record lacks; `must` tells whether that breaks the
    policy or only wants attention; `step` is the next step in words; `kind` is the
    register it looks at; `whole_trust` checks are not asked of a single school;
    `target` is the share in per cent that is asked for, where not all."""

    clause: str
    statement: str
    amiss: str
    step: str
    must: bool
    find: Callable[[Facts], Finding]
    kind: str = "account"
    whole_trust: bool = False
    target: Callable[[Desk], int] | None = None

    def result(self, facts: Facts) -> Result:
        """The check, run on these facts."""
        of, failing, met = self.find(facts)
        return Result(
            clause=self.clause,
            statement=self.statement,
            amiss=self.amiss,
            step=self.step,
            kind=self.kind,
            met=of - len(failing) if met is None else met,
            of=of,
            status=self._status(of, failing),
            failing=tuple(failing),
            target=self.target(facts.desk) if self.target else None,
        )

    def _status(self, of: int, failing: list[Failing]) -> Status:
        if failing:
            return Status.BREACH if self.must else Status.ATTENTION
        return Status.OK if of else Status.NOTHING
