"""A keyholder removed from an open register."""

from db import keyfile, keyholders, rotation
from db.keyholders import KeyholderRow
from db.keys import Unlocked, require_manager
from db.store import Store


def remove(store: Store, name: str) -> Unlocked:
    """Removes the keyholder `name` and changes the database key; returns what opens the register now.

    Copies made before can still be opened by them. Refused: `store`'s keyholder may not; themselves; nobody of
    that name. The store stays open. Cut short anywhere, whoever opens the register next finishes it.
    """
    require_manager(store.unlocked)
    row = keyholders.named(name)
    keyholders.refuse_oneself(row, store.unlocked)
    with store.change("keyholders.remove", f"Removed the keyholder {row.name}") as change:
        change.bin(KeyholderRow, row.id)
    gone = [slot for slot in keyfile.read(store.folder).slots if slot.sign_public == bytes(row.sign_public)]
    store.rewrite(lambda unlocked: rotation.rotate(store.folder, unlocked, gone))
    return store.unlocked
