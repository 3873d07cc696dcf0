"""Attachments of any record: listed, added, saved, put in the bin."""

from pathlib import Path
from typing import Annotated, Any

import typer

from metdesk import attachments, confidential
from metdesk.attachments import Attachment, read_in_all
from metdesk.calendar import count_of, show_date
from metdesk.cli.call import Call, check_place, command, progress_bar, write_file
from metdesk.errors import Refused

KINDS = {
    "accounts": "account",
    "acknowledgements": "acknowledgement",
    "approaches": "approach",
    "declarations": "declaration",
    "people": "person",
    "schools": "school",
}
"""The registers whose records have attachments, and their tables."""

_Kind = Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KINDS)}.")]
_Record = Annotated[int, typer.Argument(metavar="ID", help="The record's id.")]
_Number = Annotated[int, typer.Argument(metavar="ID", help="The attachment's id, as list tells it.")]


def add_to(app: typer.Typer) -> None:
    """Adds attachments list, add, save and bin."""
    group = typer.Typer(help="The files kept with a record.", rich_markup_mode=None)
    command(group, "list")(show)
    command(group, "add")(add)
    command(group, "save")(save)
    command(group, "bin")(put_in_bin)
    app.add_typer(group, name="attachments", no_args_is_help=True)


def show(call: Call, kind: _Kind, record: _Record) -> None:
    """Lists what is attached to a record; of a confidential one by its keeper, or it is noted that it was opened."""
    table = _table(kind)
    with call.desk(to_read=table not in confidential.KINDS) as desk:
        found = attachments.of(desk, table, record)
        attachments.note_opening(desk, table, record)
    words = "\n".join(map(_in_words, found)) or "Nothing is attached."
    call.answer({"rows": [_document(one) for one in found], "total": len(found)}, words)


def _document(one: Attachment) -> dict[str, Any]:
    known = ("id", "name", "media_type", "measure", "size", "sha256", "source", "added_on", "added_by")
    return {name: getattr(one, name) for name in known}


def _in_words(one: Attachment) -> str:
    return f"{one.id:>7}  {one.name} · {one.about} · {one.source} · {show_date(one.added_on)} · {one.sha256}"


def add(
    call: Call,
    kind: _Kind,
    record: _Record,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pictures, PDFs, texts, recordings and so on.")],
    source: Annotated[str, typer.Option("--source", help="Where they came from, in your words.")] = "",
) -> None:
    """Attaches files to a record, byte for byte. Those that cannot be attached are told and leave the others alone."""
    table = _table(kind)
    with progress_bar() as progress, call.desk() as desk:
        read, refused = read_in_all(files, attachments.most_bytes(desk), progress)
        if not read:
            raise Refused(" ".join(refused))
        added = attachments.add_many(desk, table, record, read, source)
    told = [*(one.told for one in read if one.told), *refused, *added.refused]
    document = {"ids": added.ids, "refused": [*refused, *added.refused]}
    call.answer(document, "\n".join([f"Attached {count_of(len(added.ids), 'file')}.", *told]))
    if document["refused"]:
        raise typer.Exit(1)


def save(call: Call, number: _Number, out: Annotated[Path, typer.Option("--out", help="The file to write.")]) -> None:
    """Writes an attachment to a file, held against its SHA-256 first."""
    check_place(out)
    passphrase = call.passphrase()
    with call.desk(to_read=True, passphrase=passphrase) as desk:
        one = attachments.get(desk, number)
        noted = attachments.is_noted(desk, one.kind, one.record_id)
    with call.desk(to_read=not noted, passphrase=passphrase) as desk:
        data = attachments.read(desk, number)
    write_file(out, data)
    call.answer({"id": number, "path": str(out), "bytes": len(data)}, f"Saved as {out}.")


def put_in_bin(call: Call, number: _Number) -> None:
    """Moves an attachment to the bin."""
    with call.desk() as desk:
        attachments.put_in_bin(desk, number)
    call.answer({"id": number}, f"Attachment {number} is in the bin.")


def _table(kind: str) -> str:
    """The table of a register. Refused: there is none of that name."""
    if kind not in KINDS:
        raise Refused({"kind": f"There is no register “{kind[:40]}”: the registers are {', '.join(KINDS)}."})
    return KINDS[kind]
