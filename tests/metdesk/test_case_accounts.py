"""Accounts closed and permissions ended from a case, on a real register: under whose rules, where it then stands."""

from datetime import timedelta

import pytest

from metdesk import accounts, authorisations, case_accounts, case_course, case_links, cases, history
from metdesk.account_record import Account, State
from metdesk.authorisations import Authorisation
from metdesk.case_record import Conclusion, EntryKind, Link
from metdesk.roles import Role
from tests.metdesk.test_cases import DAY, SECRET, Trust, trust, why

__all__ = ["trust"]


@pytest.fixture
def account(trust: Trust) -> int:
    return accounts.add(trust.desk, Account(trust.school, "Facebook", "@ashhill"))


@pytest.fixture
def held(trust: Trust, account: int) -> int:
    """The teacher's permission on the account."""
    granted = Authorisation(account, trust.teacher, granted_by_id=trust.head, granted_on=DAY, starts=DAY)
    return authorisations.grant(trust.desk, granted)


def notes(trust: Trust, case: int) -> list[str]:
    return [one.record.words for one in cases.read(trust.desk, case).standing if one.kind is EntryKind.NOTE]


def test_an_account_of_a_case_is_closed_from_it_and_both_say_so(trust: Trust, account: int) -> None:
    desk, today = trust.desk, trust.desk.today()
    case = trust.report(account_id=account)
    assert why(case_accounts.close, desk, case, account, today, "Unofficial.") == {"": cases.GONE}
    trust.as_head()
    assert "why" in why(case_accounts.close, desk, case, account, today, " ")
    assert (notes(trust, case), accounts.get(desk, account).state) == ([], State.ACTIVE)
    case_accounts.close(desk, case, account, DAY, "Unofficial.")
    assert accounts.get(desk, account).state == State.CLOSED
    assert notes(trust, case) == ["Closed @ashhill (Facebook): Unofficial."]
    said = "closed already"
    assert said in why(case_accounts.close, desk, case, account, today, "Again.")[""]
    told = repr(history.of(desk, "account", account))
    assert "Unofficial." in told
    assert cases.row(desk, case).title not in told
    desk.undo()
    assert (accounts.get(desk, account).state, len(notes(trust, case))) == (State.ACTIVE, 1)


def test_a_permission_of_somebody_it_is_about_is_ended_from_it_after_it_was_concluded(trust: Trust, held: int) -> None:
    desk, today = trust.desk, trust.desk.today()
    case, other = trust.report(), trust.report(subject_id=None)
    trust.as_head()
    assert [one.id for one in case_accounts.permissions(desk, cases.read(desk, case))] == [held]
    assert "not about somebody" in why(case_accounts.end, desk, other, held, today, "Other duties.")[""]
    case_course.conclude(desk, case, Conclusion("advice", today, "Ms Patel", f"For {SECRET}."))
    last = today + timedelta(days=3)
    case_accounts.end(desk, case, held, last, "Other duties.")
    assert authorisations.get(desk, held).ends == last
    (note,) = notes(trust, case)
    assert note.startswith("Ended Ali Okoro’s permission on @ashhill (Facebook) after ")
    entry = cases.read(desk, case).standing[-1]
    assert entry.record.happened_on == today, "a last day may be still to come, what was done was done today"
    trust.seat(Role.READER)
    assert SECRET not in repr(history.page(desk, limit=10_000))


def test_only_an_account_that_the_case_has_to_do_with_and_only_in_a_role_that_may(trust: Trust, account: int) -> None:
    desk, today = trust.desk, trust.desk.today()
    case = trust.report()
    trust.as_head()
    assert "link the account first" in why(case_accounts.close, desk, case, account, today, "Unofficial.")[""]
    case_links.link(desk, case, Link(account_id=account, words="Seen there."))
    case_course.name(desk, case, f"investigator {trust.chair} ()")
    trust.as_chair()
    assert "you can look but not do this" in why(case_accounts.close, desk, case, account, today, "Unofficial.")[""]
    assert notes(trust, case) == []
    trust.as_head()
    case_accounts.close(desk, case, account, today, "Unofficial.")
    assert len(notes(trust, case)) == 1
