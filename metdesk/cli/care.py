"""Looking after the register file."""

import typer

from metdesk import care, this_pc
from metdesk.calendar import count_of
from metdesk.cli.call import REFUSED, Call, command, progress_bar
from metdesk.seal import Notes

_SAID = ("integrity", "seal", "entries", "attachments", "problems")


def add_to(app: typer.Typer) -> None:
    """Adds verify."""
    command(app, "verify")(verify)


def verify(call: Call) -> None:
    """Checks the file, its sealed history and its backups.

    Ends with 1 where something was tampered with.
    """
    with progress_bar() as progress, call.desk(to_read=True) as desk:
        found = care.examine(desk, Notes(this_pc.settings_folder()), progress)
    said = {name: getattr(found, name) for name in _SAID}
    read = f" {count_of(found.attachments, 'attachment')} read;" if found.attachments else ""
    followed = f"{found.entries:,} entries followed, seal {found.seal};"
    call.answer(said, f"The file is whole. {followed}{read} {found.backups:,} backups.")
    if found.problems:
        call.stop("\n".join(found.problems), REFUSED)
