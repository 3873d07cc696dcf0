"""Keyholders and what their passphrases open: made, opened, added, changed, recovered.

What is written here is keys.json alone; the authoritative list of keyholders, with their public keys and roles,
is in the database, and `Store` brings it up to date from what a keyholder who may has signed.
"""

import secrets
import time
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from db import keyfile, recovery, slots, throttle
from db.errors import Damaged, Refused, WrongPassphrase
from db.keyfile import KeyFile
from db.passphrases import check_passphrase, suggest_passphrase
from db.slots import CHEAPEST, RECOVERY, Cost, Slot
from db.unlocked import MANAGERS, Keyholder, Unlocked, may_manage, require_manager

__all__ = [
    "CHEAPEST",
    "MANAGERS",
    "Cost",
    "Keyholder",
    "Unlocked",
    "add",
    "change_passphrase",
    "check_passphrase",
    "create_keys",
    "folded",
    "keyholders",
    "may_manage",
    "names",
    "new_recovery_key",
    "renew",
    "require_manager",
    "rewrap",
    "suggest_passphrase",
    "unlock",
    "unlock_with_recovery",
    "use_backup",
]

WRONG = "That name and passphrase do not open this register."
TAMPERED = "The key file keys.json was changed by someone without a key to this register: take it from a backup."

use_backup = keyfile.use_backup


def create_keys(
    folder: Path, name: str, role: str, passphrase: str, *, cost: Cost | None = None
) -> tuple[Unlocked, str]:
    """Keys for a new register in `folder`, and its recovery key as text. `Store.create` is what writes them.

    Refused: a folder with something in it, no name, a role that may not add others, a weak passphrase.
    """
    refuse_full(folder)
    if role not in MANAGERS:
        raise Refused({"role": f"Whoever starts a register is a {' or a '.join(sorted(MANAGERS))}."})
    name = _checked_name(name, ())
    check_passphrase(passphrase)
    register, database_key, private = uuid.uuid4().hex, secrets.token_bytes(32), slots.new_private()
    holder, sign = uuid.uuid4().hex, private.signer()
    slot = slots.new_slot(register, private, (holder, name, role, ()), (holder, sign), database_key)
    slot = slots.wrap(register, slot, private, slots.passphrase_secret(passphrase), cost or Cost())
    spare, text = _recovery_slot(register, (holder, sign), database_key)
    file = keyfile.authenticated(KeyFile(register, (slot,), spare), [database_key])
    return Unlocked(_keyholder(slot), register, database_key, sign, private.unsealer(), file), text


def names(folder: Path) -> list[str]:
    """The keyholders' names, in order, readable without a passphrase. NotARegister, Damaged."""
    return sorted((slot.name for slot in keyfile.read(folder).slots), key=folded)


def keyholders(folder: Path, unlocked: Unlocked) -> list[Keyholder]:
    """Those who have a slot in keys.json, by name; their roles there may be behind those in the database."""
    return sorted(map(_keyholder, _own_file(folder, unlocked).slots), key=lambda one: folded(one.name))


def unlock(folder: Path, name: str | None, passphrase: str, *, clock: Callable[[], float] = time.time) -> Unlocked:
    """Opens the slot of `name` (None where there is one keyholder) with its passphrase.

    WrongPassphrase, the same after about the same time for an unknown name. Refused: a try too soon after
    several wrong ones; it says how long to wait and does not wait itself. Damaged, NotARegister.
    """
    file = keyfile.read(folder)
    if name is None and len(file.slots) > 1:
        raise Refused({"keyholder": "Say who you are: this register has several keyholders."})
    slot = file.slots[0] if name is None else _named(file, name)
    private = _opened(folder, file, slot, passphrase, clock)
    return _unlocked(folder, file, slot or file.slots[0], private)


