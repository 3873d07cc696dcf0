"""Rounds: who is asked to sign the policy, and by when."""

from typing import Annotated

import typer

from metdesk import chasing, rounds
from metdesk.acknowledgement_record import Round
from metdesk.acknowledgements import AckFilter
from metdesk.calendar import parse_date, show_date
from metdesk.cli.call import Call, command
from metdesk.cli.records import SchoolOption, school_id
from metdesk.record import to_json
from metdesk.rounds import RoundRow


def add_to(app: typer.Typer) -> None:
    """Adds rounds list, ask, close and message."""
    group = typer.Typer(help="Who is asked to sign the policy, and by when.", rich_markup_mode=None)
    command(group, "list")(show)
    command(group, "ask")(ask)
    command(group, "close")(close)
    command(group, "message")(message)
    app.add_typer(group, name="rounds", no_args_is_help=True)


def show(call: Call) -> None:
    """Lists the rounds, the latest first, with how far each has come."""
    with call.desk(to_read=True) as desk:
        found = rounds.listed(desk)
    call.answer({"rows": [_document(one) for one in found], "total": len(found)}, "\n".join(map(_in_words, found)))


def _document(one: RoundRow) -> dict[str, object]:
    told = {"whom": one.whom, "edition": one.edition, "open": one.open}
    return {"id": one.id, **to_json(one.round), **told, "asked": one.asked, "answered": one.answered}


def _in_words(one: RoundRow) -> str:
    state = f"{one.answered:,} of {one.asked:,} answered" if one.open else "closed"
    return f"{one.id:>7}  {one.whom} · edition {one.edition} · by {show_date(one.round.due_on)} · {state}"


def ask(
    call: Call,
    by: Annotated[str, typer.Option("--by", help="The day by which the forms are to be back.")],
    school: SchoolOption = "",
    category: Annotated[str, typer.Option("--category", help="Staff, governance volunteer, …; else everyone.")] = "",
    note: Annotated[str, typer.Option("--note", help="Why now.")] = "",
) -> None:
    """Asks everyone, a school or a category to sign the edition in force."""
    day = parse_date(by)
    with call.desk() as desk:
        wanted = Round(due_on=day, school_id=school_id(desk, school), category=category.casefold(), note=note)
        number = rounds.ask(desk, wanted)
        asked, answered = rounds.how_many(desk, wanted)
    words = f"Asked {asked:,} people by {show_date(day)}; {answered:,} of them have answered."
    call.answer({"id": number, "asked": asked, "answered": answered}, words)


def close(call: Call, number: Annotated[int, typer.Argument(metavar="ID")]) -> None:
    """Ends a round: from today it asks nobody. What was answered stays."""
    with call.desk() as desk:
        rounds.close(desk, number)
    call.answer({"id": number}, f"Closed {number}.")


def message(call: Call, school: SchoolOption = "") -> None:
    """Words an e-mail to those who have yet to answer, to paste."""
    with call.desk(to_read=True) as desk:
        found = chasing.message(desk, AckFilter(school_id=school_id(desk, school)))
    document = {"to": list(found.to), "subject": found.subject, "words": found.words}
    call.answer(document, f"{'; '.join(found.to)}\n\n{found.subject}\n\n{found.words}")
