"""What every register can do, by the register's name: list, add, change. For the command line.

A record is a JSON object of its fields; `school` may name a school in place of `school_id`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db import accounts as account_tables
from db import acknowledgements as acknowledgement_tables
from db import people as people_tables
from db import schools as school_tables
from db import term_dates as term_date_tables
from db.base import Table
from db.listing import listing
from metdesk import account_record, accounts, acknowledgements, authorisations, people, policy, schools, term_dates
from metdesk.acknowledgement_record import Acknowledgement
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import from_json, to_json

MOST_ROWS = 100_000


@dataclass(frozen=True)
class Register:
    """A register: its record, its table, and its commands."""

    record: type[Any]
    table: type[Table]
    get: Callable[[Desk, int], Any]
    add: Callable[[Desk, Any], int]
    change: Callable[[Desk, int, Any], None]


def _correct(desk: Desk, acknowledgement_id: int, answer: Acknowledgement) -> None:
    acknowledgements.correct(desk, acknowledgement_id, answer)


LISTED: Mapping[str, Register] = {
    "schools": Register(schools.School, school_tables.School, schools.get, schools.add, schools.change),
    "people": Register(people.Person, people_tables.Person, people.get, people.add, people.change),
    "accounts": Register(account_record.Account, account_tables.Account, accounts.get, accounts.add, accounts.change),
    "acknowledgements": Register(
        Acknowledgement,
        acknowledgement_tables.Acknowledgement,
        acknowledgements.get,
        acknowledgements.enter,
        _correct,
    ),
    "term-dates": Register(
        term_dates.TermDate, term_date_tables.TermDate, term_dates.get, term_dates.add, term_dates.change
    ),
}
CHANGED: Mapping[str, Register] = {
    **LISTED,
    "authorisations": Register(
        authorisations.Authorisation,
        account_tables.Authorisation,
        authorisations.get,
        authorisations.grant,
        authorisations.change,
    ),
}


@dataclass(frozen=True)
class Listing:
    """Part of a list: records as JSON values with `id` and `school`. `next` is the id to go on after, if any."""

    rows: list[dict[str, Any]]
    total: int
    next: int | None


def rows(
    desk: Desk, kind: str, *, school_id: int | None = None, find: str = "", after: int = 0, limit: int = 200
) -> Listing:
    """Records of one register in the order of their ids, those after `after`. `find` matches beginnings of words.

    Refused: no such register, a limit below 1 or above `MOST_ROWS`.
    """
    register = _register(kind, LISTED)
    if not 1 <= limit <= MOST_ROWS:
        raise Refused({"limit": f"The limit is a whole number from 1 to {MOST_ROWS:,}."})
    found, total = listing(register.table, school_id=school_id, find=find, after=after, limit=limit + 1)
    names = schools.names(desk)
    shown = [_shown(register, row, names) for row in found[:limit]]
    if register.record is Acknowledgement:
        _tell_names(desk, shown)
    return Listing(shown, total, shown[-1]["id"] if len(found) > limit else None)


def _shown(register: Register, row: dict[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    record = register.record(**{name: row[name] for name in register.record.__dataclass_fields__})
    school = {"school": names.get(row["school_id"], "")} if "school_id" in row else {}
    return {"id": row["id"], **to_json(record), **school}


def _tell_names(desk: Desk, shown: list[dict[str, Any]]) -> None:
    """Adds whom an answer is of, and to which edition."""
    who = people.get_many(desk, {row["person_id"] for row in shown})
    editions = {one.id: one.name for one in policy.editions(desk)}
    for row in shown:
        person = who.get(row["person_id"])
        row["person"] = person.name if person else ""
        row["edition"] = editions.get(row["edition_id"], "")


def add(desk: Desk, kind: str, values: Mapping[str, Any]) -> int:
    """Enters a record and returns its id. Refused as the register's own command, field by field."""
    register = _register(kind, CHANGED)
    return register.add(desk, from_json(register.record, _understood(desk, values)))


def change(desk: Desk, kind: str, record_id: int, values: Mapping[str, Any]) -> None:
    """Changes the fields named in `values` and leaves the others. Refused as the register's own command."""
    register = _register(kind, CHANGED)
    now = register.get(desk, record_id)
    register.change(desk, record_id, from_json(register.record, _understood(desk, values), now))


def _understood(desk: Desk, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values with a school's name as its id. Refused: no such school."""
    if "school" not in values or "school_id" in values:
        return values
    given = dict(values)
    name = given.pop("school")
    if not isinstance(name, str):
        raise Refused({"school": "Write the school’s name, or its id under school_id."})
    return {**given, "school_id": schools.named(desk, name)}


def _register(kind: str, known: Mapping[str, Register]) -> Register:
    if kind not in known:
        raise Refused({"kind": f"There is no register “{kind[:40]}”: the registers are {_listed(known)}."})
    return known[kind]


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known)
