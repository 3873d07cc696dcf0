"""One approach, read from top to bottom: what is missing, what was said and replied, who else, its history.

Somebody who does not keep it sees what the list shows, and opens the rest with a button: that is noted in the audit.
"""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from metdesk import forms, history
from metdesk.approach_record import Approach
from metdesk.approach_record import Tone as ReplyTone
from metdesk.approaches import File, Kept, Seen
from metdesk.calendar import count_of, show_date
from metdesk.declaration_record import Solely
from metdesk.desk import Desk
from metdesk.record import sentence_case
from ui import attachments
from ui.actions import Action
from ui.approach_list import by_whom, reported_chip, whole_chip
from ui.chips import Chip
from ui.corrected import earlier_entry, fold_earlier
from ui.history import HistoryLines, entered
from ui.panel import Panel, quote
from ui.shell import Shell
from ui.tokens import Tone

_TONES = {
    ReplyTone.PROFESSIONAL: Chip("Professional", Tone.OK),
    ReplyTone.NOT_PROFESSIONAL: Chip("Not professional", Tone.BAD),
}


@dataclasses.dataclass(frozen=True)
class Steps:
    """What the panel offers: first, in the menu beside it, what puts right what is missing, and where to go on."""

    first: Sequence[Action]
    more: Sequence[Action]
    report: Sequence[Action]
    reply: Sequence[Action]
    declare: Sequence[Action]
    read: Callable[[str], Action]
    show: Callable[[int], Action]


def fill_summary(panel: Panel, seen: Seen, steps: Steps) -> None:
    """Puts what everybody with sight may see into the panel; its first step opens the rest."""
    _head(panel, seen)
    panel.steps(steps.first, steps.more)
    panel.note(f"It is kept by the office and the head of {seen.school}. That you open it will stand in the history.")
    panel.heading("In short")
    panel.facts([("Approached by", by_whom(seen)), *_where(seen.approach), *_reported(seen)])


def fill(panel: Panel, desk: Desk, shell: Shell, file: File, steps: Steps) -> None:
    """Puts the whole approach into the panel, between its `start` and `finish`."""
    seen, told = file.seen, file.seen.approach
    happened = history.of(desk, "approach", seen.id)
    _head(panel, seen)
    _what_is_missing(panel, desk, seen, steps)
    panel.steps(steps.first, steps.more)
    panel.heading("What was said")
    panel.add(quote(told.said, f"{by_whom(seen)} · {told.platform} · {show_date(told.happened_on)}"))
    panel.heading("The reply")
    _reply(panel, seen)
    attachments.show(panel, desk, shell, "approach", seen.id)
    _test(panel, told, steps)
    panel.heading("The report")
    came = entered(happened, "approach", seen.id)
    panel.facts([*_reported(seen), ("Entered", came), ("Printed form", _form(told))])
    _same_student(panel, file, steps)
    _earlier(panel, file)
    panel.heading("History")
    panel.add(HistoryLines(happened, "approach"))


def _head(panel: Panel, seen: Seen) -> None:
    about = " · ".join(word for word in (sentence_case(seen.job), seen.school, seen.title) if word)
    panel.title(seen.person, whole_chip(seen), about)


# -- what is missing -------------------------------------------------------------------------------


def _what_is_missing(panel: Panel, desk: Desk, seen: Seen, steps: Steps) -> None:
    if seen.approach.reported_on is None:
        days = desk.setting("report_days")
        within = f" There {'is' if days == 1 else 'are'} {count_of(days, 'school day')} for it." if days else ""
        words = f"The head is told of every approach (6.5.5).{within}"
        heading = "The head was not told" if seen.late else "The head is still to be told"
        panel.notice(Tone.BAD if seen.late else Tone.WARN, words, [*steps.report, steps.read("6.5.5")], heading)
    if seen.kept is Kept.NOT_KEPT:
        words = "What was written to reject it is retained (6.5.5): enter the reply, or attach a picture of it."
        panel.notice(Tone.BAD, words, steps.reply, "The reply is not kept")
    elif seen.approach.reply and not seen.approach.tone:
        words = "Whether the reply was professional in tone is not on record (6.5.5)."
        panel.notice(Tone.NEUTRAL, words, steps.reply)
    if seen.approach.tone == ReplyTone.NOT_PROFESSIONAL:
        words = "A reply is professional in tone (6.5.5): the head talks it over with whoever wrote it."
        panel.notice(Tone.BAD, words, [steps.read("6.5.5")], "The reply was not professional")


def _reply(panel: Panel, seen: Seen) -> None:
    told = seen.approach
    if told.tone == ReplyTone.NOT_REPLIED:
        panel.note("They did not reply, as after blocking somebody: there is nothing to keep.")
    elif told.reply:
        whose = f"{seen.person} · {show_date(told.replied_on)}"
        panel.add(quote(told.reply, whose, _TONES.get(ReplyTone(told.tone)) if told.tone else None))
    elif told.replied_on:
        panel.note(f"Replied on {show_date(told.replied_on)}; the words were not entered.")
    else:
        panel.note("Nothing was entered.")


def _test(panel: Panel, told: Approach, steps: Steps) -> None:
    if not told.solely:
        return
    panel.heading("The test of 6.5.3")
    panel.facts([("Only through the school", sentence_case(told.solely)), ("Rests on", told.solely_reason)])
    if told.solely == Solely.NO:
        words = "Another relationship is declared, so that the head decides on it (6.5.4)."
        panel.notice(Tone.NEUTRAL, words, [*steps.declare, steps.read("6.5.4")])


def _where(told: Approach) -> list[tuple[str, str]]:
    return [("Platform", told.platform), ("Happened on", show_date(told.happened_on))]


def _reported(seen: Seen) -> list[tuple[str, str]]:
    return [("Reported on", show_date(seen.approach.reported_on) or "Not yet")]


def _form(told: Approach) -> str:
    form = forms.get(told.form_id) if told.form_id is not None else None
    return form.reference if form else ""


# -- who else, and what was before -----------------------------------------------------------------


def _same_student(panel: Panel, file: File, steps: Steps) -> None:
    """The other approaches by whoever is named the same, together: one is a slip, three are a pattern."""
    if not file.same_student:
        return
    panel.heading("Other approaches by the same student")
    panel.note(f"Named {file.seen.approach.student} at {file.seen.school}, however it is written.")
    for one in file.same_student:
        about = f"{show_date(one.approach.happened_on)} · {one.approach.platform} · {one.approach.student}"
        panel.person(one.person, about, reported_chip(one), [steps.show(one.id)])


def _earlier(panel: Panel, file: File) -> None:
    """What this approach stands in the place of, folded away; why each was corrected stands with its successor."""
    if not file.earlier:
        return
    panel.heading("Corrected")
    panel.note(f"It stands in the place of {file.earlier[0].title.lower()}: {file.seen.approach.correction}")
    fold_earlier(panel, [_entry(one) for one in file.earlier])


def _entry(seen: Seen) -> QWidget:
    told = seen.approach
    facts = [
        ("Person", seen.person),
        ("Approached by", by_whom(seen)),
        *_where(told),
        ("What was said", told.said),
        ("The reply", told.reply),
        ("Replied on", show_date(told.replied_on)),
        ("Tone of the reply", told.tone),
        ("Only through the school", told.solely),
        ("Rests on", told.solely_reason),
        *_reported(seen),
        ("Why it was corrected", told.correction),
    ]
    return earlier_entry(seen.title, facts)
