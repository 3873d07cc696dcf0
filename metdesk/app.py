"""Puts the window together: its tabs, the sample trust, and where this PC's settings are kept."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from metdesk import this_pc
from metdesk.again import start_over
from metdesk.jobs import Progress
from ui import application
from ui.tabs import tabs

if TYPE_CHECKING:
    from metdesk.desk import Desk

_SAMPLE = "Sample trust.metdesk"


def run(register: Path | None) -> int:
    """Opens the window, at the lock of `register` or at the three doors; returns the exit status."""
    return application.run(tabs(), open_sample, this_pc.settings_folder(), register, start_over)


def open_sample(progress: Progress, folder: Path | None = None) -> Desk:
    """Opens the sample trust of this PC, made first where it is not there yet.

    It is kept in the user's data folder; a making that is given up leaves nothing behind.
    """
    from metdesk.desk import Desk
    from metdesk.sample import KEYHOLDER, PASSPHRASE, build

    place = folder or this_pc.data_folder() / _SAMPLE
    if place.exists():
        return Desk.open(place, KEYHOLDER, PASSPHRASE)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        return build(place, progress=progress, more_keyholders=True)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
