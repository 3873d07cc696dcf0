"""Another process, as another window of the program would be."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRELUDE = """
import sys
from pathlib import Path
from db import keys, rotation
from db.errors import Refused, Unavailable
from db.store import Store
from tests.db.animals import Animal
folder, passphrase = Path(sys.argv[1]), sys.argv[2]
unlocked = keys.unlock(folder, "Jo Marsh", passphrase)
"""


def start(code: str, folder: Path, passphrase: str) -> subprocess.Popen[str]:
    """Starts `code` in a process of its own, with `folder` and `unlocked` at hand."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, str(folder), passphrase],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    """The next line the process writes; empty when it has ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    """Ends it as a power cut would."""
    process.kill()
    process.communicate()
