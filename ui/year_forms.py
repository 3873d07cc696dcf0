"""The forms by which many say at once that nothing has changed, or that there is nothing to declare (6.5.4)."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from metdesk import reconfirming
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.record import Kind, field
from ui.form import FormDialog
from ui.shell import Shell

_LISTED = 6


@dataclasses.dataclass(frozen=True)
class Saying:
    """What is asked where people said that something is so."""

    on: date | None = field(
        "Said on",
        Kind.DATE,
        required=True,
        clause="6.5.4",
        help="The date beside their signatures, or the day they said so.",
    )


def confirm_form(desk: Desk, shell: Shell, person_ids: Sequence[int]) -> FormDialog:
    """The form that records “no change” for these people, opened."""
    words = "What they declared goes on as it was; who had nothing to declare still has nothing."
    return _form(desk, shell, "No change", words, person_ids, reconfirming.confirm_people, "confirm", "No change for")


def nothing_form(desk: Desk, shell: Shell, person_ids: Sequence[int]) -> FormDialog:
    """The form that records for these people that they have nothing to declare, opened."""
    words = "That there is nothing to declare is an answer, and waits for nobody."
    title, done = "Nothing to declare", "Nothing to declare for"
    return _form(desk, shell, title, words, person_ids, reconfirming.nothing_for, "nothing", done)


def _form(
    desk: Desk,
    shell: Shell,
    title: str,
    words: str,
    person_ids: Sequence[int],
    record: Callable[[Desk, Sequence[int], date], int],
    step: str,
    done: str,
) -> FormDialog:
    people = reconfirming.rows_of(desk, person_ids)
    names = "; ".join(one.name for one in people[:_LISTED])
    more = f" and {len(people) - _LISTED:,} more" if len(people) > _LISTED else ""

    def save(values: dict[str, Any]) -> None:
        number = record(desk, person_ids, values["on"])
        shell.said(f"{done} {count_of(number, 'person', 'people')}.")

    heading = title if len(people) == 1 else f"{title}: {count_of(len(people), 'person', 'people')}"
    form = FormDialog(
        shell.window(),
        heading,
        Saying,
        shell.lookups,
        save,
        save_words="Record",
        intro=f"{names}{more}. {words}",
        draft=shell.drafts.of("declarations", f"year {step} {' '.join(map(str, person_ids))}"),
    )
    form.row("on")
    form.fill(Saying(desk.today()))
    form.open()
    return form
