"""What is written of an allegation (5.2.3): the report, and each kind of entry that follows it.

All of these are words of a case: they are kept sealed, and only those named on it read them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.admission import ABOUT
from metdesk.record import Kind, field


class Category(StrEnum):
    """What it is about, from the policy's prohibitions: the first six are those of clause 6.1.5."""

    CONTENT = "offensive or illegal content"
    LANGUAGE = "inappropriate language"
    INSULT = "criticism or insult"
    HARASSMENT = "harassment, bullying or intimidation"
    CONFIDENTIALITY = "breach of confidentiality"
    CONCERNS = "raising concerns about a school"
    EXCESSIVE = "excessive use"
    UNOFFICIAL = "unofficial account"
    IDENTIFICATION = "identification of a user"
    STUDENT = "contact with a student"
    PARENT = "contact with a parent"
    MISUSED = "school account misused"
    TIMING = "timing concern (advisory)"
    OTHER = "other"


CLAUSES: dict[Category, tuple[str, ...]] = {
    Category.CONTENT: ("6.1.5",),
    Category.LANGUAGE: ("6.1.5",),
    Category.INSULT: ("6.1.5",),
    Category.HARASSMENT: ("6.1.5",),
    Category.CONFIDENTIALITY: ("6.1.5",),
    Category.CONCERNS: ("6.1.5",),
    Category.EXCESSIVE: ("6.1.3",),
    Category.UNOFFICIAL: ("6.4.2",),
    Category.IDENTIFICATION: ("6.4.3",),
    Category.STUDENT: ("6.5.3",),
    Category.PARENT: ("6.5.6",),
    Category.MISUSED: ("6.5.2",),
    Category.TIMING: ("6.5.8",),
    Category.OTHER: (),
}
"""The clause that a category proposes."""


class Harm(StrEnum):
    """Whether somebody is at risk (6.1.1, 6.1.2): the two tiers of Keeping Children Safe in Education, Part 4."""

    NONE = "no sign of harm"
    LOW = "a low-level concern"
    THRESHOLD = "harm, or a risk of it"


class Route(StrEnum):
    """Where a case goes."""

    HEAD = "head"
    OFFICER = "trust officer"
    CHAIR = "chair"
    LADO = "LADO"


class State(StrEnum):
    """How far a case is."""

    REPORTED = "reported"
    INVESTIGATED = "under investigation"
    CONCLUDED = "concluded"


class Outcome(StrEnum):
    """How a case ends (sections 2 and 5.2.3)."""

    NO_ACTION = "no further action"
    UNFOUNDED = "unfounded"
    MALICIOUS = "malicious"
    ADVICE = "advice"
    TRAINING = "training"
    DISCIPLINARY = "Conduct and Disciplinary Policy"
    REFERRAL = "referral"


class EntryKind(StrEnum):
    """What an entry of a case is."""

    REPORT = "report"
    NOTE = "note"
    STATEMENT = "statement"
    ACTION = "action"
    DONE = "done"
    EVIDENCE = "evidence"
    HANDLED = "handled"
    REFERRAL = "referral"
    NAMED = "named"
    LINK = "link"
    OUTCOME = "outcome"
    COPIED = "copy taken out"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Report:
    """An allegation as it is logged: quick, and complete enough to act on."""

    what: str = field("What happened", Kind.TEXT, required=True, clause="5.2.3", help="What was seen or said, where.")
    category: str = field("Category", Kind.CHOICE, choices=Category, required=True, clause="6.1.5")
    clauses: str = field(
        "Clauses", required=True, clause="5.3.3", help="At least one, such as 6.1.5, 6.4.3: what it may go against."
    )
    school_id: int | None = field("School", Kind.SCHOOL, required=True)
    happened_on: date | None = field("Happened on", Kind.DATE, required=True, help="The day it was, or began.")
    reported_on: date | None = field("Reported on", Kind.DATE, required=True, help="The day the school was told.")
    reported_by: str = field("Reported by", required=True, help="Who told the school: a name, or “anonymous”.")
    subject_id: int | None = field(
        "About", Kind.PERSON, help="Whose conduct it is about, where they are in the register."
    )
    also_about_id: int | None = field("And about", Kind.PERSON, help="A second person it is about.")
    others: str = field("Others concerned", help="Who is affected or saw it: initials or pupil references will do.")
    account_id: int | None = field("Account", Kind.ACCOUNT, help="Where it happened on an account of the school.")
    harm: str = field("Risk of harm", Kind.CHOICE, choices=Harm, required=True, clause="6.1.1")
    disclosure: str = field(
        "Protected disclosure",
        Kind.CHOICE,
        choices=("no", "yes", "not sure"),
        help="Raising concerns may be whistleblowing, which no policy forbids: ask this first.",
    )
    data_breach: bool = field("Personal data got out", Kind.YES_NO, clause="6.1.5", help="Starts the 72-hour clock.")

    @property
    def subjects(self) -> set[int]:
        """The ids of the people it is about."""
        return {getattr(self, one) for one in ABOUT} - {None}


