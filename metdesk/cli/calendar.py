"""The school year: how many days of school each month has, and the terms and closures that say so."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

import typer

from metdesk import schools, term_dates
from metdesk.calendar import count_of, show_days, show_month
from metdesk.cli.call import Call, command
from metdesk.cli.records import SchoolOption, school_id
from metdesk.school_days import SchoolDays, school_year, school_year_span
from metdesk.term_dates import TermFilter

Year = Annotated[
    int | None, typer.Option("--year", min=term_dates.YEARS[0], max=term_dates.YEARS[1] - 1, help="2026 for 2026/27.")
]


def add_to(app: typer.Typer) -> None:
    """Adds calendar."""
    command(app, "calendar")(calendar)


def calendar(call: Call, school: SchoolOption = "", year: Year = None) -> None:
    """Counts the school days of each month of a school year. Without a school, of those with no terms of their own."""
    with call.desk(to_read=True) as desk:
        number = school_id(desk, school)
        began = school_year(desk.today()) if year is None else year
        days = term_dates.school_days(desk, number)
        entries = [row.entry for row in term_dates.listed(desk, TermFilter(number, began))]
        whose = schools.names(desk)[number] if number is not None else "Schools with no terms of their own"
    name, months = school_year_span(began).name, [_month(days, first) for first in _firsts(began)]
    total, guessed = (sum(counted) for counted in zip(*(one[1:] for one in months), strict=True))
    rows = [
        {"month": f"{first:%Y-%m}", "school_days": counted, "not_entered": unsaid} for first, counted, unsaid in months
    ]
    lines = [f"{show_month(first):<15}{counted:>4}" for first, counted, _ in months]
    spans = [f"{one.name}: {show_days(one.starts, one.ends)}" for one in entries]
    said = f"No term dates are entered for {count_of(guessed, 'day')} of these: they count as school days all the same."
    call.answer(
        {"school": whose, "year": name, "months": rows, "school_days": total, "not_entered": guessed},
        "\n".join([f"{whose}, {name}", *lines, f"{'School days':<15}{total:>4}", *spans, *([said] if guessed else [])]),
    )


def _firsts(began: int) -> Iterator[date]:
    """The first day of each month of the school year that began in that year."""
    day = school_year_span(began).starts
    for _ in range(12):
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _month(days: SchoolDays, first: date) -> tuple[date, int, int]:
    """A month's first day, its school days, and of how many of these no term date says anything."""
    following = (first + timedelta(days=31)).replace(day=1)
    there = [first + timedelta(days=number) for number in range((following - first).days)]
    school = [day for day in there if days.is_school_day(day)]
    return first, len(school), len([day for day in school if not days.says(day)])
