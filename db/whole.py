"""Files that are written whole or not at all."""

import os
from pathlib import Path


def write_whole(folder: Path, name: str, data: bytes) -> None:
    """Puts a file called `name` into `folder`, in place of the one there is; cut short, that one is kept.

    OSError: it could not be written; nothing half-written keeps its place on the disk.
    """
    fresh = folder / f"{name}.new"
    try:
        with fresh.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(folder / name)
        sync_folder(folder)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Makes a renaming in `folder` outlast a power cut, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
