"""What every call shares: which register, who asks, with which passphrase, and how the answer is said."""

import functools
import getpass
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from metdesk import backups
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.files import shown
from metdesk.jobs import Cancelled, Progress, quietly

REFUSED, FAILED, CANCELLED = 1, 3, 130
_PASSPHRASE = "METDESK_PASSPHRASE"  # noqa: S105 - the name of a variable
NEW_PASSPHRASE = "METDESK_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable
RECOVERY_KEY = "METDESK_RECOVERY_KEY"
_LONGEST_SECRET = 4_096


@dataclass(frozen=True)
class Call:
    """One call of the program, and the ways it can answer."""

    register: Path | None = None
    keyholder: str | None = None
    passphrase_file: Path | None = None
    as_json: bool = False

    @contextmanager
    def desk(self, *, to_read: bool = False, passphrase: str | None = None) -> Iterator[Desk]:
        """Opens the register; `passphrase` is asked for where it is not given. Closing it backs it up, when something
        was changed and the newest backup is half an hour old: a script of a hundred calls makes no hundred backups.

        A usage error: no register is named. Refused and Unavailable as `Desk.open`.
        """
        folder = self.folder()
        given = self.passphrase() if passphrase is None else passphrase
        with Desk.open(folder, self.keyholder, given, read_only=to_read) as desk:
            yield desk
            if not to_read and not backups.is_recent(desk):
                backups.leave(desk)

    def folder(self) -> Path:
        """The register's folder. A usage error: none is named."""
        if self.register is None:
            raise typer.BadParameter("say which register: --register PATH, or METDESK_REGISTER")
        return self.register

    def passphrase(self) -> str:
        """The keyholder's passphrase, from the file, the variable or the person."""
        return _secret(self.passphrase_file, _PASSPHRASE, "Passphrase: ")

    def passphrase_again(self, given: str) -> str:
        """The passphrase once more, to sign with: typed anew where it was typed; else the one `given` before."""
        if self.passphrase_file is not None or _PASSPHRASE in os.environ:
            return given
        return _secret(None, _PASSPHRASE, "Passphrase once more, to sign: ")

    def answer(self, document: Any, words: str) -> None:
        """Says what was done: the document with --json, the words without."""
        print_out(json.dumps(document, ensure_ascii=False, indent=2, default=str) if self.as_json else words)

    def refuse(self, refused: Refused) -> NoReturn:
        """Says what a person can put right, and ends."""
        if self.as_json:
            self.answer({"refused": refused.problems}, "")
        self.stop(str(refused), REFUSED)

    def stop(self, sentence: str, status: int) -> NoReturn:
        """Says `sentence` on standard error and ends with `status`."""
        typer.echo(sentence, err=True)
        raise typer.Exit(status)


