"""An approach by a student or ex-student that was rejected (6.5.5), as a record: its words and its rules."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metdesk.account_record import PLATFORMS
from metdesk.declaration_record import Solely
from metdesk.record import Kind, field


class StudentKind(StrEnum):
    """Whether they were a student when they approached."""

    STUDENT = "student"
    EX_STUDENT = "ex-student"


class Tone(StrEnum):
    """What the reply was like (6.5.5): `not replied` where there was none, as after a block."""

    PROFESSIONAL = "professional"
    NOT_PROFESSIONAL = "not professional"
    NOT_REPLIED = "not replied"


@dataclass(frozen=True)
class Approach:
    """One approach, as the register keeps it: never overwritten, only completed or corrected by another."""

    person_id: int | None = field(
        "Person approached", Kind.PERSON, required=True, clause="6.5.5", help="Whom the student wrote to."
    )
    student: str = field(
        "Student",
        required=True,
        help="Named as the school decides: initials, a pupil reference or a name, always in the same way.",
    )
    student_kind: str = field(
        "They were a", Kind.CHOICE, choices=StudentKind, required=True, default="student", clause="6.5.5"
    )
    platform: str = field(
        "Platform", Kind.SUGGESTED, choices=PLATFORMS, required=True, help="Where they wrote: Instagram, WhatsApp, …"
    )
    happened_on: date | None = field("Happened on", Kind.DATE, required=True, help="The day they were approached.")
    said: str = field(
        "What was said",
        Kind.TEXT,
        required=True,
        clause="6.5.5",
        help="In its own words, or what it was: a friend request. Pictures of it are attached afterwards.",
    )
    reply: str = field("The reply", Kind.TEXT, clause="6.5.5", help="In its own words: the policy asks to keep it.")
    replied_on: date | None = field("Replied on", Kind.DATE)
    tone: str = field(
        "Tone of the reply", Kind.CHOICE, choices=Tone, clause="6.5.5", help="Whether it was professional in tone."
    )
    solely: str = field(
        "Only through the school",
        Kind.CHOICE,
        choices=Solely,
        clause="6.5.3",
        help="Whether it is, or was, nothing but staff and student (6.5.3). If no, a declaration belongs beside it.",
    )
    solely_reason: str = field("What that rests on", Kind.TEXT, clause="6.5.3")
    reported_on: date | None = field("Reported to the head on", Kind.DATE, clause="6.5.5")
    form_id: int | None = field("Printed form", Kind.NUMBER, help="The number the register gave the printed form.")
    corrects_id: int | None = field("Corrects", Kind.NUMBER, help="The approach in whose place this one stands.")
    correction: str = field("Why it was corrected", Kind.TEXT)


@dataclass(frozen=True)
class Reply:
    """A reply that is entered after the approach: it fills what is empty there."""

    reply: str = field("The reply", Kind.TEXT, clause="6.5.5", help="In its own words: the policy asks to keep it.")
    replied_on: date | None = field("Replied on", Kind.DATE)
    tone: str = field(
        "Tone of the reply", Kind.CHOICE, choices=Tone, clause="6.5.5", help="Whether it was professional in tone."
    )


def student_key(student: str) -> str:
    """The student's name without case, accents, spaces and dots, so that `K. Ö.` is `ko`."""
    plain = unicodedata.normalize("NFKD", student).casefold()
    return "".join(one for one in plain if one.isalnum())


def unfit_days(approach: Approach, today: date) -> dict[str, str]:
    """What is wrong with the days of an approach."""
    happened = approach.happened_on
    if happened and happened > today:
        return {"happened_on": "It cannot have happened on a day still to come: write the day it did."}
    named = {"replied_on": "The reply", "reported_on": "The report"}
    found: dict[str, str] = {}
    for name, what in named.items():
        day = getattr(approach, name)
        if day and day > today:
            found[name] = f"{what} cannot be of a day still to come: write the day it was, or leave it empty."
        elif day and happened and day < happened:
            found[name] = f"{what} cannot come before the approach: check both dates."
    return found


def unfit_reply(approach: Approach) -> dict[str, str]:
    """What does not go together of a reply and its tone."""
    if approach.tone == Tone.NOT_REPLIED:
        told = [name for name in ("reply", "replied_on") if getattr(approach, name)]
        return dict.fromkeys(told, "“Not replied” leaves this empty: clear it, or choose another tone.")
    if approach.reply and not approach.replied_on:
        return {"replied_on": "Say on which day they replied: it stands beside the words."}
    if approach.tone and not approach.replied_on:
        return {"tone": "There is no reply yet to have a tone: enter the reply and its day, or choose “not replied”."}
    return {}


def unfit_test(approach: Approach) -> dict[str, str]:
    """What is missing of the test of 6.5.3."""
    if approach.solely and not approach.solely_reason:
        return {"solely_reason": "Say what that rests on: 6.5.3 asks whether they have, or had, anything else."}
    if approach.solely_reason and not approach.solely:
        return {"solely": "Choose yes or no: the reason answers whether it is only through the school (6.5.3)."}
    return {}
