"""The register's backups: when they are due, where they lie, whether they are sound, what a restore would lose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db import audit, backups, cipher, keyfile, lost, media, second_place
from db.lost import Lost, LostEntry
from db.manifest import FILE
from db.whole import sha256
from metdesk.calendar import count_of, show_when
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.jobs import Progress, quietly

__all__ = ["Kept", "Lost", "LostEntry", "Place", "back_up", "check", "choose_place", "kept", "leave", "place"]

EVERY_MINUTES = 30
LARGE_IMPORT = 1000
"""Rows from which an import is preceded by a backup."""

REASONS = {
    "close": "when the register was closed",
    "time": "while it was open",
    "migration": "before an update of the program changed it",
    "restore": "before a restore",
    "import": "before a large import",
    "asked": "asked for",
}
SAME_DISK = (
    "The second place is on the same disk as the register: when that disk fails, both are gone. "
    "Choose a stick, a share or another disk."
)
HERE, THERE = "With the register", "Second place"


@dataclass(frozen=True)
class Kept:
    """A backup as it lies somewhere; `at` and `seal` are None where it is not whole.

    `where` says which place it is in; `size` is in bytes; `register` is the id of the register it is of.
    """

    folder: Path
    where: str
    size: int
    at: datetime | None = None
    reason: str = ""
    who: str = ""
    name: str = ""
    register: str = ""
    seal: audit.Seal | None = None

    @property
    def whole(self) -> bool:
        """Whether it says of itself what it is; every byte is looked at by `check`."""
        return self.at is not None

    @property
    def how_large(self) -> str:
        """Its size, in words."""
        return f"{self.size / 1_000_000:,.1f} MB" if self.size > 999_000 else f"{-(-self.size // 1000):,} kB"

    @property
    def when(self) -> str:
        """When it was made, in words; the folder's name where it is not whole."""
        return show_when(self.at) if self.at else self.folder.name


@dataclass(frozen=True)
class Place:
    """The second place for backups. `warning` says what is wrong with it, in a sentence; nothing when all is well."""

    path: Path
    folder: Path
    reached: datetime | None
    away: bool
    warning: str


def told(found: Iterable[backups.Backup], where: str) -> list[Kept]:
    """Backups as this module tells of them."""
    return [
        Kept(one.folder, where, one.size)
        if one.manifest is None
        else Kept(
            one.folder,
            where,
            one.size,
            one.manifest.at,
            REASONS.get(one.manifest.reason, one.manifest.reason),
            one.manifest.who,
            one.manifest.name,
            one.manifest.register,
            one.manifest.seal,
        )
        for one in found
    ]


@dataclass(frozen=True)
class Standing:
    """Every backup there is, newest first and those not whole last, and the second place."""

    kept: list[Kept]
    place: Place | None

    @property
    def newest(self) -> Kept | None:
        """The newest with the register."""
        return next((one for one in self.kept if one.whole and one.where == HERE), None)


@dataclass(frozen=True)
class Look:
    """Looking at the backups: prepared in the window's thread, run in a worker's, as a share may let one wait."""

    folder: Path
    register: str
    chosen: str
    now: datetime

    def run(self, progress: Progress = quietly) -> Standing:
        """What there is now."""
        here, second = told(backups.listed(self.folder / backups.FOLDER), HERE), self._place()
        every = here + (told(backups.listed(second.folder), THERE) if second else [])
        whole = sorted((one for one in every if one.at), key=lambda one: str(one.at), reverse=True)
        return Standing([*whole, *(one for one in every if not one.at)], second)

    def _place(self) -> Place | None:
        if not self.chosen:
            return None
        path, note = Path(self.chosen), second_place.read(self.folder)
        known = note if note and note.place == path else None
        folder = second_place.own_folder(path, self.folder.name.removesuffix(".metdesk"), self.register)
        warning = _reminder(known, self.chosen, self.now)
        if not warning and media.on_same_disk(path, self.folder):
            warning = SAME_DISK
        return Place(path, folder, known.reached if known else None, not path.is_dir(), warning)


def look(desk: Desk) -> Look:
    """How the backups are looked at."""
    return Look(desk.folder, desk.store.unlocked.register_id, str(desk.setting("backup_place")), desk.store.now())


def kept(desk: Desk) -> list[Kept]:
    """Every backup of the register, those in the second place too, newest first."""
    return look(desk).run().kept


def is_due(desk: Desk) -> bool:
    """Whether anything was written since the newest backup with the register."""
    if desk.store.read_only:
        return False
    newest = next((one for one in backups.listed(desk.folder / backups.FOLDER) if one.manifest), None)
    if newest is None or newest.manifest is None:
        return audit.seal().n > 0
    keys_differ = newest.manifest.files[keyfile.FILE] != sha256(desk.folder / keyfile.FILE)
    return newest.manifest.seal != audit.seal() or keys_differ


def is_recent(desk: Desk) -> bool:
    """Whether the newest backup with the register is younger than half an hour."""
    newest = next((one.at for one in told(backups.listed(desk.folder / backups.FOLDER), "") if one.at), None)
    return newest is not None and abs(desk.store.now() - newest) < timedelta(minutes=EVERY_MINUTES)


def back_up(desk: Desk, reason: str = "asked", to: Path | None = None) -> Path:
    """Makes a verified backup, in the new folder `to` or among the register's own, whose second place then gets it.

    Unavailable: no room, something there already; read only. A second place that is away is reminded of, not said here.
    """
    if desk.store.read_only and to is None:
        raise Refused("This register is open for reading only: say where the backup is to go.")
    if to is not None and to.resolve().is_relative_to(desk.folder.resolve()):
        raise Refused({"out": "That is inside the register itself: name a place outside it."})
    made = desk.store.backup(to, reason=reason)
    if to is None:
        _carry_over(desk.folder, desk.store.unlocked.register_id, desk.setting("backup_place"), desk.store.now())
    return made


