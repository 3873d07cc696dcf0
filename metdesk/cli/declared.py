"""What is done about declarations and approaches: steps, the head's decision from its sheet, the queue, the report."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from metdesk import approaches, declaring, reviewing
from metdesk.calendar import parse_date, show_date
from metdesk.cli.call import Call, command
from metdesk.cli.records import SchoolOption, school_id
from metdesk.declaration_record import Decision
from metdesk.desk import Desk

Number = Annotated[int, typer.Argument(metavar="ID")]
On = Annotated[str, typer.Option("--on", help="The day it was.")]
Reason = Annotated[str, typer.Option("--reason", help="What was said, or why.")]


def add_steps(group: typer.Typer) -> None:
    """Adds what is done about declarations to their group."""
    command(group, "answer")(_step(declaring.answer, "Records what the person answered to what the head asked."))
    command(group, "withdraw")(_step(declaring.withdraw, "Records that the person takes it back."))
    command(group, "end")(_step(declaring.end, "Records that what was declared is over."))
    command(group, "no-change")(no_change)
    command(group, "decide")(decide)
    command(group, "queue")(queue)


def _step(step: Callable[[Desk, int, str, date], None], about: str) -> Callable[..., None]:
    def taken(call: Call, number: Number, on: On, reason: Reason) -> None:
        with call.desk() as desk:
            step(desk, number, reason, parse_date(on))
        call.answer({"id": number}, f"Recorded for declaration {number}.")

    taken.__doc__ = about
    return taken


def no_change(call: Call, numbers: Annotated[list[int], typer.Argument(metavar="ID…")], on: On) -> None:
    """Records that these declarations are as they were."""
    with call.desk() as desk:
        declaring.confirm(desk, numbers, parse_date(on))
    call.answer({"ids": numbers}, f"No change recorded for {len(numbers):,}.")


def decide(
    call: Call,
    number: Number,
    outcome: Annotated[str, typer.Argument(metavar="DECISION", help="approved, not approved, …")],
    reason: Reason,
    by: Annotated[int | None, typer.Option("--decided-by", help="The id of the person who signed the sheet.")] = None,
    on: Annotated[str, typer.Option("--on", help="The date beside the signature.")] = "",
    solely: Annotated[str, typer.Option("--solely", help="yes or no: only through the school (6.5.3).")] = "",
    conditions: Annotated[str, typer.Option("--conditions", help="What they keep to.")] = "",
    look_again: Annotated[str, typer.Option("--look-again", help="The day to look at it again.")] = "",
    sign: Annotated[bool, typer.Option("--sign", help="You decide, today, and sign with your passphrase.")] = False,
) -> None:
    """Enters a decision that was signed on paper. With --sign your own, as the one who decides."""
    again = parse_date(look_again) if look_again else None
    decision = Decision(outcome, solely, reason, conditions, again, parse_date(on) if on else None, by)
    if sign and (on or by is not None):
        raise typer.BadParameter("--sign is your own decision of today: leave --on and --decided-by out")
    if sign:
        _sign(call, number, decision)
    else:
        with call.desk() as desk:
            reviewing.file_decision(desk, number, decision)
    call.answer({"id": number}, f"Declaration {number}: {outcome}.")


def _sign(call: Call, number: int, decision: Decision) -> None:
    given = call.passphrase()
    with call.desk(passphrase=given) as desk:
        reviewing.check(desk, number, decision)
        reviewing.decide(desk, number, decision, call.passphrase_again(given))


def queue(call: Call, school: SchoolOption = "") -> None:
    """Lists what waits for a head, the oldest first."""
    with call.desk(to_read=True) as desk:
        found = reviewing.queue(desk, school_id(desk, school))
    rows = [
        {"id": one.id, "person": one.person, "school": one.school, "state": str(one.state)}
        | {"declared_on": one.declaration.declared_on}
        for one in found
    ]
    lines = [f"{one.id:>7}  {show_date(one.declaration.declared_on)} · {one.person} · {one.school}" for one in found]
    call.answer({"rows": rows, "total": len(rows)}, "\n".join([*lines, f"{len(rows):,} to look at"]))


def report(call: Call, number: Number, on: On) -> None:
    """Records the day on which the head was told of an approach."""
    with call.desk() as desk:
        approaches.report(desk, number, parse_date(on))
    call.answer({"id": number}, f"Recorded for approach {number}.")
