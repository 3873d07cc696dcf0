"""Files from elsewhere: how their bytes are taken in, and how their names are said.

What a name holds is never trusted either: it may be a pipe that never ends, and may turn the sentence round.
"""

import errno
import os
import stat
import unicodedata
from pathlib import Path, PurePath
from typing import BinaryIO

from metdesk.errors import Refused, Unavailable

MOST_BYTES = 20_000_000

_LONGEST_NAME = 80
_NO_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}


def contents_of(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """The bytes of a file that somebody chose.

    Refused: not there, no file but a folder, a pipe or a device, not to be opened, larger than `most_bytes`, though
    it grew only while it was read. Unavailable: what it lies on failed.
    """
    name = shown(str(path))
    try:
        about = path.stat()
        _check_kind(about.st_mode, name)  # before it is opened: opening is enough to set some devices going
        _check_size(about.st_size, most_bytes, name)
        with open(path, "rb", opener=_without_waiting) as stream:
            _check_kind(os.fstat(stream.fileno()).st_mode, name)
            return _read(stream, most_bytes, name)
    except OSError as error:
        raise _in_words(error, name) from error
    except ValueError:
        raise Refused("That is not a name a file can have: choose the file again.") from None


def shown(name: str) -> str:
    """The last part of a file's name as a sentence can hold it: short, on one line, without marks that turn it."""
    letters = (_letter(letter) for letter in PurePath(name).name)
    said = " ".join("".join(letters).split()) or "The file"
    return said if len(said) <= _LONGEST_NAME else f"{said[: _LONGEST_NAME - 20]}…{said[-19:]}"


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in ("Cs", "Co", "Cn"):
        return "\N{REPLACEMENT CHARACTER}"
    if letter.isspace():
        return " "
    return "" if kind in ("Cc", "Cf") else letter


def _without_waiting(path: str, flags: int) -> int:
    """Opens a pipe without waiting for whoever writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _check_kind(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise Refused(f"“{name}” is a folder: choose a file in it.")
    if not stat.S_ISREG(mode):
        raise Refused(f"“{name}” is no file but a device or a pipe: save what it gives as a file and choose that.")


def _read(stream: BinaryIO, most_bytes: int, name: str) -> bytes:
    data = stream.read(most_bytes + 1)
    _check_size(len(data), most_bytes, name)
    return data


def _check_size(size: int, most_bytes: int, name: str) -> None:
    if size > most_bytes:
        most = f"{most_bytes // 1_000_000} MB" if most_bytes >= 1_000_000 else f"{most_bytes // 1_000} kB"
        raise Refused(f"“{name}” is larger than {most}, which is the most: choose a smaller file.")


def _in_words(error: OSError, name: str) -> Exception:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Refused(f"There is no file “{name}” there: check its name and folder.")
    if isinstance(error, PermissionError):
        return Refused(f"“{name}” cannot be opened: close it in other programs, or ask to be allowed to read it.")
    if error.errno == errno.ELOOP:
        return Refused(f"“{name}” is a link that leads to itself: choose the file it was meant for.")
    if error.errno in _NO_NAME:
        return Refused("That is not a name a file can have: choose the file again.")
    why = error.strerror or "the device does not answer"
    return Unavailable(f"“{name}” could not be read ({why}): copy it to this computer first. Nothing was changed.")
