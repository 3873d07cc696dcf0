"""Paper and export."""

import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from metdesk import printing
from metdesk.authorisations import Authorisation
from metdesk.calendar import count_of
from metdesk.cli.call import Call, check_place, command, make_folder, progress_bar, write_file
from metdesk.cli.records import SchoolOption, school_id
from metdesk.desk import Desk
from metdesk.errors import Refused


def add_to(app: typer.Typer) -> None:
    """Adds print and export."""
    command(app, "print")(print_paper)
    command(app, "export")(export)


def print_paper(
    call: Call,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="acknowledgements, authorisation, accounts or policy.")],
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    school: SchoolOption = "",
    person: Annotated[int | None, typer.Option("--person", help="A person’s id.")] = None,
    number: Annotated[
        int | None,
        typer.Option("--id", help="The permission’s id, with --person the account’s; or the edition’s."),
    ] = None,
    pupils: Annotated[bool, typer.Option("--pupils", help="Acknowledgements for pupils too (section 4).")] = False,
) -> None:
    """Prints forms and registers into a PDF."""
    if what not in _PAPERS:
        raise Refused({"what": f"There is no paper “{what[:40]}”: choose {', '.join(_PAPERS)}."})
    check_place(out)
    began = time.perf_counter()
    with progress_bar() as progress, call.desk() as desk:
        printed = _PAPERS[what](desk, school_id(desk, school), person, number, pupils).run(progress)
    write_file(out, printed.pdf)
    seconds = round(time.perf_counter() - began, 2)
    document = {"pages": printed.pages, "seconds": seconds}
    call.answer(document, f"{count_of(printed.pages, 'page')} in {out}.")


_Paper = Callable[[Desk, int | None, int | None, int | None, bool], printing.Job]


def _acknowledgements(
    desk: Desk, school: int | None, person: int | None, number: int | None, pupils: bool
) -> printing.Job:
    wanted = [person] if person is not None else printing.people_for_forms(desk, school, pupils=pupils)
    return printing.acknowledgements(desk, wanted)


def _authorisation(
    desk: Desk, school: int | None, person: int | None, number: int | None, pupils: bool
) -> printing.Job:
    if number is None:
        raise Refused({"id": "Name the permission by its id; or an account by --id and somebody by --person."})
    if person is None:
        return printing.authorisation(desk, number)
    return printing.permission_form(desk, Authorisation(account_id=number, person_id=person))


def _accounts(desk: Desk, school: int | None, person: int | None, number: int | None, pupils: bool) -> printing.Job:
    return printing.accounts(desk, school)


def _policy(desk: Desk, school: int | None, person: int | None, number: int | None, pupils: bool) -> printing.Job:
    return printing.policy_edition(desk, number)


_PAPERS: Mapping[str, _Paper] = {
    "acknowledgements": _acknowledgements,
    "authorisation": _authorisation,
    "accounts": _accounts,
    "policy": _policy,
}


class Form(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def export(
    call: Call,
    out: Annotated[Path, typer.Option("--out", help="The file to write; for csv the folder.")],
    form: Annotated[Form, typer.Option("--format", help="csv: a file for each register; json: the whole file.")],
) -> None:
    """Exports every register as CSV, a workbook or JSON."""
    from metdesk import export as exporting

    with progress_bar() as progress, call.desk(to_read=True) as desk:
        if form is Form.CSV:
            make_folder(out)
            written = {out / f"{kind}.csv": exporting.csv(desk, kind) for kind in exporting.KINDS}
        else:
            check_place(out)
            data = exporting.everything(desk) if form is Form.JSON else exporting.xlsx(desk, progress=progress)
            written = {out: data}
    for path, data in written.items():
        write_file(path, data)
    files = [str(path) for path in written]
    call.answer({"files": files}, f"Written: {', '.join(files)}.")
