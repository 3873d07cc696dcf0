"""The days of the sample trust, all counted from today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from metdesk.calendar import add_years

_MONTH_DAYS = 30.44
_YEARS_OF_HISTORY = 2


@dataclass(frozen=True)
class Days:
    """`today`, and from it the day the register began and the two Septembers since."""

    today: date

    @property
    def begin(self) -> date:
        """The day the register was started."""
        return workday(add_years(self.today, -_YEARS_OF_HISTORY))

    @property
    def autumn(self) -> date:
        """The latest 1 September before today."""
        this_year = date(self.today.year, 9, 1)
        return this_year if this_year < self.today else date(self.today.year - 1, 9, 1)

    @property
    def earlier_autumn(self) -> date:
        """The 1 September before that, or the day after the register began where that is later."""
        return max(date(self.autumn.year - 1, 9, 1), self.begin + timedelta(days=1))

    def back(self, months: float) -> date:
        """A working day so many months ago."""
        return workday(self.today - timedelta(days=round(months * _MONTH_DAYS)))

    def ahead(self, days: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=days)


def workday(day: date) -> date:
    """The day, or the Friday before where it falls on a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def workdays_after(day: date, number: int) -> date:
    """The `number`th day from Monday to Friday after a working day, or before it where it is below 0."""
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while workday(day) != day:
            day += step
    return day


class Clock:
    """The clock of the register while its history is written: it stands at an hour of a working day and moves
    on a little whenever it is read, never backwards and never past the moment it was made."""

    _STEP = timedelta(seconds=7)

    def __init__(self, start: date) -> None:
        self._latest = datetime.now().astimezone()
        self._now = min(_office_hour(start), self._latest)

    def __call__(self) -> datetime:
        self._now = min(self._now + self._STEP, self._latest)
        return self._now

    def go(self, day: date) -> None:
        """Goes on to `day`, unless it is later already."""
        self._now = min(max(self._now, _office_hour(day)), self._latest)


def _office_hour(day: date) -> datetime:
    """A moment of the working day, another on each day."""
    return datetime.combine(day, time(8, 20)).astimezone() + timedelta(minutes=day.toordinal() * 53 % 430)
