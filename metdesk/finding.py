"""Finds anything by its words: people, schools, accounts, clauses of the edition in force, and of declarations,
approaches and cases those that the keyholder may read or know of."""

from collections.abc import Callable
from dataclasses import dataclass

from metdesk import accounts, approaches, cases, declarations, people, policy, schools
from metdesk.approaches import ApproachFilter
from metdesk.calendar import show_short_date
from metdesk.cases import CaseFilter
from metdesk.confidential import sight
from metdesk.declarations import DeclarationFilter
from metdesk.desk import Desk
from metdesk.record import sentence_case


@dataclass(frozen=True)
class Found:
    """A record found: its register's table name, its id, and words to tell it apart."""

    kind: str
    id: int
    title: str
    subtitle: str


def find(desk: Desk, text: str, limit: int = 8) -> list[Found]:
    """At most `limit` records of each register in which every word of `text` begins a word."""
    if not text.strip():
        return []
    return [one for source in _SOURCES for one in source(desk, text, limit)]


def _people(desk: Desk, text: str, limit: int) -> list[Found]:
    rows = people.page(desk, people.PeopleFilter(standing="", find=text), limit=limit).rows
    return [Found("person", row.id, row.name, _joined(row.job or row.category, row.school)) for row in rows]


def _accounts(desk: Desk, text: str, limit: int) -> list[Found]:
    rows = accounts.page(desk, accounts.AccountFilter(states=(), find=text), limit=limit).rows
    return [Found("account", row.id, row.account.title, _joined(row.school, row.account.state)) for row in rows]


def _declarations(desk: Desk, text: str, limit: int) -> list[Found]:
    if sight(desk).nothing:
        return []
    rows = declarations.page(desk, DeclarationFilter(find=text), limit=limit).rows
    return [Found("declaration", row.id, row.person, _declared(row)) for row in rows]


def _declared(row: declarations.Seen) -> str:
    return _joined(row.declaration.with_whom, row.state, show_short_date(row.declaration.declared_on))


def _approaches(desk: Desk, text: str, limit: int) -> list[Found]:
    if sight(desk).nothing:
        return []
    rows = approaches.page(desk, ApproachFilter(find=text), limit=limit).rows
    return [Found("approach", row.id, row.person, _joined(row.approach.student, row.school)) for row in rows]


def _cases(desk: Desk, text: str, limit: int) -> list[Found]:
    rows = cases.page(desk, CaseFilter(find=text), limit=limit).rows
    return [Found("breach", row.id, row.title, _joined(sentence_case(row.category), row.school)) for row in rows]


def _schools(desk: Desk, text: str, limit: int) -> list[Found]:
    rows = schools.page(desk, find=text, limit=limit).rows
    return [Found("school", row.id, row.name, _joined(row.kind, row.town)) for row in rows]


def _clauses(desk: Desk, text: str, limit: int) -> list[Found]:
    return [
        Found("policy_clause", number, f"Clause {clause}", words)
        for number, clause, words in policy.find(desk, text, limit)
    ]


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


_SOURCES: tuple[Callable[[Desk, str, int], list[Found]], ...] = (
    _people,
    _accounts,
    _declarations,
    _approaches,
    _cases,
    _schools,
    _clauses,
)
