"""The forms for what is done about a declaration: decided on paper, answered, no change, withdrawn, ended."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

from metdesk import declarations, declaring, reviewers, reviewing
from metdesk.calendar import count_of, show_date
from metdesk.declaration_record import Decision, Step
from metdesk.declarations import Seen
from metdesk.desk import Desk
from metdesk.record import Kind, field
from ui.declaration_forms import who_decides
from ui.declaration_list import whom
from ui.form import FormDialog
from ui.shell import Shell


@dataclasses.dataclass(frozen=True)
class Sheet(Decision):
    """A decision as it is keyed from the signed sheet, which is told by the reference at its foot."""

    reference: str = field("Form reference", help="At the foot of the signed sheet; empty where there was none.")


@dataclasses.dataclass(frozen=True)
class Answering:
    """What is asked when the person answered what the head asked."""

    reason: str = field("Their answer", Kind.TEXT, required=True, help="As they put it: it goes back to the head.")
    taken_on: date | None = field("Answered on", Kind.DATE, required=True)


@dataclasses.dataclass(frozen=True)
class Confirming:
    """What is asked when somebody says that nothing has changed."""

    taken_on: date | None = field(
        "Said on",
        Kind.DATE,
        required=True,
        clause="6.5.4",
        help="The date beside their signature, or the day they said so.",
    )


@dataclasses.dataclass(frozen=True)
class Withdrawing:
    """What is asked when a declaration is taken back."""

    reason: str = field("Why", Kind.TEXT, required=True, help="It stays readable beside what was declared.")
    taken_on: date | None = field("Withdrawn on", Kind.DATE, required=True)


@dataclasses.dataclass(frozen=True)
class Ending:
    """What is asked when what was declared is over."""

    reason: str = field("Why", Kind.TEXT, required=True, help="It stands in the history: they left the club, …")
    taken_on: date | None = field("Last day", Kind.DATE, required=True)


def decision_form(desk: Desk, shell: Shell, declaration_id: int) -> FormDialog:
    """The form for a decision that was signed on paper, opened; whoever reviews it is filled in."""
    seen = declarations.seen(desk, declaration_id)

    def save(values: dict[str, Any]) -> None:
        told = {name: value for name, value in values.items() if name != "reference"}
        form_id = declarations.sheet(desk, values["reference"], seen.person_id)
        reviewing.file_decision(desk, declaration_id, Decision(**told, form_id=form_id))
        shell.said(f"{seen.title}: {values['outcome']}, signed on paper.")

    form = FormDialog(
        shell.window(),
        "Record the head’s decision",
        Sheet,
        shell.lookups,
        save,
        save_words="Record",
        intro=f"{_about(seen)} Key in the signed sheet as it stands.",
        draft=shell.drafts.of("declarations", f"decide {declaration_id}"),
    )
    for name in ("outcome", "solely", "reason", "conditions", "look_again"):
        form.row(name)
    form.heading("Signed")
    form.row("decided_by_id", help=who_decides(desk, seen.person_id))
    form.row("decided_on")
    form.row("reference")
    form.fill(Sheet(decided_by_id=reviewers.reviewer(desk, seen.person_id)))
    form.open()
    return form


def answer_form(desk: Desk, shell: Shell, declaration_id: int) -> FormDialog:
    """The form for what the person answered to what the head asked, opened."""
    seen = declarations.seen(desk, declaration_id)
    asked = [one for one in declarations.steps(desk, declaration_id) if one.step == Step.MORE]

    def save(values: dict[str, Any]) -> None:
        declaring.answer(desk, declaration_id, values["reason"], values["taken_on"])
        shell.said(f"{seen.title}: what was asked is answered.")

    question = f" Asked on {show_date(asked[-1].taken_on)}: {asked[-1].reason}" if asked else ""
    form = _form(desk, shell, "Record their answer", Answering, save, f"{_about(seen)}{question}", f"answer {seen.id}")
    form.row("reason")
    form.row("taken_on")
    return _opened(form, Answering(taken_on=desk.today()))


def confirm_form(desk: Desk, shell: Shell, declaration_ids: Sequence[int]) -> FormDialog:
    """The form that records that one declaration is as it was, or several, opened."""
    found = [declarations.seen(desk, one) for one in declaration_ids]
    what = found[0].title if len(found) == 1 else count_of(len(found), "declaration")

    def save(values: dict[str, Any]) -> None:
        declaring.confirm(desk, declaration_ids, values["taken_on"])
        shell.said(f"{what}: no change.")

    names = ", ".join(sorted({one.person for one in found})[:6])
    more = len({one.person for one in found}) - 6
    intro = _about(found[0]) if len(found) == 1 else f"{names}{f' and {more:,} more' if more > 0 else ''}."
    step = f"confirm {' '.join(map(str, declaration_ids))}"
    title = "No change" if len(found) == 1 else f"No change in {what}"
    form = _form(desk, shell, title, Confirming, save, f"{intro} It is as it was declared (6.5.4).", step)
    form.row("taken_on")
    return _opened(form, Confirming(desk.today()))


def withdraw_form(desk: Desk, shell: Shell, declaration_id: int) -> FormDialog:
    """The form for a declaration that the person takes back, opened."""
    seen = declarations.seen(desk, declaration_id)

    def save(values: dict[str, Any]) -> None:
        declaring.withdraw(desk, declaration_id, values["reason"], values["taken_on"])
        shell.said(f"{seen.title} withdrawn.")

    intro = f"{_about(seen)} It was not so, or should not have been declared. For what is over, choose End instead."
    form = _form(desk, shell, "Withdraw the declaration", Withdrawing, save, intro, f"withdraw {seen.id}", "Withdraw")
    form.row("reason")
    form.row("taken_on")
    return _opened(form, Withdrawing(taken_on=desk.today()))


def end_form(desk: Desk, shell: Shell, declaration_id: int) -> FormDialog:
    """The form for a relationship that is over, opened."""
    seen = declarations.seen(desk, declaration_id)

    def save(values: dict[str, Any]) -> None:
        declaring.end(desk, declaration_id, values["reason"], values["taken_on"])
        shell.said(f"{seen.title} ended.")

    intro = f"{_about(seen)} It was so, and is over after this day."
    form = _form(desk, shell, "End the declaration", Ending, save, intro, f"end {seen.id}", "End")
    form.row("reason")
    form.row("taken_on")
    return _opened(form, Ending(taken_on=desk.today()))


def _form(
    desk: Desk, shell: Shell, title: str, record: type, save: Any, intro: str, step: str, save_words: str = "Record"
) -> FormDialog:
    return FormDialog(
        shell.window(),
        title,
        record,
        shell.lookups,
        save,
        save_words=save_words,
        intro=intro,
        draft=shell.drafts.of("declarations", step),
    )


def _opened(form: FormDialog, filled: object) -> FormDialog:
    form.fill(filled)
    form.open()
    return form


def _about(seen: Seen) -> str:
    """Whose declaration it is and of whom, in a sentence."""
    about = f"{whom(seen)}, {seen.declaration.relationship}" if not seen.declaration.nothing else "nothing to declare"
    return f"{seen.person} of {seen.school}: {about}, declared on {show_date(seen.declaration.declared_on)}."
