"""What waits for heads, as everybody may count it: whose it is stands only there where the keyholder may read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from db import declarations as tables
from metdesk import people
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


def everything(desk: Desk) -> list[Awaiting]:
    """What waits or is due to be looked at again in all schools, the oldest first. For everybody."""
    return desk.keep(("awaiting", desk.keyholder), lambda: _everything(desk))


def unsure_answered(desk: Desk, school_id: int | None = None) -> int:
    """How many relationships that somebody was unsure of (6.1.4) a head has answered: of one school, or all. For
    everybody."""
    found = desk.keep("unsure answered", lambda: tables.answered_by_head(Relationship.UNSURE, desk.today()))
    return sum(number for school, number in found if school_id in (None, school))


def _everything(desk: Desk) -> list[Awaiting]:
    return [_awaiting(row, sight(desk)) for row in tables.awaiting(desk.today())]


def _awaiting(row: dict[str, Any], seen: Sight) -> Awaiting:
    decided, moved = row["state"] != State.WAITING, row["head_of_id"] != row["school_id"]
    name = people.listed_name(row["surname"], row["forename"])
    return Awaiting(
        id=row["id"],
        person_id=row["person_id"],
        person=name if seen.reaches(row["person_id"], row["school_id"]) else "",
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
