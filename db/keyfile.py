"""keys.json: written whole or not at all, with a second copy, and every changed byte is noticed.

Its bytes must be exactly what this module would write for what they say, a SHA-256 over the rest shows damage
before anything is unlocked, and an HMAC under the database key shows tampering after.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from db import rollforward
from db.errors import Damaged, NotARegister, Unavailable
from db.slots import Cost, Slot, derived
from db.whole import write_whole

FILE = "keys.json"
BACKUP = "keys.json.bak"
FORMAT = "metdesk keys 1"
LARGEST = 4_000_000  # bytes; a thousand keyholders need 1.5 million
BROKEN = "The key file keys.json is damaged, so the register cannot be opened with it."
OFFER = " Its second copy, keys.json.bak, is sound: put it in its place?"
NO_OFFER = " Its second copy is damaged too: take keys.json from a backup of the register."


@dataclass(frozen=True)
class KeyFile:
    """What keys.json says: the register's id, the keyholders' slots, the recovery key's, a MAC per database key."""

    register: str
    slots: tuple[Slot, ...]
    recovery: Slot
    macs: tuple[bytes, ...] = ()

    def everyone(self) -> tuple[Slot, ...]:
        """All slots, the recovery key's last."""
        return (*self.slots, self.recovery)


def authenticated(file: KeyFile, database_keys: Sequence[bytes]) -> KeyFile:
    """The file with its MACs made anew under the database keys."""
    return replace(file, macs=tuple(_mac(file, key) for key in database_keys))


def is_authentic(file: KeyFile, database_keys: Sequence[bytes]) -> bool:
    """Whether whoever wrote the file had the database keys."""
    expected = authenticated(file, database_keys).macs
    return len(expected) == len(file.macs) and all(map(hmac.compare_digest, expected, file.macs))


def read(folder: Path) -> KeyFile:
    """What keys.json in `folder` says. NotARegister when there is none; Damaged when a byte of it is wrong.

    A restore that was cut short is finished first: InUse, Unavailable.
    """
    rollforward.finish(folder)
    if not folder.is_dir():
        raise NotARegister(f"“{folder.name}” is not a register: a register is a folder that ends in .metdesk.")
    if not (folder / FILE).exists() and not (folder / BACKUP).exists():
        raise NotARegister(f"The folder “{folder.name}” is not a register: it has no key file.")
    file = _read(folder / FILE)
    if file is None:
        sound = _read(folder / BACKUP) is not None
        raise Damaged(BROKEN + (OFFER if sound else NO_OFFER), backup_is_sound=sound)
    return file


def second_copy(folder: Path) -> KeyFile | None:
    """What keys.json.bak says; None when it is not there or damaged."""
    return _read(folder / BACKUP)


def use_backup(folder: Path) -> None:
    """Puts keys.json.bak in the place of a damaged keys.json, which is kept as keys.json.damaged."""
    if _read(folder / FILE) is not None:
        return
    if _read(folder / BACKUP) is None:
        raise Damaged(BROKEN + NO_OFFER)
    damaged = folder / FILE
    if damaged.exists():
        damaged.replace(folder / f"{FILE}.damaged")
    _write(folder, FILE, (folder / BACKUP).read_bytes())


def write(folder: Path, file: KeyFile) -> None:
    """Writes keys.json and then its second copy, each whole or not at all. Unavailable: disk full and the like."""
    data = encoded(file)
    _write(folder, FILE, data)
    _write(folder, BACKUP, data)


def mend_backup(folder: Path, file: KeyFile) -> None:
    """Writes the second copy anew where it is damaged or behind; `file` was found authentic."""
    if _read(folder / BACKUP) != file and os.access(folder, os.W_OK):
        _write(folder, BACKUP, encoded(file))


def encoded(file: KeyFile) -> bytes:
    """The bytes of keys.json."""
    body = _body(file) | {"macs": [mac.hex() for mac in file.macs]}
    return _text(body | {"checksum": hashlib.sha256(_text(body)).hexdigest()})


def decoded(data: bytes) -> KeyFile | None:
    """What the bytes say; None unless they are exactly what `encoded` makes of it."""
    try:
        body = json.loads(data)
        file = KeyFile(
            _string(body["register"]),
            tuple(_slot(one) for one in body["slots"]),
            _slot(body["recovery"]),
            tuple(bytes.fromhex(mac) for mac in body["macs"]),
        )
        whole = bool(file.slots) and all(slot.is_whole() for slot in file.everyone())
        return file if whole and encoded(file) == data else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _body(file: KeyFile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "register": file.register,
        "slots": [_slot_json(slot) for slot in file.slots],
        "recovery": _slot_json(file.recovery),
    }


def _text(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _slot_json(slot: Slot) -> dict[str, Any]:
    values = asdict(slot) | {"sealed": [one.hex() for one in slot.sealed], "schools": list(slot.schools)}
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()}


def _slot(values: dict[str, Any]) -> Slot:
    given = dict(values)
    for field in fields(Slot):
        if field.type is bytes:
            given[field.name] = bytes.fromhex(given[field.name])
        elif field.type is str:
            given[field.name] = _string(given[field.name])
    given["schools"] = tuple(int(one) for one in given["schools"])
    given["sealed"] = tuple(bytes.fromhex(one) for one in given["sealed"])
    given["cost"] = None if given["cost"] is None else Cost(**given["cost"])
    return Slot(**given)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _mac(file: KeyFile, database_key: bytes) -> bytes:
    return hmac.digest(derived(database_key, f"metdesk keys.json 1 {file.register}"), _text(_body(file)), "sha256")


def _read(path: Path) -> KeyFile | None:
    try:
        with path.open("rb") as stream:
            return decoded(stream.read(LARGEST))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable(f"{path.name} could not be read: check that its disk is connected.") from error


def _write(folder: Path, name: str, data: bytes) -> None:
    try:
        write_whole(folder, name, data)
    except OSError as error:
        raise Unavailable(
            "The key file could not be written. The one before is kept: make room and try again."
        ) from error
