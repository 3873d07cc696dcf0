"""Where one person stands, read from top to bottom: the answers with their three dates, the forms, the history."""

import dataclasses
from collections.abc import Callable, Sequence

from metdesk import forms, history, receipts, rounds
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.acknowledgements import AckRow
from metdesk.calendar import show_date, show_when
from metdesk.desk import Desk
from metdesk.forms import FormKind
from metdesk.receipts import Answered
from metdesk.record import sentence_case
from ui.actions import Action
from ui.answer_list import standing_chip
from ui.chips import Chip
from ui.corrected import CORRECTED
from ui.history import HistoryLines
from ui.panel import Panel
from ui.tokens import Tone

_FORMS_SHOWN = 8
_CHIPS = {
    Answer.SIGNED: Chip("Signed", Tone.OK),
    Answer.REFUSED: Chip("Refused", Tone.BAD),
    Answer.UNABLE: Chip("Unable to sign", Tone.WARN),
    Answer.MISTAKE: Chip("No answer", Tone.NEUTRAL),
}


@dataclasses.dataclass(frozen=True)
class Steps:
    """What the panel offers: first, in the menu beside it, with one entry, and where nobody has asked yet."""

    first: Sequence[Action]
    more: Sequence[Action]
    entry: Callable[[Answered], Sequence[Action]]
    asking: Sequence[Action] = ()


def fill(panel: Panel, desk: Desk, row: AckRow, steps: Steps) -> None:
    """Puts the person into the panel, between its `start` and `finish`."""
    about = " · ".join(word for word in (row.job or sentence_case(row.category), row.team, row.school) if word)
    panel.title(row.name, standing_chip(row.standing), about)
    if rounds.holding(desk) is None:
        panel.notice(Tone.NEUTRAL, rounds.NO_EDITION, steps.asking)
    elif row.standing is Standing.NOT_ASKED:
        panel.notice(Tone.NEUTRAL, "No round asks them to sign the edition in force.", steps.asking)
    else:
        _say_standing(panel, row)
    panel.steps(steps.first, steps.more)
    entries = receipts.of_person(desk, row.id)
    panel.heading("Answers")
    if not entries:
        panel.note("No answer is entered yet.")
    for one in entries:
        panel.person(f"Edition {one.edition}", _dates(one), _chip(one), steps.entry(one))
    _show_forms(panel, desk, row.id)
    happened = [one for entry in entries for one in history.of(desk, "acknowledgement", entry.id)]
    if happened:
        panel.heading("History")
        panel.add(HistoryLines(sorted(happened, key=lambda one: one.at, reverse=True), "acknowledgement"))


def _say_standing(panel: Panel, row: AckRow) -> None:
    due = show_date(row.due_on)
    if row.overdue:
        earlier = f" They signed edition {row.edition} before." if row.standing is Standing.EARLIER else ""
        panel.notice(Tone.BAD, f"Was to sign by {due}, and has not answered (5.3.1).{earlier}", heading="Overdue")
    elif row.standing is Standing.REFUSED:
        panel.notice(Tone.BAD, f"Refused on {show_date(row.signed_on)}: {row.reason}")
    elif row.standing is Standing.UNABLE:
        panel.notice(Tone.WARN, f"Unable to sign: {row.reason}")
    elif row.standing is Standing.EARLIER:
        asked = f" They are asked by {due}." if row.outstanding else " They are not asked for the new one yet."
        panel.note(f"Signed edition {row.edition}, which no longer counts.{asked}")
    elif row.standing is Standing.ASKED:
        panel.note(f"Asked to sign by {due}.")
    elif row.standing is Standing.LEFT:
        panel.note(f"Left on {show_date(row.ends)}. What was answered stays on record.")


def _dates(one: Answered) -> str:
    said = "Signed" if one.answer.answer == Answer.SIGNED else "Said"
    entered = f"Entered {show_when(one.entered_at)} by {one.entered_by}" if one.entered_at else ""
    lines = [
        f"{said} {show_date(one.answer.signed_on)}" if one.answer.signed_on else "",
        f"Received {show_date(one.answer.received_on)}" if one.answer.received_on else "",
        entered,
        f"Form {one.reference}" if one.reference else "",
        one.answer.reason,
        f"Corrects an earlier entry: {one.answer.correction}" if one.answer.corrects_id else "",
    ]
    return "\n".join(line for line in lines if line)


def _chip(one: Answered) -> Chip:
    if one.corrected_by is not None:
        return CORRECTED
    return _CHIPS[Answer(one.answer.answer)]


def _show_forms(panel: Panel, desk: Desk, person_id: int) -> None:
    printed = [one for one in forms.of_person(desk, person_id) if one.kind == FormKind.ACKNOWLEDGEMENT]
    if printed:
        panel.heading("Forms printed")
        panel.facts([(one.reference, show_when(one.printed_at)) for one in printed[:_FORMS_SHOWN]])
