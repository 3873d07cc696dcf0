"""A keyholder removed from an open register."""

from db import keyfile, keyholders, rotation
from db.errors import Refused
from db.keyfile import KeyFile
from db.keys import MANAGERS, Unlocked, require_manager
from db.slots import Slot
from db.store import Store


def remove(store: Store, name: str) -> Unlocked:
    """Removes the keyholder `name` and changes the database key; returns what opens the register now.

    Copies made before can still be opened by them. Refused: `store`'s keyholder may not; themselves; the last
    one who may manage; nobody of that name. The store stays open.
    """
    require_manager(store.unlocked)
    file = keyfile.read(store.folder)
    slot = _chosen(file, name, store.unlocked)
    with store.change("keyholders.remove", f"Removed the keyholder {slot.name}") as change:
        keyholders.end(change, slot)
    store.rewrite(lambda unlocked: rotation.rotate(store.folder, unlocked, [slot]))
    return store.unlocked


def _chosen(file: KeyFile, name: str, by: Unlocked) -> Slot:
    slot = next((one for one in file.slots if one.name == name), None)
    if slot is None:
        raise Refused({"name": f"“{name}” is not a keyholder."})
    if slot.id == by.keyholder.id:
        raise Refused({"name": "You cannot remove yourself: ask another who manages keyholders."})
    if not any(one.role in MANAGERS for one in file.slots if one.id != slot.id):
        raise Refused({"name": "Whoever manages keyholders last cannot be removed: add another first."})
    return slot
