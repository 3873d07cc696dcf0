"""The trust's choices for a register: what can be chosen, within which bounds, and what holds until it is."""

from dataclasses import dataclass
from typing import Any

from metdesk.errors import Refused
from metdesk.record import Field, Kind, field, fields, problem, to_text
from metdesk.school_days import Nation

FULL, COUNTS_ONLY = "full", "counts only"
"""How much a business manager sees of declarations."""


@dataclass(frozen=True)
class Settings:
    """Every choice; its default holds until the trust has chosen."""

    lock_minutes: int = field(
        "Minutes until it locks",
        Kind.NUMBER,
        required=True,
        default=5,
        bounds=(1, 60),
        help="Without a touch of keyboard or mouse, on every PC. 60 is the most, and it cannot be switched off.",
    )
    check_accounts_every_days: int = field(
        "Days between checks",
        Kind.NUMBER,
        required=True,
        default=365,
        bounds=(1, 3650),
        clause="5.2.4",
        help="How long after a check of an account the next is due. The policy names no number.",
    )
    new_account_check_days: int = field(
        "Days to a first check",
        Kind.NUMBER,
        required=True,
        default=90,
        bounds=(1, 3650),
        clause="5.2.4",
        help="How soon a new account is looked at for the first time.",
    )
    attachment_mb: int = field(
        "Largest attachment, in MB",
        Kind.NUMBER,
        required=True,
        default=20,
        bounds=(1, 100),
        help="What is larger is refused. Attachments are kept in the register file, and go into each of its backups.",
    )
    backup_place: str = field(
        "Second place for backups",
        default="",
        help="A folder on a stick, a share or another disk that gets a copy of each backup. Choose it under Backups.",
    )
    joiner_days: int = field(
        "Days a joiner has to sign",
        Kind.NUMBER,
        required=True,
        default=14,
        bounds=(1, 365),
        clause="5.3.1",
        help="Counted from the day they start, where a round began before. The policy names no number.",
    )
    target_signed: int = field(
        "Share that has signed",
        Kind.NUMBER,
        required=True,
        default=100,
        bounds=(1, 100),
        clause="5.2.1",
        help="In per cent: what Overview and the Board’s report measure each school against.",
    )
    nation: str = field(
        "Bank holidays of",
        Kind.CHOICE,
        choices=Nation,
        required=True,
        default="England",
        help="Deadlines in school days and working days pass over them.",
    )
    manager_sees_declarations: str = field(
        "What a business manager sees of declarations",
        Kind.CHOICE,
        choices=(FULL, COUNTS_ONLY),
        required=True,
        default=FULL,
        clause="6.5.4",
        help="Counts only leaves declarations and approaches to the headteacher, who then keeps them alone.",
    )
    review_days: int = field(
        "School days a head has to review",
        Kind.NUMBER,
        required=True,
        default=10,
        bounds=(1, 365),
        clause="6.5.4",
        help="Counted from the day of the declaration. The policy names no number.",
    )
    reconfirm_month: int = field(
        "Month of the yearly reconfirmation",
        Kind.NUMBER,
        required=True,
        default=9,
        bounds=(1, 12),
        clause="6.5.4",
        help="9 is September: from its first day everybody says what has changed, or that nothing has.",
    )
    report_days: int = field(
        "School days to report an approach",
        Kind.NUMBER,
        required=True,
        default=2,
        bounds=(0, 60),
        clause="6.5.5",
        help="From the day of the approach until the head is told. The policy names no number.",
    )


def setting(name: str) -> Field:
    """The definition of the setting called `name`. Refused: there is none."""
    known = {one.name: one for one in fields(Settings)}
    if name not in known:
        raise Refused(f"There is no setting “{name[:40]}”: the settings are {', '.join(known)}.")
    return known[name]


def unfit(one: Field, value: Any) -> str:
    """Why `value` cannot be chosen, in a sentence; nothing where it can."""
    if type(value) is not type(one.default):
        return f"{one.label} takes {'a whole number' if isinstance(one.default, int) else 'text'}."
    return problem(one, value)


def changed_words(one: Field, before: Any, after: Any) -> str:
    """What the audit says of a choice: `Setting changed: minutes until it locks, from 5 to 7`."""
    told = [to_text(one, value) or "nothing" for value in (before, after)]
    return f"Setting changed: {one.label[:1].lower()}{one.label[1:]}, from {told[0]} to {told[1]}"
