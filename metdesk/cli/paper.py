"""Paper and export."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from metdesk import (
    cases,
    printing,
    printing_answers,
    printing_audit,
    printing_breaches,
    printing_declarations,
    this_pc,
)
from metdesk.acknowledgements import AckFilter
from metdesk.authorisations import Authorisation
from metdesk.calendar import count_of
from metdesk.cli.call import Call, check_place, command, make_folder, progress_bar, write_file
from metdesk.cli.records import SchoolOption, school_id
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.jobs import Progress
from metdesk.printing_audit import Period
from metdesk.record import field_of, from_text
from metdesk.seal import Check, Notes

PAPERS = (
    "acknowledgements", "status", "chase", "receipt", "authorisation", "accounts", "declaration", "own-copy",
    "approach", "declarations", "reconfirmation", "breaches", "case", "summary", "allegation", "policy", "audit",
)  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Adds print and export."""
    command(app, "print")(print_paper)
    command(app, "export")(export)


def print_paper(
    call: Call,
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"One of {', '.join(PAPERS)}.")],
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    school: SchoolOption = "",
    person: Annotated[int | None, typer.Option("--person", help="A person’s id.")] = None,
    number: Annotated[
        str,
        typer.Option("--id", help="The id of the permission, with --person of the account; or of what WHAT names."),
    ] = "",
    pupils: Annotated[bool, typer.Option("--pupils", help="Acknowledgements for pupils too (section 4).")] = False,
    first: Annotated[str, typer.Option("--from", help="The first day of the audit extract.")] = "",
    last: Annotated[str, typer.Option("--to", help="The last day of the audit extract.")] = "",
    outstanding: Annotated[bool, typer.Option("--outstanding", help="Only for those who have yet to answer.")] = False,
    by_team: Annotated[bool, typer.Option("--by-team", help="A hand-out list, and a sheet for each team.")] = False,
    redacted: Annotated[bool, typer.Option("--redacted", help="The declarations register without names.")] = False,
    term: Annotated[str, typer.Option("--term", help="Of the summary: such as “Autumn term 2026/27”.")] = "",
) -> None:
    """Prints forms and registers into a PDF."""
    if what not in PAPERS:
        raise Refused({"what": f"There is no paper “{what[:40]}”: choose {', '.join(PAPERS)}."})
    record = _id(number) if what != "case" else None
    check_place(out)
    began = time.perf_counter()
    with progress_bar() as progress, call.desk() as desk:
        asked = _Asked(
            school_id(desk, school), person, record, number, pupils, first, last, outstanding, by_team, redacted, term
        )
        printed = _PAPERS[what](desk, asked, progress).run(progress)
    write_file(out, printed.pdf)
    seconds = round(time.perf_counter() - began, 2)
    document = {"pages": printed.pages, "seconds": seconds}
    call.answer(document, f"{count_of(printed.pages, 'page')} in {out}.")


def _id(written: str) -> int | None:
    """The id that was written. Refused: no whole number."""
    if written and not written.isdecimal():
        raise Refused({"id": f"“{written[:40]}” is not an id: write the number of the record."})
    return int(written) if written else None


@dataclass(frozen=True)
class _Asked:
    """What a paper was asked for; each takes what concerns it."""

    school: int | None
    person: int | None
    number: int | None
    reference: str
    pupils: bool
    first: str
    last: str
    outstanding: bool
    by_team: bool
    redacted: bool
    term: str


_Paper = Callable[[Desk, _Asked, Progress], printing.Job]


