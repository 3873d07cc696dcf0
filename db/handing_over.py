"""A keyholder who leaves hands the register over; and one who forgot the passphrase comes back in.

Both end with another recovery key. Each step is whole before the next begins: cut short between two of them the
register opens for the outgoing keyholder, for the successor or for both, and what is left to do can be done again.
"""

from pathlib import Path

from db import casekeys, keyholders, keys, removal
from db.errors import Refused
from db.keys import Cost, check_passphrase, may_manage, require_manager
from db.store import Store


def hand_over(store: Store, name: str, passphrase: str, *, cost: Cost | None = None) -> str:
    """Gives the register to `name`, who has typed a passphrase of their own; returns its new recovery key.

    The successor gets the role of `store`'s keyholder, for all schools, and sits at `store` from then on; whoever sat
    there before is removed, with another database key, and the recovery key there was no longer opens. Somebody
    who is a keyholder already types the passphrase they have. Refused: `store`'s keyholder may not; a weak
    passphrase, or not theirs; a keyholder who may not manage others.
    """
    outgoing = store.unlocked.keyholder
    require_manager(store.unlocked)
    known = keyholders.called(name)
    if known is None:
        name = keys.add(store.folder, store.unlocked, name, outgoing.role, (), passphrase, cost=cost).name
        store.sync_keyholders()
    elif known.keyholder == outgoing.id:
        raise Refused({"name": "Hand over to somebody else: you have a key already."})
    elif not may_manage(keyholders.keyholder(known)):
        raise Refused({"name": f"{name} may not manage keyholders: change their role and schools first."})
    else:
        name = known.name
    store.seat(keys.unlock(store.folder, name, passphrase))
    removal.remove(store, outgoing.name)
    key = keys.new_recovery_key(store.folder, store.unlocked)
    store.sync_keyholders()
    return key


def recover(
    folder: Path, recovery_text: str, name: str, passphrase: str, *, cost: Cost | None = None
) -> tuple[Store, str]:
    """Opens the register with its recovery key and gives `name` fresh keys under a new passphrase.

    Returns the open store, at which `name` sits in the role that the database has, and a new recovery key: the old
    one no longer opens. Refused: a slip in the key, by its group; a key of another register; an unknown name; a
    weak passphrase; a place where nothing can be written. Otherwise as `Store.open`.
    """
    check_passphrase(passphrase)
    if keys.folded(name) not in map(keys.folded, keys.names(folder)):
        raise Refused({"keyholder": "Nobody of that name holds a key to this register: choose from the list."})
    store = Store.open(folder, keys.unlock_with_recovery(folder, recovery_text))
    try:
        if store.read_only:
            raise Refused("Nothing can be written where this register lies: copy it elsewhere, then use the key.")
        holder = keyholders.keyholder(keyholders.named(name))
        by = store.unlocked

        def pass_on(public: bytes, spare: bytes) -> None:
            with store.change("breaches.recovery", "Keys of cases sealed to new keys, by the recovery key") as change:
                casekeys.pass_on(change, by.register_id, by.unseal, holder.id, public, spare)

        unlocked, key = keys.renew(folder, by, holder, passphrase, cost=cost, before=pass_on)
        store.sync_keyholders()
        store.seat(unlocked)
    except BaseException:
        store.close()
        raise
    return store, key
