"""The trust's choices for a register: what can be chosen, within which bounds, and what holds until it is."""

from dataclasses import dataclass
from typing import Any

from metdesk.errors import Refused
from metdesk.record import Field, Kind, field, fields, problem, to_text
from metdesk.school_days import Nation

FULL, COUNTS_ONLY = "full", "counts only"
"""How much a business manager sees of declarations."""


PROMPT_HARM = (
    "Tell the headteacher now; what is about the headteacher goes to the person the school names. Where somebody has "
    "or may have harmed a child, committed an offence against one, or may not be suitable to work with children, the "
    "local authority designated officer (LADO) is told within the time it sets. Do not investigate and do not speak "
    "to the person before the LADO has advised. A child in danger now: the police. "
    "(Keeping Children Safe in Education, Part 4, section 1.)"
)
PROMPT_LOW_LEVEL = (
    "A low-level concern is any, however small, that somebody acted against the code of conduct without meeting the "
    "harm threshold. Record it, with what was done; look for a pattern. In doubt, ask the LADO. "
    "(Keeping Children Safe in Education, Part 4, section 2.)"
)
PROMPT_DISCLOSURE = (
    "Ask first whether this is a protected disclosure: a worker who raises wrongdoing in the public interest is "
    "protected, and no policy takes that away (Employment Rights Act 1996, section 43J). If it may be, follow the "
    "whistleblowing policy and do not treat it as a breach."
)
PROMPT_DATA_BREACH = (
    "Tell the data protection officer now. Unless a risk to people is unlikely, the Information Commissioner is "
    "notified within 72 hours of the school becoming aware; later needs reasons. Every breach is recorded. "
    "(UK GDPR, article 33.)"
)
"""Prompts quote their source and can be reworded; none is legal advice."""


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
    case_start_days: int = field(
        "School days to start an investigation",
        Kind.NUMBER,
        required=True,
        default=5,
        bounds=(1, 60),
        clause="5.2.3",
        help="From the report until an investigator is named. The policy says “swiftly” and names no number.",
    )
    case_conclude_days: int = field(
        "School days to conclude a case",
        Kind.NUMBER,
        required=True,
        default=20,
        bounds=(1, 400),
        clause="5.2.3",
        help="From the report until its outcome. The policy names no number.",
    )
    lado_days: int = field(
        "Working days to tell the LADO",
        Kind.NUMBER,
        required=True,
        default=1,
        bounds=(1, 10),
        clause="6.1.2",
        help="As your local authority asks: one working day in many, 24 hours in others.",
    )
    prompt_harm: str = field(
        "What to do at a risk of harm",
        Kind.TEXT,
        required=True,
        clause="6.1.1",
        default=PROMPT_HARM,
        help="Shown where a report tells of harm, until the case is concluded, and printed on the form to report on. "
        "Word it as your local authority’s procedures do.",
    )
    prompt_low_level: str = field(
        "What to do at a low-level concern",
        Kind.TEXT,
        required=True,
        clause="6.1.1",
        default=PROMPT_LOW_LEVEL,
        help="Shown where a report is a low-level concern, until the case is concluded. Word it as your code of "
        "conduct and your safeguarding policy do.",
    )
    prompt_disclosure: str = field(
        "What to ask before “raising concerns”",
        Kind.TEXT,
        required=True,
        clause="6.1.5",
        default=PROMPT_DISCLOSURE,
        help="Shown before anything else is done, where somebody raises concerns about a school. Word it as your "
        "whistleblowing policy does.",
    )
    prompt_data_breach: str = field(
        "What to do when personal data got out",
        Kind.TEXT,
        required=True,
        clause="6.1.5",
        default=PROMPT_DATA_BREACH,
        help="Shown where personal data got out, until it is recorded that it was notified, or why not. Word it as "
        "your data protection policy does.",
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


SOURCES = {
    "prompt_harm": "Keeping Children Safe in Education, Part 4, section 1: what may meet the harm threshold.",
    "prompt_low_level": "Keeping Children Safe in Education, Part 4, section 2: what does not meet the harm threshold.",
    "prompt_disclosure": "Public Interest Disclosure Act 1998: Employment Rights Act 1996, Part IVA, section 43J.",
    "prompt_data_breach": "UK GDPR, article 33, and the Information Commissioner’s guidance: 72 hours from awareness.",
}
"""Where what a prompt says comes from."""


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
    """What the audit says of a choice: `Setting changed: minutes until it locks, from 5 to 7`; of words only that they
    are others, for they stand beside it."""
    what = f"Setting changed: {one.label[:1].lower()}{one.label[1:]}"
    if one.kind is Kind.TEXT:
        return f"{what}, {'back to the words Metdesk came with' if after == one.default else 'reworded'}"
    told = [to_text(one, value) or "nothing" for value in (before, after)]
    return f"{what}, from {told[0]} to {told[1]}"
