"""session.lock: who has the register open. One process at a time, on one computer.

The file is locked by the system while the register is open and names who has it. On a share or a stick, where
such locks may not reach other computers, it is also touched every 20 seconds. Empty means closed in order;
with a name in it and nobody holding it, the last session ended badly.
"""

import errno
import json
import os
import socket
import sys
import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from db.errors import InUse, Unavailable

FILE = "session.lock"
BEAT = 20.0
STALE = 90.0  # seconds without a beat after which another computer is taken to be gone
NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}  # a share without locks: the beat alone tells
NOT_WRITTEN = "The register’s folder could not be written to. Check that its disk is connected and has room."
BEYOND = 1 << 30  # where Windows locks a byte, so that the text before it stays readable

if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[str]) -> None:
        stream.seek(BEYOND)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[str]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True)
class Holder:
    """Who has a register open: the keyholder, the computer, since when (UTC)."""

    keyholder: str
    computer: str
    since: datetime

    def sentence(self) -> str:
        """That they have it, and what to do."""
        since = self.since.astimezone()
        when = f"{since.day} {since:%B %Y, %H:%M}"
        return (
            f"This register is open already: {self.keyholder} has had it open on {self.computer} since {when}. "
            "Close it there and try again."
        )


class SessionLock:
    """Held while a register is open. `was_unclean`: the session before this one did not end in order."""

    def __init__(self, path: Path, stream: IO[str], was_unclean: bool) -> None:
        self.was_unclean = was_unclean
        self._path = path
        self._stream = stream
        self._ended = threading.Event()
        self._beating: threading.Thread | None = None

    def hand_to(self, keyholder: str) -> None:
        """Names another keyholder as the one who has the register open, where the disk takes it."""
        with suppress(OSError):  # the name is for others to read: what was just done with the keys counts
            _write(self._stream, keyholder)

    def beat(self) -> None:
        """Starts to touch the file every 20 seconds, for a register on a share or a stick."""
        self._beating = threading.Thread(target=self._beat, name="session.lock", daemon=True)
        self._beating.start()

    def release(self, *, in_order: bool = True) -> None:
        """Lets go; unless `in_order`, the file keeps saying that the session ended badly. Twice does nothing."""
        self._ended.set()
        if self._beating is not None:
            self._beating.join()
        if self._stream.closed:
            return
        try:
            if in_order:
                self._stream.truncate(0)
        except OSError:  # the disk is full or away: the name stays, so every page is checked at the next opening
            return
        finally:
            self._stream.close()

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            try:
                os.utime(self._path)
            except OSError:  # the share is away for a moment: the next save says so if it stays away
                continue


def take(folder: Path, keyholder: str) -> SessionLock:
    """Takes the register in `folder` for `keyholder`. InUse, at once and by name, when someone has it."""
    path = folder / FILE
    stream = _opened(path)
    try:
        left = _examined(stream, path)
        _write(stream, keyholder)
    except BaseException as error:
        with suppress(OSError):  # what could not be written is tried once more
            stream.close()
        if isinstance(error, OSError):
            raise Unavailable(NOT_WRITTEN) from error
        raise
    return SessionLock(path, stream, left is not None)


def refuse_if_held(folder: Path) -> bool:
    """Whether the last session ended badly; InUse when someone has the register open. Takes nothing."""
    path = folder / FILE
    if not path.exists():
        return False
    with path.open(encoding="utf-8", errors="replace") as stream:
        return _examined(stream, path) is not None


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("r+" if path.exists() else "w+", encoding="utf-8", errors="replace")
    except OSError as error:
        raise Unavailable(NOT_WRITTEN) from error


def _examined(stream: IO[str], path: Path) -> Holder | None:
    """Who left the file without closing in order; InUse when they are still there."""
    try:
        _lock(stream)
    except (BlockingIOError, PermissionError):  # the second is how Windows says it
        raise InUse(_sentence(_holder(stream))) from None
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise Unavailable("The register’s folder could not be locked. Check that its disk is connected.") from error
    left = _holder(stream)
    if left is not None and left.computer != socket.gethostname() and _age(path) < STALE:
        raise InUse(left.sentence())
    return left


def _sentence(holder: Holder | None) -> str:
    if holder is None:
        return "This register is open already in another window or on another computer. Close it there and try again."
    return holder.sentence()


def _age(path: Path) -> float:
    """Seconds since the last beat by the medium's own clock, which is the same for every computer."""
    trial = path.with_name(f".{uuid.uuid4().hex}")
    try:
        trial.touch()
        now = trial.stat().st_mtime
        trial.unlink()
    except OSError:
        now = datetime.now(UTC).timestamp()
    return now - path.stat().st_mtime


def _write(stream: IO[str], keyholder: str) -> None:
    stream.seek(0)
    json.dump(_told(Holder(keyholder, socket.gethostname(), datetime.now(UTC))), stream)
    stream.flush()
    stream.truncate()  # only now: on a full disk it would be left as if the session before had ended in order


def _told(holder: Holder) -> dict[str, str]:
    return {"keyholder": holder.keyholder, "computer": holder.computer, "since": holder.since.isoformat()}


def _holder(stream: IO[str]) -> Holder | None:
    stream.seek(0)
    text = stream.read()
    if not text:
        return None
    try:
        told = json.loads(text)
        return Holder(str(told["keyholder"]), str(told["computer"]), datetime.fromisoformat(told["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder("someone", "an unknown computer", datetime.now(UTC))
