"""What a run of the program would leave behind on this computer: kept in one folder, which goes when the run ends.

The program itself writes nothing readable but what it is asked to save. Libraries do: openpyxl writes each sheet of a
workbook to a temporary file first, Qt what it hands to a printer. So temporary files, whoever writes them, go into a
folder of this run's own, `metdesk.<process>.<random>` among the user's temporary files, readable by nobody else. It is
removed as the run ends, and by the next run where this one was killed. A crash writes no memory to the disk either.
"""

import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_VARIABLES = ("TMPDIR", "TEMP", "TMP")
_OURS = re.compile(r"metdesk\.(\d+)\.\w+")


class Scratch:
    """The folder of this run's temporary files, in `place` (the system's own where none is named)."""

    def __init__(self, place: Path | None = None) -> None:
        self._before = {name: os.environ.get(name) for name in _VARIABLES}
        self._place = place or Path(tempfile.gettempdir())
        self.folder: Path | None = None

    def begin(self) -> None:
        """Removes what killed runs left, and has everything temporary written into a folder of this run's own.

        Where none can be made, temporary files stay where they always were.
        """
        sweep(self._place)
        with suppress(OSError):
            self.folder = Path(tempfile.mkdtemp(prefix=f"metdesk.{os.getpid()}.", dir=self._place))
            tempfile.tempdir = str(self.folder)
            os.environ.update({name: str(self.folder) for name in _VARIABLES})

    def end(self) -> None:
        """Removes the folder with all that is in it."""
        if self.folder is None:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        tempfile.tempdir = None
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self.folder = None


_scratch = Scratch()


def begin() -> None:
    """Sets this run up to leave nothing behind: temporary files in a folder of its own, no memory of a crash."""
    _no_core()
    _scratch.begin()


def end() -> None:
    """Removes this run's temporary files; what is written after goes where it always went."""
    _scratch.end()


def sweep(place: Path) -> None:
    """Removes the folders of runs that are over, killed ones and those before this one in the same process."""
    with suppress(OSError):
        for one in place.iterdir():
            named = _OURS.fullmatch(one.name)
            if named and not one.is_symlink() and not _runs(int(named[1])):
                shutil.rmtree(one, ignore_errors=True)


def _no_core() -> None:
    """Lets the system write no memory of this process to the disk when it crashes, where that can be asked for."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _runs(process: int) -> bool:
    """Whether another process of that number runs."""
    if process == os.getpid():
        return False
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's: not ours to remove
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    import ctypes

    query, still_active = 0x1000, 259
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]  # there on Windows alone
    handle = kernel.OpenProcess(query, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
