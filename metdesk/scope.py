"""Schools enforced: a keyholder whose key is for some schools changes records of these alone."""

from collections.abc import Mapping

from db import schools, scope
from db.base import Table
from db.change import Guard
from db.unlocked import Keyholder
from db.values import Stored
from metdesk.errors import Refused
from metdesk.roles import COMMANDS, WHOLE_TRUST, Scope


def guard(holder: Keyholder, command: str) -> Guard | None:
    """What refuses a change outside the keyholder's schools; None where there is nothing to watch.

    A record is looked at before and after the change, so none is taken from another school or given to it.
    """
    if not holder.schools or COMMANDS[command].scope is Scope.ANY:
        return None

    def watch(table: type[Table], *states: Mapping[str, Stored]) -> None:
        for record in states:
            if not scope.is_blank(table, record):
                refuse_outside(holder, scope.school_of(table, record))

    return watch


def refuse_outside(holder: Keyholder, school_id: int | None) -> None:
    """Refuses a school that is not among those the keyholder's key is for, or the whole trust (None)."""
    if not holder.schools or school_id in holder.schools:
        return
    if school_id is None:
        raise Refused(WHOLE_TRUST)
    school = schools.school(school_id)
    name = school.name if school else "That school"
    raise Refused(f"Your key is not for {name}: ask somebody whose key is for that school or for all schools.")
