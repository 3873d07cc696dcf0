"""One declaration, read from top to bottom: what is to be done, what was declared, what the head said, its history.

Somebody who does not keep it sees what the list shows, and opens the rest with a button: that is noted in the audit.
"""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from metdesk import forms, history, people, reviewers, term_dates
from metdesk.calendar import count_of, show_date
from metdesk.declaration_record import (
    APPROVED,
    OPEN,
    Declaration,
    Outcome,
    Relationship,
    State,
    Step,
    Taken,
)
from metdesk.declarations import File, Seen, of_person
from metdesk.desk import Desk
from metdesk.record import field_of, sentence_case
from metdesk.settings import COUNTS_ONLY
from ui import attachments
from ui.actions import Action
from ui.chips import Chip, ChipLabel
from ui.corrected import earlier_entry, fold_earlier
from ui.declaration_list import state_chip, whom
from ui.history import HistoryLines, entered
from ui.panel import Panel, stack
from ui.parts import Words, row
from ui.shell import Shell
from ui.tokens import Tone

_SAID = {
    Step.APPROVED: "Approved",
    Step.CONDITIONS: "Approved with conditions",
    Step.NOT_APPROVED: "Not approved",
    Step.MORE: "More asked",
    Step.ANSWERED: "Answered",
    Step.CONFIRMED: "No change",
    Step.WITHDRAWN: "Withdrawn",
    Step.ENDED: "Ended",
}


@dataclasses.dataclass(frozen=True)
class Steps:
    """What the panel offers: first, in the menu beside it, and what it waits for and where to read on."""

    first: Sequence[Action]
    more: Sequence[Action]
    pressing: Sequence[Action]
    read: Callable[[str], Action]
    school: Action


def fill_summary(panel: Panel, desk: Desk, seen: Seen, steps: Steps) -> None:
    """Puts what everybody with sight may see into the panel; its first step opens the rest."""
    _head(panel, seen)
    _what_next(panel, desk, seen, (), steps)
    panel.steps(steps.first, steps.more)
    panel.note(f"{_keepers(desk, seen)} That you open it will stand in the register’s history.")
    panel.heading("In short")
    panel.facts(
        [
            ("With", whom(seen)),
            ("Relationship", sentence_case(seen.declaration.relationship)),
            ("Declared on", show_date(seen.declaration.declared_on)),
            *_since(seen),
        ]
    )


def _keepers(desk: Desk, seen: Seen) -> str:
    if desk.setting("manager_sees_declarations") == COUNTS_ONLY:
        return f"The head of {seen.school} keeps it."
    return f"The office and the head of {seen.school} keep it."


def fill(panel: Panel, desk: Desk, shell: Shell, file: File, steps: Steps) -> None:
    """Puts the whole declaration into the panel, between its `start` and `finish`."""
    seen = file.seen
    happened = history.of(desk, "declaration", seen.id)
    _head(panel, seen)
    _what_next(panel, desk, seen, file.steps, steps)
    panel.steps(steps.first, steps.more)
    panel.heading("What was declared")
    panel.facts([*_facts(seen.declaration, entered(happened, "declaration", seen.id)), *_since(seen)])
    if seen.declaration.words:
        panel.heading("In their words")
        panel.add(Words(seen.declaration.words))
    panel.heading("Decision and steps")
    if not file.steps:
        panel.note("Nothing was done about it yet.")
    for taken in file.steps:
        panel.add(_step(taken, entered(happened, "declaration_step", taken.id)))
    _earlier(panel, file)
    attachments.show(panel, desk, shell, "declaration", seen.id)
    panel.heading("History")
    panel.add(HistoryLines(happened, "declaration"))


