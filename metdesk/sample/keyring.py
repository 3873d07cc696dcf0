"""Further keyholders of the sample trust, in other roles than its business manager."""

from db.keys import CHEAPEST
from metdesk import people, schools, sitting
from metdesk.desk import Desk
from metdesk.people import PeopleFilter
from metdesk.roles import Role

_READS = "Governance professional"


def give_keys(desk: Desk, passphrase: str) -> None:
    """Gives a head a key for her school, the trust officer one for all schools, and somebody one to read.

    Each is that person of the register. They all open with the `passphrase` that everybody knows, so it takes as
    little as it may to try.
    """
    school_id, head_id = next((number, one.head_id) for number, one in schools.everyone(desk).items() if one.head_id)
    readers = people.page(desk, PeopleFilter(find=_READS), limit=1).rows
    officer_id = desk.trust.officer_id
    keys: list[tuple[int | None, Role, list[int]]] = [
        (head_id, Role.HEADTEACHER, [school_id]),
        (officer_id, Role.TRUST_OFFICER, []),
        *((one.id, Role.READER, []) for one in readers),
    ]
    for person_id, role, school_ids in keys:
        if person_id is not None:
            person = people.get(desk, person_id)
            name = f"{person.forename} {person.surname}"
            sitting.add_keyholder(desk, name, role, school_ids, passphrase, person_id, cost=CHEAPEST)
