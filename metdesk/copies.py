"""Temporary copies of what is kept in a register, for other programs to open: few, harmless in name, and removed.

They lie among the temporary files of this run (`metdesk.traces`), in folders that nobody else can read. They go as the
register is locked or closed, with the run, and with the next start where the program was killed.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from metdesk.errors import Unavailable

_made: set[Path] = set()


def make(data: bytes, name: str) -> Path:
    """Writes `data` to a file called `name`, a name of our own, in a new folder. Unavailable: the disk."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="copy."))
        _made.add(folder)
        path = folder / name
        path.write_bytes(data)
        if sys.platform != "win32":  # where what cannot be written cannot be removed either
            path.chmod(0o400)
    except OSError as error:
        why = error.strerror or "the disk does not answer"
        raise Unavailable(f"The copy to be opened could not be written ({why}). The register is as it was.") from error
    return path


def remove() -> None:
    """Removes every copy of this run; one that another program holds open goes with the run."""
    for folder in list(_made):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            _made.discard(folder)
