"""Acknowledgement forms to be handed out: for the people chosen, a school, a category or everyone."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from metdesk import printing
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Category
from metdesk.record import Kind, field
from ui.form import FormDialog
from ui.parts import text
from ui.shell import Shell


@dataclasses.dataclass(frozen=True)
class HandingOut:
    """Whose forms are printed."""

    school_id: int | None = field("School", Kind.SCHOOL, help="Every school, where none is chosen.")
    category: str = field("Category", Kind.CHOICE, choices=Category, help="Every category, where none is chosen.")
    pupils: bool = field("Pupils too", Kind.YES_NO, help="Section 4 counts pupils as users; section 2 leaves them out.")


def print_forms(desk: Desk, shell: Shell, person_ids: Sequence[int]) -> None:
    """Prints an acknowledgement form for each of these people."""
    shell.preview(lambda: printing.acknowledgements(desk, person_ids))


def forms_dialog(desk: Desk, shell: Shell, school_id: int | None = None) -> FormDialog:
    """Asks whose forms to print, says how many pages that makes, and prints them; opened."""

    def people(values: dict[str, Any]) -> list[int]:
        return printing.people_for_forms(desk, values["school_id"], values["category"], pupils=values["pupils"])

    def save(values: dict[str, Any]) -> None:
        wanted = people(values)
        if not wanted:
            raise Refused("Nobody fits: choose another school or category.")
        print_forms(desk, shell, wanted)

    form = FormDialog(
        shell.window(),
        "Print acknowledgement forms",
        HandingOut,
        shell.lookups,
        save,
        save_words="Preview",
        intro="One page for each person who is there now, sorted by school, team and name.",
    )
    pages = text("", "strong")

    def count() -> None:
        try:
            pages.setText(count_of(len(people(form.values())), "page"))
        except Refused:
            pages.setText("")

    for name in ("school_id", "category", "pupils"):
        form.row(name).changed.connect(count)
    form.widget("This makes", pages)
    form.fill(HandingOut(school_id))
    form.open()
    count()
    return form
