"""The policy's editions: what was approved, when it is due for review, and what it cites (5.1.1, sections 1 to 8)."""

import calendar
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db import policy as tables
from db.change import Change
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.policy_text import PARTICULARS, ChangeEntry, Clause, Definition, PolicyText

_MONTH_YEAR = re.compile(r"([A-Za-z]{3})[a-z]*[\s\-]+(\d{4}|\d{2})")
_YEAR = re.compile(r"\b(20\d{2})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Audience(StrEnum):
    """Whom a clause binds."""

    BOARD = "Trust Board"
    HEADS = "Headteachers"
    AUTHORISED = "Authorised personnel"
    USERS = "Users"


class ReferenceKind(StrEnum):
    """What an edition cites."""

    LEGISLATION = "legislation"
    RELATED = "related policy"


@dataclass(frozen=True)
class EditionClause:
    """A clause of an edition with its id in the register and whom it binds; `audience` is empty for headings."""

    id: int
    clause: Clause
    audience: str


@dataclass(frozen=True)
class Reference:
    """A law, a piece of guidance or a related policy, with the day somebody last checked that it stands.

    `place` says where it is kept, `review_on` when it is itself due for review.
    """

    id: int
    kind: str
    title: str
    place: str
    checked_on: date | None
    review_on: date | None
    note: str


@dataclass(frozen=True)
class EditionFacts:
    """An edition's particulars; dates stand as the document words them, `review_due` as the last day in time."""

    id: int
    version: str
    title: str
    last_revision: str
    next_revision: str
    owner: str
    authors: str
    status: str
    note: str
    source_name: str
    minor: bool
    entered_on: date
    review_due: date | None

    @property
    def name(self) -> str:
        """`1.0, March 2022`."""
        return ", ".join(word for word in (self.version, self.last_revision) if word)


@dataclass(frozen=True)
class Edition:
    """An edition whole."""

    facts: EditionFacts
    clauses: tuple[EditionClause, ...]
    definitions: tuple[Definition, ...]
    references: tuple[Reference, ...]
    changes: tuple[ChangeEntry, ...]

    def legislation(self) -> tuple[Reference, ...]:
        """What section 3 lists."""
        return tuple(one for one in self.references if one.kind == ReferenceKind.LEGISLATION)

    def related(self) -> tuple[Reference, ...]:
        """What section 7 lists."""
        return tuple(one for one in self.references if one.kind == ReferenceKind.RELATED)

    def find(self, number: str) -> EditionClause | None:
        """The clause of that number."""
        return next((one for one in self.clauses if one.clause.number == number), None)


def editions(desk: Desk) -> list[EditionFacts]:
    """Every edition, the newest first."""
    return [_facts(row) for row in tables.editions()]


def current(desk: Desk) -> Edition | None:
    """The edition in force: the one entered last."""

    def read() -> Edition | None:
        rows = tables.editions()
        return get(desk, rows[0].id) if rows else None

    return desk.keep("edition in force", read)


def get(desk: Desk, edition_id: int) -> Edition:
    """An edition whole. Refused where there is none."""
    row = tables.edition(edition_id)
    if row is None:
        raise Refused("This edition is no longer in the register: look in the list again.")
    return Edition(
        facts=_facts(row),
        clauses=tuple(_clause(one) for one in tables.parts(tables.PolicyClause, edition_id)),
        definitions=tuple(Definition(one.term, one.meaning) for one in tables.parts(tables.PolicyTerm, edition_id)),
        references=tuple(_reference(one) for one in tables.references(edition_id)),
        changes=tuple(
            ChangeEntry(one.version, one.date, one.page, one.change, one.approver)
            for one in tables.parts(tables.PolicyChange, edition_id)
        ),
    )


def _facts(row: tables.Edition) -> EditionFacts:
    return EditionFacts(**{name: row.__data__[name] for name in EditionFacts.__dataclass_fields__})


def _clause(row: tables.PolicyClause) -> EditionClause:
    clause = Clause(row.number, row.level, row.heading, row.text, tuple(json.loads(row.items)))
    return EditionClause(row.id, clause, row.audience)


def _reference(row: tables.PolicyReference) -> Reference:
    return Reference(**{name: row.__data__[name] for name in Reference.__dataclass_fields__})


def adopt(desk: Desk, text: PolicyText, *, source_name: str, minor: bool = False) -> int:
    """Makes `text` the next edition and returns its id; earlier ones stay as they are.

    A minor edition keeps earlier signatures valid, a major one asks everybody again. Refused: a policy
    without clauses, and one that is word for word the edition in force.
    """
    if not text.clauses:
        raise Refused("This document has no numbered clauses, so it cannot become an edition of the policy.")
    now = current(desk)
    if now is not None and _same(now, text):
        raise Refused(f"This is word for word the edition in force, {now.facts.name}: nothing was imported.")
    name = ", ".join(word for word in (text.version, text.last_revision) if word) or text.title
    with desk.change("policy.import", f"Edition {name} taken in from {source_name}") as changing:
        edition = changing.insert(
            tables.Edition,
            **{name: getattr(text, name) for name in PARTICULARS},
            source_name=source_name,
            minor=minor,
            entered_on=desk.today(),
            review_due=last_day(text.next_revision),
        )
        _insert_parts(changing, edition, text)
        _insert_references(changing, edition, text)
    return edition


def _same(now: Edition, text: PolicyText) -> bool:
    return (
        all(getattr(now.facts, name) == getattr(text, name) for name in PARTICULARS)
        and tuple(one.clause for one in now.clauses) == tuple(text.clauses)
        and now.definitions == tuple(text.definitions)
    )


def _insert_parts(changing: Change, edition: int, text: PolicyText) -> None:
    audiences = _audiences(text.clauses)
    clauses = [
        {
            "edition_id": edition,
            "position": place,
            "number": clause.number,
            "level": clause.level,
            "heading": clause.heading,
            "text": clause.text,
            "items": json.dumps(list(clause.items), ensure_ascii=False),
            "audience": audience,
        }
        for place, (clause, audience) in enumerate(zip(text.clauses, audiences, strict=True))
    ]
    changing.insert_many(tables.PolicyClause, clauses)
    terms = [
        {"edition_id": edition, "position": n, "term": d.term, "meaning": d.meaning}
        for n, d in enumerate(text.definitions)
    ]
    changing.insert_many(tables.PolicyTerm, terms)
    log = [
        {"edition_id": edition, "position": n, "version": c.version, "date": c.date, "page": c.page}
        | {"change": c.change, "approver": c.approver}
        for n, c in enumerate(text.changes)
    ]
    changing.insert_many(tables.PolicyChange, log)


def _insert_references(changing: Change, edition: int, text: PolicyText) -> None:
    """References are kept over editions, so that what was checked stays checked."""
    known = tables.reference_ids()
    cited = [(ReferenceKind.LEGISLATION, title) for title in text.legislation]
    cited += [(ReferenceKind.RELATED, title) for title in text.related]
    unknown = [key for key in dict.fromkeys(cited) if key not in known]
    rows = [{"kind": kind, "title": title} for kind, title in unknown]
    known |= dict(zip(unknown, changing.insert_many(tables.PolicyReference, rows), strict=True))
    links = [{"edition_id": edition, "reference_id": known[key], "position": n} for n, key in enumerate(cited)]
    changing.insert_many(tables.EditionReference, links)


def _audiences(clauses: Sequence[Clause]) -> list[str]:
    """Whom each clause binds: said by the heading above it, or by its own first words."""
    found: list[str] = []
    heading = ""
    for clause in clauses:
        if clause.heading and not clause.text:
            heading = clause.heading.casefold()
        found.append(_audience(heading, clause) if clause.level > 1 and clause.text else "")
    return found


def _audience(heading: str, clause: Clause) -> str:
    if "board" in heading:
        return Audience.BOARD
    if "headteacher" in heading:
        return Audience.HEADS
    opening = clause.text.casefold()[:60]
    if "authorised personnel" in opening:
        return Audience.AUTHORISED
    return Audience.HEADS if "headteacher may" in opening else Audience.USERS


def last_day(words: str) -> date | None:
    """The last day of the month or year that `words` name (`March 2024`, `Mar-24`, `2024`)."""
    for match in _MONTH_YEAR.finditer(words):
        if match[1].lower() in _MONTHS:
            month = _MONTHS.index(match[1].lower()) + 1
            year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
            return date(year, month, calendar.monthrange(year, month)[1])
    years = _YEAR.findall(words)
    return date(int(years[-1]), 12, 31) if years else None


def record_check(
    desk: Desk,
    reference_id: int,
    checked_on: date,
    *,
    place: str = "",
    review_on: date | None = None,
    note: str = "",
) -> None:
    """Records that a law or related policy was looked up. Refused: a day still to come, nothing of that id."""
    row = tables.reference(reference_id)
    if row is None:
        raise Refused("This entry is no longer in the register: look in the list again.")
    if checked_on > desk.today():
        raise Refused({"checked_on": "It cannot have been checked on a day still to come: write the day it was."})
    with desk.change("policy.reference", f"Checked {row.title}") as changing:
        changing.update(
            tables.PolicyReference,
            reference_id,
            checked_on=checked_on,
            place=place,
            review_on=review_on,
            note=note,
        )


def find(desk: Desk, text: str, limit: int = 200) -> list[tuple[int, str, str]]:
    """Clauses of the edition in force in which every word of `text` begins a word: (id, number, words)."""
    edition = current(desk)
    if edition is None:
        return []
    of_edition = {one.id: one.clause for one in edition.clauses}
    matches = [number for _, number in desk.matches(text, ("policy_clause",), 5_000)]
    found = [(number, of_edition[number]) for number in matches if number in of_edition]
    return [(number, clause.number, clause.heading or clause.text) for number, clause in found[:limit]]
