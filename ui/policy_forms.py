"""The form in which it is recorded that a law or a related policy was looked up."""

import dataclasses
from datetime import date
from typing import Any

from metdesk import policy
from metdesk.desk import Desk
from metdesk.policy import Reference
from metdesk.record import Kind, field
from ui.form import FormDialog
from ui.shell import Shell


@dataclasses.dataclass(frozen=True)
class Checking:
    """What is asked when a law or a related policy was looked up."""

    checked_on: date | None = field("Checked on", Kind.DATE, required=True)
    place: str = field("Where it is kept", help="A web address, or the folder on the share.")
    review_on: date | None = field("Its own review", Kind.DATE, help="The day it is itself due for review.")
    note: str = field("Note", Kind.TEXT, help="What was found: still in force, replaced by…")


def check_form(desk: Desk, shell: Shell, one: Reference) -> FormDialog:
    """The form for the day on which `one` was looked up, opened."""

    def save(values: dict[str, Any]) -> None:
        policy.record_check(desk, one.id, **values)
        shell.said(f"Recorded a check of {one.title}.")

    form = FormDialog(
        shell.window(),
        "Record a check",
        Checking,
        shell.lookups,
        save,
        save_words="Record",
        intro=f"{one.title}: does it still stand, and is this the edition in force?",
        draft=shell.drafts.of("policy", f"check {one.id}"),
    )
    for name in ("checked_on", "place", "review_on", "note"):
        form.row(name)
    form.fill(Checking(desk.today(), one.place, one.review_on, one.note))
    form.open()
    return form
