"""What somebody declares (6.1.4, 6.5.4), how a head decides on it, and what may become of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metdesk.record import Kind, field


class With(StrEnum):
    """Whom a relationship is with."""

    STUDENT = "student"
    EX_STUDENT = "ex-student"
    PARENT = "parent"
    OTHER = "other"


class Relationship(StrEnum):
    """What joins them: the first three are clause 6.5.4's, the last is clause 6.1.4's."""

    FAMILY = "family member"
    FRIEND = "family friend"
    OTHER = "other appropriate relationship"
    UNSURE = "unsure"


class State(StrEnum):
    """How a declaration stands."""

    WAITING = "waiting"
    MORE = "more asked"
    APPROVED = "approved"
    CONDITIONS = "approved with conditions"
    NOT_APPROVED = "not approved"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    NOTHING = "nothing to declare"


class Step(StrEnum):
    """What is done about a declaration."""

    APPROVED = "approved"
    CONDITIONS = "approved with conditions"
    NOT_APPROVED = "not approved"
    MORE = "more asked"
    ANSWERED = "answered"
    CONFIRMED = "no change"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Outcome(StrEnum):
    """What a head can decide."""

    APPROVED = "approved"
    CONDITIONS = "approved with conditions"
    NOT_APPROVED = "not approved"
    MORE = "more asked"


class Solely(StrEnum):
    """The test of clauses 6.5.3 and 6.5.6: is it, or was it, nothing but a relationship through the school?"""

    NO = "no"
    YES = "yes"


class Signed(StrEnum):
    """How a decision was signed."""

    ON_SCREEN = "on screen"
    ON_PAPER = "on paper"


OPEN = (State.WAITING, State.MORE, State.APPROVED, State.CONDITIONS)
"""The states of a relationship that goes on, and is confirmed every year."""
APPROVED = (State.APPROVED, State.CONDITIONS)
DECIDED = (State.APPROVED, State.CONDITIONS, State.NOT_APPROVED)
THROUGH_SCHOOL = (With.STUDENT, With.EX_STUDENT, With.PARENT)
"""With whom clauses 6.5.3 and 6.5.6 allow no contact that rests on the school alone."""


@dataclass(frozen=True)
class Declaration:
    """What one person declared, as the register keeps it: never changed, only corrected by another."""

    person_id: int | None = field("Person", Kind.PERSON, required=True, clause="6.5.4", help="Who declares it.")
    nothing: bool = field(
        "Nothing to declare", Kind.YES_NO, clause="6.5.4", help="An answer too: it holds until they say otherwise."
    )
    with_kind: str = field("With", Kind.CHOICE, choices=With, clause="6.5.4")
    with_whom: str = field(
        "Named as",
        help="As the school decides: initials, a pupil reference or a name, never more than is needed.",
    )
    relationship: str = field("Relationship", Kind.CHOICE, choices=Relationship, clause="6.5.4")
    platforms: str = field("Platforms", help="Where they are in contact: Facebook, Instagram, a class chat, …")
    since: str = field("Since when", help="As they put it: 2019, all their life, before I worked here.")
    words: str = field("In their words", Kind.TEXT, help="What the person wrote about it.")
    declared_on: date | None = field("Declared on", Kind.DATE, required=True, help="The date beside their signature.")
    received_on: date | None = field("Received on", Kind.DATE, help="The day the form came to the office.")
    form_id: int | None = field("Printed form", Kind.NUMBER, help="The number the register gave the printed form.")
    corrects_id: int | None = field("Corrects", Kind.NUMBER, help="The declaration in whose place this one stands.")
    correction: str = field("Why it was corrected", Kind.TEXT)


@dataclass(frozen=True)
class Decision:
    """What the headteacher decided on a declaration (6.5.4), with what 6.5.3 asks for."""

    outcome: str = field("Decision", Kind.CHOICE, choices=Outcome, required=True, clause="6.5.4")
    solely: str = field(
        "Only through the school",
        Kind.CHOICE,
        choices=Solely,
        clause="6.5.3",
        help="Whether it is, or was, nothing but staff and student, or staff and parent (6.5.3, 6.5.6).",
    )
    reason: str = field("Reason", Kind.TEXT, required=True, help="What it rests on; asked for more: what is asked.")
    conditions: str = field("Conditions", Kind.TEXT, help="What they keep to, where it is approved with conditions.")
    look_again: date | None = field(
        "Look again on", Kind.DATE, help="The day it comes back to the head’s queue.", deadline=True
    )
    decided_on: date | None = field("Decided on", Kind.DATE, required=True, help="The date beside the signature.")
    decided_by_id: int | None = field(
        "Decided by",
        Kind.PERSON,
        required=True,
        help="The school’s head, or whoever the school names for the head’s own.",
    )
    form_id: int | None = field("Signed sheet", Kind.NUMBER, help="The number the register gave the printed form.")


@dataclass(frozen=True)
class Taken:
    """One step, as it is read: what was done, when, by whom, why."""

    id: int
    step: str
    taken_on: date
    decided_by: str
    reason: str
    conditions: str
    solely: str
    look_again: date | None
    signed: str
    form_id: int | None


def unfit_days(declaration: Declaration, today: date) -> dict[str, str]:
    """What is wrong with the days of a declaration."""
    declared, received = declaration.declared_on, declaration.received_on
    if declared and declared > today:
        return {"declared_on": "It cannot have been declared on a day still to come: write the date on the form."}
    if received and received > today:
        return {"received_on": "It cannot have come on a day still to come: write the day it did."}
    if received and declared and received < declared:
        return {"received_on": "It came before it was declared: check both dates."}
    return {}


_PARTICULARS = ("with_kind", "with_whom", "relationship")
_NEEDED = {
    "with_kind": "Say whom it is with: a student, an ex-student, a parent or somebody else.",
    "with_whom": "Say how the other person is named: initials or a pupil reference will do.",
    "relationship": "Say what the relationship is; “unsure” is an answer (6.1.4).",
}


def unfit_words(declaration: Declaration) -> dict[str, str]:
    """What a declared relationship lacks, and what nothing to declare has too many of."""
    if declaration.nothing:
        told = [name for name in (*_PARTICULARS, "platforms", "since") if getattr(declaration, name)]
        return dict.fromkeys(told, "Nothing to declare leaves this empty: clear it, or take the tick away.")
    return {name: _NEEDED[name] for name in _PARTICULARS if not getattr(declaration, name)}
