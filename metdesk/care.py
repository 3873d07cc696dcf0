"""Looking after the register file: is everything in it as its keyholders left it, and is there a sound copy."""

from dataclasses import dataclass

from db import audit, cipher
from metdesk import backups
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
    entry, compares every record, reads every attachment, and checks every backup, those in the second place too, page
    by page. Unavailable: the file is damaged."""
    progress(0.0, "Reading every page…")
    unused = cipher.check(desk.store.database.raw)
    checked = Check(desk, notes).whole(lambda done: progress(done * 0.8, "Following the audit…"))
    problems = [*checked.all_problems, *_unused(unused)]
    kept = backups.kept(desk)
    for done, one in enumerate(kept):
        progress(0.8 + 0.2 * done / len(kept), "Checking the backups…")
        problems += backups.check(one, desk.store.unlocked.database_key)
    problems += filter(None, [backups.reminder(desk)])
    progress(1.0)
    head = audit.seal()
    return Examination("ok", head.words, head.n, checked.attachments, len(kept), problems, checked)


def _unused(pages: int) -> list[str]:
    """What is said of pages that hold nothing and cannot be read."""
    if not pages:
        return []
    are = "page that holds nothing is" if pages == 1 else "pages that hold nothing are"
    return [f"{pages:,} {are} unreadable. Nothing is lost; if it comes back, have the disk looked at."]
