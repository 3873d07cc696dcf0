"""Keyholders: who can open the register, in which role; handing over, and the recovery key."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from metdesk import keyholders, people, schools, sitting
from metdesk.calendar import show_date
from metdesk.cli.call import Call, command, new_passphrase, recovery_key
from metdesk.desk import Desk
from metdesk.desk import recover as recover_register
from metdesk.errors import Refused
from metdesk.record import sentence_case
from metdesk.roles import Role

Name = Annotated[str, typer.Argument(metavar="NAME", help="The keyholder’s name.")]
NewPassphraseFile = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="Holds the new one; else METDESK_NEW_PASSPHRASE, or you type it."),
]
Schools = Annotated[list[str] | None, typer.Option("--school", help="Only this school; may be repeated.")]
_KEPT = "Write it down and keep it in the school’s safe: it is shown only now, and the one before no longer opens."


def add_to(app: typer.Typer) -> None:
    """Adds keyholders list, add, change, person, remove, passphrase, hand-over and recovery-key, and recover."""
    group = typer.Typer(help="Who can open the register, in which role.", rich_markup_mode=None)
    command(group, "list")(show)
    command(group, "add")(add)
    command(group, "change")(change)
    command(group, "person")(person)
    command(group, "remove")(remove)
    command(group, "passphrase")(passphrase)
    command(group, "hand-over")(hand_over)
    command(group, "recovery-key")(new_recovery_key)
    app.add_typer(group, name="keyholders", no_args_is_help=True)
    command(app, "recover")(recover)


def show(call: Call) -> None:
    """Lists the keyholders."""
    with call.desk(to_read=True) as desk:
        names = schools.names(desk)
        every = keyholders.everyone(desk)
        who = people.get_many(desk, [one.person_id for one in every if one.person_id is not None])
        rows = [_row(one, names, who.get(one.person_id or 0)) for one in every]
    words = [f"{one['name']} · {sentence_case(one['role'])} · {_where(one['schools'])} · {one['said']}" for one in rows]
    for one in rows:
        del one["said"]
    call.answer({"rows": rows, "total": len(rows)}, "\n".join(words))


def _row(one: keyholders.Holder, names: dict[int, str], who: people.Person | None) -> dict[str, Any]:
    is_person = f" · is {who.name}" if who else ""
    return {
        "name": one.name,
        "role": one.role,
        "schools": [names.get(number, "") for number in one.school_ids],
        "since": one.since.isoformat(),
        "added_by": one.added_by,
        "person_id": one.person_id,
        "person": who.name if who else None,
        "said": f"since {show_date(one.since.astimezone().date())}, by {one.added_by}{is_person}",
    }


def _where(names: Sequence[str]) -> str:
    return ", ".join(names) or "all schools"


def add(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new keyholder’s name.")],
    role: Annotated[str, typer.Option("--role", help=f"One of {', '.join(Role)}.")] = Role.READER,
    school: Schools = None,
    person: Annotated[
        int | None, typer.Option("--person", help="Which person they are: the id in people list.")
    ] = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    """Lets somebody else open the register."""
    with call.desk() as desk:
        ids = _ids(desk, school)
        sitting.add_keyholder(desk, name, role, ids, new_passphrase(new_passphrase_file), person)
    call.answer({"name": name, "role": str(role)}, f"{name} can open the register now, as {role}.")


def _ids(desk: Desk, wanted: Sequence[str] | None) -> list[int]:
    return [schools.named(desk, one) for one in wanted or []]


def change(
    call: Call,
    name: Name,
    role: Annotated[str, typer.Option("--role", help=f"One of {', '.join(Role)}; as it is where not given.")] = "",
    school: Schools = None,
    all_schools: Annotated[bool, typer.Option("--all-schools", help="For all schools from now on.")] = False,
) -> None:
    """Gives a keyholder another role, other schools or both."""
    if school and all_schools:
        raise typer.BadParameter("say --school or --all-schools, not both")
    with call.desk() as desk:
        now = next((one for one in keyholders.everyone(desk) if one.name == name), None)
        if now is None:
            raise Refused({"name": f"“{name[:60]}” is not a keyholder: see keyholders list."})
        ids = _ids(desk, school) if school or all_schools else now.school_ids
        keyholders.change(desk, name, role or now.role, ids)
        names = schools.names(desk)
    listed = [names.get(number, "") for number in ids]
    call.answer(
        {"name": name, "role": role or now.role, "schools": listed},
        f"{name} is {role or now.role} now, for {_where(listed)}.",
    )


def person(
    call: Call,
    name: Name,
    who: Annotated[str, typer.Option("--person", help="The id that “list people” tells, or none.")],
) -> None:
    """Says which person of the register a keyholder is: whoever decides on screen decides as that person."""
    if who != "none" and not who.isdecimal():
        raise typer.BadParameter("say --person with an id from “list people”, or with none")
    number = None if who == "none" else int(who)
    with call.desk() as desk:
        sitting.say_who(desk, name, number)
        called = people.get(desk, number).name if number is not None else None
    call.answer(
        {"name": name, "person_id": number, "person": called}, f"{name} is {called or 'nobody in the register'}."
    )


def remove(call: Call, name: Name) -> None:
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


def hand_over(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Your successor’s name.")],
    keep_mine: Annotated[bool, typer.Option("--keep-mine", help="Keep your own key for now.")] = False,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    """Hands the register over to a successor, who types a passphrase; your own key is taken away."""
    with call.desk() as desk:
        before, words = desk.keyholder, new_passphrase(new_passphrase_file)
        if keep_mine:
            keyholders.add(desk, name, before.role, (), words)
            call.answer(
                {"keyholder": name, "removed": None, "recovery_key": None},
                f"{name} can open the register now, as {before.role}; so can {before.name}.",
            )
            return
        hers, key = keyholders.hand_over(desk, name, words)
        keyholders.sheet_kept(hers)
    call.answer(
        {"keyholder": hers.keyholder.name, "removed": before.name, "recovery_key": key},
        f"The register is handed over to {hers.keyholder.name}. {before.name} can no longer open it; earlier copies "
        f"of it they still can.\nRecovery key: {key}\n{_KEPT}",
    )


def new_recovery_key(call: Call) -> None:
    """Makes another recovery key, shown once; the one before no longer opens."""
    with call.desk() as desk:
        key = keyholders.new_recovery_key(desk)
        keyholders.sheet_kept(desk)
    call.answer({"recovery_key": key}, f"Recovery key: {key}\n{_KEPT}")


def recover(
    call: Call,
    recovery_key_file: Annotated[
        Path | None,
        typer.Option("--recovery-key-file", help="Holds the recovery key; else METDESK_RECOVERY_KEY, or you type it."),
    ] = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    """Opens the register with its recovery key and gives one keyholder a new passphrase."""
    folder = call.folder()
    known = Desk.names(folder)
    name = call.keyholder or (known[0] if len(known) == 1 else "")
    if not name:
        raise Refused({"keyholder": f"Say who gets the new passphrase: --as NAME. There are {', '.join(known)}."})
    given = recovery_key(recovery_key_file)
    desk, key = recover_register(folder, given, name, new_passphrase(new_passphrase_file))
    with desk:
        name = desk.keyholder.name
        keyholders.sheet_kept(desk)
    call.answer({"keyholder": name, "recovery_key": key}, f"{name} has a new passphrase.\nRecovery key: {key}\n{_KEPT}")
