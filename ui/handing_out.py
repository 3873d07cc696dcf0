"""Acknowledgement forms to hand out: for the people chosen, or whose, the outstanding only or all, by teams."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from metdesk import acknowledgements, printing
from metdesk.acknowledgements import EVERYBODY, AckFilter, AckRow
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
    """Whose forms are printed, and how."""

    school_id: int | None = field("School", Kind.SCHOOL, help="Every school, where none is chosen.")
    category: str = field("Category", Kind.CHOICE, choices=Category, help="Every category, where none is chosen.")
    pupils: bool = field("Pupils too", Kind.YES_NO, help="Section 4 counts pupils as users; section 2 leaves them out.")
    outstanding: bool = field("Only those who have yet to answer", Kind.YES_NO)
    by_team: bool = field("A sheet before each team, and a list to tick off", Kind.YES_NO)


def print_forms(desk: Desk, shell: Shell, person_ids: Sequence[int], *, by_team: bool = False) -> None:
    """Prints an acknowledgement form for each of these people."""
    shell.preview(lambda: printing.acknowledgements(desk, person_ids, by_team=by_team))


def forms_dialog(desk: Desk, shell: Shell, asked: AckFilter = EVERYBODY) -> FormDialog:
    """Asks whose forms to print, says how many that makes, and shows them; opened. `asked` is proposed, and its
    team is kept to."""

    def save(values: dict[str, Any]) -> None:
        found = _wanted(desk, asked.team, values)
        if not found:
            raise Refused("Nobody fits: choose another school or category, or print for everybody.")
        print_forms(desk, shell, found, by_team=values["by_team"])

    team = f" Only the team {asked.team}." if asked.team else ""
    form = FormDialog(
        shell.window(),
        "Print acknowledgement forms",
        HandingOut,
        shell.lookups,
        save,
        save_words="Preview",
        intro=f"One page for each person who is there now, by school, team and surname.{team}",
    )
    forms = text("", "strong")

    def count() -> None:
        try:
            forms.setText(count_of(len(_wanted(desk, asked.team, form.values())), "form"))
        except Refused:
            forms.setText("")

    for one in dataclasses.fields(HandingOut):
        form.row(one.name).changed.connect(count)
    form.widget("This makes", forms)
    form.fill(HandingOut(asked.school_id, asked.category, outstanding=asked.outstanding, by_team=asked.outstanding))
    form.open()
    count()
    return form


def _wanted(desk: Desk, team: str, values: dict[str, Any]) -> list[int]:
    """The ids of those whose forms are asked for, in the order in which forms are handed out."""
    wanted = AckFilter(values["school_id"], values["category"], team=team, outstanding=values["outstanding"])
    rows = acknowledgements.handed_out(desk, wanted)
    if values["pupils"] and not wanted.category:
        pupils = acknowledgements.handed_out(desk, dataclasses.replace(wanted, category=Category.PUPIL))
        rows = sorted({row.id: row for row in (*rows, *pupils)}.values(), key=_place)
    return [row.id for row in rows]


def _place(row: AckRow) -> tuple[str, str, str]:
    return row.school.casefold(), row.team.casefold(), row.name.casefold()
