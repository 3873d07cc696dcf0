"""A keyholder removed: the register gets another database key, which is never sealed to them.

Both keys are written to keys.json (without the slot of the one removed), the database is copied under the new
key, checked and put in place by one renaming, and the old key is dropped. Cut short anywhere, whoever opens
the register next can, and finishes it.
"""

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from db import cipher, keyfile, slots
from db.backup import copy_file
from db.errors import Damaged, Unavailable
from db.keyfile import KeyFile
from db.keys import Unlocked
from db.manifest import FILE
from db.slots import Slot
from db.whole import sync_folder

FRESH = "register.db.new"
CUT_SHORT = (
    "The disk failed while the register got another key. Nothing is lost: see that it is connected and has room, and "
    "open the register again."
)


def rotate(folder: Path, unlocked: Unlocked, gone: list[Slot]) -> Unlocked:
    """Changes the database key of the closed register in `folder`, leaving out the slots of those `gone`."""
    file, old, new = keyfile.read(folder), unlocked.database_key, secrets.token_bytes(cipher.KEY_BYTES)
    ids = {slot.id for slot in gone}
    file = replace(file, slots=tuple(slot for slot in file.slots if slot.id not in ids))
    file = _sealed(file, lambda slot: (*slot.sealed, slots.seal(file.register, slot, new)))
    file = keyfile.authenticated(file, [old, new])
    keyfile.write(folder, file)
    return finish(folder, replace(unlocked, keys=file, next_key=new))


def finish(folder: Path, unlocked: Unlocked) -> Unlocked:
    """Finishes a change of the database key, whatever stage it was in; nothing to do when there is none.

    Unavailable: the disk failed; it is finished another time.
    """
    new = unlocked.next_key
    if new is None:
        return unlocked
    try:
        (folder / FRESH).unlink(missing_ok=True)
        if not cipher.opens(folder / FILE, new):
            _rewrite(folder, unlocked.database_key, new)
    except OSError as error:
        raise Unavailable(CUT_SHORT) from error
    file = _sealed(unlocked.keys, lambda slot: slot.sealed[-1:])
    file = keyfile.authenticated(file, [new])
    keyfile.write(folder, file)
    return replace(unlocked, keys=file, database_key=new, next_key=None)


def to_read(folder: Path, unlocked: Unlocked) -> Unlocked:
    """What opens the file as it is, where a change of key was cut short and the folder cannot be written to."""
    new = unlocked.next_key
    if new is None or not cipher.opens(folder / FILE, new):
        return unlocked
    return replace(unlocked, database_key=new, next_key=None)


def _rewrite(folder: Path, old: bytes, new: bytes) -> None:
    connection = cipher.connect(folder / FILE, old)
    try:
        with cipher.plain_errors():
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = TRUNCATE")  # so that no write-ahead log outlives its file
            copy_file(connection, old, new, folder / FRESH)
    finally:
        connection.close()
    log = folder / f"{FILE}-wal"
    if log.exists() and log.stat().st_size:
        raise Damaged("The register was not closed in order: open it again.")
    (folder / FRESH).replace(folder / FILE)
    sync_folder(folder)


def _sealed(file: KeyFile, choose: Any) -> KeyFile:
    def fresh(slot: Slot) -> Slot:
        return replace(slot, sealed=choose(slot))

    return replace(file, slots=tuple(map(fresh, file.slots)), recovery=fresh(file.recovery))
