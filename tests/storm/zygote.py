"""A process that has imported everything and forks a child for each job, which is then killed or fails as it is told.

It reads a job a line from standard input, JSON, and answers with a line each: what the child said, how it ended,
how often it touched its folder's files, and how often it was made to fail.
"""

import ctypes
import json
import os
import select
import signal
import sys
import time
import traceback
from typing import Any

from db.errors import Refused, Unavailable
from tests.storm.jobs import JOBS

LONGEST_S = 120.0


def main() -> None:
    """Does the jobs until standard input ends."""
    faults = ctypes.CDLL(os.environ["STORM_FAULTS"]) if "STORM_FAULTS" in os.environ else None
    for line in sys.stdin:
        sys.stdout.write(json.dumps(done(json.loads(line), faults)) + "\n")
        sys.stdout.flush()


def done(told: dict[str, Any], faults: Any) -> dict[str, Any]:
    """One job in a child. `after_s`: it is killed so long after its first word; `at`, `how`, `ever_after`: faults.c."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _work(told, theirs, faults)
    os.close(theirs)
    said, killed = _listen(ours, child, told.get("after_s"))
    os.close(ours)
    _, status = os.waitpid(child, 0)
    ended = next((one for one in said if "ended" in one), {})
    return {
        "said": [one for one in said if "ended" not in one],
        "killed": killed or os.WIFSIGNALED(status),
        "error": ended.get("ended", ""),
        "seen": ended.get("seen", 0),
        "fired": ended.get("fired", 0),
    }


def _work(told: dict[str, Any], pipe: int, faults: Any) -> None:
    def say(words: dict[str, Any]) -> None:
        os.write(pipe, (json.dumps(words) + "\n").encode())

    ended = ""
    try:
        if faults is not None:
            faults.storm_arm(told["folder"].encode(), ctypes.c_long(told.get("at", 0)), told.get("how", 0),
                             told.get("ever_after", 0))  # fmt: skip
        JOBS[told["job"]](told, say)
    except BaseException as error:
        ended = f"{type(error).__name__}: {error}"
        if not isinstance(error, Refused | Unavailable):
            traceback.print_exc()
    finally:
        seen, fired = (faults.storm_seen(), faults.storm_fired()) if faults is not None else (0, 0)
        say({"ended": ended, "seen": seen, "fired": fired})
        os._exit(0)


def _listen(pipe: int, child: int, after_s: float | None) -> tuple[list[dict[str, Any]], bool]:
    """What the child said in whole lines, and whether it was killed from here."""
    heard, deadline, killed = b"", time.monotonic() + LONGEST_S, False
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            os.kill(child, signal.SIGKILL)
            killed, deadline = True, time.monotonic() + LONGEST_S
            continue
        piece = os.read(pipe, 65536)
        if not piece:
            break
        if not heard and after_s is not None:
            deadline = time.monotonic() + after_s
        heard += piece
    return [json.loads(line) for line in heard.split(b"\n")[:-1]], killed


if __name__ == "__main__":
    main()
