"""A school year copied to the next."""

from dataclasses import replace
from datetime import date

import pytest

from metdesk import term_dates, term_years
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.term_dates import TermDate, TermFilter
from tests.metdesk.test_term_dates import AUTUMN, HALF_TERM, INSET


def test_a_year_is_copied_with_its_weekdays_in_one_change(desk: Desk, school: int) -> None:
    first = TermDate(kind="closure", name="INSET day", starts=date(2026, 9, 1), ends=date(2026, 9, 1))
    for entry in (first, AUTUMN, HALF_TERM, replace(INSET, school_id=school)):
        term_dates.add(desk, entry)
    assert term_years.copy_year(desk, 2026) == 4
    copied = term_dates.listed(desk, TermFilter(year=2027))
    assert [row.entry.starts.weekday() for row in copied if row.entry.starts] == [3, 1, 0, 4]
    assert {row.entry.year for row in copied} == {2027}
    with pytest.raises(Refused, match="is in 2027/28 already"):
        term_years.copy_year(desk, 2026)
    desk.undo()
    assert term_years.copy_year(desk, 2026, school) == 1
    assert term_years.copy_year(desk, 2026) == 3
    with pytest.raises(Refused, match="Nothing is entered for 2030/31"):
        term_years.copy_year(desk, 2030)
