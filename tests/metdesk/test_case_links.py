"""What a case is linked to on a real register: what may be linked, who reads it, and the pattern of cases."""

import pytest

from metdesk import (
    accounts,
    case_course,
    case_links,
    cases,
    declaring,
    printing_breaches,
)
from metdesk.account_record import Account
from metdesk.case_record import Conclusion, Link
from metdesk.case_seen import Entry
from metdesk.roles import Role
from tests.metdesk.paper import texts
from tests.metdesk.test_cases import Trust, trust, why
from tests.metdesk.test_declaring import told

__all__ = ["trust"]


@pytest.fixture
def account(trust: Trust) -> int:
    return accounts.add(trust.desk, Account(trust.school, "Facebook", "@ashhill"))


@pytest.fixture
def declared(trust: Trust) -> int:
    return declaring.add(trust.desk, told(trust.teacher))


def links(trust: Trust, case: int) -> list[Entry]:
    return case_links.links(cases.read(trust.desk, case))


def titles(trust: Trust, case: int) -> list[str]:
    return [case_links.named(trust.desk, one.record).title for one in links(trust, case)]


def title(trust: Trust, case: int) -> str:
    return cases.row(trust.desk, case).title


def test_an_account_a_declaration_and_another_case_are_linked_once_each(
    trust: Trust, account: int, declared: int
) -> None:
    case, other = trust.report(), trust.report()
    trust.as_head()
    desk, reference = trust.desk, title(trust, other).removeprefix("Case ")
    given = [Link(account_id=account, words="Seen there."), Link(declaration_id=declared, words="The same pupil.")]
    for one in [*given, Link(case=reference.lower(), words="The same words.")]:
        case_links.link(desk, case, one)
    assert titles(trust, case) == ["@ashhill (Facebook)", f"Declaration {declared}", title(trust, other)]
    assert links(trust, case)[-1].record.case == cases.row(desk, other).uuid
    paper = " ".join(texts(printing_breaches.case_file(desk, case).run().pdf))
    for words in ("Has to do with", "The same pupil.", f"Declaration {declared}", title(trust, other)):
        assert words in paper
    assert "linked to this case already" in why(case_links.link, desk, case, given[0])["account_id"]
    again = Link(case=title(trust, other), words="Again.")
    assert "linked to this case already" in why(case_links.link, desk, case, again)["case"]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (Link(words="Why."), "account_id", "Choose one record"),
        (Link(account_id=1, declaration_id=1, words="Why."), "declaration_id", "Choose one record"),
        (Link(account_id=1), "words", "is needed"),
        (Link(account_id=999, words="Why."), "account_id", "no longer in the register"),
        (Link(declaration_id=999, words="Why."), "declaration_id", "no longer in the register"),
        (Link(case="00000", words="Why."), "case", "no such case"),
    ],
)
def test_what_is_not_there_is_not_linked(trust: Trust, account: int, given: Link, field: str, words: str) -> None:
    case = trust.report()
    trust.as_head()
    assert words in why(case_links.link, trust.desk, case, given)[field]
    assert links(trust, case) == []


def test_neither_the_case_itself_nor_one_that_is_concluded_is_linked(trust: Trust, account: int) -> None:
    case = trust.report()
    assert why(case_links.link, trust.desk, case, Link(account_id=account, words="Why.")) == {"": cases.GONE}
    trust.as_head()
    assert "itself" in why(case_links.link, trust.desk, case, Link(case=title(trust, case), words="Why."))["case"]
    case_course.conclude(trust.desk, case, Conclusion("advice", trust.desk.today(), "Ms Patel", "A lapse."))
    assert "reopen it" in why(case_links.link, trust.desk, case, Link(account_id=account, words="Why."))[""]