def add(
    folder: Path,
    by: Unlocked,
    name: str,
    role: str,
    schools: Sequence[int],
    passphrase: str,
    *,
    cost: Cost | None = None,
) -> Keyholder:
    """A further keyholder, vouched for by `by`; call `Store.sync_keyholders` after, so the audit says it.

    Refused: `by` may not; a name that is taken; a weak passphrase.
    """
    require_manager(by)
    file = _own_file(folder, by)
    name = _checked_name(name, [slot.name for slot in file.slots])
    check_passphrase(passphrase)
    private = slots.new_private()
    who = (uuid.uuid4().hex, name, role, tuple(schools))
    slot = slots.new_slot(file.register, private, who, (by.keyholder.id, by.sign), by.database_key)
    slot = slots.wrap(file.register, slot, private, slots.passphrase_secret(passphrase), cost or Cost())
    _write(folder, by, replace(file, slots=(*file.slots, slot)))
    return _keyholder(slot)


def change_passphrase(
    folder: Path,
    unlocked: Unlocked,
    old: str,
    new: str,
    *,
    cost: Cost | None = None,
    clock: Callable[[], float] = time.time,
) -> None:
    """Gives the keyholder another passphrase. WrongPassphrase when `old` is not theirs; Refused: a weak one."""
    file = _own_file(folder, unlocked)
    slot = _by_id(file, unlocked.keyholder.id)
    check_passphrase(new)
    private = _opened(folder, file, slot, old, clock)
    fresh = slots.wrap(file.register, slot, private, slots.passphrase_secret(new), cost or Cost())
    _write(folder, unlocked, _replaced(file, fresh))


def confirm(folder: Path, unlocked: Unlocked, passphrase: str, *, clock: Callable[[], float] = time.time) -> None:
    """Sees that it is the keyholder who types: WrongPassphrase otherwise, which counts as a try to unlock."""
    file = _own_file(folder, unlocked)
    _opened(folder, file, _by_id(file, unlocked.keyholder.id), passphrase, clock)


def rewrap(folder: Path, unlocked: Unlocked, issued_by: str, issue: bytes, passphrase: str) -> None:
    """Writes the keyholder's role and schools as `unlocked` has them, with the issue that says so, into their slot,
    which binds them. Does nothing where the passphrase is not theirs."""
    file = _own_file(folder, unlocked)
    slot, secret = _by_id(file, unlocked.keyholder.id), slots.passphrase_secret(passphrase)
    private = slots.unwrap(file.register, slot, secret)
    if private is not None:
        holder = unlocked.keyholder
        fresh = replace(slot, role=holder.role, schools=holder.schools, issued_by=issued_by, issue=issue)
        _write(folder, unlocked, _replaced(file, slots.wrap(file.register, fresh, private, secret, slot.cost)))


def unlock_with_recovery(folder: Path, recovery_text: str) -> Unlocked:
    """Opens the register with its recovery key, in the recovery key's own name; `renew` gives somebody keys.

    Refused: a slip in the key, by its group; a key of another register, or one that was replaced.
    """
    secret = recovery.to_secret(recovery_text)
    file = keyfile.read(folder)
    spare = slots.unwrap(file.register, file.recovery, secret)
    if spare is None:
        raise Refused({"recovery": "This recovery key is not this register’s, or a newer one has taken its place."})
    return _unlocked(folder, file, file.recovery, spare)


def renew(
    folder: Path,
    by: Unlocked,
    holder: Keyholder,
    passphrase: str,
    *,
    cost: Cost | None = None,
    before: Callable[[bytes, bytes], object] = lambda public, spare: None,
) -> tuple[Unlocked, str]:
    """Gives `holder` fresh keys under a new passphrase, and the register another recovery key, in one writing.

    `by` is what the recovery key opened. Returns what the passphrase opens and the new recovery key; call
    `Store.sync_keyholders` after, so the audit says it. `before` gets the public keys to seal to, of `holder` and of
    the new recovery key, before anything is written. Refused: a weak passphrase.
    """
    check_passphrase(passphrase)
    file, issuer, private = _own_file(folder, by), (by.keyholder.id, by.sign), slots.new_private()
    who = (holder.id, holder.name, holder.role, holder.schools)
    fresh = slots.new_slot(file.register, private, who, issuer, by.database_key)
    fresh = slots.wrap(file.register, fresh, private, slots.passphrase_secret(passphrase), cost or Cost())
    spare, text = _recovery_slot(file.register, issuer, by.database_key)
    before(fresh.seal_public, spare.seal_public)
    file = _write(folder, by, replace(_replaced(file, fresh), recovery=spare))
    throttle.clear(folder)
    sign, unseal = private.signer(), private.unsealer()
    return Unlocked(_keyholder(fresh), file.register, by.database_key, sign, unseal, file), text


