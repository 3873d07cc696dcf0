"""Records: listed, added, changed, and held against the policy's live checks."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from metdesk import checks, registers, schools
from metdesk.cli.call import Call, command
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.files import contents_of, shown
from metdesk.record import sentence_case

SchoolOption = Annotated[str, typer.Option("--school", help="A school’s name or its beginning, URN or id.")]
Record = Annotated[Path, typer.Argument(metavar="FILE.json", help="A JSON object of the record’s fields.")]

_LARGEST_RECORD = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Adds list, add, change and check."""
    command(app, "list")(show)
    command(app, "add")(add)
    command(app, "change")(change)
    command(app, "check")(check)


def show(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(registers.LISTED)}.")],
    school: SchoolOption = "",
    find: Annotated[str, typer.Option("--find", help="Beginnings of words to look for.")] = "",
    after: Annotated[int, typer.Option("--after", help="Goes on after this id.")] = 0,
    limit: Annotated[int, typer.Option("--limit", help="How many at most.")] = 200,
) -> None:
    """Lists a register, in the order of the ids. Of declarations and approaches, as much as your key shows."""
    with call.desk(to_read=True) as desk:
        found = registers.rows(desk, kind, school_id=school_id(desk, school), find=find, after=after, limit=limit)
    document = {"rows": found.rows, "total": found.total, "next": found.next}
    call.answer(document, _listed(found))


def school_id(desk: Desk, words: str) -> int | None:
    """The id of the school a person named; nothing where none was named."""
    return schools.named(desk, words) if words else None


def _listed(found: registers.Listing) -> str:
    lines = [f"{row['id']:>7}  {_in_line(row)}" for row in found.rows]
    more = f"; more with --after {found.next}" if found.next else ""
    return "\n".join([*lines, f"{len(found.rows):,} of {found.total:,}{more}"])


def _in_line(row: dict[str, Any]) -> str:
    """The values a person tells a record by."""
    told = (
        "title", "forename", "surname", "name", "person", "handle", "platform", "job", "category", "kind", "state",
        "answer", "edition", "signed_on", "with_kind", "relationship", "declared_on", "student", "happened_on",
        "school",
    )  # fmt: skip
    return " · ".join(str(row[name]) for name in told if row.get(name))


def add(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(registers.CHANGED)}.")],
    record: Record,
) -> None:
    """Adds a record. Permissions are granted so, and answers, declarations and approaches entered."""
    values = object_in(record)
    with call.desk() as desk:
        number = registers.add(desk, kind, values)
    call.answer({"id": number}, f"Added {number}.")


def change(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(registers.CHANGED)}.")],
    number: Annotated[int, typer.Argument(metavar="ID")],
    record: Record,
) -> None:
    """Changes the fields that the file names of a record. Answers, declarations and approaches are corrected
    so: a further record with the reason (correction) stands in their place."""
    values = object_in(record)
    with call.desk() as desk:
        stands = registers.change(desk, kind, number, values)
    call.answer(
        {"id": stands}, f"Changed {number}." if stands == number else f"Corrected {number}: {stands} stands now."
    )


def object_in(path: Path) -> dict[str, Any]:
    """The object in a JSON file; read in this process, as Python's own reader is safe within size and depth."""
    data, name = contents_of(path, _LARGEST_RECORD), shown(path.name)
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(f"“{name}” is not text in UTF-8: save it as that.") from None
    except json.JSONDecodeError as error:
        raise Refused(f"“{name}” is not JSON: line {error.lineno}, {error.msg}.") from None
    except ValueError:  # more digits than Python makes a number of
        raise Refused(f"“{name}” holds a number that is far too long: look at it again.") from None
    except RecursionError:
        raise Refused(f"“{name}” is nested far deeper than a record is.") from None
    if not isinstance(values, dict):
        raise Refused(f"“{name}” holds no JSON object: write the fields of one record between braces.")
    return values


def check(call: Call, school: SchoolOption = "") -> None:
    """Runs the policy’s live checks, of all or of one school."""
    with call.desk(to_read=True) as desk:
        results = checks.run(desk, school_id(desk, school))
    call.answer(
        [
            {"clause": one.clause, "statement": one.statement, "met": one.met, "of": one.of, "status": str(one.status)}
            | {"target": one.target}
            for one in results
        ],
        "\n".join(
            f"{sentence_case(str(one.status)):<10} {one.clause:<6} {one.statement}: {one.met:,} of {one.of:,}"
            + (f" (target {one.target} %)" if one.target else "")
            for one in results
        ),
    )
