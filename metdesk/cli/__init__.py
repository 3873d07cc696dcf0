"""The command line: the same commands as the window, in the same roles and with the same rules.

Typer is imported here, and this package only when a command is given: the window does not wait for it.
"""

import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from metdesk import __version__, bugs
from metdesk.cli import (
    attachments,
    backups,
    breaches,
    calendar,
    call,
    care,
    imports,
    keyholders,
    paper,
    policy,
    records,
    rounds,
    settings,
    start,
)

OpenWindow = Callable[[Path | None], int]
_WINDOW = "open-window"
_HELP = """Keeps a trust’s Social Media Policy working.

Without a command the window opens, on the register where one is named: metdesk Mowbray.metdesk"""


class _Group(TyperGroup):
    """Takes a first word that is a register for opening the window on it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named by the first word."""
        words = args if args[0] in self.commands or not is_register_path(args[0]) else [_WINDOW, *args]
        return super().resolve_command(ctx, words)


def is_register_path(word: str) -> bool:
    """Whether a first word means a register and not a mistyped command."""
    return word.endswith(".metdesk") or any(mark in word for mark in "/\\") or Path(word).is_dir()


def build(open_window: OpenWindow) -> typer.Typer:
    """The whole command line; `open_window` opens the window on a register, or on its first screen."""
    app = typer.Typer(
        cls=_Group,
        help=_HELP,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        subcommand_metavar="[REGISTER | COMMAND …]",
    )

    def root(context: typer.Context, **given: Any) -> None:
        context.obj = call.of(context, given)
        if context.invoked_subcommand is None:
            raise typer.Exit(open_window(context.obj.register))

    def window(path: Annotated[Path, typer.Argument()]) -> None:
        raise typer.Exit(open_window(path))

    call.declare(root, [call.option("version", bool, _version_option())], first=True)
    app.callback(invoke_without_command=True)(root)
    app.command(_WINDOW, hidden=True)(window)
    for group in (
        start,
        policy,
        imports,
        records,
        calendar,
        attachments,
        breaches,
        rounds,
        paper,
        care,
        backups,
        keyholders,
        settings,
    ):
        group.add_to(app)
    return app


@functools.cache
def _command(open_window: OpenWindow) -> Any:
    """The command line, put together once in a process."""
    return typer.main.get_command(build(open_window))


def _version_option() -> Any:
    def show(wanted: bool) -> None:
        if wanted:
            call.print_out(f"metdesk {__version__}")
            raise typer.Exit

    return typer.Option("--version", callback=show, is_eager=True, help="Shows the version and ends.")


def run(words: Sequence[str], open_window: OpenWindow) -> int:
    """Carries out a command line without the program's own name; returns the exit status.

    0 done, 1 refused, 2 not understood, 3 the machine failed, 130 cancelled.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show ŵ is shown its number
            cast("Any", stream).reconfigure(errors="backslashreplace")
    try:
        _command(open_window)(list(words), prog_name="metdesk")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception as bug:
        typer.echo(bugs.report(type(bug), bug.__traceback__), err=True)
        typer.echo("This is a fault in Metdesk itself. The register is as the last finished change left it.", err=True)
        return call.FAILED
    return 0