@dataclass(frozen=True)
class Round:
    """One round of the clock of an open register, prepared in the window's thread and run in a worker's."""

    desk: Desk
    place: str
    due: bool
    reason: str
    now: datetime

    def run(self, progress: Progress = quietly) -> Path | None:
        """Makes the backup, if one is due, while the register is in use, and brings the second place up to date."""
        made = None
        if self.due:
            made = self.desk.store.backup(reason=self.reason, progress=lambda done: progress(done * 0.9, "Backing up…"))
        _carry_over(self.desk.folder, self.desk.store.unlocked.register_id, self.place, self.now)
        return made


def round_of(desk: Desk, reason: str = "time") -> Round | None:
    """What the clock has to do now; None where there is nothing, or the desk is lent. Asked for, it is always due."""
    if desk.lent or desk.store.read_only:
        return None
    place, now = str(desk.setting("backup_place")), desk.store.now()
    due = reason == "asked" or is_due(desk)
    behind = bool(place) and _is_behind(desk, place)
    return Round(desk, place, due, reason, now) if due or behind else None


def leave(desk: Desk, reason: str = "close") -> None:
    """Backs the register up before it is closed, if anything changed. Never stands in the way of closing: what did
    not work is done at the next opening, and said there."""
    try:
        if is_due(desk):
            back_up(desk, reason)
        else:
            _carry_over(desk.folder, desk.store.unlocked.register_id, desk.setting("backup_place"), desk.store.now())
    except (Refused, Unavailable, OSError):
        return


def before_import(desk: Desk, rows: int, progress: Progress = quietly) -> None:
    """Backs the register up before an import of a thousand rows or more, if anything changed since the last backup.

    Unavailable: no room; then nothing is imported.
    """
    if rows >= LARGE_IMPORT and is_due(desk):
        progress(0.0, "Backing up first…")
        desk.store.backup(reason="import")


def check(one: Kept, database_key: bytes | None = None) -> list[str]:
    """What is wrong with a backup, a sentence each: by its manifest, and with the key by every page of its file."""
    wrong = backups.faults(one.folder)
    if wrong or database_key is None:
        return wrong
    try:
        if not cipher.opens(one.folder / FILE, database_key):
            return []  # made under an earlier key: the hashes are all that can be checked
        copied = cipher.connect(one.folder / FILE, database_key, mode="ro", immutable=True)
        try:
            cipher.check(copied)
            if audit.head(copied) != one.seal:
                return [f"The backup {one.folder.name} does not hold what it says."]
        finally:
            copied.close()
    except Unavailable:
        return [f"The backup {one.folder.name} cannot be read: its file is damaged."]
    return []


def lost_by(desk: Desk, one: Kept) -> Lost | None:
    """What the open register would lose if this backup took its place; None where that cannot be told."""
    if one.seal is None:
        return None
    present = desk.store.database.raw
    found = lost.since(present, one.seal)
    if found is not None:
        return found
    try:
        copied = cipher.connect(one.folder / FILE, desk.store.unlocked.database_key, mode="ro", immutable=True)
    except Unavailable:
        return None
    try:
        with cipher.plain_errors():
            return lost.since(present, one.seal, copied)
    except Unavailable:
        return None
    finally:
        copied.close()


# -- the second place


def place(desk: Desk) -> Place | None:
    """The second place, as it stands; None where none was chosen."""
    return look(desk).run().place


def choose_place(desk: Desk, path: Path | None) -> None:
    """Records the second place, or that there is none. Refused: no folder, a place inside the register, the role."""
    if path is not None:
        if not path.is_dir():
            raise Refused(f"There is no folder “{path}”: make it first, or choose another.")
        if path.resolve().is_relative_to(desk.folder.resolve()):
            raise Refused("That is inside the register itself: choose a folder on a stick, a share or another disk.")
    desk.choose("backup_place", str(path) if path else "")
    second_place.choose(desk.folder, path, desk.store.now())


def reminder(desk: Desk) -> str:
    """That the second place was not reached for a week, in a sentence; nothing when all is well."""
    chosen, note = str(desk.setting("backup_place")), second_place.read(desk.folder)
    return _reminder(note if note and str(note.place) == chosen else None, chosen, desk.store.now())


def _reminder(note: second_place.Note | None, chosen: str, now: datetime) -> str:
    if note is None or not note.is_unseen(now):
        return ""
    if note.reached is None:
        return f"The second place for backups was not reached since {show_when(note.chosen)}: connect it."
    days = count_of(max((now - note.reached).days, 1), "day")
    return f"The second place for backups was not reached for {days}: connect “{chosen}”, or choose another."


def _is_behind(desk: Desk, place: str) -> bool:
    note = second_place.read(desk.folder)
    newest = next((one for one in backups.listed(desk.folder / backups.FOLDER) if one.manifest), None)
    return newest is not None and (note is None or str(note.place) != place or note.newest != newest.folder.name)


def _carry_over(folder: Path, register: str, place: str, now: datetime) -> None:
    """Brings the second place up to date; one that is away or full is no failure of the backup: it is reminded of."""
    if not place:
        return
    try:
        second_place.bring_up_to_date(folder, register, Path(place), now)
    except Unavailable:
        return
