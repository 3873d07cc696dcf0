"""The school days of a school year on the command line."""

from datetime import date
from pathlib import Path

from metdesk import sample, schools, term_dates
from metdesk.desk import Desk
from metdesk.term_dates import TermDate
from tests.metdesk.calls import Metdesk


def test_each_month_of_a_school_year_has_its_school_days(at_sample: Metdesk, sample_register: Path) -> None:
    with Desk.open(sample_register, sample.KEYHOLDER, sample.PASSPHRASE) as desk:
        ash = schools.named(desk, "Ash Hill")
        term_dates.add(desk, TermDate("term", "Autumn term", date(2040, 9, 3), date(2040, 12, 19), ash))
        term_dates.add(desk, TermDate("closure", "Half-term", date(2040, 10, 22), date(2040, 10, 26), ash))
        term_dates.add(desk, TermDate("term", "Spring term", date(2041, 1, 7), date(2041, 3, 29), ash))
    found = at_sample("calendar", "--school", "ash", "--year", "2040", "--json").document
    by_month = {row["month"]: (row["school_days"], row["not_entered"]) for row in found["months"]}
    assert (found["school"], found["year"], len(by_month)) == ("Ash Hill Primary", "2040/41", 12)
    assert by_month["2040-09"] == (20, 0)
    assert by_month["2040-10"] == (18, 0)  # without half-term
    assert by_month["2041-01"] == (19, 0)
    assert by_month["2041-04"][0] == by_month["2041-04"][1]  # nothing entered any more
    assert found["school_days"] == sum(counted for counted, _ in by_month.values())


def test_the_calendar_is_read_by_a_person_too(at_sample: Metdesk) -> None:
    told = at_sample("calendar", "--school", "ash")
    assert told.status == 0
    assert told.out.startswith("Ash Hill Primary, 20")
    assert "School days" in told.out
    assert "Autumn term: " in told.out
    assert at_sample("calendar", "--year", "1999").status == 2
    assert at_sample("calendar", "--school", "Nowhere").status == 1
