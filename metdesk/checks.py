"""The policy's live checks: one entry each, read by Overview, the clause pane, the paper and the command line.

A register adds its checks in a module of its own, and their names here, where it is decided what matters most.
"""

from collections.abc import Iterator

from metdesk import (
    account_checks,
    acknowledgement_checks,
    approach_checks,
    case_checks,
    declaration_checks,
    policy_checks,
)
from metdesk.account_checks import SOON_DAYS
from metdesk.checking import Check, Facts, Failing, Result, Status
from metdesk.desk import Desk
from metdesk.policy_checks import YEAR_DAYS

__all__ = ["CHECKS", "COUNTED", "SOON_DAYS", "YEAR_DAYS", "Check", "Facts", "Failing", "Result", "Status"]

CHECKS: tuple[Check, ...] = (
    case_checks.REFERRED,
    case_checks.TO_REFER,
    case_checks.NOTIFIED,
    account_checks.TWO_PEOPLE,
    account_checks.WITH_STUDENTS,
    account_checks.NOT_PRIVATE,
    policy_checks.REVIEWED,
    declaration_checks.REVIEW_OVERDUE,
    declaration_checks.UNSURE_OVERDUE,
    declaration_checks.NOBODY_REVIEWS,
    approach_checks.REPORTED,
    approach_checks.REPLY_KEPT,
    account_checks.NONE_UNOFFICIAL,
    policy_checks.HEADED,
    acknowledgement_checks.AUTHORISED_SIGNED,
    acknowledgement_checks.NONE_OVERDUE,
    acknowledgement_checks.JOINERS_SIGNED,
    acknowledgement_checks.ALL_ASKED,
    acknowledgement_checks.REFUSALS,
    case_checks.STARTED,
    case_checks.CONCLUDED,
    case_checks.LAPSED,
    case_checks.UNOFFICIAL,
    declaration_checks.UNSURE_WAITING,
    declaration_checks.WAITING,
    declaration_checks.LOOK_AGAIN,
    approach_checks.PROFESSIONAL,
    declaration_checks.RECONFIRMED,
    acknowledgement_checks.SIGNED,
    acknowledgement_checks.GOVERNANCE_SIGNED,
    account_checks.TWO_PEOPLE_SOON,
    account_checks.PERMISSION_SIGNED,
    account_checks.LOOKED_AT,
    policy_checks.APPROVED,
    policy_checks.LAWS_CHECKED,
    policy_checks.RELATED_REVIEWED,
    policy_checks.DEVICES,
)
"""In the order in which they matter."""

COUNTED = frozenset(
    {"account", "authorisation", "account_check", "person", "school", "trust", "edition", "policy_reference"}
    | {"form", "acknowledgement", "ack_round", "setting"}
    | {"declaration", "declaration_step", "approach", "attachment", "keyholder_person"}
    | {"breach", "breach_key", "breach_entry"}
)
"""The tables of which a change may change what a check finds."""


def facts(desk: Desk, school_id: int | None = None) -> Facts:
    """What the checks look at; the same until something is written or the day is over."""
    return desk.keep(("facts", school_id, desk.keyholder), lambda: Facts(desk, school_id))


def run(desk: Desk, school_id: int | None = None) -> list[Result]:
    """Every check, on one school or on the trust, in the order in which they matter; as quick as `facts`."""
    return list(desk.keep(("checks", school_id, desk.keyholder), lambda: tuple(_run(facts(desk, school_id)))))


def failing(desk: Desk, clause: str, amiss: str) -> list[Failing]:
    """The records behind one check of the trust; none where there is no such check."""
    wanted = [one for one in CHECKS if (one.clause, one.amiss) == (clause, amiss)]
    return [record for one in wanted for record in one.find(facts(desk)).failing]


def _run(facts: Facts) -> Iterator[Result]:
    for check in CHECKS:
        if facts.school_id is None or not check.whole_trust:
            yield check.result(facts)
