"""The live checks of approaches by students (6.5.5)."""

from collections.abc import Callable
from datetime import date

from metdesk import term_dates
from metdesk.approach_record import Tone
from metdesk.awaiting import Amiss
from metdesk.calendar import show_date
from metdesk.checking import Check, Facts, Failing, Finding


def _approaches(amiss: Callable[[Facts, Amiss], str]) -> Callable[[Facts], Finding]:
    def find(facts: Facts) -> Finding:
        failing = [_approach(one, words) for one in facts.amiss if (words := amiss(facts, one))]
        return Finding(facts.approaches, failing)

    return find


def _approach(one: Amiss, words: str) -> Failing:
    title = one.person or f"An approach at {one.school}"
    where = f" · {one.school}" if one.person else ""
    return Failing("approach", one.id, title, words + where, one.school_id)


def _not_reported(facts: Facts, one: Amiss) -> str:
    if not one.late:
        return ""
    days = int(facts.desk.setting("report_days"))
    due = term_dates.school_days(facts.desk, None).school_days_after(one.happened_on, days)
    return f"{_when(one.happened_on)}, to be reported by {show_date(due)}"


def _not_kept(facts: Facts, one: Amiss) -> str:
    return "" if one.kept else f"{_when(one.happened_on)}, neither words nor a picture of the reply"


def _tone(facts: Facts, one: Amiss) -> str:
    if one.tone == Tone.NOT_PROFESSIONAL:
        return f"{_when(one.happened_on)}, the reply was not professional"
    return f"{_when(one.happened_on)}, the tone of the reply was not looked at" if one.kept and not one.tone else ""


def _when(day: date) -> str:
    return f"Approached on {show_date(day)}"


REPORTED = Check(
    "6.5.5",
    "Approaches are reported to the head within the days there are for it",
    "Not reported to the head",
    "Record that the head was told…",
    True,
    _approaches(_not_reported),
    kind="approach",
)
REPLY_KEPT = Check(
    "6.5.5",
    "The reply that rejects an approach is kept",
    "Reply not kept",
    "Record the reply…",
    True,
    _approaches(_not_kept),
    kind="approach",
)
PROFESSIONAL = Check(
    "6.5.5",
    "Replies to approaches are professional in tone",
    "Tone of the reply",
    "Record the tone of the reply…",
    False,
    _approaches(_tone),
    kind="approach",
)
