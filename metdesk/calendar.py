"""Dates as a school office writes and reads them: `5/3/26` in, `5 March 2026` out."""

import re
from datetime import date, datetime

from metdesk.errors import Refused

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_NUMERIC = re.compile(r"(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})")
_TIME_OF_DAY = re.compile(r"[T ]00:00(:00(\.0+)?)?$")


def parse_date(text: str) -> date:
    """The day written in `text`, day first: `5/3/26`, `05.03.2026`, `5 March 2026`, `2026-03-05`.

    Two-digit years are those of 1950 to 2049. Refused: anything that is not one real day.
    """
    written = _TIME_OF_DAY.sub("", text.strip())
    try:
        if match := _ISO.fullmatch(written):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMERIC.fullmatch(written):
            return date(_full_year(match[3]), int(match[2]), int(match[1]))
        if match := _WORDED.fullmatch(written):
            return date(_full_year(match[3]), _month_number(match[2]), int(match[1]))
    except (ValueError, KeyError):
        pass
    raise Refused(f"“{text.strip()[:40]}” is not a date: write it as 5/3/2026 or 5 March 2026.")


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def _month_number(word: str) -> int:
    number = _MONTH_NUMBERS[word[:3].lower()]
    if not _MONTHS[number - 1].lower().startswith(word.lower()) and word.lower() != "sept":
        raise KeyError(word)
    return number


def show_date(day: date | None) -> str:
    """`5 March 2026`; nothing for no date."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def show_short_date(day: date | None) -> str:
    """`5 Mar 2026`, for the columns of a table; nothing for no date."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}" if day else ""


def show_days(first: date | None, last: date | None) -> str:
    """Days in a row: `5 March 2026`, `5 to 9 March 2026`, `26 March to 4 April 2026`; nothing for no date."""
    if first is None or last is None or first == last:
        return show_date(first or last)
    if first.year != last.year:
        return f"{show_date(first)} to {show_date(last)}"
    begin = f"{first.day}" if first.month == last.month else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begin} to {show_date(last)}"


def show_month(day: date) -> str:
    """`March 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """`Saturday`."""
    return _WEEKDAYS[day.weekday()]


def show_when(moment: datetime) -> str:
    """`5 March 2026 at 08:31`, in this PC's time."""
    here = moment.astimezone() if moment.tzinfo else moment
    return f"{show_date(here.date())} at {here:%H:%M}"


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def count_of(number: int, one: str, many: str = "") -> str:
    """`1 account`, `2 accounts`, `1,204 people`: a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
