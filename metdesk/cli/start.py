"""New registers, the sample trust, and pictures of the window."""

import getpass
import os
from pathlib import Path
from typing import Annotated

import typer

from metdesk.cli.call import Call, command, make_folder, new_passphrase, progress_bar
from metdesk.desk import start as start_register
from metdesk.errors import Refused
from metdesk.files import contents_of
from metdesk.intake.logo import read_logo
from metdesk.roles import Role


def add_to(app: typer.Typer) -> None:
    """Adds new, sample and screens."""
    command(app, "new")(new)
    command(app, "sample")(sample)
    command(app, "screens")(screens)


def new(
    call: Call,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder to be made: Name.metdesk.")],
    trust: Annotated[str, typer.Option("--trust", help="The trust’s name, as it stands on every printed page.")],
    name: Annotated[str, typer.Option("--keyholder", help="Your name; --as or your login’s where not given.")] = "",
    logo: Annotated[Path | None, typer.Option("--logo", help="A PNG or JPEG, to stand on every printed page.")] = None,
) -> None:
    """Starts a register; shows its recovery key, once."""
    keyholder = name or call.keyholder or _login()
    picture = None if logo is None else read_logo(contents_of(logo), logo.name)
    passphrase = new_passphrase(call.passphrase_file, "METDESK_PASSPHRASE")
    desk, key = start_register(path, trust, picture, keyholder, Role.BUSINESS_MANAGER, passphrase)
    desk.close()
    call.answer(
        {"register": str(path), "keyholder": keyholder, "recovery_key": key},
        f"Started {path} for {trust}, with {keyholder} as its keyholder.\n"
        f"Recovery key: {key}\n"
        "Write it down and keep it in the school’s safe: it is shown only now, and opens the register when no "
        "passphrase does.",
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise Refused({"keyholder": "Say who you are: --keyholder NAME."}) from None


def sample(
    call: Call,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder to be made: Name.metdesk.")],
    scale: Annotated[int, typer.Option("--scale", help="So many times the schools, people and accounts.")] = 1,
    more_keyholders: Annotated[
        bool, typer.Option("--more-keyholders", help="With a head, a trust officer and a reader: say who, with --as.")
    ] = False,
) -> None:
    """Makes the sample trust, made up, to look round and try things."""
    from metdesk import accounts, cases, keyholders, people, schools
    from metdesk.sample import KEYHOLDER, PASSPHRASE, build

    with (
        progress_bar() as progress,
        build(path, scale=scale, progress=progress, more_keyholders=more_keyholders) as desk,
    ):
        counts = {
            "people": people.page(desk, limit=1).total,
            "schools": schools.page(desk, limit=1).total,
            "accounts": accounts.page(desk, accounts.AccountFilter(states=()), limit=1).total,
            "cases": cases.page(desk, limit=1).total,
        }
        holders = [f"{one.name} ({one.role})" for one in keyholders.everyone(desk)]
    call.answer(
        {"register": str(path), "keyholder": KEYHOLDER, "passphrase": PASSPHRASE, **counts},
        f"Made {path}: {counts['schools']:,} schools, {counts['people']:,} people there now, "
        f"{counts['accounts']:,} accounts and {counts['cases']:,} cases of breaches, all made up.\n"
        f"It opens with the passphrase “{PASSPHRASE}”, for {', '.join(holders)}.",
    )


def screens(
    call: Call,
    out: Annotated[Path, typer.Option("--out", help="The folder for the pictures.")],
    dark: Annotated[bool, typer.Option("--dark", help="In the dark look.")] = False,
    size: Annotated[str, typer.Option("--size", help="Width and height in pixels.")] = "1366x768",
) -> None:
    """Takes pictures of every tab, dialog and state, as PNG."""
    wide, _, high = size.lower().partition("x")
    if not (wide.isdigit() and high.isdigit() and int(wide) >= 640 and int(high) >= 480):
        raise typer.BadParameter(f"“{size}” is not a size: write it as 1366x768, at least 640x480")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # it tells of every window that it has no screen
    from ui import screens as pictures

    make_folder(out)
    taken = pictures.take(out, dark=dark, size=(int(wide), int(high)))
    call.answer({"pictures": [str(one) for one in taken]}, f"{len(taken)} pictures are in {out}.")
