"""The forms about one person's answer: signed, refused, unable to sign; and the correction of an entry."""

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

from metdesk import answering, keying, people, receipts
from metdesk.acknowledgement_record import Acknowledgement, Answer
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.record import Kind, field
from ui.form import FormDialog
from ui.shell import Shell

STEPS = {"sign": Answer.SIGNED, "refuse": Answer.REFUSED, "unable": Answer.UNABLE}
"""The words by which `AcknowledgementsTab.begin` knows these forms."""
_TITLES = {
    Answer.SIGNED: "Key in the signed form",
    Answer.REFUSED: "Record a refusal",
    Answer.UNABLE: "Record that they are unable to sign",
}
_DONE = {Answer.SIGNED: "signed", Answer.REFUSED: "refuses to sign", Answer.UNABLE: "is unable to sign"}


@dataclasses.dataclass(frozen=True)
class Signing:
    """What is asked of a signed form."""

    signed_on: date | None = field("Signed on", Kind.DATE, required=True, help="The date on the form.")
    received_on: date | None = field("Received on", Kind.DATE, help="The day the form came back to the office.")


@dataclasses.dataclass(frozen=True)
class Declining:
    """What is asked where somebody refuses or is unable to sign."""

    signed_on: date | None = field("Said on", Kind.DATE, required=True, help="The day it was said, or written.")
    received_on: date | None = field("Received on", Kind.DATE, help="The day the office heard of it.")
    reason: str = field("Reason", Kind.TEXT, required=True, help="In a few words: the head will want to talk it over.")


def answer_form(
    desk: Desk, shell: Shell, person_id: int, answer: Answer, then: Callable[[int], object] = lambda number: None
) -> FormDialog:
    """The form for what a person answered to the edition in force, opened; `then` gets the person's id."""
    keyed = keying.of_person(desk, person_id)
    name = people.get(desk, person_id).name

    def save(values: dict[str, Any]) -> None:
        keying.enter(desk, keyed, answer, values["signed_on"], values.get("reason", ""), values["received_on"])
        shell.said(f"Entered: {name} {_DONE[answer]} edition {keyed.edition}.")
        then(person_id)

    step = next(word for word, one in STEPS.items() if one is answer)
    form = FormDialog(
        shell.window(),
        _TITLES[answer],
        Signing if answer is Answer.SIGNED else Declining,
        shell.lookups,
        save,
        save_words="Enter",
        intro=f"{name}, edition {keyed.edition}. The day it was entered is kept beside both dates.",
        draft=shell.drafts.of("acknowledgements", f"{step} {person_id}"),
    )
    form.row("signed_on")
    form.row("received_on")
    form.editor("received_on").set_value(desk.today())
    if answer is not Answer.SIGNED:
        form.editor("signed_on").set_value(desk.today())
        form.row("reason")
    form.open()
    return form


def correct_form(
    desk: Desk, shell: Shell, acknowledgement_id: int, then: Callable[[int], object] = lambda number: None
) -> FormDialog:
    """The form for a further entry in the place of one that was wrong, opened; `then` gets the person's id."""
    wrong = answering.get(desk, acknowledgement_id)
    entry = receipts.receipt(desk, acknowledgement_id).answered
    person = people.get(desk, wrong.person_id or 0)

    def save(values: dict[str, Any]) -> None:
        answering.correct(desk, acknowledgement_id, dataclasses.replace(wrong, **values))
        shell.said(f"Corrected what {person.name} answered.")
        then(wrong.person_id or 0)

    dated = f" on {show_date(wrong.signed_on)}" if wrong.signed_on else ""
    form = FormDialog(
        shell.window(),
        "Correct the entry",
        Acknowledgement,
        shell.lookups,
        save,
        save_words="Enter the correction",
        intro=f"{person.name}, edition {entry.edition}: {wrong.answer}{dated}. What was entered stays on record; the "
        "correction stands in its place. “Mistake” says that there was no answer at all.",
        draft=shell.drafts.of("acknowledgements", f"correct {acknowledgement_id}"),
    )
    for name in ("answer", "signed_on", "received_on", "reason", "correction"):
        form.row(name)
    form.fill(dataclasses.replace(wrong, correction=""))
    form.open()
    return form
