"""The chronology of a case in print: when each thing happened, and beside it when that was entered and by whom."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from reportlab.platypus import Flowable

from metdesk.calendar import count_of, show_date, show_short_date, show_when
from metdesk.case_record import EntryKind
from metdesk.case_seen import Case, Entry
from metdesk.paper import tables
from metdesk.paper.tables import Cell, Column, Lead, Muted, Piece, Strong
from metdesk.record import sentence_case

_COLUMNS = (Column("Happened on", 1.3), Column("What", 5), Column("Entered", 2.2))
_DAYS = ("happened_on", "taken_on", "done_on", "handled_on", "referred_on", "decided_on")


def chronology(case: Case, links: Mapping[str, str]) -> Flowable:
    """Everything that was written in a case, by the day on which it happened; what was corrected stays, marked so.
    `links` names linked records by the uuid of their entry."""
    standing = {one.uuid for one in case.standing}
    entries = sorted(case.entries, key=lambda one: (happened_on(one), one.id))
    rows = [_row(one, links, stands=one.uuid in standing) for one in entries]
    return tables.table(_COLUMNS, rows, title=("Chronology", count_of(len(rows), "entry", "entries")))


def happened_on(entry: Entry) -> date:
    """The day of what an entry tells; of what tells of none, the day it was entered."""
    days = (getattr(entry.record, name, None) for name in _DAYS)
    return next((day for day in days if isinstance(day, date)), entry.at.astimezone().date())


def corrected(entry: Entry) -> str:
    """What stands behind an entry that takes the place of another; nothing where it does not."""
    return f", in the place of an earlier entry: {entry.why}" if entry.corrects else ""


def _row(one: Entry, links: Mapping[str, str], *, stands: bool) -> list[Cell]:
    what: list[Piece] = [Strong(sentence_case(_KINDS.get(one.kind, str(one.kind))))]
    if not stands:
        what.append(Strong("Corrected since: another entry stands in its place."))
    what += [words for words in _WORDS[one.kind](one.record) if words]
    if one.uuid in links:
        what.append(Lead("Record:", links[one.uuid]))
    if one.corrects:
        what.append(Lead("Takes the place of an earlier entry:", one.why))
    return [show_short_date(happened_on(one)), tuple(what), (show_when(one.at), Muted(f"by {one.who}"))]


_KINDS = {
    EntryKind.ACTION: "to be done",
    EntryKind.HANDLED: "evidence handed on",
    EntryKind.NAMED: "who is named",
    EntryKind.LINK: "has to do with",
}


def _reported(one: Any) -> list[str]:
    return [one.what, f"Reported on {show_date(one.reported_on)} by {one.reported_by}; clauses {one.clauses}"]


def _concluded(one: Any) -> list[str]:
    lapses = f"The warning lapses on {show_date(one.lapses_on)}" if one.lapses_on else ""
    return [f"{sentence_case(one.outcome)}, decided by {one.decided_by}", one.reasons, one.follow_ups, lapses]


def _referred(one: Any) -> list[str]:
    return [f"To {one.to}" + (f", their reference {one.reference}" if one.reference else ""), one.words]


_WORDS: dict[EntryKind, Callable[[Any], list[str]]] = {
    EntryKind.REPORT: _reported,
    EntryKind.NOTE: lambda one: [one.words],
    EntryKind.STATEMENT: lambda one: [f"{one.of}; their words stand under Statements"],
    EntryKind.ACTION: lambda one: [one.what, f"{one.owner}, by {show_date(one.due_on)}"],
    EntryKind.DONE: lambda one: [one.words],
    EntryKind.EVIDENCE: lambda one: [one.name, f"From {one.came_from}; taken in by {one.handled_by}"],
    EntryKind.HANDLED: lambda one: [f"{one.handled_by}: {one.words}"],
    EntryKind.REFERRAL: _referred,
    EntryKind.NAMED: lambda one: [f"{one.name}: {one.what}"],
    EntryKind.LINK: lambda one: [one.words],
    EntryKind.OUTCOME: _concluded,
    EntryKind.COPIED: lambda one: [f"A sealed bundle, SHA-256 {one.sha256}"],
    EntryKind.REOPENED: lambda one: [one.words],
}