def test_a_declaration_is_linked_and_named_for_those_who_may_see_it(trust: Trust, declared: int) -> None:
    case = trust.report()
    trust.as_head()
    case_links.link(trust.desk, case, Link(declaration_id=declared, words="The same pupil."))
    (mine,) = [case_links.named(trust.desk, one.record) for one in links(trust, case)]
    assert (mine.opens, "Okoro" in mine.about) == (("declaration", declared), True)
    case_course.name(trust.desk, case, f"investigator {trust.chair} ()")
    trust.as_chair()
    (theirs,) = [case_links.named(trust.desk, one.record) for one in links(trust, case)]
    assert (theirs.opens, "Okoro" in theirs.about) == (None, False)
    other = trust.report()
    trust.as_head()
    case_course.name(trust.desk, other, f"investigator {trust.chair} ()")
    trust.as_chair()
    assert "declaration_id" in why(
        case_links.link, trust.desk, other, Link(declaration_id=declared, words="The same pupil.")
    )


def test_an_account_in_the_bin_is_said_to_be_gone(trust: Trust, account: int) -> None:
    case = trust.report()
    trust.as_head()
    case_links.link(trust.desk, case, Link(account_id=account, words="Seen there."))
    accounts.put_in_bin(trust.desk, account)
    (linked,) = [case_links.named(trust.desk, one.record) for one in links(trust, case)]
    assert (linked.opens, linked.title) == (None, f"Account {account}, no longer in the register")


def test_a_link_to_a_case_is_not_there_for_whoever_is_not_named_on_that_case(trust: Trust, account: int) -> None:
    case, other, third = trust.report(), trust.report(), trust.report()
    trust.as_head()
    desk, chair = trust.desk, f"investigator {trust.chair} ()"
    for one in (case, third):
        case_course.name(desk, one, chair)
    case_links.link(desk, case, Link(account_id=account, words="Seen there."))
    case_links.link(desk, case, Link(case=title(trust, third), words="The same evening."))
    first = links(trust, case)[-1]
    case_links.link(desk, case, Link(case=title(trust, other), words="The pattern."), corrects=first.uuid, why="Slip.")
    assert titles(trust, case) == ["@ashhill (Facebook)", title(trust, other)]
    reference = title(trust, other)
    trust.as_chair()
    assert titles(trust, case) == ["@ashhill (Facebook)"]
    seen = cases.read(desk, case)
    for word in ("The pattern.", "The same evening.", reference):
        assert word not in repr(seen)
        assert word not in " ".join(texts(printing_breaches.case_file(desk, case).run().pdf))


def test_a_case_about_somebody_who_reads_this_one_is_not_linked_to_it(trust: Trust) -> None:
    case, about = trust.report(), trust.report(subject_id=trust.head)
    trust.as_head()
    case_course.name(trust.desk, case, f"trust officer {trust.officer} ()", "to see it")
    trust.as_officer()
    refused = why(case_links.link, trust.desk, case, Link(case=title(trust, about), words="He let it pass."))
    assert "concerns somebody who reads this case" in refused["case"]
    case_links.link(trust.desk, about, Link(case=title(trust, case), words="He let it pass."))
    assert titles(trust, about) == [title(trust, case)]


def test_the_pattern_is_of_the_cases_one_reads_and_never_told_to_whom_it_is_about(trust: Trust, account: int) -> None:
    desk = trust.desk
    case, at, apart = trust.report(), trust.report(subject_id=None, account_id=account), trust.report(subject_id=None)

    def found() -> tuple[set[int], set[int]]:
        person, there = case_links.about_person(desk, trust.teacher), case_links.at_account(desk, account)
        return {one.id for one in person}, {one.id for one in there}

    assert found() == (set(), set())
    trust.as_head()
    assert found() == ({case}, {at})
    case_links.link(desk, apart, Link(account_id=account, words="Seen there as well."))
    assert found() == ({case}, {at, apart})
    mine = trust.report(subject_id=trust.head)
    trust.as_head()
    assert case_links.about_person(desk, trust.head) == []
    trust.as_officer()
    assert [one.id for one in case_links.about_person(desk, trust.head)] == [mine]
    trust.seat(Role.HEADTEACHER, trust.teacher)
    assert found() == (set(), set())
