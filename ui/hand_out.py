"""Forms to hand out in bulk: whose, the outstanding only or all, with a sheet before each team."""

import dataclasses
from typing import Any

from metdesk import acknowledgements, printing, printing_answers
from metdesk.acknowledgements import AckFilter
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
    outstanding: bool = field("Only those who have yet to answer", Kind.YES_NO, default=True)
    by_team: bool = field("A sheet before each team, and a list to tick off", Kind.YES_NO, default=True)


def hand_out_form(desk: Desk, shell: Shell, asked: AckFilter) -> FormDialog:
    """Asks whose forms to print, says how many that makes, and shows them; opened. `asked` is proposed."""

    def wanted(values: dict[str, Any]) -> AckFilter:
        return AckFilter(values["school_id"], values["category"], team=asked.team, outstanding=values["outstanding"])

    def people(values: dict[str, Any]) -> list[int]:
        return [row.id for row in acknowledgements.handed_out(desk, wanted(values))]

    def save(values: dict[str, Any]) -> None:
        found = people(values)
        if not found:
            raise Refused("Nobody fits: choose another school or category, or print for everybody.")
        if values["outstanding"]:
            shell.preview(lambda: printing_answers.outstanding_forms(desk, wanted(values), by_team=values["by_team"]))
        else:
            shell.preview(lambda: printing.acknowledgements(desk, found, by_team=values["by_team"]))

    team = f" Only the team {asked.team}." if asked.team else ""
    form = FormDialog(
        shell.window(),
        "Forms to hand out",
        HandingOut,
        shell.lookups,
        save,
        save_words="Preview",
        intro=f"One page for each person, by school, team and surname.{team}",
    )
    forms = text("", "strong")

    def count() -> None:
        try:
            forms.setText(count_of(len(people(form.values())), "form"))
        except Refused:
            forms.setText("")

    for name in ("school_id", "category", "outstanding", "by_team"):
        form.row(name).changed.connect(count)
    form.widget("This makes", forms)
    form.fill(HandingOut(asked.school_id, asked.category))
    form.open()
    count()
    return form
