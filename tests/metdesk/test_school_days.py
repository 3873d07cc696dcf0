"""Which days count, without a register."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metdesk.school_days import DayKind, Nation, SchoolDays, Span, bank_holidays, school_year, school_year_span

DAY = timedelta(days=1)
TERMS = (
    Span(date(2026, 9, 3), date(2026, 12, 18), "Autumn term"),
    Span(date(2027, 1, 5), date(2027, 3, 25), "Spring term"),
    Span(date(2027, 4, 12), date(2027, 7, 21), "Summer term"),
)
CLOSURES = (
    Span(date(2026, 10, 26), date(2026, 10, 30), "Half-term"),
    Span(date(2027, 2, 12), date(2027, 2, 19), "Half-term"),
    Span(date(2027, 6, 1), date(2027, 6, 4), "Half-term"),
)
YEAR = SchoolDays(TERMS, CLOSURES)
WITHOUT = SchoolDays((), ())

any_day = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 1, 1))
near_day = st.dates(min_value=date(2026, 7, 1), max_value=date(2027, 10, 1))
spans = st.builds(lambda first, days: Span(first, first + days * DAY), near_day, st.integers(0, 120))
calendars = st.builds(
    SchoolDays,
    st.lists(spans, max_size=4).map(tuple),
    st.lists(spans, max_size=4).map(tuple),
    st.sampled_from(Nation),
)


@given(calendars, near_day, st.integers(1, 30))
def test_the_nth_school_day_after_is_a_school_day_with_as_many_to_count(
    days: SchoolDays, day: date, number: int
) -> None:
    found = days.school_days_after(day, number)
    assert days.is_school_day(found)
    assert days.school_days_between(day + DAY, found) == number


@given(calendars, near_day, st.integers(0, 20), st.integers(0, 20))
def test_more_days_or_a_later_start_never_end_sooner(days: SchoolDays, day: date, fewer: int, more: int) -> None:
    least, most = sorted((fewer, more))
    assert days.school_days_after(day, least) <= days.school_days_after(day, most)
    assert days.school_days_after(day, most) <= days.school_days_after(day + DAY, most)
    assert days.working_days_after(day, most) <= days.school_days_after(day, most)


@given(calendars, near_day)
def test_every_day_without_school_says_why(days: SchoolDays, day: date) -> None:
    named = SchoolDays(days.terms, tuple(Span(one.starts, one.ends, "Closed") for one in days.closures), days.nation)
    assert bool(named.why_not(day)) is not named.is_school_day(day)


@given(any_day)
def test_without_term_dates_every_working_day_counts(day: date) -> None:
    assert WITHOUT.is_school_day(day) is WITHOUT.is_working_day(day)
    assert WITHOUT.is_working_day(WITHOUT.working_day_from(day))
    assert not WITHOUT.says(day)


@pytest.mark.parametrize(
    ("day", "kind", "why"),
    [
        (date(2026, 9, 3), DayKind.SCHOOL_DAY, ""),
        (date(2026, 9, 5), DayKind.WEEKEND, "Saturday"),
        (date(2026, 10, 26), DayKind.CLOSURE, "Half-term"),
        (date(2026, 10, 31), DayKind.WEEKEND, "Saturday"),
        (date(2026, 12, 21), DayKind.HOLIDAY, "school holidays"),
        (date(2026, 12, 28), DayKind.BANK_HOLIDAY, "bank holiday: Boxing Day (observed)"),
        (date(2027, 3, 29), DayKind.BANK_HOLIDAY, "bank holiday: Easter Monday"),
        (date(2027, 7, 22), DayKind.SCHOOL_DAY, ""),  # nothing is said of what follows
    ],
)
def test_a_day_is_told_in_words(day: date, kind: DayKind, why: str) -> None:
    assert (YEAR.kind_of(day), YEAR.why_not(day)) == (kind, why)


def test_deadlines_pass_over_half_term_christmas_and_bank_holidays() -> None:
    assert YEAR.school_days_after(date(2026, 10, 23), 2) == date(2026, 11, 3)
    assert YEAR.school_days_after(date(2026, 12, 18), 1) == date(2027, 1, 5)
    assert YEAR.working_days_after(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert YEAR.school_days_after(date(2026, 12, 18), 0) == date(2026, 12, 18)
    assert YEAR.school_day_from(date(2027, 3, 26)) == date(2027, 4, 12)


def test_a_term_that_was_forgotten_makes_no_deadline_late() -> None:
    without_spring = SchoolDays((TERMS[0], TERMS[2]), CLOSURES)
    assert not without_spring.says(date(2027, 2, 1))
    assert without_spring.school_days_after(date(2027, 2, 1), 1) == date(2027, 2, 2)


def test_the_summer_between_two_years_is_holidays() -> None:
    two = SchoolDays((*TERMS, Span(date(2027, 9, 2), date(2027, 12, 17))), CLOSURES)
    assert two.school_days_after(date(2027, 7, 21), 1) == date(2027, 9, 2)


@pytest.mark.parametrize(
    ("nation", "day", "holiday"),
    [
        (Nation.ENGLAND, date(2022, 12, 26), True),
        (Nation.ENGLAND, date(2022, 12, 27), True),  # for Christmas on a Sunday
        (Nation.ENGLAND, date(2022, 12, 28), False),
        (Nation.WALES, date(2022, 1, 3), True),  # for New Year's Day on a Saturday
        (Nation.ENGLAND, date(2022, 6, 2), True),  # the jubilee: spring holiday moved,
        (Nation.ENGLAND, date(2022, 6, 3), True),  # and one more
        (Nation.ENGLAND, date(2022, 5, 30), False),
        (Nation.ENGLAND, date(2022, 9, 19), True),
        (Nation.ENGLAND, date(2023, 5, 8), True),
        (Nation.ENGLAND, date(2024, 3, 29), True),
        (Nation.ENGLAND, date(2024, 4, 1), True),
        (Nation.SCOTLAND, date(2024, 4, 1), False),
        (Nation.SCOTLAND, date(2026, 1, 2), True),
        (Nation.ENGLAND, date(2026, 1, 2), False),
        (Nation.SCOTLAND, date(2026, 11, 30), True),
        (Nation.NORTHERN_IRELAND, date(2026, 3, 17), True),
        (Nation.WALES, date(2026, 3, 17), False),
    ],
)
def test_each_nation_keeps_its_bank_holidays(nation: Nation, day: date, holiday: bool) -> None:
    assert (day in bank_holidays(nation, day.year)) is holiday


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("year", [1, 1850, 2099, 2100, 2400, 9999])
def test_years_that_nobody_knows_have_weekends_at_least(nation: Nation, year: int) -> None:
    days = SchoolDays((), (), nation)
    assert sum(days.is_working_day(date(year, 6, 1) + number * DAY) for number in range(14)) in (8, 9, 10)


def test_the_end_of_time_is_no_accident() -> None:
    assert YEAR.school_days_after(date.max, 3) == date.max
    assert YEAR.school_days_between(date(9999, 12, 30), date.max) == 2
    assert YEAR.school_days_between(date(2026, 9, 4), date(2026, 9, 3)) == 0


def test_school_years_turn_on_the_first_of_september() -> None:
    assert [school_year(date(2026, 8, 31)), school_year(date(2026, 9, 1))] == [2025, 2026]
    assert school_year_span(2026) == Span(date(2026, 9, 1), date(2027, 8, 31), "2026/27")
    assert school_year_span(2099).name == "2099/00"


@given(calendars, near_day, st.integers(0, 12))
def test_what_began_in_time_is_not_late_and_the_day_before_is(days: SchoolDays, today: date, number: int) -> None:
    first = days.still_in_time(today, number)
    assert days.school_days_after(first, number) >= today or first == today
    assert days.school_days_after(first - DAY, number) < today
