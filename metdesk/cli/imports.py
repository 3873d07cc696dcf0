"""Lists taken in: schools, people, accounts, answers to the policy, declarations, approaches."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from metdesk import schools
from metdesk.cli.call import Call, command, progress_bar
from metdesk.cli.declared import add_steps, report
from metdesk.files import contents_of
from metdesk.intake.plan import Plan, carry_out
from metdesk.intake.spreadsheet import read_table

List = Annotated[Path, typer.Argument(metavar="FILE", help="CSV or Excel, its columns named in the first row.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only shows what would be done.")]
_HOW_MANY_REFUSALS = 20


def add_to(app: typer.Typer) -> None:
    """Adds import to the registers that take lists in."""
    for name, function, about in (
        (
            "schools",
            _all_named("schools", "a list of schools."),
            "The schools: take in a list, such as a GIAS extract.",
        ),
        ("people", _of_school("people", "a staff list."), "The people: take in a staff list."),
        ("accounts", _all_named("accounts", "a list of accounts."), "The account register: take in a list."),
        (
            "acknowledgements",
            _of_school("acknowledgements", "a list of answers to the policy."),
            "Who signed which edition: take in a list.",
        ),
        (
            "declarations",
            _of_school("declarations", "a list of declarations; each waits for the head."),
            "Declarations to the head: their steps, and lists of them.",
        ),
        (
            "approaches",
            _of_school("approaches", "a list of approaches by students."),
            "Approaches by students: the report, and lists of them.",
        ),
    ):
        group = typer.Typer(help=about, rich_markup_mode=None)
        command(group, "import")(function)
        if name == "declarations":
            add_steps(group)
        elif name == "approaches":
            command(group, "report")(report)
        app.add_typer(group, name=name, no_args_is_help=True)


def _all_named(kind: str, what: str) -> Callable[..., None]:
    """Takes in lists whose rows all name their school, or are schools."""

    def take_in(call: Call, file: List, dry_run: DryRun = False) -> None:
        _take_in(call, kind, file, dry_run=dry_run)

    take_in.__doc__ = f"Takes in {what}"
    return take_in


def _of_school(kind: str, what: str) -> Callable[..., None]:
    """Takes in lists that may be of one school."""

    def take_in(
        call: Call,
        file: List,
        school: Annotated[str, typer.Option("--school", help="The school of rows that name none.")] = "",
        dry_run: DryRun = False,
    ) -> None:
        _take_in(call, kind, file, school=school, dry_run=dry_run)

    take_in.__doc__ = f"Takes in {what}"
    return take_in


def _take_in(call: Call, kind: str, file: Path, *, dry_run: bool, school: str = "") -> None:
    intake = import_module(f"metdesk.intake.{kind}")
    data = contents_of(file)
    with progress_bar() as progress:
        table = read_table(data, file.name, prefer=kind, progress=progress)
        with call.desk(to_read=dry_run) as desk:
            at_home: dict[str, Any] = {"school_id": schools.named(desk, school)} if school else {}
            plan: Plan = intake.plan(desk, table, progress=progress, **at_home)
            summary = plan.summary() if dry_run else carry_out(desk, plan, progress)
    call.answer(summary, _in_words(summary, plan.warnings, dry_run=dry_run))


def _in_words(summary: dict[str, Any], warnings: tuple[str, ...], *, dry_run: bool) -> str:
    refused = summary["refused"]
    lines = [
        f"{'Would be' if dry_run else 'Done'}: {summary['added']:,} added, {summary['changed']:,} changed, "
        f"{summary['unchanged']:,} unchanged, {len(refused):,} refused.",
        *warnings,
        *[f"Row {one['row']}: {one['why']}" for one in refused[:_HOW_MANY_REFUSALS]],
    ]
    if len(refused) > _HOW_MANY_REFUSALS:
        lines.append(f"… and {len(refused) - _HOW_MANY_REFUSALS:,} more refused: --json lists them all.")
    if summary["ignored_columns"]:
        lines.append(f"Columns not used: {', '.join(summary['ignored_columns'])}.")
    return "\n".join(lines)
