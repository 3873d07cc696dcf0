"""Long work: how it reports, how it is cancelled, and the guarded process that reads foreign files."""

import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from metdesk.errors import Refused

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

TIME_LIMIT_S = 30.0
MEMORY_LIMIT_BYTES = 1_000_000_000
_POLL_S = 0.05

Result = TypeVar("Result")


class Cancelled(Exception):
    """Raised by `progress` when the person no longer wants the work."""


class Progress(Protocol):
    """What long work calls now and then: `fraction` from 0 to 1, and what it is doing in words."""

    def __call__(self, fraction: float, words: str = "") -> None: ...


def quietly(fraction: float, words: str = "") -> None:
    """The progress of work that nobody watches."""


def run_guarded(
    function: Callable[..., Result],
    *arguments: Any,
    progress: Progress = quietly,
    time_limit_s: float = TIME_LIMIT_S,
    memory_limit_bytes: int = MEMORY_LIMIT_BYTES,
) -> Result:
    """`function(*arguments)` in a process of its own, for files that came from elsewhere.

    `function` is a module-level function; arguments and result must pickle. Refused, as one sentence:
    whatever it refuses, and any other failure in there, too long a time, too much memory.
    """
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(theirs, memory_limit_bytes, function, arguments), daemon=True)
    worker.start()
    theirs.close()
    try:
        answer = _wait(ours, time_limit_s, progress)
    finally:
        worker.kill()
        worker.join()
        ours.close()
    result, problems = answer
    if problems:
        raise Refused(problems)
    return result  # type: ignore[no-any-return]


def _wait(ours: "Connection", time_limit_s: float, progress: Progress) -> tuple[Any, dict[str, str]]:
    waited = 0.0
    while not ours.poll(_POLL_S):
        waited += _POLL_S
        progress(0.0, "Reading the file…")
        if waited > time_limit_s:
            raise Refused(
                f"The file was not read within {time_limit_s:.0f} seconds, so reading was stopped: "
                "save it again in its own program, or as another kind of file, and try once more."
            )
    try:
        answer: tuple[Any, dict[str, str]] = ours.recv()
        return answer
    except EOFError:
        raise Refused(
            "The file could not be read: it needs more memory than a document should, or it is damaged. "
            "Save it again in its own program and try once more."
        ) from None


def _work(theirs: "Connection", memory_limit_bytes: int, function: Callable[..., Any], arguments: Any) -> None:
    _limit_memory(memory_limit_bytes)
    _silence()
    theirs.send(_attempt(function, arguments))
    theirs.close()


def _silence() -> None:
    """Lets nothing of a library's last words (out of memory, …) through to the terminal."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a device, not a path)
        os.dup2(nowhere.fileno(), 2)


def _attempt(function: Callable[..., Any], arguments: Any) -> tuple[Any, dict[str, str]]:
    try:
        return function(*arguments), {}
    except Refused as refused:
        return None, refused.problems
    except MemoryError:
        sentence = (
            "The file needs more memory to read than a document should: "
            "save it again in its own program, or send it in parts."
        )
    except Exception as error:  # whatever a foreign file provokes in here is one sentence out there
        sentence = (
            f"The file is damaged or not what its name says ({type(error).__name__}): "
            "save it again in its own program and try once more."
        )
    return None, {"": sentence}


def _limit_memory(limit_bytes: int) -> None:
    """Caps what the process may use; on Windows and macOS, where rlimit does not bind, a watchdog does."""
    if sys.platform == "linux":
        import resource

        in_use = _address_space_bytes()
        resource.setrlimit(resource.RLIMIT_AS, (in_use + limit_bytes, in_use + limit_bytes))
    else:
        threading.Thread(target=_watch_memory, args=(limit_bytes,), daemon=True).start()


def _address_space_bytes() -> int:
    import resource
    from pathlib import Path

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _watch_memory(limit_bytes: int) -> None:
    import time

    while _resident_bytes() <= limit_bytes:
        time.sleep(_POLL_S)
    os._exit(1)


def _resident_bytes() -> int:
    if sys.platform == "win32":
        return _windows_resident_bytes()
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _windows_resident_bytes() -> int:
    """The working set, PROCESS_MEMORY_COUNTERS.WorkingSetSize of GetProcessMemoryInfo."""
    import ctypes

    counters = (ctypes.c_size_t * 10)()
    windll = vars(ctypes)["windll"]
    windll.kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(windll.kernel32.GetCurrentProcess())
    windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(counters), ctypes.sizeof(counters))
    return counters[2]
