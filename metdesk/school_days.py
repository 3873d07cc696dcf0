"""Which days count: working days, and the days on which a school teaches. Knows dates alone, no register.

Bank holidays come from the `holidays` package, which knows them without the internet, for each nation's own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from threading import Thread

from metdesk.calendar import weekday

_DAY = timedelta(days=1)
_SATURDAY = 5
_MOST_DAYS = 3660
_LONGEST_HOLIDAY = timedelta(days=77)
_NEW_YEAR = 9


class Nation(StrEnum):
    """Whose bank holidays a trust keeps."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR",
}  # fmt: skip


class DayKind(StrEnum):
    """What a day is at a school; the first that is true."""

    WEEKEND = "weekend"
    BANK_HOLIDAY = "bank holiday"
    CLOSURE = "closure"
    HOLIDAY = "school holidays"
    SCHOOL_DAY = "school day"


@dataclass(frozen=True)
class Span:
    """Some days in a row, the first and the last included, and what they are called."""

    starts: date
    ends: date
    name: str = ""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.starts <= day <= self.ends


@dataclass(frozen=True)
class SchoolDays:
    """The days of one school: its terms, and the closures within them.

    Where the term dates say nothing of a day (before the first term, after the last, in a gap longer than the summer),
    a working day counts as a school day: a deadline that comes too early is better than none.
    """

    terms: tuple[Span, ...]
    closures: tuple[Span, ...]
    nation: str = Nation.ENGLAND

    def kind_of(self, day: date) -> DayKind:
        """What `day` is."""
        if day.weekday() >= _SATURDAY:
            return DayKind.WEEKEND
        if day in bank_holidays(self.nation, day.year):
            return DayKind.BANK_HOLIDAY
        if any(day in one for one in self.closures):
            return DayKind.CLOSURE
        return DayKind.HOLIDAY if self.says(day) and self.term_of(day) is None else DayKind.SCHOOL_DAY

    def why_not(self, day: date) -> str:
        """Why there is no school on `day`: `Saturday`, `bank holiday: Easter Monday`, `Half-term`; nothing where there
        is."""
        match self.kind_of(day):
            case DayKind.SCHOOL_DAY:
                return ""
            case DayKind.WEEKEND:
                return weekday(day)
            case DayKind.BANK_HOLIDAY:
                return f"bank holiday: {bank_holidays(self.nation, day.year)[day]}"
            case DayKind.CLOSURE:
                return next(one.name for one in self.closures if day in one)
            case DayKind.HOLIDAY:
                return "school holidays"

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is from Monday to Friday and no bank holiday."""
        return self.kind_of(day) not in (DayKind.WEEKEND, DayKind.BANK_HOLIDAY)

    def is_school_day(self, day: date) -> bool:
        """Whether the school teaches on `day`."""
        return self.kind_of(day) is DayKind.SCHOOL_DAY

    def term_of(self, day: date) -> Span | None:
        """The term in which `day` lies."""
        return next((one for one in self.terms if day in one), None)

    def says(self, day: date) -> bool:
        """Whether the term dates say anything of `day`: it lies in a term, or in the holidays between two."""
        return any(day in one for one in self._said)

    def school_days_after(self, day: date, number: int) -> date:
        """The `number`th school day after `day`; `day` itself is not counted, and is the answer for 0."""
        return _after(day, number, self.is_school_day)

    def working_days_after(self, day: date, number: int) -> date:
        """The `number`th working day after `day`; `day` itself is not counted, and is the answer for 0."""
        return _after(day, number, self.is_working_day)

    def still_in_time(self, today: date, number: int) -> date:
        """The earliest day after which `number` school days are not over before `today`."""
        day = today
        while self.school_days_after(day - _DAY, number) >= today:
            day -= _DAY
        return day

    def school_day_from(self, day: date) -> date:
        """`day` where it is a school day, or else the next that is."""
        return day if self.is_school_day(day) else self.school_days_after(day, 1)

    def working_day_from(self, day: date) -> date:
        """`day` where it is a working day, or else the next that is."""
        return day if self.is_working_day(day) else self.working_days_after(day, 1)

    def school_days_between(self, first: date, last: date) -> int:
        """How many school days there are from `first` to `last`, both included; at most ten years are counted."""
        return sum(self.is_school_day(day) for day in _days(first, last))

    @cached_property
    def _said(self) -> tuple[Span, ...]:
        """The terms, each with the holidays up to the next where that follows by then."""
        ordered = sorted(self.terms, key=lambda one: one.starts)
        said = []
        for number, one in enumerate(ordered):
            following = ordered[number + 1].starts if number + 1 < len(ordered) else one.ends
            near = following - one.ends <= _LONGEST_HOLIDAY
            said.append(Span(one.starts, max(one.ends, following) if near else one.ends))
        return tuple(said)


def _after(day: date, number: int, counts: Callable[[date], bool]) -> date:
    found = day
    for _ in range(number):
        later = _days(_later(found, 1), _later(found, _MOST_DAYS))
        found = next((one for one in later if counts(one)), _later(found, 1))
    return found


def _later(day: date, number: int) -> date:
    return date.fromordinal(min(day.toordinal() + number, date.max.toordinal()))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range(min((last - first).days + 1, _MOST_DAYS)):
        yield first + number * _DAY


def learn() -> None:
    """Reads the package of bank holidays in a thread beside whatever is being done, as it takes a quarter of a second
    and is wanted as soon as a register is open."""
    Thread(target=lambda: bank_holidays(Nation.ENGLAND, date.today().year), daemon=True).start()


@cache
def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """The bank holidays of a year and what they are called; none of a year that the package does not know."""
    import holidays

    subdivision = _SUBDIVISIONS[Nation(nation)]
    found = holidays.country_holidays("GB", subdiv=subdivision, years=year, language="en_GB")
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def school_year(day: date) -> int:
    """The year in which the school year of `day` began: school years are from 1 September to 31 August."""
    return day.year if day.month >= _NEW_YEAR else day.year - 1


def school_year_span(year: int) -> Span:
    """The days of the school year that began in `year`, and its name: `2026/27`."""
    return Span(date(year, _NEW_YEAR, 1), date(year + 1, _NEW_YEAR, 1) - _DAY, f"{year}/{(year + 1) % 100:02}")


def spans(of: Iterable[tuple[date, date, str]]) -> tuple[Span, ...]:
    """First days, last days and names as spans."""
    return tuple(Span(first, last, name) for first, last, name in of)
