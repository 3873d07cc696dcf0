"""What waits for heads and what approaches lack, as everybody may count it.

Whose it is stands only there where the keyholder may read it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from db import approaches as approach_tables
from db import declarations as tables
from metdesk import people
from metdesk.approaches import late_before
from metdesk.confidential import Sight, sight
from metdesk.declaration_record import Relationship, State
from metdesk.desk import Desk


@dataclass(frozen=True)
class Awaiting:
    """A declaration for a head to look at: it waits `since` a day, or came back on that day to be looked at `again`.

    `person` is empty where the keyholder may not read it; `moved` as in `declarations.Seen`.
    """

    id: int
    person_id: int
    person: str
    school_id: int
    school: str
    unsure: bool
    moved: bool
    again: bool
    since: date


@dataclass(frozen=True)
class Amiss:
    """An approach of which something is missing: the head was told too late or not (`late`), no reply is `kept`, or its
    `tone` is not what it should be. `person` as in `Awaiting`."""

    id: int
    person: str
    school_id: int
    school: str
    happened_on: date
    late: bool
    kept: bool
    tone: str


def everything(desk: Desk) -> list[Awaiting]:
    """What waits or is due to be looked at again in all schools, the oldest first. For everybody."""
    return desk.keep(("awaiting", desk.keyholder), lambda: _everything(desk))


def unsure_answered(desk: Desk, school_id: int | None = None) -> int:
    """How many relationships that somebody was unsure of (6.1.4) a head has answered: of one school, or all. For
    everybody."""
    found = desk.keep("unsure answered", lambda: tables.answered_by_head(Relationship.UNSURE, desk.today()))
    return sum(number for school, number in found if school_id in (None, school))


def approaches_amiss(desk: Desk) -> list[Amiss]:
    """The approaches of which something is missing in all schools, the oldest first. For everybody."""
    return desk.keep(("approaches amiss", desk.keyholder), lambda: _approaches_amiss(desk))


def _approaches_amiss(desk: Desk) -> list[Amiss]:
    return [
        Amiss(
            person=_named(row, sight(desk)),
            school=row["school"] or "",
            late=bool(row["late"]),
            kept=bool(row["kept"]),
            **{name: row[name] for name in ("id", "school_id", "happened_on", "tone")},
        )
        for row in approach_tables.amiss(late_before(desk))
    ]


def _everything(desk: Desk) -> list[Awaiting]:
    return [_awaiting(row, sight(desk)) for row in tables.awaiting(desk.today())]


def _awaiting(row: dict[str, Any], seen: Sight) -> Awaiting:
    decided, moved = row["state"] != State.WAITING, row["head_of_id"] != row["school_id"]
    return Awaiting(
        id=row["id"],
        person_id=row["person_id"],
        person=_named(row, seen),
        school_id=row["school_id"],
        school=row["school"] or "",
        unsure=row["relationship"] == Relationship.UNSURE,
        moved=decided and moved,
        again=decided and not moved,
        since=_since(row, again=decided and not moved),
    )


def _since(row: dict[str, Any], *, again: bool) -> date:
    """The day it came back on, the answer to what was asked, or the declaration."""
    since: date = row["look_again"] if again else row["declared_on"]
    answered = row["answered_on"]
    return since if again or not answered else date.fromisoformat(answered)


def _named(row: dict[str, Any], seen: Sight) -> str:
    named = seen.reaches(row["person_id"], row["school_id"])
    return people.listed_name(row["surname"], row["forename"]) if named else ""
