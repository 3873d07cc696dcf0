"""A restore that was committed, carried to its end by whoever touches the register next.

A restore prepares a whole register in `Name.metdesk/restoring.tmp/` and renames that folder to `restoring/`: from
then on the restored state counts. `restoring/` holds `register.db`, `keys.json`, `keys.json.bak` and `restore.json`:
`{"format": "metdesk restore 1", "aside": NAME}`. Rolling forward takes these three files in that order. For each that
is still in `restoring/`, the present file and those that belong to it (`-wal`, `-journal`, `-shm`, `.new`) are moved
to `aside/NAME/`, and the new one is moved into its place. Then `restore.json` and the folder are removed. Each step
may be cut short and is taken up again; `aside/NAME/`, with NAME a moment and the ending `.metdesk`, is afterwards the
register as it was, and can be opened as one.
"""

import json
import shutil
from contextlib import suppress
from pathlib import Path

from db import lockfile
from db.errors import Unavailable
from db.whole import sync_folder

FOLDER = "restoring"
STAGED = "restoring.tmp"
ASIDE = "aside"
NOTE = "restore.json"
FORMAT = "metdesk restore 1"
PARTS = {
    "register.db": ("register.db-wal", "register.db-journal", "register.db-shm", "register.db.new"),
    "keys.json": ("keys.json.new",),
    "keys.json.bak": ("keys.json.bak.new",),
}
"""What is put in place, in order, and what of the present goes aside with each."""
CUT_SHORT = "A restore was cut short and could not be finished: make room on the register’s disk and open it again."


def is_pending(folder: Path) -> bool:
    """Whether a committed restore waits to be finished."""
    return (folder / FOLDER).is_dir()


def finish(folder: Path) -> None:
    """Finishes a committed restore; nothing to do where there is none. InUse: someone has the register open.

    Unavailable: the folder cannot be written to.
    """
    if not is_pending(folder):
        return
    lock = lockfile.take(folder, "a restore")
    done = False
    try:
        roll(folder)
        done = True
    finally:
        lock.release(in_order=done)


def note(aside: str) -> bytes:
    """The bytes of restore.json."""
    return (json.dumps({"format": FORMAT, "aside": aside}) + "\n").encode()


def roll(folder: Path) -> Path | None:
    """As `finish`, while the register is taken already; returns where the state before was put, if there was one."""
    try:
        return _roll(folder)
    except OSError as error:
        raise Unavailable(CUT_SHORT) from error


def _roll(folder: Path) -> Path | None:
    staged = folder / FOLDER
    aside = folder / ASIDE / _aside_name(staged / NOTE)
    aside.mkdir(parents=True, exist_ok=True)
    for part, belonging in PARTS.items():
        if (staged / part).exists():
            for name in (*belonging, part):
                if (folder / name).exists():
                    (folder / name).replace(aside / name)
            sync_folder(aside)
            (staged / part).replace(folder / part)
            sync_folder(folder)
    shutil.rmtree(staged)
    sync_folder(folder)
    with suppress(OSError):  # nothing was put aside
        aside.rmdir()
    return aside if aside.exists() else None


def _aside_name(path: Path) -> str:
    try:
        name = json.loads(path.read_text("utf-8"))["aside"]
    except (OSError, ValueError, KeyError, TypeError):
        return "before a restore.metdesk"
    plain = isinstance(name, str) and name == Path(name).name and name not in {"", ".", ".."}
    return name if plain else "before a restore.metdesk"
