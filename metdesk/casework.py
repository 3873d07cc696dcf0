"""Work on a case: what is written in it (5.2.3, 6.1.1, 6.1.2).

Entries are only ever added. A correction is a further entry that names the one in whose place it stands.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from db import breaches as tables
from db import casekeys
from db.change import Change
from metdesk.attachments import copy_of
from metdesk.calendar import show_date
from metdesk.case_record import CaseAction, Done, EntryKind, Evidence, Handled, Note, State
from metdesk.case_seen import Case, Entry
from metdesk.cases import keys_of, read
from metdesk.desk import Desk
from metdesk.errors import Damaged, Refused
from metdesk.record import check, stripped, to_json

_NOTIFICATION = "notification"
"""What a note that stops the 72 hours says of itself."""
Record = TypeVar("Record")
Put = Callable[[Change, casekeys.Keys], int]
"""Writes an entry with these keys, in a change that is open, and returns its id."""


def write(
    desk: Desk,
    case_id: int,
    kind: EntryKind,
    record: Any,
    *,
    corrects: str = "",
    why: str = "",
    **more: Any,
) -> int:
    """Adds an entry to a case and returns its id. Refused: the keyholder is not named on it; it is concluded; what is
    missing; a day still to come; a correction without a reason, or of what was corrected already.

    A correction keeps the `more` of what it corrects; a referral to the LADO stops their clock."""
    case, record = _fit(desk, case_id, record)
    if corrects:
        more = {**corrected(case, kind, corrects, why).more, **more}
    others = [(one.kind, one.record, one.more) for one in case.standing if one.uuid != corrects]
    sets = _clocks([*others, (kind, record, more)], kind, more)

    def put(change: Change, keys: casekeys.Keys) -> int:
        if sets:
            change.update(tables.Breach, case_id, **sets)
        return insert_entry(change, case_id, keys, kind, record, corrects, why, more)

    return _enter(desk, case, kind, put)


def act_done(desk: Desk, case_id: int, action: str, done: Done) -> int:
    """Records that an action (by its uuid) was done. Refused as `write`; there is no such action that is open."""
    case = read(desk, case_id)
    if action not in {one.uuid for one in case.open_actions}:
        raise Refused("This is done already: look at the actions again.")
    return write(desk, case_id, EntryKind.DONE, done, action=action)


def handled(desk: Desk, case_id: int, evidence: str, hand: Handled) -> int:
    """Records that somebody else had a piece of evidence (by its uuid) in hand. Refused as `write`; there is none."""
    piece = read(desk, case_id).piece(evidence)
    if piece is None:
        raise Refused("This is no piece of evidence of the case: choose one of those that it holds.")
    return write(desk, case_id, EntryKind.HANDLED, hand, evidence=piece.uuid)


def add_evidence(desk: Desk, case_id: int, evidence: Evidence, content: bytes, media_type: str) -> int:
    """Takes a piece of evidence in, byte for byte, sealed, with its SHA-256. Refused as `write`; 0 bytes."""
    if not content:
        raise Refused("This file is empty: choose the one that holds the evidence.")
    case, evidence = _fit(desk, case_id, evidence)
    name = uuid.uuid4().hex
    more = {"file": name, "size": len(content), "media_type": media_type, "sha256": hashlib.sha256(content).hexdigest()}

    def put(change: Change, keys: casekeys.Keys) -> int:
        generation, sealed = keys.lock("file", name, content)
        change.insert(tables.BreachFile, breach_id=case_id, uuid=name, generation=generation, content=sealed)
        return insert_entry(change, case_id, keys, EntryKind.EVIDENCE, evidence, "", "", more)

    return _enter(desk, case, EntryKind.EVIDENCE, put)


def evidence_bytes(desk: Desk, case_id: int, entry: Entry, called: str = "This evidence") -> bytes:
    """The bytes of a piece of evidence. Refused: not named. Damaged, in a sentence that calls it `called`: they are not
    what was taken in."""
    keys, row = keys_of(desk, case_id), tables.file(entry.more["file"])
    content = b""
    with suppress(Damaged):
        content = keys.unlock(row.generation, "file", row.uuid, bytes(row.content)) if row else b""
    if hashlib.sha256(content).hexdigest() != entry.more["sha256"]:
        raise Damaged(
            f"{called} is no longer what was taken in on {show_date(entry.record.handled_on)}: it was changed "
            "outside the program. Verify the seal, and restore a backup from before."
        )
    return content


def evidence_changed(desk: Desk, case: Case) -> dict[str, str]:
    """The pieces of evidence that are not what was taken in: the uuid of the entry, and the sentence that says so."""
    found = {}
    for one in case.evidence:
        try:
            evidence_bytes(desk, case.row.id, one)
        except Damaged as changed:
            found[one.uuid] = str(changed)
    return found


def open_evidence(desk: Desk, case_id: int, entry: Entry) -> Path:
    """A temporary copy of a piece of evidence, as `attachments.open_copy`. Refused and Damaged as `evidence_bytes`."""
    return copy_of(evidence_bytes(desk, case_id, entry), entry.more["media_type"], "Evidence")


def notified(desk: Desk, case_id: int, note: Note) -> int:
    """Records, as a note, that the data breach was notified or that it need not be. Refused as `write`."""
    return write(desk, case_id, EntryKind.NOTE, note, stops=_NOTIFICATION)


def _clocks(
    standing: Sequence[tuple[EntryKind, Any, Mapping[str, Any]]], kind: EntryKind, more: Mapping[str, Any]
) -> dict[str, date | None]:
    """When the clocks that an entry of this `kind` may stop were stopped, by what stands with it: column → day."""
    if kind is EntryKind.REFERRAL:
        told = [one.referred_on for sort, one, _ in standing if sort is kind and "lado" in one.to.casefold()]
        return {"referred_on": min(told, default=None)}
    if more.get("stops") == _NOTIFICATION:
        told = [one.happened_on for _, one, beside in standing if beside.get("stops") == _NOTIFICATION]
        return {"notified_on": min(told, default=None)}
    return {}


def _enter(desk: Desk, case: Case, kind: EntryKind, put: Put) -> int:
    return change_case(desk, case, f"{case.row.title}: {kind} entered", put)


def change_case(
    desk: Desk,
    case: Case,
    words: str,
    put: Put,
    command: str = "breaches.write",
) -> int:
    """Does `put`, which gets the keys to write with, in one change; with a further key first where somebody named has
    no key to the register any more."""
    case_id, keys = case.row.id, keys_of(desk, case.row.id)
    ended = casekeys.ended(case_id)
    with desk.change(command, words) as change:
        if ended:
            keys = casekeys.go_on_without(change, case_id, keys, ended)
        return put(change, keys)


def insert_entry(
    change: Change,
    case_id: int,
    keys: casekeys.Keys,
    kind: EntryKind,
    record: Any,
    corrects: str = "",
    why: str = "",
    more: Mapping[str, Any] = {},
) -> int:
    """Seals an entry and adds it to a case, in a change that is open; returns its id."""
    entry = uuid.uuid4().hex
    kept = {"record": to_json(record), "more": dict(more), "corrects": corrects, "why": why.strip()}
    generation, sealed = keys.lock(str(kind), entry, json.dumps(kept, ensure_ascii=False).encode())
    told = {"breach_id": case_id, "uuid": entry, "generation": generation, "kind": str(kind)}
    return change.insert(tables.BreachEntry, **told, content=sealed)


def refuse_concluded(case: Case) -> None:
    """Refuses a case that was concluded."""
    if case.row.state == State.CONCLUDED:
        raise Refused(f"{case.row.title} is concluded: reopen it to write in it.")


def _fit(desk: Desk, case_id: int, record: Record) -> tuple[Case, Record]:
    """The case, and what is to be written in it. Refused: the keyholder is not named on it; it is concluded; what is
    missing; a day still to come."""
    case, record = read(desk, case_id), stripped(record)
    refuse_concluded(case)
    check(record)
    unfit_days(desk, case, record)
    return case, record


def unfit_days(desk: Desk, case: Case, record: Any) -> None:
    """Refuses a day still to come, but for what is to be done; and of the latter a day before the report."""
    day: date | None
    if isinstance(record, CaseAction):
        day = record.due_on
        if day and day < case.row.reported_on:
            raise Refused({"due_on": "It would be due before the case was reported: check the day."})
        return
    for field in ("happened_on", "taken_on", "done_on", "handled_on", "referred_on", "reported_on"):
        day = getattr(record, field, None)
        if day and day > desk.today():
            raise Refused({field: "It cannot have been on a day still to come: write the day it was."})


def corrected(case: Case, kind: EntryKind, corrects: str, why: str) -> Entry:
    """The entry of a case that a further one takes the place of. Refused: it is none that stands, no reason."""
    standing = {one.uuid: one for one in case.standing}
    if corrects not in standing or standing[corrects].kind is not kind:
        raise Refused("This entry was corrected already: correct the one that stands in its place.")
    if not why.strip():
        raise Refused({"why": "Say why it is corrected: both entries stay readable."})
    return standing[corrects]
