"""Slows the guessing of passphrases: at most ten tries in five minutes, longer and longer waits after five.

The tries are kept in `attempts.json` beside keys.json, so starting the program again does not help. Whoever
can change the folder can delete it: what then stands in the way is the passphrase and Argon2id.
"""

import json
from contextlib import suppress
from pathlib import Path

from db.errors import TooSoon

FILE = "attempts.json"
FREE = 5
MOST = 10
WINDOW = 300.0
FIRST_WAIT = 5.0
LATEST = 1e15  # seconds; what is beyond, or no number, is no moment


def attempt(folder: Path, now: float) -> None:
    """Counts a try at `now` (seconds of the clock). Refused, with how long to wait, when it is too soon."""
    tries = [min(moment, now) for moment in _read(folder)]  # a clock set back must not lock for years
    wait = round_up(max(_delay(tries, now), _full(tries, now)))
    if wait > 0:
        raise TooSoon({"passphrase": f"Wait {_spoken(wait)} before you try again."}, wait)
    _write(folder, [*tries, now])


def clear(folder: Path) -> None:
    """Forgets the tries: the right passphrase was given."""
    with suppress(OSError):  # a register on a medium that cannot be written to
        (folder / FILE).unlink(missing_ok=True)


def round_up(seconds: float) -> int:
    """Whole seconds, never fewer than asked."""
    return -int(-seconds // 1)


def _delay(tries: list[float], now: float) -> float:
    if len(tries) < FREE:
        return 0.0
    return float(tries[-1] + min(FIRST_WAIT * 2 ** (len(tries) - FREE), WINDOW) - now)


def _full(tries: list[float], now: float) -> float:
    return tries[-MOST] + WINDOW - now if len(tries) >= MOST else 0.0


def _spoken(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} second{'s' if seconds != 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes != 1 else ''}"


def _read(folder: Path) -> list[float]:
    try:
        tries = json.loads((folder / FILE).read_text())
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(tries, list):
        return []
    known = (moment for moment in tries if isinstance(moment, int | float) and abs(moment) < LATEST)
    return sorted(map(float, known))[-2 * MOST :]


def _write(folder: Path, tries: list[float]) -> None:
    with suppress(OSError):  # a register on a medium that cannot be written to
        (folder / FILE).write_text(json.dumps(tries[-2 * MOST :]))
