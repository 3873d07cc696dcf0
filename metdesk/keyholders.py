"""Keyholders: who can open the register, in which role, for which schools."""

from collections.abc import Sequence
from dataclasses import dataclass

import resources
from db import keys, removal
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.roles import Role, require


@dataclass(frozen=True)
class Holder:
    """A keyholder; no schools means all of them."""

    name: str
    role: str
    school_ids: tuple[int, ...]
    here: bool


def everyone(desk: Desk) -> list[Holder]:
    """Who can open this register, by name; `here` marks whoever sits at this desk."""
    return [
        Holder(one.name, one.role, one.schools, one.id == desk.keyholder.id)
        for one in keys.keyholders(desk.folder, desk.store.unlocked)
    ]


def suggestion() -> str:
    """A passphrase of four words drawn at random from the shipped list."""
    return keys.suggest_passphrase(resources.read("words.txt").decode().split())


def weakness(passphrase: str) -> str:
    """What makes a passphrase too weak to take, in a sentence; nothing where it will do."""
    try:
        keys.check_passphrase(passphrase)
    except Refused as refused:
        return str(refused)
    return ""


def add(desk: Desk, name: str, role: str, school_ids: Sequence[int], passphrase: str) -> None:
    """Lets somebody else open the register. Refused: a name that is taken, no such role, a weak passphrase."""
    require(desk.keyholder, "keyholders.add")
    if role not in tuple(Role):
        raise Refused({"role": f"There is no role “{role[:40]}”: choose {', '.join(Role)}."})
    keys.add(desk.folder, desk.store.unlocked, name, role, school_ids, passphrase)
    desk.store.sync_keyholders()


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Gives whoever sits at this desk another passphrase. Refused: a wrong old one, a weak new one."""
    keys.change_passphrase(desk.folder, desk.store.unlocked, old, new)
    desk.store.sync_keyholders()


def remove(desk: Desk, name: str) -> None:
    """Takes somebody's key away and gives the register another one, so that theirs opens nothing new.

    Refused: whoever sits at this desk, the last one who may manage keyholders, nobody of that name.
    """
    require(desk.keyholder, "keyholders.remove")
    removal.remove(desk.store, name)
