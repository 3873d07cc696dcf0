"""What somebody declared, and who approached them, in short, on their record among the people: for whoever may read
it."""

from functools import partial

from metdesk import approaches, confidential, declarations
from metdesk.calendar import count_of, show_date
from metdesk.declarations import Seen
from metdesk.desk import Desk
from metdesk.people import Category
from ui.actions import Action
from ui.approach_list import by_whom, whole_chip
from ui.declaration_list import state_chip, whom
from ui.panel import Panel
from ui.shell import Shell

_SHOWN = 4


def show_declared(panel: Panel, desk: Desk, shell: Shell, person_id: int, category: str) -> None:
    """Adds what stands of a person's declarations and of approaches to them; nothing for a pupil, nor where the
    keyholder may not read it."""
    if category == Category.PUPIL or not confidential.sees(desk, person_id):
        return
    found = declarations.of_person(desk, person_id)
    panel.heading("Declarations")
    if not found:
        panel.note("Nothing is declared, nor that there is nothing to declare (6.5.4).")
    for one in found[:_SHOWN]:
        there = Action("Open the declaration", partial(shell.go, "declaration", one.id))
        panel.person(whom(one) or one.title, _about(one), state_chip(one.state), [there])
    if found[_SHOWN:]:
        panel.note(f"And {count_of(len(found) - _SHOWN, 'earlier declaration')}.")
    for approached in approaches.of_person(desk, person_id)[:_SHOWN]:
        there = Action("Open the approach", partial(shell.go, "approach", approached.id))
        when = f"approached on {show_date(approached.approach.happened_on)}"
        panel.person(by_whom(approached), when, whole_chip(approached), [there])
    if desk.may("declarations.add"):
        panel.steps([Action("New declaration…", lambda: shell.begin("declarations", f"new {person_id}"), "add")])


def _about(one: Seen) -> str:
    return " · ".join(
        word for word in (one.declaration.relationship, f"declared {show_date(one.declaration.declared_on)}") if word
    )
