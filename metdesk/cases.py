"""Cases as they are read (5.2.3): who may know that one is there, and what those named on it find in it.

What may be counted is in clear for whoever opens the register, and shown to managers of its school; the words are
opened with the keyholder's own key, or not at all. A case about somebody is not shown to them in any way.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from unicodedata import combining, normalize

from db import admission, casekeys, keyholders, sitting
from db import breaches as tables
from metdesk.case_record import RECORDS, EntryKind, Report, Route, State
from metdesk.case_seen import REFERENCE, Case, CaseRow, Entry
from metdesk.desk import Desk
from metdesk.errors import Damaged, Refused
from metdesk.record import Page, from_json
from metdesk.roles import Role

COUNTING = frozenset({Role.BUSINESS_MANAGER, Role.TRUST_OFFICER, Role.READER})
"""Who counts cases that they are not named on; a head counts those alone that came to them."""
LISTING = frozenset({Role.BUSINESS_MANAGER, Role.TRUST_OFFICER})
GONE = "There is no such case among those you are named on."


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a list shows; empty values leave the question open."""

    school_id: int | None = None
    states: tuple[str, ...] = ()
    category: str = ""
    find: str = ""
    named_only: bool = False
    only: tuple[int, ...] | None = None


def page(desk: Desk, wanted: CaseFilter = CaseFilter(), offset: int = 0, limit: int = 200) -> Page[CaseRow]:
    """Cases `offset` to `offset + limit` that the keyholder may know of, the latest first; `find` looks into the
    reports of those that they are named on."""
    found = [one for one in _rows(desk) if _fits(one, wanted)]
    return Page(found[offset : offset + limit], len(found))


def row(desk: Desk, case_id: int) -> CaseRow:
    """A case as a list shows it. Refused: there is none that the keyholder may know of."""
    found = next((one for one in _rows(desk) if one.id == case_id), None)
    if found is None:
        raise Refused(GONE)
    return found


def called(desk: Desk, reference: str) -> CaseRow:
    """The case of this reference (`Case 3F9A2` or `3F9A2`) that the keyholder is named on. Refused, with one sentence:
    there is none, or they are not named on it; two of theirs are called so."""
    wanted = reference.strip().casefold().removeprefix("case").strip()
    found = [one for one in _rows(desk) if one.report is not None and one.uuid.startswith(wanted)]
    if len(wanted) < REFERENCE or not found:
        raise Refused({"id": GONE})
    if len(found) > 1:
        raise Refused({"id": "Two of your cases are called so: open the one that you mean in the window."})
    return found[0]


def is_named(desk: Desk, case_id: int) -> bool:
    """Whether the keyholder can read this case."""
    return any(one.id == case_id and one.report is not None for one in _rows(desk))


def counts(desk: Desk, school_id: int | None = None) -> dict[State, int]:
    """How many cases there are in each state, of those that the keyholder may count."""
    found = dict.fromkeys(State, 0)
    for one in counted(desk):
        if school_id in (None, one.school_id):
            found[one.state] += 1
    return found


def counted(desk: Desk) -> list[CaseRow]:
    """The cases that the keyholder may count: with a report only where they are named."""
    every = desk.keep(("cases", desk.keyholder), lambda: _read_all(desk))
    return [one for one in every if one.report is not None or desk.keyholder.role in COUNTING]


def read(desk: Desk, case_id: int) -> Case:
    """A case in full. Refused: the keyholder is not named on it. Damaged: it was changed outside the program."""
    found = row(desk, case_id)
    keys = keys_of(desk, case_id)

    def opened() -> Case:
        return Case(found, _of_known_cases(desk, _entries(case_id, keys)), _named(case_id))

    return desk.keep(("case", desk.keyholder, case_id), opened)


def keys_of(desk: Desk, case_id: int) -> casekeys.Keys:
    """The keys of a case. Refused: the keyholder is not named on it."""
    breach = tables.breach(case_id)
    keys = casekeys.held(desk.store.unlocked, breach) if breach and not _shut_out(desk, breach.admits) else None
    if keys is None:
        raise Refused(GONE)
    return keys


def _rows(desk: Desk) -> list[CaseRow]:
    every = desk.keep(("cases", desk.keyholder), lambda: _read_all(desk))
    return [one for one in every if one.report is not None or desk.keyholder.role in LISTING]


