"""Restoring a backup when no register is open: which there are, what it would lose, and carrying it out."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db import backups, keyfile, keys, lost, restore, second_place
from db.audit import Seal
from db.keys import Unlocked
from db.lost import Lost
from metdesk.backups import HERE, THERE, Kept, told
from metdesk.errors import Refused, Unavailable
from metdesk.jobs import Progress, quietly

ENDING = ".metdesk"
NONE_HERE = (
    "There is no backup in “{name}”. Choose a backup itself, the folder it lies in, or the folder of a register: "
    "backups are in its “backups”, and on a stick in a folder with the register’s name."
)
_NOT_IN_NAMES = '\\/:*?"<>|'
_DEEP = 3
_MOST_FOLDERS = 2000


@dataclass(frozen=True)
class Restored:
    """What a restore did: the register's folder, and where its state before was put, if there was one."""

    folder: Path
    aside: Path | None


@dataclass(frozen=True)
class Prepared:
    """A restore that a keyholder's passphrase opened. `there` tells whether a register is in its place; `lost` what of
    that would be lost, None where it cannot be told."""

    backup: Kept
    to: Path
    there: bool
    lost: Lost | None
    unlocked: Unlocked = field(repr=False)
    replaced: Seal | None = None

    def carry_out(self, progress: Progress = quietly) -> Restored:
        """Puts the backup in its place. Refused: changed since, of another register, a keyholder who may not.

        Unavailable: the register is open, no room; then everything is as it was.
        """
        done = restore.restore(
            self.backup.folder,
            self.to,
            self.unlocked,
            replaced=self.replaced,
            progress=lambda fraction: progress(fraction, "Restoring…"),
        )
        return Restored(done.folder, done.aside)


def found_in(folder: Path) -> list[Kept]:
    """The backups to be found in a folder somebody chose: itself one, or with some in it, up to three folders down.

    Newest first. Refused: there is none.
    """
    if backups.is_backup(folder):
        found = [folder]
    else:
        found = [path for _, path in zip(range(_MOST_FOLDERS), _below(folder, _DEEP), strict=False)]
    seen = told((backups.one(path) for path in found if backups.is_backup(path)), "")
    if not seen:
        raise Refused(NONE_HERE.format(name=folder.name or folder))
    return _newest_first(seen)


def of_register(folder: Path) -> list[Kept]:
    """The backups of the register in `folder`, which may be damaged: its own and those in its second place."""
    found = told(backups.listed(folder / backups.FOLDER), HERE)
    note = second_place.read(folder)
    register = register_of(folder) or next((one.register for one in found if one.register), None)
    if note is not None and register is not None:
        there = second_place.own_folder(note.place, folder.name.removesuffix(ENDING), register)
        found += told(backups.listed(there), THERE)
    mine = [one for one in found if register is None or one.register in ("", register)]
    return _newest_first(mine)


def newest_sound(found: list[Kept]) -> Kept | None:
    """The newest of which every byte is as it was made: those that are not are passed over."""
    return next((one for one in found if one.whole and not backups.faults(one.folder)), None)


def register_of(folder: Path) -> str | None:
    """The id of the register in `folder`, from its key file or the second copy; None where neither can be read."""
    with suppress(Refused, Unavailable):
        return keyfile.read(folder).register
    second = keyfile.second_copy(folder)
    return second.register if second else None


def is_register(folder: Path) -> bool:
    """Whether there is a register in a folder, sound or not."""
    return folder.is_dir() and any((folder / name).exists() for name in ("register.db", keyfile.FILE, keyfile.BACKUP))


def names(one: Kept) -> list[str]:
    """The keyholders whose passphrases open a backup. Refused: it was changed or is not whole."""
    restore.whole(one.folder)
    try:
        return keys.names(one.folder)
    except Unavailable as error:
        raise Refused(restore.CHANGED) from error


def place_for(one: Kept, documents: Path) -> Path:
    """Where a backup would go on a PC that never saw the register: its own name among the documents."""
    name = "".join(letter for letter in one.name if letter.isprintable() and letter not in _NOT_IN_NAMES).strip(" .")
    return documents / f"{name[:80] or 'Register'}{ENDING}"


def prepare(one: Kept, to: Path, keyholder: str | None, passphrase: str) -> Prepared:
    """Opens a backup with a keyholder's passphrase of that day, and looks at what is in its place.

    Refused: a wrong passphrase, a backup that was changed, something else in the place.
    """
    wrong = backups.faults(one.folder)
    if wrong:
        raise Refused(restore.CHANGED)
    unlocked = restore.unlock(one.folder, keyholder, passphrase, to)
    there = is_register(to)
    key = unlocked.database_key if there else None
    if key is not None and restore.seal_of(to, key) is None:
        key = _present_key(to, keyholder, passphrase)
    replaced = restore.seal_of(to, key) if key else None
    return Prepared(one, to, there, _lost(one, to, key, unlocked) if key else None, unlocked, replaced)


def _present_key(to: Path, keyholder: str | None, passphrase: str) -> bytes | None:
    """The database key of the register as it is, where the same passphrase opens it."""
    with suppress(Refused, Unavailable):
        return keys.unlock(to, keyholder, passphrase).database_key
    return None


def _lost(one: Kept, to: Path, key: bytes, unlocked: Unlocked) -> Lost | None:
    if one.seal is None:
        return None
    with suppress(Unavailable, OSError):
        present = restore.to_read(to, key)
        backup = restore.to_read(one.folder, unlocked.database_key)
        try:
            return restore.reading(lambda: lost.since(present, one.seal or Seal(0, b""), backup))
        finally:
            present.close()
            backup.close()
    return None


def _below(folder: Path, deep: int) -> Iterator[Path]:
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return
    for path in inside:
        yield path
        if deep > 1 and not backups.is_backup(path):
            yield from _below(path, deep - 1)


def _newest_first(found: list[Kept]) -> list[Kept]:
    whole = sorted((one for one in found if one.at), key=_moment, reverse=True)
    return [*whole, *(one for one in found if not one.at)]


def _moment(one: Kept) -> datetime:
    return one.at or datetime.min
