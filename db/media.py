"""What a folder lies on: a local disk, a removable one or a network share. Best effort; local when unsure."""

import sys
import uuid
from pathlib import Path
from typing import Literal

Kind = Literal["local", "removable", "share"]

SHARES = {
    "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "prl_fs",
    "smb2", "smb3", "smbfs", "vboxsf", "webdav",
}  # fmt: skip
STICKS = {"exfat", "msdos", "udf", "vfat"}
MOUNTED_BY_HAND = ("/media/", "/run/media/", "/Volumes/")
DRIVES: dict[int, Kind] = {2: "removable", 4: "share", 5: "removable"}  # GetDriveType


def kind_of(folder: Path) -> Kind:
    """What `folder` lies on."""
    where = folder.resolve()
    if sys.platform == "win32":
        return _on_windows(where)
    kind = _of_filesystem(_filesystem(where, Path("/proc/mounts")))
    if kind == "local" and str(where).startswith(MOUNTED_BY_HAND):
        return "removable"
    return kind


def on_same_disk(one: Path, other: Path) -> bool:
    """Whether two places are on the same disk, as far as the system tells; a place that is away is on another."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in `folder`: tried, as permissions alone do not tell it of every medium."""
    trial = folder / f".{uuid.uuid4().hex}"
    try:
        trial.touch(exist_ok=False)
        trial.unlink()
    except OSError:
        return False
    return True


def _of_filesystem(name: str) -> Kind:
    if name in SHARES:
        return "share"
    return "removable" if name in STICKS else "local"


def _filesystem(where: Path, mounts: Path) -> str:
    try:
        lines = [line.split() for line in mounts.read_text().splitlines()]
    except OSError:  # only Linux has it
        return ""
    found = [(len(line[1]), line[2]) for line in lines if where.is_relative_to(line[1].replace("\\040", " "))]
    return max(found, default=(0, ""))[1]


def _on_windows(where: Path) -> Kind:
    if sys.platform != "win32":
        return "local"
    import ctypes

    if where.drive.startswith("\\\\"):
        return "share"
    return DRIVES.get(ctypes.windll.kernel32.GetDriveTypeW(f"{where.drive}\\"), "local")
