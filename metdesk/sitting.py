"""Which person of the register a keyholder is: whoever decides on screen decides as that person and no other."""

from db import keyholders as keyholder_tables
from db import people as people_tables
from db import sitting as tables
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.roles import require


def person_here(desk: Desk) -> int | None:
    """The id of the person who sits at this desk; None where nobody said who the keyholder is."""
    return tables.person_of(desk.keyholder.id)


def person_of(desk: Desk, name: str) -> int | None:
    """The id of the person that the keyholder called `name` is. Refused: no such keyholder."""
    return tables.person_of(keyholder_tables.named(name).keyholder)


def say_who(desk: Desk, name: str, person_id: int | None) -> None:
    """Records which person the keyholder called `name` is; None where they are nobody in the register.

    Refused: no such keyholder or person, a person that another keyholder is.
    """
    require(desk.keyholder, "keyholders.person")
    holder = keyholder_tables.named(name)
    person = people_tables.person(person_id) if person_id is not None else None
    if person_id is not None and person is None:
        raise Refused({"person_id": "This person is not in the register: add them under People first."})
    for other in keyholder_tables.live():
        if (
            person_id is not None
            and other.keyholder != holder.keyholder
            and tables.person_of(other.keyholder) == person_id
        ):
            raise Refused({"person_id": f"The keyholder {other.name} is this person: take it from them first."})
    words = (
        f"{holder.name} is {person.forename} {person.surname}" if person else f"{holder.name} is nobody in the register"
    )
    row = tables.row_of(holder.keyholder)
    with desk.change("keyholders.person", f"Keyholder {words}") as change:
        if row is None:
            change.insert(tables.KeyholderPerson, keyholder=holder.keyholder, person_id=person_id)
        else:
            change.restore(tables.KeyholderPerson, row.id)
            change.update(tables.KeyholderPerson, row.id, person_id=person_id)