def new_recovery_key(folder: Path, by: Unlocked) -> str:
    """Another recovery key in place of the one there is, which no longer opens. Refused: `by` may not."""
    require_manager(by)
    file = _own_file(folder, by)
    spare, text = _recovery_slot(file.register, (by.keyholder.id, by.sign), by.database_key)
    _write(folder, by, replace(file, recovery=spare))
    return text


def refuse_full(folder: Path) -> None:
    """Refuses a folder that has something in it, or a file in its place."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused({"folder": f"There is something at “{folder.name}” already: choose another place or name."})


def _recovery_slot(
    register: str, issuer: tuple[str, Callable[[bytes], bytes]], database_key: bytes
) -> tuple[Slot, str]:
    private, secret = slots.new_private(), recovery.new_secret()
    who: tuple[str, str, str, tuple[int, ...]] = (RECOVERY, RECOVERY, RECOVERY, ())
    slot = slots.new_slot(register, private, who, issuer, database_key)
    return slots.wrap(register, slot, private, secret, None), recovery.to_text(secret)


def _opened(
    folder: Path, file: KeyFile, slot: Slot | None, passphrase: str, clock: Callable[[], float]
) -> slots.Private:
    throttle.attempt(folder, clock())
    tried = slot or slots.decoy(file.slots[0].cost or Cost())
    private = slots.unwrap(file.register, tried, slots.passphrase_secret(passphrase))
    if private is None:
        raise WrongPassphrase({"passphrase": WRONG})
    throttle.clear(folder)
    return private


def _unlocked(folder: Path, file: KeyFile, slot: Slot, private: slots.Private) -> Unlocked:
    database_keys = slots.unseal(file.register, slot, private)
    if not database_keys or not keyfile.is_authentic(file, database_keys):
        raise Damaged(TAMPERED)
    keyfile.mend_backup(folder, file)
    current, later = database_keys[0], database_keys[1:]
    sign, unseal = private.signer(), private.unsealer()
    return Unlocked(_keyholder(slot), file.register, current, sign, unseal, file, later[0] if later else None)


def _own_file(folder: Path, unlocked: Unlocked) -> KeyFile:
    file = keyfile.read(folder)
    if not keyfile.is_authentic(file, [unlocked.database_key]):
        raise Damaged(TAMPERED)
    return file


def _write(folder: Path, by: Unlocked, file: KeyFile) -> KeyFile:
    file = keyfile.authenticated(file, [by.database_key])
    keyfile.write(folder, file)
    return file


def _replaced(file: KeyFile, fresh: Slot) -> KeyFile:
    return replace(file, slots=tuple(fresh if slot.id == fresh.id else slot for slot in file.slots))


def _named(file: KeyFile, name: str) -> Slot | None:
    return next((slot for slot in file.slots if folded(slot.name) == folded(name)), None)


def _by_id(file: KeyFile, identity: str) -> Slot:
    for slot in file.slots:
        if slot.id == identity:
            return slot
    raise Refused("You are no longer a keyholder of this register.")


def _checked_name(name: str, taken: Sequence[str]) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused({"name": "Write the keyholder’s name: it stands beside everything they enter."})
    if folded(name) in {RECOVERY, *map(folded, taken)}:
        raise Refused({"name": f"“{name}” is a keyholder already: add a middle name or an initial."})
    return name


def folded(name: str) -> str:
    """A name as names are compared: without capitals and stray spaces."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _keyholder(slot: Slot) -> Keyholder:
    return Keyholder(slot.id, slot.name, slot.role, slot.schools, slot.sign_public, slot.seal_public)
