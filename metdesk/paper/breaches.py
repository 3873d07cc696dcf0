"""The file of a case in print, for somebody named on it (5.2.3): all that was written, corrected entries too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from reportlab.platypus import Flowable

from metdesk.attachments import show_size
from metdesk.calendar import count_of, show_date, show_short_date, show_when
from metdesk.case_record import EntryKind, Route, State
from metdesk.case_seen import Case, CaseRow, Entry
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, tables
from metdesk.paper.attached import grouped
from metdesk.paper.chronology import chronology, corrected
from metdesk.paper.furniture import Sheet
from metdesk.paper.page import build
from metdesk.paper.tables import Cell, Column, Muted, Piece, Strong
from metdesk.record import sentence_case

_NO_CLAUSE = "The edition in force has no clause of this number."


@dataclass(frozen=True)
class CaseFile:
    """What the file of a case shows: the case, the clauses it was reported under with their words, and whom and what
    its ids name (people by their ids, the account, linked records by the uuid of their entry); and of evidence that was
    changed, by the uuid of its entry, the sentence that says so."""

    case: Case
    clauses: Sequence[tuple[str, str]] = ()
    people: Mapping[int, str] = field(default_factory=dict)
    account: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)


def title_of(row: CaseRow) -> str:
    """What stands at the head of the file of a case; no word of it."""
    return f"{row.title}: case file"


def print_case(sheet: Sheet, file: CaseFile, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the file of a case; returns its pages."""
    case, row = file.case, file.case.row
    lead = f"{sentence_case(row.category)} · {sentence_case(row.state)}, as it stood on "
    story: list[Flowable] = [
        blocks.para(f"{lead}{show_date(sheet.printed_at.date())} (5.2.3).", "lead"),
        tables.note(
            f"For those named on the case alone: {', '.join(case.named) or 'nobody'}. Hand it to nobody else, and keep "
            "it locked away."
        ),
        blocks.heading("Report"),
        tables.facts(_reported(file)),
        blocks.heading("What happened", 3, room=40),
        blocks.para(case.report.what),
        *_clauses(file.clauses),
        blocks.gap(4),
        _days(row),
        chronology(case, file.links),
        *_statements(case),
        _actions(case),
        _evidence(file),
        _referrals(case),
        *_links(file),
        *_outcome(case),
    ]
    return build(sheet, story, out, progress=progress)


_ROUTES = {
    Route.HEAD: "The headteacher",
    Route.OFFICER: "The trust officer",
    Route.CHAIR: "The chair",
    Route.LADO: "The LADO",
}


def _reported(file: CaseFile) -> list[tuple[str, str]]:
    one, row = file.case.report, file.case.row
    about = [file.people.get(number or 0, "") for number in (one.subject_id, one.also_about_id)]
    return [
        ("School", row.school),
        ("Category", sentence_case(one.category)),
        ("Happened on", show_date(one.happened_on)),
        ("Reported on", show_date(one.reported_on)),
        ("Reported by", one.reported_by),
        ("About", "; ".join(filter(None, about))),
        ("Others concerned", one.others),
        ("Account", file.account),
        ("Risk of harm (6.1.1)", sentence_case(one.harm)),
        ("Protected disclosure", sentence_case(one.disclosure) or "Not asked"),
        ("Personal data got out", "Yes" if one.data_breach else "No"),
        ("Went to", _ROUTES[row.route]),
    ]


def _clauses(clauses: Sequence[tuple[str, str]]) -> list[Flowable]:
    story: list[Flowable] = [blocks.heading("Clauses it may go against (5.3.3)")]
    return story + [blocks.numbered(number, words or _NO_CLAUSE, 44, above=3) for number, words in clauses]


_DAY_COLUMNS = (Column("What", 3), Column("To be done by", 2), Column("Done on", 2))


def _days(row: CaseRow) -> Flowable:
    """By when the law and the trust want what, and when it was done."""
    told = [
        ("Investigation started", show_date(row.start_by), show_date(row.started_on)),
        ("Case concluded", show_date(row.conclude_by), show_date(row.concluded_on)),
    ]
    if row.refer_by or row.referred_on:
        told.append(("LADO told (6.1.2)", show_date(row.refer_by), show_date(row.referred_on)))
    if row.notify_by or row.notified_on:
        by = show_when(row.notify_by) if row.notify_by else ""
        told.append(("Data breach notified, or found not to be notifiable", by, show_date(row.notified_on)))
    left: Cell = "Concluded without it" if row.state is State.CONCLUDED else Strong("Not yet")
    rows: list[list[Cell]] = [[what, by or "–", done or left] for what, by, done in told]
    return tables.table(_DAY_COLUMNS, rows, title=("Days", ""))


def _of(case: Case, *kinds: EntryKind) -> list[Entry]:
    return [one for one in case.standing if one.kind in kinds]


