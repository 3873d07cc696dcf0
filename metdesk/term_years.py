"""A school year's term dates as the beginning of the next one's."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import timedelta

from db import term_dates as tables
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.school_days import school_year, school_year_span
from metdesk.term_dates import TermDate, TermKind, every, meets

_WEEKS = 52


def copy_year(desk: Desk, year: int, school_id: int | None = None) -> int:
    """Enters everything of a school year for the next, 52 weeks later so that weekdays stay, in one change; returns how
    many entries that made.

    With a school, its own entries only; without one, all of them. What the next year has already, by name and school,
    is left alone. Refused where there is nothing to copy.
    """
    entries = [entry for _, entry in every(desk)]
    theirs = [one for one in entries if one.year == year and school_id in (None, one.school_id)]
    later = [moved for one in theirs if not _is_there(entries, moved := _next_year(one))]
    this, following = school_year_span(year).name, school_year_span(year + 1).name
    if not theirs:
        raise Refused(f"Nothing is entered for {this}: choose another school year, or enter the terms one by one.")
    if not later:
        raise Refused(f"Everything of {this} is in {following} already: correct it there.")
    copied = count_of(len(later), "term date")
    with desk.change("calendar.change", f"{copied} of {this} copied to {following}, 52 weeks later") as changing:
        for one in later:
            changing.insert(tables.TermDate, **asdict(one))
    return len(later)


def _next_year(entry: TermDate) -> TermDate:
    """The entry 52 weeks later; 53 where that would be the last day of the same school year."""
    move = timedelta(weeks=_WEEKS)
    if entry.ends and school_year(entry.ends + move) == entry.year:
        move = timedelta(weeks=_WEEKS + 1)
    return replace(entry, starts=entry.starts and entry.starts + move, ends=entry.ends and entry.ends + move)


def _is_there(entries: Iterable[TermDate], moved: TermDate) -> bool:
    """Whether the next year has its like: a term of its name, or a term or closure on some of its days."""
    kin = (moved.kind, moved.school_id, moved.year)
    same = [one for one in entries if (one.kind, one.school_id, one.year) == kin]
    return any(meets(one, moved) or (moved.kind == TermKind.TERM and one.name == moved.name) for one in same)
