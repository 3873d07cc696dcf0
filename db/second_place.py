"""The second place for backups: a folder on a stick, a share or another disk that gets a copy of the newest.

In it each register has a folder of its own, `NAME ID`, with the first eight digits of the register's id, and in that
the backups have the names they have in `backups/`. A copy is made under a hidden name, synced, read back against its
manifest, and only then given its name. `backups/second-place.json` remembers: JSON with `format` ("metdesk second
place 1"), `place` (the folder that was chosen), `chosen` (since when), `reached` (when it last held the newest backup,
or null; both ISO 8601, UTC) and `newest` (that backup's name, or null). It is no part of the register and not audited.
"""

import json
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import backups, keyfile
from db import manifest as manifests
from db.errors import Unavailable
from db.manifest import MANIFEST
from db.whole import copy_hashed, sync_folder, write_whole

FILE = "second-place.json"
FORMAT = "metdesk second place 1"
UNSEEN = timedelta(days=7)
AWAY = "The second place for backups is away: “{place}”. Connect it; the backups here are kept."
FULL = "The copy for the second place could not be written: make room in “{place}”. The backups here are kept."


@dataclass(frozen=True)
class Note:
    """What is remembered of the second place."""

    place: Path
    chosen: datetime
    reached: datetime | None = None
    newest: str | None = None

    def is_unseen(self, now: datetime) -> bool:
        """Whether it was not reached for a week, or a clock makes that unsure."""
        since = now - (self.reached or self.chosen)
        return since > UNSEEN or since < -timedelta(days=1)


def read(folder: Path) -> Note | None:
    """What the register in `folder` remembers; None where it has no second place, or the note cannot be read."""
    try:
        said = json.loads((folder / backups.FOLDER / FILE).read_text("utf-8"))
        if said["format"] != FORMAT:
            return None
        reached = said["reached"] and datetime.fromisoformat(said["reached"]).astimezone(UTC)
        chosen = datetime.fromisoformat(said["chosen"]).astimezone(UTC)
        return Note(Path(said["place"]), chosen, reached, said["newest"] and str(said["newest"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def choose(folder: Path, place: Path | None, now: datetime) -> Note | None:
    """Begins to remember `place`, or forgets the one there was. What lies there already stays."""
    known = read(folder)
    if place is None:
        with suppress(OSError):
            (folder / backups.FOLDER / FILE).unlink(missing_ok=True)
        return None
    if known is not None and known.place == place:
        return known
    return _keep(folder, Note(place, now))


def own_folder(place: Path, name: str, register: str) -> Path:
    """The folder in `place` for the backups of a register; the one with its id, where the register was renamed."""
    ending = f" {register[:8]}"
    with suppress(OSError):
        for path in sorted(place.iterdir()):
            if path.name.endswith(ending) and path.is_dir():
                return path
    return place / f"{name}{ending}"


def bring_up_to_date(
    folder: Path, register: str, place: Path, now: datetime, told: Callable[[int], object] = lambda _: None
) -> Note:
    """Copies the newest backup to `place` where it is not there yet, and removes those no longer wanted there.

    Unavailable: the place is away or full; nothing half-written stays. `told` hears of the bytes written.
    """
    note = choose(folder, place, now) or Note(place, now)
    newest = next((one for one in backups.listed(folder / backups.FOLDER) if one.manifest), None)
    if not place.is_dir():
        raise Unavailable(AWAY.format(place=place))
    if newest is None:
        return note
    there = own_folder(place, folder.name.removesuffix(".metdesk"), register)
    try:
        backups.clear_leftovers(there)
        if not (there / newest.folder.name).is_dir():
            _copy(newest.folder, there, told)
        backups.prune(there, register, now)
    except OSError as error:
        raise Unavailable(FULL.format(place=place)) from error
    return _keep(folder, replace(note, reached=now, newest=newest.folder.name))


def _copy(backup: Path, there: Path, told: Callable[[int], object]) -> None:
    fresh = there / f".{uuid.uuid4().hex}"
    try:
        fresh.mkdir(parents=True)
        for name in (*manifests.PARTS, keyfile.BACKUP, MANIFEST):
            if (backup / name).exists():
                copy_hashed(backup / name, fresh / name, told)
        if backups.faults(fresh):
            raise OSError("the copy differs from what was copied")
        sync_folder(fresh)
        fresh.rename(there / backup.name)
        sync_folder(there)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _keep(folder: Path, note: Note) -> Note:
    said = {
        "format": FORMAT,
        "place": str(note.place),
        "chosen": note.chosen.isoformat(timespec="seconds"),
        "reached": note.reached and note.reached.isoformat(timespec="seconds"),
        "newest": note.newest,
    }
    with suppress(OSError):  # the note is a reminder; without it the place is looked at again
        (folder / backups.FOLDER).mkdir(exist_ok=True)
        write_whole(folder / backups.FOLDER, FILE, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())
    return note
