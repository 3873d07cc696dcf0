"""The live checks of what is declared to the head (6.1.4, 6.5.4)."""

from collections.abc import Callable
from datetime import date

from metdesk import reviewers, term_dates
from metdesk.awaiting import Awaiting
from metdesk.calendar import count_of, show_date
from metdesk.checking import Check, Facts, Failing, Finding
from metdesk.declaration_record import APPROVED, DECIDED, State

REVIEW = "Review…"
"""The step of what waits for whoever decides."""


def _waiting(*, unsure: bool, overdue: bool) -> Callable[[Facts], Finding]:
    """Whether what is declared was reviewed: what waits within the days a head has, or past them."""

    def find(facts: Facts) -> Finding:
        answered = facts.unsure_answered if unsure else _answered(facts) - facts.unsure_answered
        waiting = [one for one in facts.awaiting if not one.again and one.unsure is unsure]
        failing = [_declaration(facts, one, _waits(facts, one)) for one in waiting if _late(facts, one) is overdue]
        return Finding(len(waiting) + answered, failing)

    return find


def _answered(facts: Facts) -> int:
    return sum(facts.declared[state] for state in (State.MORE, *DECIDED))


def _late(facts: Facts, one: Awaiting) -> bool:
    """Whether its head's days are over; nobody knows since when a mover's has waited for the new head."""
    return not one.moved and _due(facts, one) < facts.today


def _waits(facts: Facts, one: Awaiting) -> str:
    if one.moved:
        return "Came from another school, for its head to look at"
    return f"Waits since {show_date(one.since)}, due by {show_date(_due(facts, one))}"


def _due(facts: Facts, one: Awaiting) -> date:
    """The last of the school days that a head has."""
    return term_dates.school_days(facts.desk, one.school_id).school_days_after(one.since, facts.review_days)


def _declaration(facts: Facts, one: Awaiting, words: str) -> Failing:
    title = one.person or f"A declaration at {one.school}"
    where = f" · {one.school}" if one.person else ""
    return Failing("declaration", one.id, title, words + where, one.school_id)


def _again(facts: Facts) -> Finding:
    failing = [
        _declaration(facts, one, f"To be looked at again since {show_date(one.since)}")
        for one in facts.awaiting
        if one.again
    ]
    return Finding(sum(facts.declared[state] for state in APPROVED), failing)


def _nobody(facts: Facts) -> Finding:
    """Schools where something waits that nobody may review."""
    waiting: dict[int, list[Awaiting]] = {}
    for one in facts.awaiting:
        waiting.setdefault(one.school_id, []).append(one)
    failing = []
    for number, there in waiting.items():
        school = facts.schools[number]
        stuck = sum(not reviewers.candidates(facts.desk, school) - {one.person_id} for one in there)
        if stuck:
            words = f"{count_of(stuck, 'declaration waits', 'declarations wait')}: enter its head or its chair"
            failing.append(Failing("school", number, school.name, words, number))
    return Finding(len(waiting), failing)


def _reconfirmed(facts: Facts) -> Finding:
    """The schools where people have yet to say so; who they are is for those who may read it."""
    total, failing = facts.year(), []
    for number, school in facts.schools.items():
        one = facts.year(number)
        if one.outstanding:
            words = f"{count_of(one.outstanding, 'person has', 'people have')} yet to say so, of {one.people:,}"
            failing.append(Failing("school", number, school.name, words, number))
    return Finding(total.people, failing, total.answered)


REVIEW_OVERDUE = Check(
    "6.5.4",
    "The head reviews what is declared within the days there are for it",
    "Head’s review overdue",
    REVIEW,
    True,
    _waiting(unsure=False, overdue=True),
    kind="declaration",
)
UNSURE_OVERDUE = Check(
    "6.1.4",
    "Who is unsure of a relationship hears from the head within the days there are for it",
    "Unsure, review overdue",
    REVIEW,
    True,
    _waiting(unsure=True, overdue=True),
    kind="declaration",
)
NOBODY_REVIEWS = Check(
    "6.5.4",
    "Whatever waits has somebody who may review it",
    "Nobody may review it",
    "Open the school",
    True,
    _nobody,
    kind="school",
)
UNSURE_WAITING = Check(
    "6.1.4",
    "No relationship that somebody is unsure of waits for the head",
    "Unsure, waiting",
    REVIEW,
    False,
    _waiting(unsure=True, overdue=False),
    kind="declaration",
)
WAITING = Check(
    "6.5.4",
    "No declared relationship waits for the head",
    "Waiting for the head",
    REVIEW,
    False,
    _waiting(unsure=False, overdue=False),
    kind="declaration",
)
LOOK_AGAIN = Check(
    "6.5.4",
    "What was approved is looked at again on its day",
    "To be looked at again",
    REVIEW,
    False,
    _again,
    kind="declaration",
)
RECONFIRMED = Check(
    "6.5.4",
    "Everyone has said this year what they have to declare",
    "Not reconfirmed this year",
    "Open this year’s list",
    False,
    _reconfirmed,
    kind="reconfirmation",
)
