from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from metdesk import finding, policy
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.policy_text import ChangeEntry, Clause, Definition


@dataclass(frozen=True)
class Document:
    title: str = "Social Media Policy"
    version: str = "1.0"
    last_revision: str = "March 2022"
    next_revision: str = "March 2024"
    owner: str = "Owner"
    authors: str = "Author"
    status: str = "Approved"
    note: str = ""
    clauses: tuple[Clause, ...] = (
        Clause("5", 1, "Responsibility"),
        Clause("5.1", 2, "The Trust Board"),
        Clause("5.1.1", 3, text="Reviews the policy."),
        Clause("5.2", 2, "Headteachers"),
        Clause("5.2.4", 3, text="See that two people look after every account."),
        Clause("6.2", 2, "On behalf of the school"),
        Clause("6.2.2", 3, text="Authorised personnel keep to every procedure.", items=("One", "Two")),
        Clause("6.2.9", 3, text="Everybody else reads <b>this</b>."),
    )
    definitions: tuple[Definition, ...] = (Definition("Users", "Everybody."),)
    legislation: tuple[str, ...] = ("Education Act 2011",)
    related: tuple[str, ...] = ("Behaviour",)
    changes: tuple[ChangeEntry, ...] = (ChangeEntry("1.0", "Mar-22", "All", "Draft", "Board"),)


def test_an_edition_is_kept_word_for_word(desk: Desk) -> None:
    number = policy.adopt(desk, Document(), source_name="policy.docx")
    edition = policy.current(desk)
    assert edition is not None
    assert edition.facts.id == number
    assert tuple(one.clause for one in edition.clauses) == Document().clauses
    assert (edition.definitions, edition.changes) == (Document().definitions, Document().changes)
    assert [one.title for one in edition.references] == ["Education Act 2011", "Behaviour"]
    assert edition.facts.review_due == date(2024, 3, 31)
    assert edition.facts.name == "1.0, March 2022"


def test_each_clause_says_whom_it_binds(desk: Desk) -> None:
    policy.adopt(desk, Document(), source_name="policy.docx")
    edition = policy.current(desk)
    assert edition is not None
    found = {one.clause.number: one.audience for one in edition.clauses if one.audience}
    assert found == {
        "5.1.1": "Trust Board",
        "5.2.4": "Headteachers",
        "6.2.2": "Authorised personnel",
        "6.2.9": "Users",
    }


def test_the_newest_edition_is_in_force_and_the_earlier_stays(desk: Desk) -> None:
    first = policy.adopt(desk, Document(), source_name="a")
    second = policy.adopt(desk, Document(version="2.0"), source_name="b")
    assert [one.id for one in policy.editions(desk)] == [second, first]
    assert policy.get(desk, first).facts.version == "1.0"


def test_the_same_words_again_are_refused(desk: Desk) -> None:
    policy.adopt(desk, Document(), source_name="a")
    with pytest.raises(Refused, match="word for word"):
        policy.adopt(desk, Document(), source_name="b")
    with pytest.raises(Refused, match="no numbered clauses"):
        policy.adopt(desk, Document(clauses=()), source_name="c")


def test_what_was_checked_stays_checked_in_the_next_edition(desk: Desk, today: date) -> None:
    policy.adopt(desk, Document(), source_name="a")
    law = policy.current(desk).legislation()[0]  # type: ignore[union-attr]
    policy.record_check(desk, law.id, today, place="legislation.gov.uk")
    policy.adopt(desk, Document(version="2.0"), source_name="b")
    again = policy.current(desk).legislation()[0]  # type: ignore[union-attr]
    assert again == replace(law, checked_on=today, place="legislation.gov.uk")
    with pytest.raises(Refused):
        policy.record_check(desk, law.id, today + timedelta(days=1))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 2024", date(2024, 3, 31)),
        ("Feb-24", date(2024, 2, 29)),
        ("Approved in April 2022", date(2022, 4, 30)),
        ("2025", date(2025, 12, 31)),
        ("soon", None),
    ],
)
def test_a_month_is_due_on_its_last_day(words: str, day: date | None) -> None:
    assert policy.last_day(words) == day


def test_clauses_are_found_in_the_edition_in_force_only(desk: Desk) -> None:
    policy.adopt(desk, Document(), source_name="a")
    policy.adopt(desk, Document(version="2.0"), source_name="b")
    (found,) = finding.find(desk, "two people look")
    assert (found.kind, found.title) == ("policy_clause", "Clause 5.2.4")
    assert finding.find(desk, "   ") == []
