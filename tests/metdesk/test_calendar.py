from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metdesk.calendar import add_years, count_of, parse_date, show_date, show_days, show_short_date, show_when, weekday
from metdesk.errors import Refused


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5/3/26", date(2026, 3, 5)),
        ("05.03.2026", date(2026, 3, 5)),
        ("5 March 2026", date(2026, 3, 5)),
        ("5th Mar 26", date(2026, 3, 5)),
        ("1 Sept 2026", date(2026, 9, 1)),
        ("2026-03-05", date(2026, 3, 5)),
        ("2026-03-05 00:00:00", date(2026, 3, 5)),
        ("31/12/49", date(2049, 12, 31)),
        ("31/12/50", date(1950, 12, 31)),
    ],
)
def test_dates_are_read_day_first(written: str, day: date) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize("written", ["", "31/2/2026", "13/13/26", "5 Marchish 2026", "yesterday", "5/3", "20260305"])
def test_what_is_not_a_day_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(Refused, match="is not a date"):
        parse_date(written)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_every_way_of_writing_a_day_reads_back(day: date) -> None:
    for written in (show_date(day), show_short_date(day), day.isoformat(), f"{day:%d/%m/%y}", f"{day:%d.%m.%Y}"):
        assert parse_date(written) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except Refused:
        return
    assert parse_date(show_date(found)) == found


def test_no_date_shows_as_nothing() -> None:
    assert show_date(None) == show_short_date(None) == ""


def test_a_moment_shows_its_minute() -> None:
    assert show_when(datetime(2026, 3, 5, 8, 31)) == "5 March 2026 at 08:31"


def test_the_leap_day_has_an_anniversary() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_numbers_agree_with_their_nouns() -> None:
    assert [count_of(1, "account"), count_of(2, "account"), count_of(1204, "person", "people")] == [
        "1 account",
        "2 accounts",
        "1,204 people",
    ]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 5), date(2026, 3, 5), "5 March 2026"),
        (date(2026, 3, 5), date(2026, 3, 9), "5 to 9 March 2026"),
        (date(2026, 3, 26), date(2026, 4, 4), "26 March to 4 April 2026"),
        (date(2026, 12, 21), date(2027, 1, 4), "21 December 2026 to 4 January 2027"),
        (date(2026, 3, 5), None, "5 March 2026"),
    ],
)
def test_days_in_a_row_name_what_differs(first: date, last: date | None, words: str) -> None:
    assert show_days(first, last) == words
    assert weekday(date(2026, 12, 21)) == "Monday"