@dataclass(frozen=True)
class Note:
    """A line of the chronology: when it happened is not when it was entered."""

    happened_on: date | None = field("Happened on", Kind.DATE, required=True)
    words: str = field("What", Kind.TEXT, required=True)


@dataclass(frozen=True)
class Statement:
    """What somebody said, and when it was taken."""

    of: str = field("Statement of", required=True)
    taken_on: date | None = field("Taken on", Kind.DATE, required=True)
    words: str = field("What they said", Kind.TEXT, required=True)


@dataclass(frozen=True)
class CaseAction:
    """Something to be done, by whom and by when."""

    what: str = field("To do", required=True)
    owner: str = field("Who", required=True)
    due_on: date | None = field("By", Kind.DATE, required=True)


@dataclass(frozen=True)
class Done:
    """That an action was done."""

    done_on: date | None = field("Done on", Kind.DATE, required=True)
    words: str = field("What was done", Kind.TEXT, required=True)


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence: where it came from, who took it in and when; its bytes are kept sealed."""

    name: str = field("Name", required=True)
    came_from: str = field("Where it came from", required=True)
    handled_by: str = field("Taken in by", required=True)
    handled_on: date | None = field("On", Kind.DATE, required=True)


@dataclass(frozen=True)
class Handled:
    """That somebody else had a piece of evidence in hand."""

    handled_by: str = field("Who", required=True)
    handled_on: date | None = field("On", Kind.DATE, required=True)
    words: str = field("Why", required=True)


@dataclass(frozen=True)
class Referral:
    """That the case was told to somebody outside."""

    to: str = field("Referred to", Kind.SUGGESTED, choices=("LADO", "Police", "Children’s social care"), required=True)
    referred_on: date | None = field("On", Kind.DATE, required=True)
    reference: str = field("Their reference")
    words: str = field("What was advised", Kind.TEXT, required=True, help="Where they have not advised yet, say so.")


@dataclass(frozen=True)
class Link:
    """One record that the case has to do with: an account, a declaration, or another case by its reference (kept
    whole: the numbers of cases would tell how many are hidden)."""

    account_id: int | None = field("Account", Kind.ACCOUNT)
    declaration_id: int | None = field("Declaration", Kind.NUMBER)
    case: str = field("Other case")
    words: str = field("Why", required=True, help="What the one has to do with the other.")

    @property
    def to(self) -> tuple[int | None, int | None, str]:
        """What it leads to: the same for two links to one record."""
        return self.account_id, self.declaration_id, self.case


@dataclass(frozen=True)
class Named:
    """That somebody was named on the case, or is no longer: as its investigator, or to see it."""

    name: str = field("Keyholder", required=True)
    what: str = field("As", Kind.CHOICE, choices=("investigator", "to see it", "no longer named"), required=True)


@dataclass(frozen=True)
class Copied:
    """That a copy of the case was taken out, as a sealed bundle: by its SHA-256 one knows it again."""

    sha256: str = field("SHA-256 of the bundle", required=True)


@dataclass(frozen=True)
class Reopened:
    """Why a concluded case goes on."""

    words: str = field("Why", Kind.TEXT, required=True)


@dataclass(frozen=True)
class Conclusion:
    """How a case ended."""

    outcome: str = field("Outcome", Kind.CHOICE, choices=Outcome, required=True, clause="5.2.3")
    decided_on: date | None = field("Decided on", Kind.DATE, required=True)
    decided_by: str = field("Decided by", required=True)
    reasons: str = field("Reasons", Kind.TEXT, required=True)
    follow_ups: str = field("Follow-ups", Kind.TEXT)
    lapses_on: date | None = field("Warning lapses on", Kind.DATE)


RECORDS: dict[EntryKind, type] = {
    EntryKind.REPORT: Report,
    EntryKind.NOTE: Note,
    EntryKind.STATEMENT: Statement,
    EntryKind.ACTION: CaseAction,
    EntryKind.DONE: Done,
    EntryKind.EVIDENCE: Evidence,
    EntryKind.HANDLED: Handled,
    EntryKind.REFERRAL: Referral,
    EntryKind.NAMED: Named,
    EntryKind.LINK: Link,
    EntryKind.OUTCOME: Conclusion,
    EntryKind.COPIED: Copied,
    EntryKind.REOPENED: Reopened,
}
"""What each kind of entry holds."""
