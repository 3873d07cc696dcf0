"""`metdesk`: the window, or the command line where a command is given."""

import gc
import os
import sys
from pathlib import Path
from types import ModuleType

from metdesk import traces, worker


def main() -> int:
    """Runs the program on the words it was called with; returns the exit status."""
    words = sys.argv[1:]
    if words == [worker.DOOR]:  # the frozen program is its own reader of foreign files
        return worker.main()
    traces.begin()
    try:
        return _run(words)
    finally:
        traces.end()


def _run(words: list[str]) -> int:
    if not words:
        return open_window(None)
    from metdesk import cli

    return cli.run(words, open_window)


def open_window(register: Path | None) -> int:
    """Opens the window, on a register where one is named; returns its exit status, 3 where there is no screen."""
    if not _has_screen():
        sys.stderr.write("There is no screen here to open a window on. metdesk --help lists what works without one.\n")
        return 3
    status: int = window_program().run(register)
    return status


def window_program() -> ModuleType:
    """The program with its window, imported without looking for garbage: none of its modules ever is."""
    gc.disable()
    from metdesk import app

    gc.freeze()
    gc.enable()
    return app


def _has_screen() -> bool:
    """Whether Qt will find one: on Linux it would abort the program where it does not."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
