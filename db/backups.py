"""The backups in a folder: listed, checked, thinned out, and what a killed one left cleared away."""

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import manifest as manifests
from db import retention
from db.errors import BackupChosen
from db.keyfile import BACKUP
from db.manifest import MANIFEST, Manifest
from db.whole import remove_folder, sha256

FOLDER = "backups"
LEFTOVER = re.compile(r"\.[0-9a-f]{32}|\..+\.metdesk")
"""The hidden names under which a backup is made, and under which one is removed."""


@dataclass(frozen=True)
class Backup:
    """A backup as it lies there; without a `manifest` it is not whole. `size` is in bytes."""

    folder: Path
    manifest: Manifest | None
    size: int


def listed(place: Path) -> list[Backup]:
    """The backups in the folder `place`, newest first; those that are not whole come last."""
    try:
        there = sorted(path for path in place.glob("*.metdesk") if not path.name.startswith("."))
    except OSError:
        return []
    found = [one(folder) for folder in there]
    return sorted(found, key=lambda each: (each.manifest is not None, _moment(each)), reverse=True)


def one(folder: Path) -> Backup:
    """The backup in `folder`, whole or not."""
    return Backup(folder, manifests.read(folder), _size(folder))


def is_backup(folder: Path) -> bool:
    """Whether a folder is a backup, whole or not, and no register to be worked in."""
    return (folder / MANIFEST).exists()


def refuse_backup(folder: Path) -> None:
    """BackupChosen for a folder that is a backup."""
    if not is_backup(folder):
        return
    found = manifests.read(folder)
    what = "a backup that is not whole"
    if found is not None:
        at = found.at.astimezone()
        what = f"the backup of {at.day} {at:%B %Y, %H:%M}"
    raise BackupChosen(f"This is {what}, not a register to work in: restore it first.")


def faults(backup: Path, told: Callable[[int], object] = lambda _: None) -> list[str]:
    """What is wrong with a backup, a sentence each, by its manifest and the files beside it; needs no passphrase.

    `told` hears of the bytes that were read, now and then.
    """
    found = manifests.read(backup)
    if found is None:
        return [f"The backup {backup.name} is not whole."]
    wrong = []
    for name, expected in found.files.items():
        try:
            differs = sha256(backup / name, told) != expected
        except OSError:
            return [f"The backup {backup.name} is not whole."]
        if differs:
            wrong.append(f"The backup {backup.name} was changed after it was made: {name} differs.")
    return wrong


def clear_leftovers(place: Path) -> None:
    """Removes what a backup that was killed left behind in `place`."""
    if not place.is_dir():
        return
    for path in place.iterdir():
        if LEFTOVER.fullmatch(path.name) and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


def prune(place: Path, register: str, now: datetime) -> None:
    """Removes the backups of `register` in `place` that are no longer wanted. Those that are not whole stay."""
    mine = {one.folder.name: one for one in listed(place) if one.manifest and one.manifest.register == register}
    kept = [retention.Kept(name, one.manifest.at, one.manifest.seal.n) for name, one in mine.items() if one.manifest]
    for name in retention.surplus(kept, now):
        with suppress(OSError):  # one that is being read, or on a medium that went away: the next backup tries again
            remove_folder(mine[name].folder)


def _size(folder: Path) -> int:
    with suppress(OSError):
        return sum((folder / name).stat().st_size for name in (*manifests.PARTS, BACKUP) if (folder / name).exists())
    return 0


def _moment(backup: Backup) -> str:
    return backup.manifest.at.isoformat() if backup.manifest else backup.folder.name
