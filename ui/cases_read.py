"""The pattern: the cases about somebody, or at an account, of those alone that whoever sits here is named on."""

from collections.abc import Sequence
from functools import partial

from metdesk import case_links
from metdesk.calendar import show_date
from metdesk.case_seen import Case, CaseRow
from metdesk.desk import Desk
from metdesk.record import sentence_case
from ui.actions import Action
from ui.case_list import due_chip, state_chip
from ui.panel import Panel
from ui.shell import Shell

_ONES_OWN = "Cases you read"


def show_about(panel: Panel, desk: Desk, shell: Shell, person_id: int) -> None:
    """Adds the cases about a person to their record; nothing where there are none, nor for that person."""
    _show(panel, shell, _ONES_OWN, case_links.about_person(desk, person_id))


def show_at(panel: Panel, desk: Desk, shell: Shell, account_id: int) -> None:
    """Adds the cases that have to do with an account to its record; nothing where there are none."""
    _show(panel, shell, _ONES_OWN, case_links.at_account(desk, account_id))


def show_others(panel: Panel, desk: Desk, shell: Shell, case: Case) -> None:
    """Adds the other cases about the same people to a case: one is a slip, three a pattern."""
    about = [one for person in sorted(case.report.subjects) for one in case_links.about_person(desk, person)]
    others = {one.id: one for one in about if one.id != case.row.id}
    _show(panel, shell, "Other cases about the same person", list(others.values()))


def _show(panel: Panel, shell: Shell, heading: str, found: Sequence[CaseRow]) -> None:
    if found:
        panel.heading(heading)
    for one in found:
        there = Action("Show the case", partial(shell.go, "breach", one.id))
        about = f"{sentence_case(one.category)} · {show_date(one.reported_on)}"
        panel.person(one.title, about, due_chip(one) or state_chip(one), [there])