def fill_letter(panel: Panel, desk: Desk, shell: Shell, file: File) -> None:
    """Puts the declaration into the panel as a head reads it: who, what, in their words, what was said before."""
    seen = file.seen
    happened = history.of(desk, "declaration", seen.id)
    _head(panel, seen)
    if seen.due:
        panel.notice(Tone.ACCENT, f"Decided before, to be looked at again on {show_date(seen.look_again)} (6.5.4).")
    if seen.moved:
        panel.notice(Tone.ACCENT, "The head of another school decided before they came here: it is decided anew.")
    if seen.declaration.words:
        panel.add(Words(seen.declaration.words, "letter"))
    panel.heading("What is declared")
    panel.facts([*_facts(seen.declaration, entered(happened, "declaration", seen.id)), *_since(seen)])
    if file.steps:
        panel.heading("What was said about it before")
    for taken in file.steps:
        panel.add(_step(taken, entered(happened, "declaration_step", taken.id)))
    _earlier(panel, file)
    others = [one for one in of_person(desk, seen.person_id) if one.id != seen.id]
    if others:
        panel.heading("Also declared by them")
    for one in others:
        about = " · ".join(w for w in (sentence_case(one.declaration.relationship), one.title) if w)
        panel.person(whom(one) or "Nothing to declare", about, state_chip(one.state))
    attachments.show(panel, desk, shell, "declaration", seen.id)


def _head(panel: Panel, seen: Seen) -> None:
    about = " · ".join(word for word in (sentence_case(seen.job), seen.school, seen.title) if word)
    panel.title(seen.person, state_chip(seen.state), about)


# -- what is to be done ----------------------------------------------------------------------------


def _what_next(panel: Panel, desk: Desk, seen: Seen, taken: Sequence[Taken], steps: Steps) -> None:
    if seen.state is State.WAITING:
        _waits(panel, desk, seen, taken, steps)
    elif seen.state is State.MORE:
        _asked(panel, taken, steps)
    elif seen.due:
        since = f"To be looked at again since {show_date(seen.look_again)} (6.5.4)."
        panel.notice(Tone.WARN, since, [*steps.pressing, steps.read("6.5.4")])
    elif seen.state is State.ENDED and seen.leaves and seen.leaves < seen.today and seen.ended_on is None:
        panel.note(f"Left on {show_date(seen.leaves)}: what was declared ended with that day.")
    if seen.state is State.CONDITIONS and (decision := _last(taken, Step.CONDITIONS)):
        panel.notice(Tone.OK, decision.conditions, heading="Approved, as long as they keep to this")
    if seen.declaration.relationship == Relationship.UNSURE and seen.state in (State.WAITING, State.MORE):
        words = "They are unsure of this relationship, and declared it for that: the head says what holds (6.1.4)."
        panel.notice(Tone.NEUTRAL, words, [steps.read("6.1.4")])


def _waits(panel: Panel, desk: Desk, seen: Seen, taken: Sequence[Taken], steps: Steps) -> None:
    who = reviewers.reviewer(desk, seen.person_id)
    if who is None:
        words = reviewers.missing(desk, seen.person_id)
        panel.notice(Tone.BAD, words, [steps.school, steps.read("6.5.4")], heading="Nobody reviews it")
        return
    name = people.get(desk, who).name
    if seen.moved:
        words = f"The head of another school decided before they came to {seen.school}: {name} decides anew (6.5.4)."
        panel.notice(Tone.ACCENT, words, steps.pressing, heading="Moved from another school")
        return
    answered = _last(taken, Step.ANSWERED)
    since = answered.taken_on if answered else seen.declaration.declared_on or seen.today
    days_there = term_dates.school_days(desk, seen.school_id)
    late = days_there.school_days_after(since, desk.setting("review_days")) < seen.today
    days = f" A head has {count_of(desk.setting('review_days'), 'school day')} to review." if late else ""
    words = f"Waits for {name} since {show_date(since)} (6.5.4).{days}"
    panel.notice(Tone.BAD if late else Tone.ACCENT, words, steps.pressing, heading="Review overdue" if late else "")


