"""Files that are written whole or not at all, copied and hashed, and outlast a power cut."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

CHUNK = 1 << 20


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


def sync_file(path: Path) -> None:
    """Makes what was written to a file outlast a power cut."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sha256(path: Path, told: Callable[[int], object] = lambda _: None) -> str:
    """The file's SHA-256, in hex. `told` hears of each chunk's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            told(len(chunk))
    return digest.hexdigest()


def copy_hashed(source: Path, to: Path, told: Callable[[int], object] = lambda _: None) -> str:
    """Copies a file and syncs the copy; returns the SHA-256 of what was read. `told` hears of each chunk's bytes."""
    digest = hashlib.sha256()
    with source.open("rb") as there, to.open("wb") as here:
        while chunk := there.read(CHUNK):
            digest.update(chunk)
            here.write(chunk)
            told(len(chunk))
        here.flush()
        os.fsync(here.fileno())
    return digest.hexdigest()


def remove_folder(folder: Path) -> None:
    """Removes a folder under a name that nobody takes for it, so that half of it never passes for the whole."""
    gone = folder if folder.name.startswith(".") else folder.with_name(f".{folder.name}")
    if gone is not folder:
        folder.rename(gone)
    shutil.rmtree(gone)
