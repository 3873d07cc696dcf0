"""Backups, and getting back."""

from pathlib import Path
from typing import Annotated, Any

import typer

from metdesk import backups, restoring
from metdesk.calendar import count_of
from metdesk.cli.call import Call, command, progress_bar
from metdesk.errors import Refused

_LINES = 20


def add_to(app: typer.Typer) -> None:
    """Adds backup, backups and restore."""
    command(app, "backup")(backup)
    command(app, "backups")(listed)
    command(app, "restore")(restore)


def backup(
    call: Call,
    out: Annotated[Path | None, typer.Option("--out", help="The folder to make; else among its own backups.")] = None,
) -> None:
    """Makes a verified copy of the register."""
    with call.desk() as desk:
        made = backups.back_up(desk, to=out)
        second = "" if out else backups.reminder(desk)
    call.answer({"backup": str(made)}, f"The copy is in {made}, and was checked.{second and ' ' + second}")


def listed(call: Call) -> None:
    """Lists the backups, newest first, and checks each."""
    with progress_bar() as progress, call.desk(to_read=True) as desk:
        found = backups.kept(desk)
        rows = []
        for done, one in enumerate(found):
            progress(done / len(found), "Checking the backups…")
            rows.append(_row(one, backups.check(one, desk.store.unlocked.database_key)))
    words = [
        f"{one.when}  {one.how_large}  seal {row['seal'] or '–'}  {one.where}: {one.reason}  "
        f"{'sound' if row['verified'] else ' '.join(row['problems'])}"
        for one, row in zip(found, rows, strict=True)
    ]
    call.answer({"rows": rows, "total": len(rows)}, "\n".join(words) or "There is no backup yet.")


def restore(
    call: Call,
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup’s folder, or one with backups in it.")],
    to: Annotated[Path, typer.Option("--to", help="The register’s folder: Name.metdesk, there or not.")],
) -> None:
    """Puts a backup in the register’s place, or makes a register of it.

    The state it replaces is kept in its folder “aside”. The passphrase is that of the day of the backup.
    """
    chosen = restoring.newest_sound(restoring.found_in(backup))
    if chosen is None:
        raise Refused("The backup was changed after it was made, or is not whole, so it was not restored.")
    with progress_bar() as progress:
        prepared = restoring.prepare(chosen, to, call.keyholder, call.passphrase())
        done = prepared.carry_out(progress)
    entries = prepared.lost.entries if prepared.lost else ()
    document = {
        "register": str(done.folder),
        "backup": str(chosen.folder),
        "aside": str(done.aside) if done.aside else None,
        "lost": prepared.lost.count if prepared.lost else None,
        "entries": [{"n": one.n, "at": one.at.isoformat(), "who": one.who, "what": one.words} for one in entries],
    }
    call.answer(document, "\n".join(_told(prepared, done, chosen)))


def _told(prepared: restoring.Prepared, done: restoring.Restored, chosen: backups.Kept) -> list[str]:
    words = [f"{done.folder} is now as it was on {chosen.when}, and was checked."]
    if done.aside:
        words.append(f"What was there before is kept in {done.aside}.")
    if prepared.there and prepared.lost is None:
        words.append("What was entered since could not be told: the register could not be read.")
    elif prepared.lost and prepared.lost.count:
        words.append(f"{count_of(prepared.lost.count, 'entry', 'entries')} made since then are not in it:")
        latest = prepared.lost.entries[:_LINES]
        words += [f"  {one.at.astimezone():%d/%m/%Y %H:%M} {one.who}: {one.words}" for one in latest]
    return words


def _row(one: backups.Kept, problems: list[str]) -> dict[str, Any]:
    return {
        "backup": str(one.folder),
        "at": one.at.isoformat() if one.at else None,
        "bytes": one.size,
        "seal": one.seal.words if one.seal else None,
        "verified": not problems,
        "problems": problems,
        "reason": one.reason,
        "who": one.who,
        "where": one.where,
    }
