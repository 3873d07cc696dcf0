"""Somebody else at the desk: keyholders of every role, who are persons of the register."""

from collections.abc import Callable

from db import keys
from db.keys import Unlocked
from metdesk import keyholders, sitting
from metdesk.desk import Desk
from tests.conftest import PASSPHRASE

Seat = Callable[..., None]


def seats(desk: Desk, opened: dict[str, Unlocked] | None = None) -> Seat:
    """Seats somebody of a role, who is this person where one is named, for these schools; who prepares is the manager
    that opened the register. `opened` is what opens it for those who have a key already, and is added to."""
    manager = desk.store.unlocked
    opened = {} if opened is None else opened

    def sit(role: str = "", person: int | None = None, where: tuple[int, ...] = ()) -> None:
        desk.store.seat(manager)
        if not role:
            return
        name = f"{role} {person} {where}"
        if name not in desk.names(desk.folder):
            keyholders.add(desk, name, role, where, PASSPHRASE, cost=keys.CHEAPEST)
            if person is not None:
                sitting.say_who(desk, name, person)
        if name not in opened:
            opened[name] = keys.unlock(desk.folder, name, PASSPHRASE)
        desk.store.seat(opened[name])

    return sit
