"""Terms and closures as the register keeps them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from metdesk import schools, settings, term_dates
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.term_dates import TermDate, TermFilter

AUTUMN = TermDate(name="Autumn term", starts=date(2026, 9, 3), ends=date(2026, 12, 18))
HALF_TERM = TermDate(kind="closure", name="Half-term", starts=date(2026, 10, 26), ends=date(2026, 10, 30))
INSET = TermDate(kind="closure", name="INSET day", starts=date(2026, 11, 20), ends=date(2026, 11, 20))


def refused(desk: Desk, entry: TermDate) -> dict[str, str]:
    with pytest.raises(Refused) as found:
        term_dates.add(desk, entry)
    return found.value.problems


def second(desk: Desk) -> int:
    return schools.add(desk, schools.School(name="Beck Lane Academy"))


@pytest.mark.parametrize(
    ("entry", "field", "says"),
    [
        (replace(AUTUMN, name=" "), "name", "Name is needed"),
        (replace(AUTUMN, starts=None), "starts", "From is needed"),
        (replace(AUTUMN, ends=None), "ends", "the last day of the term"),
        (replace(AUTUMN, ends=date(2026, 9, 2)), "ends", "end before it begins"),
        (replace(AUTUMN, ends=date(2027, 12, 18)), "ends", "more than 200 days"),
        (replace(AUTUMN, starts=date(1026, 9, 3), ends=date(1026, 12, 18)), "starts", "The year would be 1026"),
        (replace(AUTUMN, kind="holiday"), "kind", "not among the choices"),
        (replace(AUTUMN, school_id=99), "school_id", "not in the register"),
    ],
)
def test_what_is_no_term_is_refused_in_a_sentence(desk: Desk, entry: TermDate, field: str, says: str) -> None:
    found = refused(desk, entry)
    assert says in found[field]
    assert list(found) == [field]


def test_terms_of_the_same_school_do_not_overlap(desk: Desk, school: int) -> None:
    number = term_dates.add(desk, AUTUMN)
    found = refused(desk, replace(AUTUMN, name="Spring term", starts=AUTUMN.ends, ends=date(2027, 3, 25)))
    assert "It overlaps Autumn term, 3 September to 18 December 2026" in found["starts"]
    term_dates.add(desk, replace(AUTUMN, school_id=school))
    term_dates.change(desk, number, replace(AUTUMN, ends=date(2026, 12, 17)))
    assert term_dates.get(desk, number).ends == date(2026, 12, 17)


def test_a_closure_without_a_last_day_is_of_one_day(desk: Desk) -> None:
    number = term_dates.add(desk, replace(INSET, ends=None))
    assert term_dates.get(desk, number) == INSET


def test_a_closure_is_entered_once_and_may_lie_beside_others(desk: Desk, school: int) -> None:
    term_dates.add(desk, HALF_TERM)
    assert "entered already" in refused(desk, HALF_TERM)["starts"]
    term_dates.add(desk, replace(HALF_TERM, school_id=school))
    term_dates.add(desk, replace(HALF_TERM, name="Diwali", ends=HALF_TERM.starts))


def test_a_school_goes_by_everybodys_terms_and_its_own_closures(desk: Desk, school: int) -> None:
    term_dates.add(desk, AUTUMN)
    term_dates.add(desk, HALF_TERM)
    term_dates.add(desk, replace(INSET, school_id=school))
    ours, others = term_dates.school_days(desk, school), term_dates.school_days(desk, second(desk))
    inset = date(2026, 11, 20)
    assert (ours.is_school_day(inset), others.is_school_day(inset)) == (False, True)
    assert ours.school_days_after(date(2026, 10, 23), 1) == others.school_days_after(date(2026, 10, 23), 1)
    assert [row.days for row in term_dates.listed(desk)] == [72, 5, 1]
    assert [row.days for row in term_dates.listed(desk, TermFilter(school))] == [72, 5, 1]
    assert len(term_dates.listed(desk, TermFilter(kind="closure"))) == 2


def test_a_schools_own_terms_count_alone_in_their_school_year(desk: Desk, school: int) -> None:
    before = replace(AUTUMN, starts=date(2025, 9, 3), ends=date(2025, 12, 18))
    own = replace(AUTUMN, starts=date(2026, 8, 27), ends=date(2026, 12, 11), school_id=school)
    for entry in (before, AUTUMN, own):
        term_dates.add(desk, entry)
    days = term_dates.school_days(desk, school)
    assert {one.starts for one in days.terms} == {before.starts, own.starts}
    assert [row.entry for row in term_dates.listed(desk, TermFilter(school, 2026))] == [own]
    assert term_dates.school_days(desk, None).terms[-1].starts == AUTUMN.starts
    assert term_dates.years(desk)[0] >= 2026


def test_entries_of_a_school_in_the_bin_are_left_out(desk: Desk) -> None:
    gone = second(desk)
    term_dates.add(desk, replace(INSET, school_id=gone))
    schools.put_in_bin(desk, gone)
    assert term_dates.listed(desk) == []


def test_what_is_moved_to_the_bin_no_longer_counts_and_can_be_undone(desk: Desk) -> None:
    number = term_dates.add(desk, HALF_TERM)
    term_dates.put_in_bin(desk, [number])
    assert term_dates.school_days(desk, None).closures == ()
    with pytest.raises(Refused, match="no longer in the register"):
        term_dates.get(desk, number)
    assert desk.undo() == "Moved to the bin: Half-term, 26 to 30 October 2026"
    assert len(term_dates.school_days(desk, None).closures) == 1


def test_bank_holidays_are_those_of_the_trusts_nation(desk: Desk) -> None:
    patrick = date(2026, 3, 17)
    assert term_dates.school_days(desk, None).is_working_day(patrick)
    desk.choose("nation", "Northern Ireland")
    assert not term_dates.school_days(desk, None).is_working_day(patrick)
    with pytest.raises(Refused):
        desk.choose("nation", "France")
    assert settings.setting("nation").default == "England"


def test_how_long_the_term_goes_on_is_told_in_words(desk: Desk, school: int) -> None:
    today = desk.today()
    assert term_dates.left_of_term(desk, school) == ""
    number = term_dates.add(desk, replace(AUTUMN, starts=today - timedelta(7), ends=today))
    assert term_dates.left_of_term(desk, school) == "0 school days left of the autumn term after today"
    term_dates.change(desk, number, replace(AUTUMN, starts=today - timedelta(9), ends=today - timedelta(2)))
    term_dates.add(desk, replace(AUTUMN, starts=today + timedelta(3), ends=today + timedelta(9)))
    assert term_dates.left_of_term(desk, school).startswith("School holidays until ")
