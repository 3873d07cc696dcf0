"""Looking after the register file: is everything in it as its keyholders left it, and is there a sound copy."""

from dataclasses import dataclass
from pathlib import Path

from db import audit, cipher
from db import backups as copies
from metdesk.desk import Desk
from metdesk.jobs import Progress, quietly
from metdesk.seal import Check, Checked, Notes


@dataclass(frozen=True)
class Examination:
    """What was looked at. `seal` is the head of the audit chain; `problems` are sentences, none when all is well;
    `checked` is what following the audit found."""

    integrity: str
    seal: str
    entries: int
    attachments: int
    backups: int
    problems: list[str]
    checked: Checked


def examine(desk: Desk, notes: Notes, progress: Progress = quietly) -> Examination:
    """Reads every page of the file, compares it with what this PC saw (`notes`), follows the audit from its first
    entry, compares every record, and hashes the backups. Unavailable: the file is damaged."""
    progress(0.0, "Reading every page…")
    cipher.check(desk.store.database.raw)
    checked = Check(desk, notes).whole(lambda done: progress(done * 0.9, "Following the audit…"))
    problems = list(checked.all_problems)
    kept = copies.listed(desk.folder / copies.FOLDER)
    problems += [problem for one in kept for problem in copies.faults(one.folder)]
    progress(1.0)
    head = audit.seal()
    return Examination("ok", head.words, head.n, 0, len(kept), problems, checked)


def backup(desk: Desk, to: Path | None = None) -> Path:
    """Makes a verified copy of the register in the new folder `to`, or among its own backups; returns where.

    Unavailable: no room, something there already.
    """
    return desk.store.backup(to)
