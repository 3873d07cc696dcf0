"""The policy: reading a document, and making it the next edition."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from metdesk.cli.call import Call, command, progress_bar
from metdesk.files import contents_of, shown
from metdesk.jobs import run_guarded

if TYPE_CHECKING:
    from metdesk.intake.policy import Reading

Document = Annotated[Path, typer.Argument(metavar="DOCUMENT", help="Word, ODT, PDF, text or Markdown.")]


def add_to(app: typer.Typer) -> None:
    """Adds policy read and policy import."""
    group = typer.Typer(help="Reads the policy, or makes a document its next edition.", rich_markup_mode=None)
    command(group, "read")(read)
    command(group, "import")(take_in)
    app.add_typer(group, name="policy", no_args_is_help=True)


def read(call: Call, document: Document) -> None:
    """Reads a policy document and shows what was understood."""
    from metdesk.intake.policy import as_json

    reading = _reading(document)
    call.answer(as_json(reading), _in_words(reading))


def take_in(
    call: Call,
    document: Document,
    minor: Annotated[bool, typer.Option("--minor", help="Earlier signatures stay good.")] = False,
) -> None:
    """Makes a document the next edition of the policy."""
    from metdesk import policy

    reading = _reading(document)
    with call.desk() as desk:
        edition = policy.adopt(desk, reading, source_name=shown(document.name), minor=minor)
    lines = [line.text for line in reading.not_understood]
    answer: dict[str, Any] = {
        "edition": edition,
        "version": reading.version,
        "clauses": len(reading.clauses),
        "warnings": list(reading.warnings),
        "not_understood": lines,
    }
    left = (
        f"\nNot understood, and so in no clause: {len(lines)} lines. Look at them on the Policy tab." if lines else ""
    )
    call.answer(answer, f"Edition {reading.version or reading.title}: {len(reading.clauses)} clauses taken in.{left}")


def _reading(document: Path) -> "Reading":
    from metdesk.intake.policy import read as understand

    data = contents_of(document)
    with progress_bar() as progress:
        return run_guarded(understand, data, document.name, progress=progress)


def _in_words(reading: "Reading") -> str:
    head = f"{reading.title or 'A policy'}, version {reading.version or 'not given'}: {len(reading.clauses)} clauses."
    listed = [f"  {one.number:<8} {one.heading or one.text.splitlines()[0][:90]}" for one in reading.clauses]
    warnings = [f"Look at this: {one}" for one in reading.warnings]
    return "\n".join([head, *listed, *warnings])
