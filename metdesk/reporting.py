"""Reporting a breach: quick to log, sealed at once to those whom it goes to (5.2.3, 5.3.3, 6.1.1, 6.1.2)."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db import admission, casekeys, people, schools
from db import breaches as tables
from db import keyholders as keyholder_tables
from db.change import Change
from db.slots import RECOVERY
from metdesk import accounts
from metdesk.case_record import EntryKind, Harm, Report, Route, State
from metdesk.case_seen import Case, title_of
from metdesk.cases import read
from metdesk.casework import change_case, corrected, insert_entry, refuse_concluded
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import check, stripped
from metdesk.roles import Role
from metdesk.schools import Route as SchoolRoute
from metdesk.schools import get as get_school
from metdesk.term_dates import school_days

HOURS_TO_NOTIFY = 72
"""From becoming aware of a personal data breach (UK GDPR, article 33)."""

_NOBODY_ELSE = (
    "Nobody else could read this case then: let somebody whom it does not concern open the register, and name them on "
    "the case, first."
)


@dataclass(frozen=True)
class Sent:
    """Where a report went: its case, and who can read it now; `kept_here` where nobody of the route has a key, so that
    whoever reported it can."""

    case_id: int
    route: Route
    names: tuple[str, ...]
    kept_here: bool
    title: str


def route_of(desk: Desk, school_id: int | None, about: set[int]) -> tuple[Route, int | None]:
    """Where a case of a school goes that is about these people: to its head; about the head, to whom the school names,
    or the other; about all of them, or where there is nobody, to the LADO. With the id of the person, if any."""
    school = schools.school(school_id or 0)
    if school is None:
        return Route.LADO, None
    beside = [(Route.OFFICER, desk.trust.officer_id), (Route.CHAIR, school.chair_id)]
    if school.route == SchoolRoute.CHAIR:
        beside.reverse()
    for route, person in [(Route.HEAD, school.head_id), *beside]:
        if person is not None and person not in about:
            return route, person
    return Route.LADO, None


def has_key(person_id: int) -> bool:
    """Whether somebody could read a case that goes to them."""
    return bool(_takes(person_id))


def report(desk: Desk, given: Report) -> Sent:
    """Logs an allegation and seals it to those whom it goes to; whoever logs it reads it no more, unless they are one
    of them. Refused: as `unfit`."""
    given = stripped(given)
    unfit(desk, given)
    about = given.subjects
    route, person = route_of(desk, given.school_id, about)
    named = _takes(person)
    kept_here = not named
    named = named or {desk.keyholder.id}
    case = uuid.uuid4().hex
    keys = casekeys.begin(desk.store.unlocked.register_id, case)
    with desk.change("breaches.report", "A case was reported") as change:
        admits = admission.told(about, named)
        number = change.insert(tables.Breach, uuid=case, admits=admits, **_plain(desk, given, route))
        change.words = f"{title_of(case)} was reported"
        casekeys.give(change, number, keys, casekeys.publics(named), [1])
        insert_entry(change, number, keys, EntryKind.REPORT, given)
    return Sent(number, route, _names(named), kept_here, title_of(case))


def belongs_to(desk: Desk, case: Case) -> tuple[str, ...]:
    """The names of the keyholders whom a case goes to by its report and who are not named on it: they had no key when
    it was reported, or took the place of somebody since."""
    _, person = route_of(desk, case.report.school_id, case.report.subjects)
    theirs = _takes(person)
    return _names(theirs - casekeys.readers(case.row.id))


def correct(desk: Desk, case_id: int, entry: str, right: Report, why: str) -> Sent:
    """Enters a report in the place of the one that stands, named by its uuid; where it goes and which clocks run
    follow from it. Whoever it goes to now is named on the case, and whom it turns out to be about no longer.

    Refused: as `unfit` and `casework.write`; nobody else has a key who could read it."""
    case, right = read(desk, case_id), stripped(right)
    refuse_concluded(case)
    unfit(desk, right, case.report)
    corrected(case, EntryKind.REPORT, entry, why)
    about, named = right.subjects, casekeys.readers(case_id)
    route, person = route_of(desk, right.school_id, about)
    theirs = _takes(person)
    if not (named | theirs) - admission.keyholders_of(about):
        raise Refused({"subject_id": _NOBODY_ELSE})

    def put(change: Change, keys: casekeys.Keys) -> int:
        change.update(tables.Breach, case_id, **_plain_again(desk, case, right, route))
        publics = casekeys.publics(theirs - named)
        publics.pop(RECOVERY, None)  # which has these already
        casekeys.give(change, case_id, keys, publics, keys.by_generation)
        keys = admission.settle(change, case_id, keys, about, anew=not case.report.subjects <= about)
        return insert_entry(change, case_id, keys, EntryKind.REPORT, right, entry, why)

    change_case(desk, case, f"{case.row.title}: the report was corrected", put)
    reads = casekeys.readers(case_id)
    return Sent(case_id, route, _names(reads), not theirs & reads, case.row.title)


def _plain_again(desk: Desk, case: Case, right: Report, route: Route) -> dict[str, Any]:
    """What is kept in clear of a report that was corrected: a clock that ran already runs on as it did; of a case that
    was reopened from then."""
    before = case.report
    harm_now = right.harm == Harm.THRESHOLD and before.harm != Harm.THRESHOLD
    plain = _plain(desk, right, route, harm_seen=desk.today() if harm_now else None)
    del plain["state"]
    same_days = (before.school_id, before.reported_on) == (right.school_id, right.reported_on)
    works_on = same_days or any(one.kind is EntryKind.REOPENED for one in case.entries)
    runs_on = {"start_by": works_on, "conclude_by": works_on}
    runs_on["refer_by"] = same_days and before.harm == right.harm
    runs_on["notify_by"] = before.data_breach and right.data_breach
    return {name: value for name, value in plain.items() if not runs_on.get(name)}


def _takes(person: int | None) -> set[str]:
    """The ids of the keyholders who are this person and can work on a case: with a reader's key one cannot."""
    theirs = admission.keyholders_of({person} if person is not None else set())
    return {row.keyholder for row in keyholder_tables.live() if row.keyholder in theirs and row.role != Role.READER}


