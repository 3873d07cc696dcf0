"""What a person answers to an edition (5.3.1), and the rounds in which they are asked."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metdesk.calendar import show_date
from metdesk.people import Category
from metdesk.record import Kind, field


class Answer(StrEnum):
    """What somebody answered, or that an entry was a mistake: then nothing stands in its place."""

    SIGNED = "signed"
    REFUSED = "refused"
    UNABLE = "unable to sign"
    MISTAKE = "mistake"


GIVEN = (Answer.SIGNED, Answer.REFUSED, Answer.UNABLE)
"""The answers a person can give."""


class Standing(StrEnum):
    """Where a person stands with the edition in force."""

    NOT_ASKED = "not asked"
    ASKED = "asked"
    SIGNED = "signed"
    EARLIER = "signed an earlier edition"
    REFUSED = "refused"
    UNABLE = "unable to sign"
    LEFT = "left"


@dataclass(frozen=True)
class Acknowledgement:
    """One person's answer to one edition, as the register keeps it: never changed, only corrected by another."""

    person_id: int | None = field("Person", Kind.PERSON, required=True, clause="5.3.1")
    edition_id: int | None = field(
        "Edition", Kind.NUMBER, required=True, clause="5.3.1", help="The number the register gave the edition."
    )
    answer: str = field("Answer", Kind.CHOICE, choices=Answer, required=True, clause="5.3.1", default="signed")
    signed_on: date | None = field(
        "Signed on", Kind.DATE, help="The date on the form; of a refusal, the day it was said."
    )
    received_on: date | None = field("Received on", Kind.DATE, help="The day the form came back to the office.")
    form_id: int | None = field("Printed form", Kind.NUMBER, help="The number the register gave the printed form.")
    reason: str = field(
        "Reason", Kind.TEXT, help="Why somebody refuses or is unable to sign, and who explained the policy to them."
    )
    corrects_id: int | None = field("Corrects", Kind.NUMBER, help="The entry in whose place this one stands.")
    correction: str = field("Why it was corrected", Kind.TEXT)


@dataclass(frozen=True)
class Round:
    """Who is asked for an edition, and by when: everyone, a school, a category, or both."""

    edition_id: int | None = field(
        "Edition", Kind.NUMBER, clause="5.3.1", help="The edition in force, where none is named."
    )
    asked_on: date | None = field("Asked on", Kind.DATE, help="Today, where no day is named.")
    due_on: date | None = field(
        "Forms back by",
        Kind.DATE,
        required=True,
        help="The day by which the forms are to be back.",
        deadline=True,
    )
    school_id: int | None = field("School", Kind.SCHOOL, help="Empty asks every school.")
    category: str = field("Category", Kind.CHOICE, choices=Category, help="Empty asks everyone but pupils (section 2).")
    note: str = field("Note", help="Why now: a new edition, the start of the year, …")
    closed_on: date | None = field("Closed on", Kind.DATE, help="From then on it asks nobody.")


_MONTH_YEAR = re.compile(r"([A-Za-z]{3})[a-z]*[\s\-]+(\d{4}|\d{2})")
_YEAR = re.compile(r"\b(20\d{2})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def first_day(words: str) -> date | None:
    """The first day of the month or year that an edition's `words` name (`March 2022`, `Mar-22`, `2022`)."""
    for match in _MONTH_YEAR.finditer(words):
        if match[1].lower() in _MONTHS:
            year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
            return date(year, _MONTHS.index(match[1].lower()) + 1, 1)
    years = _YEAR.findall(words)
    return date(int(years[0]), 1, 1) if years else None


def unfit_days(one: Acknowledgement, edition: str, since: date | None, today: date) -> dict[str, str]:
    """What is wrong with the days of an answer to the edition called `edition`, which is of `since`."""
    found: dict[str, str] = {}
    if one.signed_on is None:
        if one.answer != Answer.MISTAKE:
            found["signed_on"] = "Signed on is needed: write the date on the form."
    elif one.signed_on > today:
        found["signed_on"] = "It cannot have been signed on a day still to come: write the date on the form."
    elif since and one.signed_on < since:
        day = show_date(since)
        found["signed_on"] = f"Edition {edition} is no older than {day}: it cannot have been signed before."
    if one.received_on and one.received_on > today:
        found["received_on"] = "It cannot have come back on a day still to come: write the day it did."
    elif one.received_on and one.signed_on and one.received_on < one.signed_on:
        found["received_on"] = "It came back before it was signed: check both dates."
    return found
