"""A keyholder's role and schools: changed in the database at once, in keys.json when they next give the passphrase.

The database is authoritative. The slot in keys.json binds role and schools to the wrapped private keys, so only
whoever has the passphrase can write it anew; until then it says what was.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from db import keyholders, keys
from db.errors import Refused, Unavailable
from db.keyholders import KeyholderRow
from db.keys import require_manager
from db.slots import statement
from db.store import Store


def change(store: Store, name: str, role: str, schools: Sequence[int]) -> None:
    """Gives the keyholder `name` another role and other schools (none: all), signed by `store`'s keyholder.

    Refused: `store`'s keyholder may not; themselves; nobody of that name; nothing would change.
    """
    by = store.unlocked
    require_manager(by)
    row = keyholders.named(name)
    keyholders.refuse_oneself(row, by)
    now = replace(keyholders.keyholder(row), role=role, schools=tuple(schools))
    if now == keyholders.keyholder(row):
        raise Refused(f"{now.name} has this role and these schools already: nothing was changed.")
    said = statement(by.register_id, now.id, now.name, role, now.schools, now.sign_public, now.seal_public)
    where = f"for {len(schools)} school{'' if len(schools) == 1 else 's'}" if schools else "for all schools"
    with store.change("keyholders.change", f"Changed the keyholder {row.name}: {role}, {where}") as changing:
        changing.bin(KeyholderRow, row.id)
        changing.insert(
            KeyholderRow,
            keyholder=now.id,
            name=now.name,
            role=role,
            schools=json.dumps(now.schools),
            sign_public=now.sign_public,
            seal_public=now.seal_public,
            issued_by=by.keyholder.id,
            issue=by.sign(said),
        )


def catch_up(store: Store, passphrase: str) -> None:
    """Writes role and schools as the database has them into the keyholder's slot, where that is behind.

    Nothing is said where it cannot be written: it is tried again at the next opening.
    """
    holder = store.unlocked.keyholder
    slots = {slot.id: slot for slot in store.unlocked.keys.slots}
    slot = slots.get(holder.id)
    if store.read_only or slot is None or (slot.role, slot.schools) == (holder.role, holder.schools):
        return
    row = keyholders.named(holder.name)
    with suppress(Unavailable):
        keys.rewrap(store.folder, store.unlocked, row.issued_by, bytes(row.issue), passphrase)