def command(app: typer.Typer, name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds a function of a `Call` and its own parameters to `app`, with the options every call has.

    Whatever it refuses or the machine fails at ends with its sentence and its exit status.
    """

    def add(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def invoke(context: typer.Context, **given: Any) -> None:
            call = of(context, given)
            with said_plainly(call):
                function(call, **given)

        declare(invoke, list(inspect.signature(function).parameters.values())[1:])
        app.command(name)(invoke)
        return function

    return add


def option(name: str, kind: Any, details: Any, default: Any = False) -> inspect.Parameter:
    """A parameter of a command, described by a Typer option."""
    return inspect.Parameter(name, _KEYWORD, default=default, annotation=Annotated[kind, details])


def declare(function: Any, own: Iterable[inspect.Parameter], *, first: bool = False) -> None:
    """Gives `function`, as Typer reads it, its `own` parameters and those that every call has.

    The variables are read with the options before the command's name (`first`), so that none overrules those.
    """
    parameters = [one.replace(kind=_KEYWORD) for one in (_CONTEXT, *own, *_shared(variables=first))]
    function.__signature__ = inspect.Signature(parameters)
    function.__annotations__ = {one.name: one.annotation for one in parameters}


_KEYWORD = inspect.Parameter.KEYWORD_ONLY
_CONTEXT = inspect.Parameter("context", _KEYWORD, annotation=typer.Context)


def _shared(*, variables: bool) -> list[inspect.Parameter]:
    def said(name: str, help_: str, variable: str | None = None) -> Any:
        return typer.Option(name, envvar=variable if variables else None, help=help_)

    register = said("--register", "The register: a folder Name.metdesk; else METDESK_REGISTER.", "METDESK_REGISTER")
    who = said("--as", "Who you are, where there are several; else METDESK_KEYHOLDER.", "METDESK_KEYHOLDER")
    secret = said("--passphrase-file", "Holds the passphrase; else METDESK_PASSPHRASE, else you are asked.")
    return [
        option("register", Path | None, register, None),
        option("keyholder", str | None, who, None),
        option("passphrase_file", Path | None, secret, None),
        option("as_json", bool, said("--json", "Prints one JSON document and nothing else.")),
    ]


def of(context: typer.Context, given: dict[str, Any]) -> Call:
    """The call that the options say, taken out of `given`; those before the command's name count too."""
    before = context.find_root().obj or Call()
    return Call(**{name: given.pop(name) or getattr(before, name) for name in Call.__dataclass_fields__})


@contextmanager
def said_plainly(call: Call) -> Iterator[None]:
    """Turns what is refused and what fails inside into a sentence and an exit status."""
    try:
        yield
    except Refused as refused:
        call.refuse(refused)
    except UnicodeEncodeError:
        call.refuse(Refused("Something in what you gave is not text: write it again by hand."))
    except OverflowError:
        call.refuse(Refused("A number in what you gave is far too large: look at it again."))
    except Unavailable as failed:
        if call.as_json:
            call.answer({"failed": str(failed)}, "")
        call.stop(str(failed), FAILED)
    except (Cancelled, KeyboardInterrupt):
        call.stop("Cancelled: nothing more was done.", CANCELLED)


def print_out(words: str) -> None:
    """Words on standard output; a character that the terminal cannot show is written as its number."""
    typer.echo(words)


def _secret(file: Path | None, variable: str, question: str, what: str = "passphrase") -> str:
    if file is not None:
        return _first_words(file, what)
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise Refused(f"A {what} is needed: set {variable}, or name a file that holds it.")
    try:
        return getpass.getpass(question)
    except EOFError:
        raise KeyboardInterrupt from None


def _first_words(file: Path, what: str) -> str:
    """What a file with a secret holds: also a pipe, which another program writes it to."""
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST_SECRET).decode("utf-8", "replace").strip("\r\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is not valid"
        raise Refused(f"The {what} file “{shown(str(file))}” cannot be read: {why}.") from None


def new_passphrase(file: Path | None, variable: str = NEW_PASSPHRASE) -> str:
    """A passphrase to be set, from the file, the variable, or the person, who types it twice."""
    first = _secret(file, variable, "New passphrase: ")
    if file is None and variable not in os.environ and getpass.getpass("Once more: ") != first:
        raise Refused({"passphrase": "The two passphrases differ: type the same one twice."})
    return first


def recovery_key(file: Path | None) -> str:
    """The recovery key from its sheet, from the file, the variable, or the person."""
    return _secret(file, RECOVERY_KEY, "Recovery key: ", "recovery key")


def check_place(path: Path) -> None:
    """Refuses a place for a file whose folder is not there, or that is a folder itself."""
    if path.is_dir():
        raise Refused({"out": f"“{path}” is a folder: name a file in it."})
    if not path.parent.is_dir():
        raise Refused({"out": f"There is no folder “{path.parent}”: make it first, or name another."})


def make_folder(path: Path) -> None:
    """Makes a folder where it is not there yet. Refused: a file in its place. Unavailable: the disk."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Refused({"out": f"“{path}” cannot be a folder: there is a file in its place."}) from None
    except OSError as error:
        raise Unavailable(f"The folder “{path}” cannot be made: {error.strerror}.") from error


def write_file(path: Path, data: bytes) -> None:
    """Writes what was asked for. Refused as `check_place`. Unavailable: the disk."""
    check_place(path)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Unavailable(f"“{path}” could not be written: {error.strerror}. The register is as it was.") from error


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error where that is a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield quietly
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Working…", total=1.0)

        def tell(fraction: float, words: str = "") -> None:
            bar.update(task, completed=fraction, description=words or None)

        yield tell
