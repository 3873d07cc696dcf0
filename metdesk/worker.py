"""The process in which a foreign file is read: bound by limits, without secrets, with nothing open but two pipes.

It takes one request from its standard input, a pickled (memory limit, time limit, number of whoever asks, function,
arguments), and writes the answer to its standard output: eight bytes that say how long it is, then the pickled
(result, problems).
"""

import os
import pickle
from collections.abc import Callable
from typing import Any

from metdesk import limits
from metdesk.errors import Refused

DOOR = "--read-a-foreign-file"
"""The word by which the frozen program is started as this process."""
LENGTH_BYTES = 8


def main() -> int:
    """Answers one request; returns 0."""
    answers = _kept_apart()
    with os.fdopen(0, "rb") as requests:
        memory_bytes, seconds, parent, function, arguments = pickle.load(requests)  # noqa: S301 - our own words
    limits.bind(memory_bytes, seconds, parent)
    answer = _packed(function, arguments)
    with os.fdopen(answers, "wb") as stream:
        stream.write(len(answer).to_bytes(LENGTH_BYTES, "big"))
        stream.write(answer)
    return 0


def _kept_apart() -> int:
    """The descriptor for the answer; what a library has to say, its last words too, goes nowhere."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _packed(function: Callable[..., Any], arguments: Any) -> bytes:
    try:
        return pickle.dumps(attempt(function, arguments))
    except Exception:  # what was made of the file is too much, or too deep, to be handed over
        return pickle.dumps((None, {"": TOO_MUCH}))


TOO_MUCH = "The file needs more memory to read than a document should: save it again in its own program, or in parts."
DAMAGED = "The file is damaged, or not what its name says: save it again in its own program and try once more."


def attempt(function: Callable[..., Any], arguments: Any) -> tuple[Any, dict[str, str]]:
    """What `function` makes of its arguments, and what it refuses; whatever else happens in it is one sentence."""
    try:
        return function(*arguments), {}
    except Refused as refused:
        return None, refused.problems
    except MemoryError:
        return None, {"": TOO_MUCH}
    except BaseException:  # whatever a foreign file provokes in here, a library's panic too, is one sentence out there
        return None, {"": DAMAGED}
