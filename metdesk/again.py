"""Going on in a process that never saw what this one knows: its keys, and every name that was on its screen.

Nothing in Python can be wiped for sure: bytes are copied by whatever touches them, and freed memory keeps them until
it is used again. So locking does not try: the process is replaced. What is promised is that the program that shows the
lock never held a key. What is not: that the system wrote none of the old one's memory to its swap file.
"""

import os
import sys
from pathlib import Path

from metdesk import traces

_SECRET = ("METDESK_PASSPHRASE", "METDESK_NEW_PASSPHRASE")


def words(register: Path) -> list[str]:
    """The command line that opens the window at the lock of `register`, in the way this process was started."""
    place = str(register.absolute())
    if hasattr(sys, "frozen"):
        return [sys.executable, place]
    own = len(sys.orig_argv) - len(sys.argv) + 1  # the interpreter's words, and the program's name
    return [sys.executable, *sys.orig_argv[1:own], place]


def start_over(register: Path) -> bool:
    """Replaces this process by a fresh one at the lock of `register`; does not return where that succeeds at once.

    True where another process was started and this one has to end; False where neither could be done.
    """
    import subprocess

    command = words(register)
    traces.end()
    surroundings = {name: value for name, value in os.environ.items() if name not in _SECRET}
    surroundings["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # the frozen program unpacks itself anew
    try:
        if sys.platform == "linux":
            os.execve(command[0], command, surroundings)  # noqa: S606 - this program's own words
        subprocess.Popen(command, env=surroundings)  # noqa: S603 - macOS and Windows tie a window to its process
    except OSError:
        traces.begin()
        return False
    return True
