"""The live checks of the policy itself and of the schools (sections 1, 3, 7 and 8, 5.1.1, 6.5.7)."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from metdesk import policy, schools
from metdesk.calendar import show_date
from metdesk.checking import Check, Facts, Failing, Finding

YEAR_DAYS = 365
_SAYS_LITTLE = frozenset({"trust", "committee", "approved", "approval", "the", "and", "at", "by", "of", "full"})


def _schools(amiss: Callable[[schools.School], str]) -> Callable[[Facts], Finding]:
    def find(facts: Facts) -> Finding:
        failing = [
            Failing("school", number, school.name, words, number)
            for number, school in facts.schools.items()
            if (words := amiss(school))
        ]
        return Finding(len(facts.schools), failing)

    return find


def _review(facts: Facts) -> Finding:
    edition = facts.edition
    if edition is None:
        return Finding(0, [])
    due = edition.facts.review_due
    if due is None or due >= facts.today:
        return Finding(1, [])
    words = f"Review was due in {edition.facts.next_revision}"
    return Finding(1, [_edition(edition, words)])


def _edition(edition: policy.Edition, words: str) -> Failing:
    return Failing("edition", edition.facts.id, f"Edition {edition.facts.name}", words)


def _approval(facts: Facts) -> Finding:
    """Whether the edition's status and the last line of its change log name the same approver."""
    edition = facts.edition
    if edition is None or not edition.changes:
        return Finding(0, [])
    approver, status = edition.changes[-1].approver, edition.facts.status
    if not (approver and status):
        told = "status" if approver else "change log"
        return Finding(1, [_edition(edition, f"The {told} does not say who approved it")])
    if _names_of(approver) & _names_of(status):
        return Finding(1, [])
    return Finding(1, [_edition(edition, f"“{status}”, and the change log names “{approver}”")])


def _names_of(words: str) -> set[str]:
    """The words that name somebody: in small letters, without those that every approval has."""
    return set(re.findall(r"[^\W\d_]+", words.casefold())) - _SAYS_LITTLE


def _unchecked(facts: Facts) -> Finding:
    if facts.edition is None:
        return Finding(0, [])
    cited = facts.edition.legislation()
    oldest = facts.today - timedelta(days=YEAR_DAYS)
    return Finding(
        len(cited),
        [
            Failing("policy_reference", one.id, one.title, _when_checked(one.checked_on))
            for one in cited
            if one.checked_on is None or one.checked_on < oldest
        ],
    )


def _when_checked(day: date | None) -> str:
    return f"Last checked on {show_date(day)}" if day else "Never checked"


def _related_overdue(facts: Facts) -> Finding:
    if facts.edition is None:
        return Finding(0, [])
    related = facts.edition.related()
    return Finding(
        len(related),
        [
            Failing("policy_reference", one.id, one.title, f"Its review was due on {show_date(one.review_on)}")
            for one in related
            if one.review_on and one.review_on < facts.today
        ],
    )


REVIEWED = Check(
    "5.1.1",
    "The policy is reviewed in time",
    "Review overdue",
    "Read the edition",
    True,
    _review,
    kind="edition",
    whole_trust=True,
)
HEADED = Check(
    "1",
    "Every school has a head",
    "No head",
    "Open the school",
    True,
    _schools(lambda school: "" if school.head_id else f"No {school.head_title} entered"),
    kind="school",
)
APPROVED = Check(
    "8",
    "Status and change log name the same approver",
    "Approvals disagree",
    "Read the edition",
    False,
    _approval,
    kind="edition",
    whole_trust=True,
)
LAWS_CHECKED = Check(
    "3",
    "Each law and piece of guidance was checked within a year",
    "Not checked for a year",
    "Open the list",
    False,
    _unchecked,
    kind="policy_reference",
    whole_trust=True,
)
RELATED_REVIEWED = Check(
    "7",
    "No related policy is past its own review date",
    "Review overdue",
    "Open the list",
    False,
    _related_overdue,
    kind="policy_reference",
    whole_trust=True,
)
DEVICES = Check(
    "6.5.7",
    "Every school’s rule on personal devices is recorded",
    "No rule on devices",
    "Open the school",
    False,
    _schools(lambda school: "" if school.devices else "No rule recorded"),
    kind="school",
)
