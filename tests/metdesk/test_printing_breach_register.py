"""The breach register and the summary of a term: what is counted for whom, and that small numbers stay hidden."""

from datetime import date
from itertools import product

from metdesk import case_course, cases, printing_breaches, term_dates
from metdesk.case_record import Conclusion
from metdesk.paper.breach_register import hidden
from metdesk.roles import Role
from metdesk.term_dates import TermDate
from tests.metdesk import test_cases
from tests.metdesk.test_cases import DAY, SECRET, Trust, why
from tests.metdesk.test_printing_breaches import words

trust = test_cases.trust


def test_who_may_not_read_cases_prints_counts_and_whoever_is_named_their_own_cases(trust: Trust) -> None:
    number = trust.report()
    about_head = trust.report(subject_id=trust.head, category="excessive use")
    title, other = (cases.row(trust.desk, one).title for one in (number, about_head))
    told = words(printing_breaches.register(trust.desk))
    for part in ("2 Cases", "Breach of confidentiality 1", "Excessive use 1", "Ash Hill Primary 2", "nil"):
        assert part in told
    assert not any(word in told for word in (title, other, SECRET, "Your cases"))
    trust.as_head()
    end = Conclusion("advice", trust.desk.today(), "Ms Patel", "A single lapse.")
    case_course.conclude(trust.desk, number, end)
    told = words(printing_breaches.register(trust.desk, trust.school))
    assert "1 Cases" in told
    assert f"{title} Ash Hill Primary Breach of confidentiality" in told
    assert "Concluded" in told
    assert "Advice" in told
    assert other not in told
    assert SECRET not in told


def test_a_reader_gets_no_small_number_and_a_key_for_other_schools_no_case(trust: Trust) -> None:
    trust.seat(Role.READER)
    for _ in range(2):
        trust.report()
    trust.seat(Role.READER)
    told = words(printing_breaches.register(trust.desk))
    assert "under 5 Cases" in told
    assert "By category" not in told
    trust.seat(Role.INVESTIGATOR)
    assert "nil Cases" in words(printing_breaches.register(trust.desk))


def test_a_summary_of_a_term_counts_what_was_reported_in_it_and_shows_nil(trust: Trust) -> None:
    spring = TermDate("term", "Spring term", date(2026, 1, 5), date(2026, 3, 27))
    summer = TermDate("term", "Summer term", date(2026, 4, 13), date(2026, 7, 21))
    for one in (spring, summer):
        term_dates.add(trust.desk, one)
    for category in ["excessive use"] * 6 + ["other"] * 2 + ["unofficial account"] * 5:
        trust.report(category=category, clauses="6.1.3", reported_on=DAY)
    trust.report(reported_on=date(2026, 5, 4))
    trust.as_officer()
    told = words(printing_breaches.summary(trust.desk, "spring term 2025/26"))
    for part in ("13 Cases", "Excessive use 6", "Other under 5", "Unofficial account not shown", "Advice nil"):
        assert part in told
    assert not any(word in told for word in (SECRET, "Ash Hill", "Okoro"))
    told = words(printing_breaches.summary(trust.desk, "Summer term 2025/26"))
    assert "under 5 Cases" in told
    assert "not broken down" in told
    assert "Spring term 2025/26" in why(printing_breaches.summary, trust.desk, "Winter term")["term"]


def test_a_term_without_cases_is_a_nil_return(trust: Trust) -> None:
    told = words(printing_breaches.summary(trust.desk))
    assert "nil return: no case was reported" in told
    assert "School year" in told


def test_no_sum_gives_a_hidden_number_away() -> None:
    for numbers in product((0, 1, 4, 5, 6), repeat=3):
        whole = sum(numbers)
        if whole < 5:
            continue  # nothing is broken down then
        cells = hidden(numbers)
        span = {"under 5": range(1, 5), "not shown": range(1, whole + 1)}
        assert all(
            cell in span or cell == (f"{number}" if number else "nil")
            for cell, number in zip(cells, numbers, strict=True)
        )
        choices = [span.get(cell, [number]) for cell, number in zip(cells, numbers, strict=True)]
        fitting = [one for one in product(*choices) if sum(one) == whole]
        for place, cell in enumerate(cells):
            assert cell not in span or len({one[place] for one in fitting}) > 1, (numbers, cells)