def _statements(case: Case) -> list[Flowable]:
    found = _of(case, EntryKind.STATEMENT)
    if not found:
        return [tables.bar("Statements", "none was taken")]
    story: list[Flowable] = [blocks.heading("Statements")]
    for one in found:
        story += [
            blocks.heading(f"{one.record.of}, {show_date(one.record.taken_on)}", 2, room=40),
            blocks.para(one.record.words),
            blocks.para(f"Entered {show_when(one.at)} by {one.who}{corrected(one)}", "muted"),
        ]
    return [*story, blocks.gap(10)]


_ACTION_COLUMNS = (Column("To do", 3.4), Column("Who", 1.8), Column("By", 1.2), Column("Done", 3.2))


def _actions(case: Case) -> Flowable:
    found = _of(case, EntryKind.ACTION)
    if not found:
        return tables.bar("Actions", "none was set")
    rows: list[list[Cell]] = []
    for one in found:
        done = case.done(one)
        shown: Cell = (show_short_date(done.record.done_on), done.record.words) if done else Strong("Not yet")
        rows.append([one.record.what, one.record.owner, show_short_date(one.record.due_on), shown])
    left = len(case.open_actions)
    return tables.table(_ACTION_COLUMNS, rows, title=("Actions", f"{left:,} still to be done" if left else "all done"))


_EVIDENCE_COLUMNS = (
    Column("No.", 0.5),
    Column("What, and where it came from", 2.5),
    Column("Who had it in hand", 3.3),
    Column("SHA-256", 3.1),
)


def _evidence(file: CaseFile) -> Flowable:
    case, found = file.case, file.case.evidence
    if not found:
        return tables.bar("Evidence", "none was taken in")
    rows: list[list[Cell]] = [
        [
            str(place),
            (Strong(one.record.name), one.record.came_from, Muted(show_size(one.more["size"]))),
            tuple(_hands(case, one)),
            _hash(one, file.changed.get(one.uuid, "")),
        ]
        for place, one in enumerate(found, 1)
    ]
    told = f"{count_of(len(found), 'piece')}, held against the SHA-256 as this was made"
    return tables.table(_EVIDENCE_COLUMNS, rows, title=("Evidence", told))


def _hash(piece: Entry, changed: str) -> Cell:
    """Its SHA-256 as it was taken in; where its bytes have another one now, that too."""
    sha256 = grouped(piece.more["sha256"])
    return (Strong(changed), sha256) if changed else sha256


def _hands(case: Case, piece: Entry) -> list[Piece]:
    """Who had a piece of evidence in hand, whoever took it in first, and when each of that was entered."""
    theirs = {piece.uuid, *(one.uuid for one in case.earlier(piece))}
    one = piece.record
    told: list[Piece] = [
        f"{one.handled_by}, {show_short_date(one.handled_on)}: taken in",
        Muted(f"entered {show_when(piece.at)}"),
    ]
    for hand in _of(case, EntryKind.HANDLED):
        if hand.more.get("evidence") in theirs:
            told += _hand(hand)
    return told


def _hand(entry: Entry) -> list[Piece]:
    one = entry.record
    return [
        f"{one.handled_by}, {show_short_date(one.handled_on)}: {one.words}",
        Muted(f"entered {show_when(entry.at)}"),
    ]


_REFERRAL_COLUMNS = (Column("To", 1.6), Column("On", 1.2), Column("Their reference", 1.6), Column("Advice", 5))


def _referrals(case: Case) -> Flowable:
    found = [one.record for one in _of(case, EntryKind.REFERRAL)]
    if not found:
        return tables.bar("Referrals", "none was made")
    rows: list[list[Cell]] = [
        [Strong(one.to), show_short_date(one.referred_on), one.reference or "–", one.words] for one in found
    ]
    return tables.table(_REFERRAL_COLUMNS, rows, title=("Referrals", ""))


_LINK_COLUMNS = (Column("Record", 2.6), Column("What the one has to do with the other", 4), Column("Entered", 2.4))


def _links(file: CaseFile) -> list[Flowable]:
    """The accounts, declarations and other cases that it has to do with, where there are any."""
    found = _of(file.case, EntryKind.LINK)
    rows: list[list[Cell]] = [
        [Strong(file.links.get(one.uuid, "")), one.record.words, (show_when(one.at), Muted(f"by {one.who}"))]
        for one in found
    ]
    return [tables.table(_LINK_COLUMNS, rows, title=("Has to do with", ""))] if rows else []


def _outcome(case: Case) -> list[Flowable]:
    """How it ended; an end after which the case was taken up again stands in the chronology alone."""
    last = next((one for one in reversed(case.standing) if one.kind in (EntryKind.OUTCOME, EntryKind.REOPENED)), None)
    if last is None or last.kind is EntryKind.REOPENED:
        return [tables.bar("Outcome", "not concluded yet" if last is None else "taken up again, not concluded yet")]
    one = last.record
    told = [
        ("Outcome", sentence_case(one.outcome)),
        ("Decided", f"{show_date(one.decided_on)} by {one.decided_by}"),
        ("Reasons", one.reasons),
        ("Follow-ups", one.follow_ups),
    ]
    if one.lapses_on:
        told.append(("Warning lapses on", show_date(one.lapses_on)))
    return [blocks.heading("Outcome"), tables.facts(told)]
