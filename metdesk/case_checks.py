"""The live checks of cases (5.2.3, 6.1.2, 6.1.5, 6.4.2): of those that whoever looks may count, none by its words."""

from collections.abc import Callable
from datetime import datetime

from metdesk.calendar import show_date, show_when
from metdesk.case_record import Category, State
from metdesk.case_seen import CaseRow
from metdesk.checking import Check, Facts, Failing, Finding


def _cases(asked: Callable[[CaseRow], bool], amiss: Callable[[Facts, CaseRow], str]) -> Callable[[Facts], Finding]:
    def find(facts: Facts) -> Finding:
        of = [one for one in facts.cases if asked(one)]
        return Finding(len(of), [_case(one, words) for one in of if (words := amiss(facts, one))])

    return find


def _case(one: CaseRow, words: str) -> Failing:
    return Failing("breach", one.id, one.title, f"{words} · {one.school}", one.school_id)


def _open(one: CaseRow) -> bool:
    return one.state != State.CONCLUDED


def _late(what: str, limit: str, words: str) -> Callable[[Facts, CaseRow], str]:
    """In `words` what is late of a case that is `what`, with the day or the moment by which it was due."""

    def amiss(facts: Facts, one: CaseRow) -> str:
        due = getattr(one, limit)
        shown = show_when(due) if isinstance(due, datetime) else show_date(due)
        return f"{words} {shown}" if what in one.late else ""

    return amiss


def _to_refer(facts: Facts, one: CaseRow) -> str:
    waits = _open(one) and one.referred_on is None and "not referred" not in one.late
    return f"To be referred by {show_date(one.refer_by)}" if waits else ""


def _lapsed(facts: Facts, one: CaseRow) -> str:
    day = one.lapses_on
    return f"The warning lapsed on {show_date(day)}" if day and day < facts.today else ""


def _still_open(facts: Facts, one: CaseRow) -> str:
    return f"Reported on {show_date(one.reported_on)}" if _open(one) else ""


def _warned(one: CaseRow) -> bool:
    return one.lapses_on is not None


REFERRED = Check(
    "6.1.2",
    "What may be harm is referred to the LADO within the working days there are for it",
    "Not referred in time",
    "Record the referral…",
    True,
    _cases(lambda one: one.refer_by is not None, _late("not referred", "refer_by", "To be referred by")),
    kind="breach",
)
TO_REFER = Check(
    "6.1.2",
    "Nothing that may be harm waits to be referred to the LADO",
    "To be referred",
    "Record the referral…",
    False,
    _cases(lambda one: one.refer_by is not None, _to_refer),
    kind="breach",
)
NOTIFIED = Check(
    "6.1.5",
    "Whether a personal data breach is notified is settled within 72 hours",
    "72 hours are over",
    "Record the notification…",
    True,
    _cases(
        lambda one: one.notify_by is not None,
        _late("not notified", "notify_by", "To be notified, or recorded why not, by"),
    ),
    kind="breach",
)
STARTED = Check(
    "5.2.3",
    "Work on a case is started within the school days there are for it",
    "Not started in time",
    "Name an investigator…",
    False,
    _cases(_open, _late("not started", "start_by", "To be started by")),
    kind="breach",
)
CONCLUDED = Check(
    "5.2.3",
    "A case is concluded within the school days there are for it",
    "Not concluded in time",
    "Conclude the case…",
    False,
    _cases(_open, _late("not concluded", "conclude_by", "To be concluded by")),
    kind="breach",
)
LAPSED = Check(
    "5.2.3",
    "Warnings that lapsed are taken off the person’s file",
    "A warning lapsed",
    "Take it off the file…",
    False,
    _cases(_warned, _lapsed),
    kind="breach",
)
UNOFFICIAL = Check(
    "6.4.2",
    "Each case about an unofficial account is concluded",
    "Still open",
    "Conclude the case…",
    False,
    _cases(lambda one: one.category == Category.UNOFFICIAL, _still_open),
    kind="breach",
)