def _read_all(desk: Desk) -> list[CaseRow]:
    """Every case but those about whoever sits here and, where they are not named, of schools their key is not for."""
    holder, named, reports = desk.keyholder, tables.named(desk.keyholder.id), tables.last_of(EntryKind.REPORT)
    seen: list[CaseRow] = []
    for one in tables.everything():
        number, here = one["id"], not holder.schools or one["school_id"] in holder.schools
        if not _shut_out(desk, one["admits"]) and (number in named or here):
            seen.append(_row(desk, one, _report(desk, number, reports.get(number, 0)) if number in named else None))
    if turning := [one.turns_at for one in seen if one.turns_at]:
        desk.keep_until(min(turning))
    return seen


def _shut_out(desk: Desk, admits: str) -> bool:
    holder = desk.keyholder
    person = desk.keep(("person", holder), lambda: sitting.person_of(holder.id))
    return not admission.knows(admits, holder.id, person)


def _row(desk: Desk, row: Mapping[str, Any], report: Report | None) -> CaseRow:
    usual = {name: row[name] for name in CaseRow.__dataclass_fields__ if name in row}
    told = {
        "route": Route(row["route"]),
        "state": State(row["state"]),
        "school": row["school"] or "",
        "notify_by": datetime.fromisoformat(row["notify_by"]) if row["notify_by"] else None,
    }
    return CaseRow(**{**usual, **told}, report=report, now=desk.store.now())


def _report(desk: Desk, case_id: int, entry_id: int) -> Report | None:
    """The report of a case that the keyholder is named on; it is unsealed once while they sit here. Damaged: it was
    changed outside the program, or taken out."""

    def unsealed() -> Report | None:
        breach = tables.breach(case_id)
        keys = casekeys.held(desk.store.unlocked, breach) if breach else None
        if keys is None:
            return None
        entry = next((one for one in tables.entries([case_id], [EntryKind.REPORT]) if one.id == entry_id), None)
        if entry is None:
            raise Damaged(casekeys.CHANGED)
        found: Report = _opened(keys, entry)[0]
        return found

    return desk.once(("report", case_id, entry_id), unsealed)


def _opened(keys: casekeys.Keys, row: tables.BreachEntry) -> tuple[Any, dict[str, Any]]:
    """The record of an entry and what was kept beside it."""
    kept = json.loads(keys.unlock(row.generation, row.kind, row.uuid, bytes(row.content)))
    return from_json(RECORDS[EntryKind(row.kind)], kept["record"]), kept


def _entries(case_id: int, keys: casekeys.Keys) -> tuple[Entry, ...]:
    when = tables.entered([case_id])
    found = []
    for one in tables.entries([case_id]):
        if one.generation not in keys.by_generation:
            continue  # written after they were no longer named, or before somebody could give them its key
        record, kept = _opened(keys, one)
        at, who = when[one.id]
        found.append(
            Entry(
                one.id, one.uuid, EntryKind(one.kind), record, kept.get("more", {}), kept.get("corrects", ""),
                kept.get("why", ""), datetime.fromisoformat(at), who,
            )
        )  # fmt: skip
    return tuple(found)


def _of_known_cases(desk: Desk, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries without the links to cases that the keyholder is not named on, and without what such a link stands
    in the place of: a link would tell that there is another case. What was put in its place stands as if there had
    been none, without the reason."""
    known = {"", *(one.uuid for one in _rows(desk) if one.report is not None)}
    hidden: set[str] = set()
    for one in reversed(entries):
        if one.uuid in hidden or (one.kind is EntryKind.LINK and one.record.case not in known):
            hidden |= {one.uuid, one.corrects}
    known_of = [one for one in entries if one.uuid not in hidden]
    return tuple(replace(one, corrects="", why="") if one.corrects in hidden else one for one in known_of)


def _named(case_id: int) -> tuple[str, ...]:
    ids = casekeys.readers(case_id)
    return tuple(sorted((row.name for row in keyholders.live() if row.keyholder in ids), key=str.casefold))


def _fits(one: CaseRow, wanted: CaseFilter) -> bool:
    return (
        wanted.school_id in (None, one.school_id)
        and (not wanted.states or one.state in wanted.states)
        and wanted.category in ("", one.category)
        and (one.report is not None or not wanted.named_only)
        and (wanted.only is None or one.id in wanted.only)
        and _found(one, wanted.find)
    )


def _found(one: CaseRow, find: str) -> bool:
    """Whether every word of `find` begins a word of what may be known of a case, and for those named of its report."""
    told = f"{one.title} {one.school} {one.category} {one.state} {one.outcome}"
    if one.report is not None:
        told += f" {one.report.what} {one.report.others} {one.report.reported_by}"
    return all(re.search(rf"(?<!\w){re.escape(word)}", _plain(told)) for word in _plain(find).split())


def _plain(words: str) -> str:
    """In small letters without accents, as the other registers are searched."""
    return "".join(one for one in normalize("NFKD", words.casefold()) if not combining(one))