def _acknowledgements(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.person is not None:
        return printing.acknowledgements(desk, [asked.person])
    if asked.outstanding:
        return printing_answers.outstanding_forms(desk, AckFilter(school_id=asked.school), by_team=asked.by_team)
    people = printing.people_for_forms(desk, asked.school, pupils=asked.pupils)
    return printing.acknowledgements(desk, people, by_team=asked.by_team)


def _status(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing_answers.status(desk, asked.school)


def _chase(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing_answers.chase(desk, AckFilter(school_id=asked.school))


def _receipt(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.number is None:
        raise Refused({"id": "Name the answer by its id: metdesk list acknowledgements shows them."})
    return printing_answers.receipt(desk, asked.number)


def _authorisation(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.number is None:
        raise Refused({"id": "Name the permission by its id; or an account by --id and somebody by --person."})
    if asked.person is None:
        return printing.authorisation(desk, asked.number)
    return printing.permission_form(desk, Authorisation(account_id=asked.number, person_id=asked.person))


def _accounts(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing.accounts(desk, asked.school)


def _declaration(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.number is None:
        return printing_declarations.blank_declaration(desk, asked.person)
    return printing_declarations.declaration(desk, asked.number)


def _own_copy(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.number is not None:
        return printing_declarations.own_copy(desk, asked.number)
    if asked.person is None:
        raise Refused({"id": "Name the declaration by its id; or somebody by --person, for all that they declared."})
    return printing_declarations.own_copies(desk, asked.person)


def _approach(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.number is None:
        return printing_declarations.blank_approach(desk, asked.person)
    return printing_declarations.approach(desk, asked.number)


def _declarations(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.redacted:
        return printing_declarations.redacted(desk, asked.school)
    return printing_declarations.register(desk, asked.school)


def _reconfirmation(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    if asked.person is not None:
        return printing_declarations.reconfirmation(desk, [asked.person])
    if asked.outstanding:
        return printing_declarations.outstanding_sheets(desk, asked.school)
    return printing_declarations.reconfirmation(desk, printing.people_for_forms(desk, asked.school))


def _case(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing_breaches.case_file(desk, cases.called(desk, asked.reference).id)


def _breaches(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing_breaches.register(desk, asked.school)


def _summary(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing_breaches.summary(desk, asked.term)


def _allegation(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing_breaches.allegation(desk, asked.school)


def _policy(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    return printing.policy_edition(desk, asked.number)


def _audit(desk: Desk, asked: _Asked, progress: Progress) -> printing.Job:
    days = {name: from_text(field_of(Period, name), getattr(asked, name)) for name in ("first", "last")}
    checked = Check(desk, Notes(this_pc.settings_folder())).whole(lambda done: progress(done, "Following the audit…"))
    return printing_audit.extract(desk, Period(**days), checked, progress)


_PAPERS: Mapping[str, _Paper] = {
    "acknowledgements": _acknowledgements,
    "status": _status,
    "chase": _chase,
    "receipt": _receipt,
    "authorisation": _authorisation,
    "accounts": _accounts,
    "declaration": _declaration,
    "own-copy": _own_copy,
    "approach": _approach,
    "declarations": _declarations,
    "reconfirmation": _reconfirmation,
    "breaches": _breaches,
    "case": _case,
    "summary": _summary,
    "allegation": _allegation,
    "policy": _policy,
    "audit": _audit,
}


class Form(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


@contextmanager
def _to_export(call: Call) -> Iterator[Desk]:
    """Opens the register to read, on a medium that cannot be written too; to write where it is to be kept that
    declarations or approaches were opened by somebody else than their keeper."""
    from metdesk import export as exporting

    passphrase = call.passphrase()
    with call.desk(to_read=True, passphrase=passphrase) as desk:
        if not exporting.opens(desk):
            yield desk
            return
    with call.desk(passphrase=passphrase) as desk:
        yield desk


def export(
    call: Call,
    out: Annotated[Path, typer.Option("--out", help="The file to write; for csv the folder.")],
    form: Annotated[Form, typer.Option("--format", help="csv: a file for each register; json: the whole file.")],
) -> None:
    """Exports every register as CSV, a workbook or JSON. Of declarations and approaches that others keep, it stands in
    the history that they were opened."""
    from metdesk import export as exporting

    with progress_bar() as progress, _to_export(call) as desk:
        hidden = {} if form is Form.JSON else exporting.left_out(desk)
        if form is Form.CSV:
            make_folder(out)
            written = {out / f"{kind}.csv": exporting.csv(desk, kind) for kind in exporting.kinds_for(desk)}
        else:
            check_place(out)
            data = exporting.everything(desk) if form is Form.JSON else exporting.xlsx(desk, progress=progress)
            written = {out: data}
    for path, data in written.items():
        write_file(path, data)
    files = [str(path) for path in written]
    words = f"Written: {', '.join(files)}."
    if hidden:
        words += f"\nLeft out: {', '.join(hidden)}. {next(iter(hidden.values()))}"
    call.answer({"files": files, "left_out": hidden}, words)
