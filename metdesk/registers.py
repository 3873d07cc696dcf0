"""What every register can do, by the register's name: list, add, change. For the command line.

A record is a JSON object of its fields; `school` may name a school in place of `school_id`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db import accounts as account_tables
from db import acknowledgements as acknowledgement_tables
from db import people as people_tables
from db import schools as school_tables
from db import term_dates as term_date_tables
from db.base import Table
from db.listing import listing
from metdesk import (
    account_record,
    accounts,
    answering,
    approaches,
    authorisations,
    declarations,
    declaring,
    people,
    policy,
    schools,
    term_dates,
)
from metdesk.acknowledgement_record import Acknowledgement
from metdesk.approach_record import Approach
from metdesk.approaches import ApproachFilter
from metdesk.confidential import keeps, require_sight
from metdesk.declaration_record import Declaration
from metdesk.declarations import DeclarationFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import from_json, to_json

MOST_ROWS = 100_000


Rows = tuple[list[dict[str, Any]], int]
"""Records as JSON values in the order of their ids, and how many there are whatever their id."""


@dataclass(frozen=True)
class Register:
    """A register: its record, how it is listed (by school, words, after which id, how many), and its commands; a change
    that is a further record returns its id."""

    record: type[Any]
    listed: Callable[[Desk, int | None, str, int, int], Rows]
    get: Callable[[Desk, int], Any]
    add: Callable[[Desk, Any], int]
    change: Callable[[Desk, int, Any], int | None]


def _table(record: type[Any], table: type[Table]) -> Callable[[Desk, int | None, str, int, int], Rows]:
    """Lists what everybody who can open the register may read."""

    def listed(desk: Desk, school_id: int | None, find: str, after: int, limit: int) -> Rows:
        found, total = listing(table, school_id=school_id, find=find, after=after, limit=limit)
        names = schools.names(desk)
        return [_shown(record, row, names) for row in found], total

    return listed


def _shown(record: type[Any], row: dict[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    told = record(**{name: row[name] for name in record.__dataclass_fields__})
    school = {"school": names.get(row["school_id"], "")} if "school_id" in row else {}
    return {"id": row["id"], **to_json(told), **school}


def _answers(desk: Desk, school_id: int | None, find: str, after: int, limit: int) -> Rows:
    """Lists answers to the policy, each with whose it is, and to which edition."""
    shown, total = _table(Acknowledgement, acknowledgement_tables.Acknowledgement)(desk, school_id, find, after, limit)
    who = people.get_many(desk, {row["person_id"] for row in shown})
    editions = {one.id: one.name for one in policy.editions(desk)}
    for row in shown:
        person = who.get(row["person_id"])
        row["person"] = person.name if person else ""
        row["edition"] = editions.get(row["edition_id"], "")
    return shown, total


_IN_SHORT = frozenset(
    {
        "person_id", "nothing", "with_kind", "with_whom", "relationship", "declared_on", "student", "student_kind",
        "platform", "happened_on", "replied_on", "reported_on",
    }
)  # fmt: skip
"""What the window's lists show of a declaration and an approach; the rest is opened, which is noted."""


def _declared(desk: Desk, school_id: int | None, find: str, after: int, limit: int) -> Rows:
    """Lists the declarations that stand. Refused: who sees counts alone."""
    require_sight(desk)
    found = declarations.everything(desk, DeclarationFilter(school_id, find=find))
    whose = ("person", "school", "state", "look_again", "confirmed_on", "ended_on")
    return _confidential(desk, found, after, limit, lambda one: one.declaration, whose)


def _approached(desk: Desk, school_id: int | None, find: str, after: int, limit: int) -> Rows:
    """Lists the approaches that stand. Refused: who sees counts alone."""
    require_sight(desk)
    found = approaches.everything(desk, ApproachFilter(school_id, find))
    return _confidential(desk, found, after, limit, lambda one: one.approach, ("person", "school", "kept"))


def _confidential(
    desk: Desk, found: Sequence[Any], after: int, limit: int, record: Callable[[Any], Any], whose: Sequence[str]
) -> Rows:
    """What the keyholder keeps in full; of what others keep, the rest than the window's list shows is null."""
    kept = {one.school_id: keeps(desk, one.person_id) for one in found}
    wanted = sorted((one for one in found if one.id > after), key=lambda one: int(one.id))[:limit]
    rows: list[dict[str, Any]] = []
    for one in wanted:
        told = to_json(record(one))
        in_full = kept[one.school_id]
        values = {name: value if in_full or name in _IN_SHORT else None for name, value in told.items()}
        rows.append({"id": one.id, **values, **{name: _plain(getattr(one, name)) for name in whose}})
    return rows, len(found)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None else str(value)


LISTED: Mapping[str, Register] = {
    "schools": Register(
        schools.School, _table(schools.School, school_tables.School), schools.get, schools.add, schools.change
    ),
    "people": Register(
        people.Person, _table(people.Person, people_tables.Person), people.get, people.add, people.change
    ),
    "accounts": Register(
        account_record.Account,
        _table(account_record.Account, account_tables.Account),
        accounts.get,
        accounts.add,
        accounts.change,
    ),
    "acknowledgements": Register(Acknowledgement, _answers, answering.get, answering.enter, answering.correct),
    "declarations": Register(Declaration, _declared, declarations.get, declaring.add, declaring.correct),
    "approaches": Register(Approach, _approached, approaches.get, approaches.add, approaches.correct),
    "term-dates": Register(
        term_dates.TermDate,
        _table(term_dates.TermDate, term_date_tables.TermDate),
        term_dates.get,
        term_dates.add,
        term_dates.change,
    ),
}
CHANGED: Mapping[str, Register] = {
    **LISTED,
    "authorisations": Register(
        authorisations.Authorisation,
        _table(authorisations.Authorisation, account_tables.Authorisation),
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

    Refused: no such register, one of which the keyholder sees counts alone, a limit below 1 or above `MOST_ROWS`.
    """
    register = _register(kind, LISTED)
    if not 1 <= limit <= MOST_ROWS:
        raise Refused({"limit": f"The limit is a whole number from 1 to {MOST_ROWS:,}."})
    found, total = register.listed(desk, school_id, find, after, limit + 1)
    shown = found[:limit]
    return Listing(shown, total, shown[-1]["id"] if len(found) > limit else None)


def add(desk: Desk, kind: str, values: Mapping[str, Any]) -> int:
    """Enters a record and returns its id. Refused as the register's own command, field by field."""
    register = _register(kind, CHANGED)
    return register.add(desk, from_json(register.record, understood(desk, values)))


def change(desk: Desk, kind: str, record_id: int, values: Mapping[str, Any]) -> int:
    """Changes the fields named in `values` and leaves the others; returns the id of what stands now: its own, or that
    of the record that corrects it, which says why anew. Refused as the register's own command."""
    register = _register(kind, CHANGED)
    now = register.get(desk, record_id)
    if hasattr(now, "correction"):
        now = replace(now, corrects_id=None, correction="")
    new = register.change(desk, record_id, from_json(register.record, understood(desk, values), now))
    return record_id if new is None else new


def understood(desk: Desk, values: Mapping[str, Any]) -> Mapping[str, Any]:
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
