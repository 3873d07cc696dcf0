"""Keyholders: who can open the register."""

from pathlib import Path
from typing import Annotated

import typer

from metdesk import keyholders, schools
from metdesk.cli.call import Call, command, new_passphrase
from metdesk.record import sentence_case
from metdesk.roles import Role

NewPassphraseFile = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="Holds the new one; else METDESK_NEW_PASSPHRASE, or you type it."),
]


def add_to(app: typer.Typer) -> None:
    """Adds keyholders list, add, remove and passphrase."""
    group = typer.Typer(help="Who can open the register, in which role.", rich_markup_mode=None)
    command(group, "list")(show)
    command(group, "add")(add)
    command(group, "remove")(remove)
    command(group, "passphrase")(passphrase)
    app.add_typer(group, name="keyholders", no_args_is_help=True)


def show(call: Call) -> None:
    """Lists the keyholders."""
    with call.desk(to_read=True) as desk:
        names = schools.names(desk)
        rows = [
            {"name": one.name, "role": one.role, "schools": [names.get(number, "") for number in one.school_ids]}
            for one in keyholders.everyone(desk)
        ]
    words = [f"{one['name']} · {sentence_case(str(one['role']))} · {_where(one['schools'])}" for one in rows]
    call.answer({"rows": rows, "total": len(rows)}, "\n".join(words))


def _where(names: object) -> str:
    return ", ".join(names) if isinstance(names, list) and names else "all schools"


def add(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new keyholder’s name.")],
    role: Annotated[str, typer.Option("--role", help=f"One of {', '.join(Role)}.")] = Role.READER,
    school: Annotated[list[str] | None, typer.Option("--school", help="Only this school; may be repeated.")] = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    """Lets somebody else open the register."""
    with call.desk() as desk:
        ids = [schools.named(desk, one) for one in school or []]
        keyholders.add(desk, name, role, ids, new_passphrase(new_passphrase_file))
    call.answer({"name": name, "role": str(role)}, f"{name} can open the register now, as {role}.")


def remove(call: Call, name: Annotated[str, typer.Argument(metavar="NAME", help="The keyholder’s name.")]) -> None:
    """Takes somebody’s key away."""
    with call.desk() as desk:
        keyholders.remove(desk, name)
    call.answer({"removed": name}, f"{name} can no longer open the register. Earlier copies of it they still can.")


def passphrase(call: Call, new_passphrase_file: NewPassphraseFile = None) -> None:
    """Gives you another passphrase."""
    old = call.passphrase()
    with call.desk(passphrase=old) as desk:
        keyholders.change_passphrase(desk, old, new_passphrase(new_passphrase_file))
        name = desk.keyholder.name
    call.answer({"name": name}, f"The passphrase of {name} is the new one.")
