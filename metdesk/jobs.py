"""Long work: how it reports, how it is cancelled, and the guarded process that reads foreign files.

That process (`metdesk.worker`) is not trusted either, once it has opened a foreign file: it inherits no open file and
no variable but those a system needs, is watched from here, and of its answer only records of ours are believed.
"""

import contextlib
import io
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from metdesk import limits, worker
from metdesk.errors import Refused

if TYPE_CHECKING:
    from subprocess import Popen

TIME_LIMIT_S = 30.0
MEMORY_LIMIT_BYTES = 1_000_000_000
MOST_ANSWER_BYTES = 128_000_000

_POLL_S = 0.05
_PATIENCE_S = 5  # with whatever it began and did not end with it
_OWN_MEMORY_BYTES = 200_000_000  # of the process itself, beside what the file makes it take
_VARIABLES = {"PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR"}
_ENDED = (
    "The file could not be read: it needs more memory than a document should, or it is damaged. "
    "Save it again in its own program and try once more."
)

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

    `function` is a module-level function; arguments must pickle, and so must the result, which is made of plain
    values, dataclasses and enumerations of ours. Refused, as one sentence: whatever it refuses, and any other failure
    in there, too long a time, too much memory.
    """
    request = pickle.dumps((memory_limit_bytes, time_limit_s, os.getpid(), function, arguments))
    answer = bytearray()
    process = _start()
    talk = threading.Thread(target=_talk, args=(process, request, answer), daemon=True)
    talk.start()
    try:
        _watch(process, talk, progress, time_limit_s, memory_limit_bytes)
    finally:
        _end(process, talk)
    result, problems = _understood(answer)
    if problems:
        raise Refused(problems)
    return result  # type: ignore[no-any-return]


def _start() -> "Popen[bytes]":
    import subprocess

    variables = {name: value for name, value in os.environ.items() if name.upper() in _VARIABLES}
    return subprocess.Popen(  # noqa: S603 - this program itself
        _command(),
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=True,  # so that whatever it begins ends with it
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _command() -> list[str]:
    if hasattr(sys, "frozen"):
        return [sys.executable, worker.DOOR]
    # on Windows the program of a virtual environment is one that starts another, which nobody would watch
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    places = [os.path.abspath(place) for place in sys.path]  # noqa: PTH100 - "" is a place here
    begin = f"import sys; sys.path = {places!r}; from metdesk import worker; worker.main()"
    return [python, "-I", "-S", "-B", "-c", begin]


def _talk(process: "Popen[bytes]", request: bytes, answer: bytearray) -> None:
    """In a thread: hands over the request and takes the answer, of which no more than allowed is ever held."""
    if process.stdin is None or process.stdout is None:
        return
    with contextlib.suppress(OSError, ValueError):
        process.stdin.write(request)
        process.stdin.close()
        length = int.from_bytes(process.stdout.read(worker.LENGTH_BYTES), "big")
        if length > MOST_ANSWER_BYTES:
            answer += pickle.dumps((None, {"": worker.TOO_MUCH}))
            return
        found = process.stdout.read(length)
        if len(found) == length:
            answer += found


def _watch(process: "Popen[bytes]", talk: threading.Thread, progress: Progress, seconds: float, memory: int) -> None:
    ends = time.monotonic() + seconds
    while True:
        talk.join(_POLL_S)
        if not talk.is_alive():
            return
        progress(0.0, "Reading the file…")
        if time.monotonic() > ends:
            raise Refused(
                f"The file was not read within {seconds:.0f} seconds, so reading was stopped: "
                "save it again in its own program, or as another kind of file, and try once more."
            )
        if limits.memory_of(process.pid, getattr(process, "_handle", 0)) > memory + _OWN_MEMORY_BYTES:
            raise Refused(worker.TOO_MUCH)


def _end(process: "Popen[bytes]", talk: threading.Thread) -> None:
    """Ends the process and all it began; the pipes are closed once nobody waits at them."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    talk.join(_PATIENCE_S)
    if not talk.is_alive():
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()


class _Letters:
    """The answer, read by Python: so the window gets its turn after each frame (64 kB) of a long one."""

    def __init__(self, answer: bytearray) -> None:
        self._stream = io.BytesIO(answer)

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def readline(self) -> bytes:
        return self._stream.readline()


class _Believed(pickle.Unpickler):
    """Makes nothing but plain values, and dataclasses and enumerations of ours that are loaded already."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name. Raises UnpicklingError for all others."""
        found = vars(sys.modules.get(module, worker)).get(name)
        if (
            module.startswith("metdesk.")
            and isinstance(found, type)
            and (is_dataclass(found) or issubclass(found, Enum))
        ):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an answer")


def _understood(answer: bytearray) -> tuple[Any, dict[str, str]]:
    if not answer:
        raise Refused(_ENDED)
    try:
        result, problems = _Believed(_Letters(answer)).load()
        return result, {str(name): str(sentence) for name, sentence in problems.items()}
    except Exception:  # an answer that a foreign file has written
        raise Refused(_ENDED) from None
