"""Which person of the register a keyholder is: whoever decides on screen decides as that person and no other."""

from collections.abc import Sequence

from db import keyholders as keyholder_tables
from db import keys
from db import people as people_tables
from db import sitting as tables
from metdesk import keyholders
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
    unfit(person_id, holder.keyholder)
    person = people_tables.person(person_id) if person_id is not None else None
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
    desk.keyholders_changed()


def unfit(person_id: int | None, keyholder: str = "") -> None:
    """Refuses a person whom a keyholder cannot be: nobody in the register, or whom another keyholder is already;
    `keyholder` is the id of the one in question, where they have one yet."""
    if person_id is None:
        return
    if people_tables.person(person_id) is None:
        raise Refused({"person_id": "This person is not in the register: add them under People first."})
    for other in keyholder_tables.live():
        if other.keyholder != keyholder and tables.person_of(other.keyholder) == person_id:
            raise Refused({"person_id": f"The keyholder {other.name} is this person: take it from them first."})


def add_keyholder(
    desk: Desk,
    name: str,
    role: str,
    school_ids: Sequence[int],
    passphrase: str,
    person_id: int | None = None,
    *,
    cost: keys.Cost | None = None,
) -> None:
    """Lets somebody else open the register, who is this person of it. Refused as `keyholders.add` and `unfit`."""
    unfit(person_id)
    keyholders.add(desk, name, role, school_ids, passphrase, cost=cost)
    if person_id is not None:
        say_who(desk, name, person_id)
