"""`metdesk`: the window, or the command line where a command is given."""

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Runs the program on the words it was called with; returns the exit status."""
    multiprocessing.freeze_support()  # the frozen program starts its own workers through this door
    words = sys.argv[1:]
    if not words:
        return open_window(None)
    from metdesk import cli

    return cli.run(words, open_window)


def open_window(register: Path | None) -> int:
    """Opens the window, on a register where one is named; returns its exit status."""
    from metdesk import app

    return app.run(register)


if __name__ == "__main__":
    sys.exit(main())
