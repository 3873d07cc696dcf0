"""The forms for an approach: a new one, its reply, its report to the head, and the correction of one."""

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

from metdesk import approaches, forms
from metdesk.approach_record import Approach, Reply
from metdesk.approaches import Seen
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.record import Kind, field
from ui.approach_list import by_whom
from ui.form import FormDialog
from ui.shell import Shell

_INTRO = (
    "A student or ex-student wrote to somebody who works here, and was turned down: what was said and the reply are "
    "kept, and the head is told (6.5.5). What is not known yet can be entered later."
)

Then = Callable[[int], object]


@dataclasses.dataclass(frozen=True)
class Written(Approach):
    """An approach as it is keyed: the form by the reference at its foot."""

    reference: str = field("Form reference", help="At the foot of the printed form; empty where there was none.")


@dataclasses.dataclass(frozen=True)
class Reporting:
    """What is asked when the head was told."""

    on: date | None = field("Reported on", Kind.DATE, required=True, help="The day the head was told.")


def approach_form(
    desk: Desk, shell: Shell, person_id: int | None = None, then: Then = lambda number: None
) -> FormDialog:
    """The form for a new approach, of this person where one is named, opened; `then` gets its id."""

    def save(values: dict[str, Any]) -> None:
        number = approaches.add(desk, _written(desk, values))
        shell.said(f"Approach {number} entered.")
        then(number)

    step = f"approach new {person_id or ''}".strip()
    form = _form(shell, "New approach", Written, save, "Enter", _INTRO, step)
    _lay_out(form)
    form.fill(Written(person_id, happened_on=desk.today()))
    form.open()
    return form


def correct_form(desk: Desk, shell: Shell, approach_id: int, then: Then = lambda number: None) -> FormDialog:
    """The form for the correction of an approach, opened; `then` gets the id of the one in its place."""
    wrong = approaches.get(desk, approach_id)
    printed = forms.get(wrong.form_id) if wrong.form_id is not None else None

    def save(values: dict[str, Any]) -> None:
        number = approaches.correct(desk, approach_id, _written(desk, values))
        shell.said(f"Approach {approach_id} corrected by approach {number}.")
        then(number)

    intro = "What was entered stays readable; the correction stands in its place, with what is attached."
    step = f"approach correct {approach_id}"
    form = _form(shell, "Correct the approach", Written, save, "Enter the correction", intro, step)
    _lay_out(form)
    form.heading("The correction")
    form.row("correction", help="Both entries stay readable, this beside them.")
    before = dataclasses.asdict(wrong) | {"correction": "", "reference": printed.reference if printed else ""}
    form.fill(Written(**before))
    form.open()
    return form


def _lay_out(form: FormDialog) -> None:
    for name in ("person_id", "student", "student_kind", "platform", "happened_on", "said"):
        form.row(name)
    form.heading("The reply")
    for name in ("reply", "replied_on", "tone"):
        form.row(name)
    form.heading("The report")
    for name in ("reported_on", "solely", "solely_reason", "reference"):
        form.row(name)


def reply_form(desk: Desk, shell: Shell, approach_id: int) -> FormDialog:
    """The form for the reply to an approach that was entered without it, or for its tone, opened: what is empty is
    asked."""
    seen = approaches.seen(desk, approach_id)
    told = seen.approach

    def save(values: dict[str, Any]) -> None:
        approaches.reply(desk, approach_id, Reply(**values))
        shell.said(f"{seen.title}: the reply recorded.")

    kept = f" Replied on {show_date(told.replied_on)}." if told.replied_on else ""
    intro = f"{_about(seen)}{kept} “Not replied” is an answer too: there is nothing to keep then (6.5.5)."
    form = _form(shell, "Record the reply", Reply, save, "Record", intro, f"approach reply {approach_id}")
    for name in ("reply", "replied_on", "tone"):
        if not getattr(told, name):
            form.row(name)
    form.open()
    return form


def report_form(desk: Desk, shell: Shell, approach_id: int) -> FormDialog:
    """The form for the day on which the head was told, opened."""
    seen = approaches.seen(desk, approach_id)

    def save(values: dict[str, Any]) -> None:
        approaches.report(desk, approach_id, values["on"])
        shell.said(f"{seen.title}: reported to the head.")

    intro = f"{_about(seen)} The head is told of every approach (6.5.5)."
    step = f"approach report {approach_id}"
    form = _form(shell, "Record that the head was told", Reporting, save, "Record", intro, step)
    form.row("on")
    form.fill(Reporting(desk.today()))
    form.open()
    return form


def _about(seen: Seen) -> str:
    told = seen.approach
    return f"{seen.title}: {by_whom(seen)}, to {seen.person} on {show_date(told.happened_on)}."


def _written(desk: Desk, values: dict[str, Any]) -> Approach:
    form_id = approaches.sheet(desk, values["reference"], values["person_id"])
    told = {name: value for name, value in values.items() if name != "reference"}
    return Approach(**told, form_id=form_id)


def _form(
    shell: Shell,
    title: str,
    record: type,
    save: Callable[[dict[str, Any]], object],
    words: str,
    intro: str,
    step: str,
) -> FormDialog:
    draft = shell.drafts.of("declarations", step)
    return FormDialog(shell.window(), title, record, shell.lookups, save, save_words=words, intro=intro, draft=draft)
