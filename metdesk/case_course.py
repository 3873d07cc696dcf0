"""The course of a case: who is named on it, how it is concluded, that it is taken up again (5.2.3)."""

from collections.abc import Collection
from typing import Any

from db import admission, casekeys, sitting
from db import breaches as tables
from db import keyholders as keyholder_tables
from db.change import Change
from metdesk.calendar import show_date
from metdesk.case_record import Conclusion, EntryKind, Named, Note, Reopened, State
from metdesk.case_seen import Case
from metdesk.cases import read
from metdesk.casework import change_case, insert_entry, refuse_concluded, unfit_days
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import check, stripped
from metdesk.term_dates import school_days


def name(desk: Desk, case_id: int, keyholder: str, what: str = "investigator") -> None:
    """Names a keyholder on a case, as its `investigator` or `to see it`: they read all of it from now on. An
    investigator starts the investigation, of a case that goes on. Refused: not named oneself; nobody of that name;
    somebody it is about; somebody named already."""
    case, holder = read(desk, case_id), keyholder_tables.named(keyholder)
    if sitting.person_of(holder.keyholder) in case.report.subjects:
        raise Refused({"name": f"The case is about {holder.name}: choose somebody whom it does not concern."})
    if holder.keyholder in casekeys.readers(case_id) and what != "investigator":
        raise Refused({"name": f"{holder.name} is named on this case already."})

    def put(change: Change, keys: casekeys.Keys) -> int:
        if holder.keyholder not in casekeys.readers(case_id):
            to = {holder.keyholder: bytes(holder.seal_public)}
            casekeys.give(change, case_id, keys, to, keys.by_generation)
            keys = admission.settle(change, case_id, keys, case.report.subjects)
        if what == "investigator" and case.row.state == State.REPORTED:
            change.update(tables.Breach, case_id, state=str(State.INVESTIGATED), started_on=desk.today())
        return insert_entry(change, case_id, keys, EntryKind.NAMED, Named(holder.name, what))

    if what == "investigator":
        refuse_concluded(case)
    change_case(desk, case, f"{case.row.title}: somebody was named", put, command="breaches.name")


def pass_on(desk: Desk, case_ids: Collection[int], keyholder: str) -> tuple[int, list[str]]:
    """Names a keyholder to see each of these cases, open or concluded, but those that are about them; returns on how
    many they were named, and what the others are called. Refused: not named oneself, nobody of that name."""
    holder, named, left = keyholder_tables.named(keyholder), 0, []
    person = sitting.person_of(holder.keyholder)
    for case in [read(desk, one) for one in case_ids]:
        if person is not None and person in case.report.subjects:
            left.append(case.row.title)
        elif holder.keyholder not in casekeys.readers(case.row.id):
            name(desk, case.row.id, keyholder, "to see it")
            named += 1
    return named, left


def take_off(desk: Desk, case_id: int, keyholder: str) -> None:
    """Takes somebody off a case: what is written from now on they cannot read. Refused: not named oneself; they are
    not named; nobody else would be."""
    case, holder = read(desk, case_id), keyholder_tables.named(keyholder)
    if holder.keyholder not in casekeys.named(case_id):
        raise Refused({"name": f"{holder.name} is not named on this case."})
    if not admission.readers(case_id) - {holder.keyholder}:
        raise Refused({"name": "Nobody else can read this case: name somebody first."})

    def put(change: Change, keys: casekeys.Keys) -> int:
        later = casekeys.go_on_without(change, case_id, keys, {holder.keyholder})
        return insert_entry(change, case_id, later, EntryKind.NAMED, Named(holder.name, "no longer named"))

    change_case(desk, case, f"{case.row.title}: somebody is no longer named", put, command="breaches.name")


def conclude(desk: Desk, case_id: int, conclusion: Conclusion) -> None:
    """Records how a case ended. Refused: not named; what `_undone` names; a day before the report or still to come; no
    reasons; a day on which a warning lapses that is not later."""
    case, conclusion = read(desk, case_id), stripped(conclusion)
    refuse_concluded(case)
    check(conclusion)
    found: dict[str, str] = {}
    day, lapses = conclusion.decided_on, conclusion.lapses_on
    if undone := _undone(case):
        found[""] = undone
    if day and day > desk.today():
        found["decided_on"] = "It cannot have been decided on a day still to come: write the day it was."
    elif day and day < case.row.reported_on:
        found["decided_on"] = f"It was reported on {show_date(case.row.reported_on)}: it cannot have ended before."
    if lapses and day and lapses <= day:
        found["lapses_on"] = "A warning lapses after the decision: write a later day."
    if found:
        raise Refused(found)

    def put(change: Change, keys: casekeys.Keys) -> int:
        told = {"outcome": conclusion.outcome, "concluded_on": day, "lapses_on": lapses}
        change.update(tables.Breach, case_id, state=str(State.CONCLUDED), **told)
        return insert_entry(change, case_id, keys, EntryKind.OUTCOME, conclusion)

    change_case(desk, case, f"{case.row.title} was concluded", put, command="breaches.conclude")


def _undone(case: Case) -> str:
    """What stands in the way of concluding a case: an action that is open, a referral (6.1.2) or a notification (6.1.5)
    whose clock runs."""
    if case.open_actions:
        what = "; ".join(one.record.what for one in case.open_actions[:3])
        return f"Something is still to be done: {what}. Record that it was done first."
    if case.row.refer_by and not case.row.referred_on:
        return "The LADO is to be told of harm or a risk of it (6.1.2): record the referral, and what was advised."
    if case.row.notify_by and not case.row.notified_on:
        return "Personal data got out (6.1.5): record that it was notified, or why it need not be."
    return ""


def lifted(desk: Desk, case_id: int, note: Note) -> None:
    """Records, as a note of a concluded case, that its warning was taken off the person's file. Refused: not named, no
    warning, what is missing, a day still to come."""
    case, note = read(desk, case_id), stripped(note)
    if case.row.lapses_on is None:
        raise Refused(f"{case.row.title} has no warning that lapses: there is nothing to take off.")
    check(note)
    unfit_days(desk, case, note)

    def put(change: Change, keys: casekeys.Keys) -> int:
        change.update(tables.Breach, case_id, lapses_on=None)
        return insert_entry(change, case_id, keys, EntryKind.NOTE, note, more={"lifted": True})

    change_case(desk, case, f"{case.row.title}: note entered", put)


def reopen(desk: Desk, case_id: int, why: str) -> None:
    """Takes a concluded case up again; all that was written stays, and the days to work on it begin anew. Refused: not
    named, no reason, it goes on."""
    case, reopened = read(desk, case_id), Reopened(why.strip())
    if case.row.state != State.CONCLUDED:
        raise Refused(f"{case.row.title} is {case.row.state}: it goes on.")
    check(reopened)
    days, today = school_days(desk, case.row.school_id), desk.today()
    told: dict[str, Any] = {"outcome": "", "concluded_on": None, "lapses_on": None}
    told["conclude_by"] = days.school_days_after(today, desk.setting("case_conclude_days"))
    if case.row.started_on is None:
        told["start_by"] = days.school_days_after(today, desk.setting("case_start_days"))
    state = State.INVESTIGATED if case.row.started_on else State.REPORTED

    def put(change: Change, keys: casekeys.Keys) -> int:
        change.update(tables.Breach, case_id, state=str(state), **told)
        return insert_entry(change, case_id, keys, EntryKind.REOPENED, reopened)

    change_case(desk, case, f"{case.row.title} was reopened", put, command="breaches.conclude")
