"""Cases of breaches: a case as a sealed bundle."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from metdesk import bundles, cases
from metdesk.cli.call import Call, check_place, command, progress_bar, write_file


def add_to(app: typer.Typer) -> None:
    """Adds breaches bundle."""
    group = typer.Typer(help="Cases of breaches that you are named on.", rich_markup_mode=None)
    command(group, "bundle")(bundle)
    app.add_typer(group, name="breaches", no_args_is_help=True)


def bundle(
    call: Call,
    reference: Annotated[str, typer.Argument(metavar="REFERENCE", help="What the case is called, such as 3F9A2.")],
    out: Annotated[Path, typer.Option("--out", help="The ZIP to write.")],
) -> None:
    """Writes a case with its evidence and the SHA-256 of each file into one ZIP, to be passed on by hand."""
    check_place(out)
    with progress_bar() as progress, call.desk(to_read=True) as desk:
        row = cases.called(desk, reference)
        data = bundles.bundle(desk, row.id, progress)
    write_file(out, data)
    sha256 = hashlib.sha256(data).hexdigest()
    document = {"case": row.title, "path": str(out), "bytes": len(data), "sha256": sha256}
    call.answer(document, f"{row.title} is in {out}. Note its SHA-256, to be asked for:\n{sha256}")
