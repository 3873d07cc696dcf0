"""The term dates of the sample trust: last, this and next school year, as the weekdays fall."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta

from db import term_dates as tables
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.sample.calendar import Days
from metdesk.school_days import SchoolDays, Span, school_year, school_year_span, spans
from metdesk.term_dates import TermDate, TermKind

_MONDAY, _TUESDAY, _WEDNESDAY, _FRIDAY = 0, 1, 2, 4
_OWN = "brook"
"""The school with terms of its own: it begins a day earlier and has two weeks of half-term in October."""


def years(days: Days) -> list[tuple[date, int]]:
    """The school years that are entered, each with the day on which it was."""
    this = school_year(days.today)
    summer = max(days.begin, date(this, 6, 16))
    return [(days.begin, this - 1), (summer, this), (max(summer, days.back(0.5)), this + 1)]


def school_days(days: Days) -> SchoolDays:
    """The school days of the schools that keep to what was agreed for the trust."""
    entered = [year for _, year in years(days)]
    terms, closures = ([one for year in entered for one in of(year)] for of in (_terms, _closures))
    return SchoolDays(_spans(terms), _spans(closures))


def _spans(dates: Iterable[TermDate]) -> tuple[Span, ...]:
    return spans((one.starts, one.ends, one.name) for one in dates if one.starts and one.ends)


def enter(desk: Desk, year: int, school_ids: Mapping[str, int]) -> None:
    """Enters a school year as it was agreed for the trust, with the school that differs."""
    found = [*_terms(year), *_closures(year), *_own(year, school_ids[_OWN])]
    words = f"Term dates of {school_year_span(year).name} entered: {count_of(len(found), 'entry', 'entries')}"
    with desk.change("calendar.change", words) as changing:
        changing.insert_many(tables.TermDate, [asdict(one) for one in found])


def _terms(year: int) -> Iterator[TermDate]:
    yield TermDate(TermKind.TERM, "Autumn term", _on(date(year, 9, 2), _WEDNESDAY), _by(date(year, 12, 20), _FRIDAY))
    spring = _on(date(year + 1, 1, 4), _TUESDAY)
    yield TermDate(TermKind.TERM, "Spring term", spring, _by(date(year + 1, 3, 28), _FRIDAY))
    summer = _on(date(year + 1, 4, 12), _MONDAY)
    yield TermDate(TermKind.TERM, "Summer term", summer, _by(date(year + 1, 7, 22), _WEDNESDAY))


def _closures(year: int) -> Iterator[TermDate]:
    for monday in (
        _by(date(year, 10, 28), _MONDAY),
        _by(date(year + 1, 2, 18), _MONDAY),
        _by(date(year + 1, 5, 31), _MONDAY),
    ):
        yield TermDate(TermKind.CLOSURE, "Half-term", monday, monday + timedelta(days=4))
    yield _single("INSET day", _on(date(year, 9, 2), _WEDNESDAY))
    yield _single("INSET day", _on(date(year + 1, 1, 4), _TUESDAY))
    yield _single("INSET day", _by(date(year + 1, 6, 27), _FRIDAY))


def _own(year: int, school_id: int) -> Iterator[TermDate]:
    begins = _on(date(year, 9, 2), _WEDNESDAY) - timedelta(days=1)
    ends = _by(date(year, 12, 20), _FRIDAY)
    yield TermDate(TermKind.TERM, "Autumn term", begins, ends, school_id)
    for term in list(_terms(year))[1:]:
        yield TermDate(term.kind, term.name, term.starts, term.ends, school_id)
    second = _by(date(year, 10, 28), _MONDAY) - timedelta(days=7)
    yield TermDate(TermKind.CLOSURE, "Half-term, first week", second, second + timedelta(days=4), school_id)
    yield _single("Moderation day", _by(date(year + 1, 5, 15), _FRIDAY), school_id)


def _single(name: str, day: date, school_id: int | None = None) -> TermDate:
    return TermDate(TermKind.CLOSURE, name, day, day, school_id)


def _on(day: date, weekday: int) -> date:
    """The first such weekday from `day` on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _by(day: date, weekday: int) -> date:
    """The last such weekday up to `day`."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)
