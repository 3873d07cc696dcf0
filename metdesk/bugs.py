"""What is told of a bug: enough for a programmer, and nothing about a person."""

import platform
import traceback
from pathlib import Path
from types import TracebackType

from metdesk import __version__


def report(kind: type[BaseException], trace: TracebackType | None, toolkit: str = "") -> str:
    """Where it happened, in which versions; no messages, values or names of files outside, which may name people."""
    versions = [f"Python {platform.python_version()}", toolkit, f"{platform.system()} {platform.release()}"]
    lines = [f"Metdesk {__version__}", ", ".join(filter(None, versions)), f"{kind.__module__}.{kind.__qualname__}"]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
    return "\n".join(lines) + "\n"


def _short(file_name: str) -> str:
    return "/".join(Path(file_name).parts[-2:])
