"""The trust's choices for the register."""

from typing import Annotated, Any

import typer

from metdesk.cli.call import Call, command
from metdesk.errors import Refused
from metdesk.record import Kind, fields, from_text, to_text
from metdesk.settings import Settings, setting

Name = Annotated[str, typer.Argument(metavar="NAME", help="The setting, as `settings list` names it.")]


def add_to(app: typer.Typer) -> None:
    """Adds settings list, set and reset."""
    group = typer.Typer(
        help="When it locks, the days of each clock, what a report says to do at once.", rich_markup_mode=None
    )
    command(group, "list")(show)
    command(group, "set")(choose)
    command(group, "reset")(reset)
    app.add_typer(group, name="settings", no_args_is_help=True)


def show(call: Call) -> None:
    """Lists the settings with what holds now."""
    with call.desk(to_read=True) as desk:
        rows = [
            {"name": one.name, "label": one.label, "value": desk.setting(one.name), "default": one.default}
            for one in fields(Settings)
        ]
    words = [f"{row['name']} = {row['value'] if row['value'] != '' else '–'}  ({row['label']})" for row in rows]
    call.answer({"rows": rows, "total": len(rows)}, "\n".join(words))


def choose(
    call: Call,
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What is to hold from now on.")],
) -> None:
    """Chooses what is to hold from now on."""
    one = setting(name)
    chosen: Any = from_text(one, value)
    if chosen is None:
        raise Refused({name: f"{one.label} is needed."})
    with call.desk() as desk:
        desk.choose(name, chosen)
    call.answer({"name": name, "value": chosen}, f"{one.label}: {to_text(one, chosen)} from now on.")


def reset(call: Call, name: Name) -> None:
    """Goes back to what Metdesk came with."""
    one = setting(name)
    with call.desk() as desk:
        if desk.setting(name) != one.default:
            desk.choose(name, one.default)
    told = "the words Metdesk came with" if one.kind is Kind.TEXT else to_text(one, one.default) or "–"
    call.answer({"name": name, "value": one.default}, f"{one.label}: {told} from now on.")
