"""How pickers find people, schools and accounts in an opened register, and what a day is there."""

from collections.abc import Mapping
from datetime import date

from metdesk import accounts, people, schools, term_dates
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind
from ui.pickers import Lookup

_GONE = "(in the bin)"


def lookups(desk: Desk) -> Mapping[Kind, Lookup]:
    """The lookups of `desk`, by the kind of field."""
    return {
        Kind.PERSON: Lookup(
            lambda text, limit: people.suggest(desk, text, limit),
            lambda number: _person(desk, number),
        ),
        Kind.SCHOOL: Lookup(
            lambda text, limit: schools.suggest(desk, text, limit),
            lambda number: schools.names(desk).get(number, _GONE),
        ),
        Kind.ACCOUNT: Lookup(
            lambda text, limit: accounts.suggest(desk, text, limit),
            lambda number: _account(desk, number),
        ),
        Kind.DATE: Lookup(
            lambda text, limit: [],
            lambda number: term_dates.school_days(desk, None).why_not(date.fromordinal(number)),
        ),
    }


def _person(desk: Desk, number: int) -> str:
    try:
        return people.get(desk, number).name
    except Refused:
        return _GONE


def _account(desk: Desk, number: int) -> str:
    try:
        return accounts.get(desk, number).title
    except Refused:
        return _GONE