def _asked(panel: Panel, taken: Sequence[Taken], steps: Steps) -> None:
    asked = _last(taken, Step.MORE)
    if asked is None:
        panel.notice(Tone.WARN, "The head asked for more, and it is not answered yet.", steps.pressing)
        return
    heading = f"{asked.decided_by} asked on {show_date(asked.taken_on)}, and has no answer yet"
    panel.notice(Tone.WARN, asked.reason, steps.pressing, heading=heading)


def _last(taken: Sequence[Taken], step: Step) -> Taken | None:
    return next((one for one in reversed(taken) if one.step == step), None)


# -- what was declared -----------------------------------------------------------------------------


def _facts(declared: Declaration, came: str) -> list[tuple[str, str]]:
    form = forms.get(declared.form_id) if declared.form_id is not None else None
    return [
        ("Nothing to declare", "Yes" if declared.nothing else ""),
        ("With", sentence_case(declared.with_kind)),
        ("Named as", declared.with_whom),
        ("Relationship", sentence_case(declared.relationship)),
        ("Platforms", declared.platforms),
        ("Since when", declared.since),
        ("Declared on", show_date(declared.declared_on)),
        ("Received on", show_date(declared.received_on)),
        ("Entered", came),
        ("Printed form", form.reference if form else ""),
    ]


def _since(seen: Seen) -> list[tuple[str, str]]:
    return [
        ("Look again on", show_date(seen.look_again) if seen.state in APPROVED else ""),
        ("Reconfirmed on", show_date(seen.confirmed_on) if seen.state in OPEN else ""),
        ("Withdrawn on" if seen.state is State.WITHDRAWN else "Ended on", show_date(seen.ended_on)),
    ]


# -- what was done about it ------------------------------------------------------------------------


def _step(taken: Taken, came: str) -> QWidget:
    head = row(Words(_SAID[Step(taken.step)], "strong"), gap=8)
    if taken.step in tuple(Outcome):
        head.addWidget(ChipLabel(_signed(taken)))
    said = [Words(words) for words in (taken.reason, _conditions(taken)) if words]
    about = [
        f"{show_date(taken.taken_on)} · {taken.decided_by}" if taken.decided_by else show_date(taken.taken_on),
        _test(taken),
        f"Look again on {show_date(taken.look_again)}" if taken.look_again else "",
        _sheet(taken),
        f"Entered {came}" if came else "",
    ]
    return stack(head, *said, Words("\n".join(line for line in about if line), "muted"), gap=2)


def _signed(taken: Taken) -> Chip:
    return Chip(f"Signed {taken.signed}", Tone.NEUTRAL, "key" if taken.signed == "on screen" else "form")


def _conditions(taken: Taken) -> str:
    return f"Conditions: {taken.conditions}" if taken.conditions else ""


def _test(taken: Taken) -> str:
    if not taken.solely:
        return ""
    return f"Only through the school (6.5.3, 6.5.6): {taken.solely}"


def _sheet(taken: Taken) -> str:
    form = forms.get(taken.form_id) if taken.form_id is not None else None
    return f"Sheet {form.reference}" if form else ""


# -- what it corrects ------------------------------------------------------------------------------


def _earlier(panel: Panel, file: File) -> None:
    """What this declaration stands in the place of, folded away; why each was corrected stands with its successor."""
    if not file.earlier:
        return
    panel.heading("Corrected")
    panel.note(f"It stands in the place of {file.earlier[0][0].title.lower()}: {file.seen.declaration.correction}")
    fold_earlier(panel, [_entry(seen, taken) for seen, taken in file.earlier])


def _entry(seen: Seen, taken: Sequence[Taken]) -> QWidget:
    declared = seen.declaration
    said = [(field_of(Declaration, name).label, getattr(declared, name)) for name in ("words", "correction")]
    return earlier_entry(seen.title, [*_facts(declared, ""), *said], *(_step(one, "") for one in taken))