def _names(keyholder_ids: set[str]) -> tuple[str, ...]:
    return tuple(sorted(row.name for row in keyholder_tables.live() if row.keyholder in keyholder_ids))


def _plain(desk: Desk, given: Report, route: Route, harm_seen: date | None = None) -> dict[str, Any]:
    """What is kept in clear of a report: what may be counted, and the days by which things are due; to the LADO from
    the day on which harm was seen, where that is not the report's."""
    days, day = school_days(desk, given.school_id), given.reported_on or desk.today()
    harm = given.harm == Harm.THRESHOLD
    told_in = get_school(desk, given.school_id or 0).lado_days or desk.setting("lado_days")
    notify = desk.store.now() + timedelta(hours=HOURS_TO_NOTIFY) if given.data_breach else None
    return {
        "school_id": given.school_id,
        "category": given.category,
        "reported_on": day,
        "route": str(route),
        "state": str(State.REPORTED),
        "start_by": days.school_days_after(day, desk.setting("case_start_days")),
        "conclude_by": days.school_days_after(day, desk.setting("case_conclude_days")),
        "refer_by": days.working_days_after(harm_seen or day, told_in) if harm else None,
        "notify_by": notify.isoformat(timespec="minutes") if notify else None,
    }


def unfit(desk: Desk, given: Report, before: Report | None = None) -> None:
    """Refuses what is missing, no clause, a clause that no edition has the like of, days still to come or in a wrong
    order, a school, people or an account that are not there, but for the people and the account that the report named
    `before`."""
    check(given)
    found: dict[str, str] = {}
    if not clauses_of(given.clauses):
        found["clauses"] = "Name at least one clause, such as 6.1.5: what it may go against (5.3.3)."
    if schools.school(given.school_id or 0) is None:
        found["school_id"] = "This school is not in the register: choose one from the list."
    if any(people.person(one) is None for one in given.subjects - (before.subjects if before else set())):
        found["subject_id"] = "This person is not in the register: leave it empty and write who it is beside."
    same_account = before is not None and before.account_id == given.account_id
    if given.account_id is not None and not same_account and not accounts.titles(desk, [given.account_id]):
        found["account_id"] = "This account is not in the register: choose one from the list, or leave it empty."
    for name in ("happened_on", "reported_on"):
        day = getattr(given, name)
        if day and day > desk.today():
            found[name] = "It cannot have been on a day still to come: write the day it was."
    if not found and given.happened_on and given.reported_on and given.reported_on < given.happened_on:
        found["reported_on"] = "It cannot have been reported before it happened: check both dates."
    if found:
        raise Refused(found)


def clauses_of(written: str) -> list[str]:
    """The numbers of clauses in what was written: `6.1.5, 6.4.3`."""
    parts = written.replace(",", " ").replace(";", " ").split()
    return [part.rstrip(".") for part in parts if part and all(bit.isdigit() for bit in part.rstrip(".").split("."))]
