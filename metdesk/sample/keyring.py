"""Who can open the sample trust: its business manager, and others where they are asked for; who sits at its desk."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from db import keys
from metdesk import people, sitting
from metdesk.desk import Desk
from metdesk.roles import Role

_HOLDERS: tuple[tuple[tuple[str, str], Role, str], ...] = (
    (("brook", "Headteacher 1"), Role.HEADTEACHER, "brook"),
    (("central", "Group IT services manager 1"), Role.TRUST_OFFICER, ""),
    (("central", "Governance professional 1"), Role.READER, ""),
)
"""Who they are in the register, by school and role; what they may do; for which school, if not for all."""


class Keyring:
    """The keys of the sample, all opened by the `passphrase` that everybody knows; `more` than one where asked for."""

    def __init__(self, desk: Desk, passphrase: str, *, more: bool) -> None:
        self._desk, self._passphrase = desk, passphrase
        self._holders = _HOLDERS if more else ()
        self._opened = {desk.keyholder.name: desk.store.unlocked}

    def give(self, persons: Mapping[tuple[str, str], int], schools: Mapping[str, int]) -> None:
        """Gives a head a key for their school, the trust officer one for all schools, and somebody one to read, where
        more than one key is asked for.

        Each is that person of the register. As the passphrase is known, it takes as little as it may to try.
        """
        for who, role, school in self._holders:
            person = people.get(self._desk, persons[who])
            name, where = f"{person.forename} {person.surname}", [schools[school]] if school else []
            sitting.add_keyholder(self._desk, name, role, where, self._passphrase, persons[who], cost=keys.CHEAPEST)

    @contextmanager
    def seat(self, name: str) -> Iterator[None]:
        """Has the keyholder called `name` sit at the desk, and then whoever sat there before."""
        desk = self._desk
        before = desk.keyholder.name
        if name not in self._opened:
            self._opened[name] = keys.unlock(desk.folder, name, self._passphrase)
        desk.store.seat(self._opened[name])
        try:
            yield
        finally:
            desk.store.seat(self._opened[before])
