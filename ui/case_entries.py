"""What was written of a case, entry by entry, and what each entry stands in the place of."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from metdesk import case_links
from metdesk.calendar import count_of, show_date
from metdesk.case_record import EntryKind
from metdesk.case_seen import Case, Entry
from metdesk.desk import Desk
from metdesk.record import fields, to_text
from ui.actions import Action
from ui.case_evidence import EvidenceBlock
from ui.chips import Chip
from ui.corrected import earlier_entry, fold_earlier
from ui.evidence_pictures import EvidencePictures
from ui.fold import Fold
from ui.history import when_and_who
from ui.panel import Panel, buttons, quote, stack
from ui.parts import Words
from ui.shell import Shell
from ui.tokens import Tone

_READ = frozenset({"line", "text", "date", "choice", "suggested"})


@dataclasses.dataclass(frozen=True)
class Steps:
    """What the panel offers: first, in the menu beside it, and with a part of the case; nothing where it may not.
    `pictures` draws the evidence."""

    first: Sequence[Action]
    more: Sequence[Action]
    refer: Sequence[Action]
    notified: Sequence[Action]
    lifted: Sequence[Action]
    read: Callable[[str], Action]
    correct: Callable[[Entry], list[Action]]
    done: Callable[[Entry], list[Action]]
    handled: Callable[[Entry], list[Action]]
    name: Callable[[str], list[Action]]
    take_off: Callable[[str], list[Action]]
    pictures: EvidencePictures
    link: Callable[[Entry], list[Action]]
    close: Callable[[int], list[Action]]
    end: Callable[[int], list[Action]]


def show(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: Steps) -> None:
    """Puts what was done, said and taken in into the panel, sort by sort."""
    _actions(panel, case, steps)
    _chronology(panel, desk, case, steps)
    _statements(panel, case, steps)
    _evidence(panel, desk, shell, case, steps)
    _referrals(panel, case, steps)


def _actions(panel: Panel, case: Case, steps: Steps) -> None:
    every = [one for one in case.standing if one.kind is EntryKind.ACTION]
    if not every:
        return
    panel.heading("Actions")
    still = case.open_actions
    for one in sorted(still, key=lambda entry: entry.record.due_on):
        late = Chip("Overdue", Tone.BAD, "calendar") if one.record.due_on < case.row.today else None
        about = f"{one.record.owner} · by {show_date(one.record.due_on)}"
        panel.person(one.record.what, about, late, [*steps.done(one), *steps.correct(one)])
        show_earlier(panel, case, one)
    over = [one for one in every if one not in still]
    if over:
        lines = [Words(f"{one.record.what} · {one.record.owner}", "muted") for one in over]
        panel.add(Fold(count_of(len(over), "action done", "actions done"), stack(*lines, gap=6)))


def _chronology(panel: Panel, desk: Desk, case: Case, steps: Steps) -> None:
    panel.heading("Chronology")
    for one in sorted(case.standing, key=lambda entry: (_day(entry), entry.id)):
        said = _line(desk, one, case)
        if said:
            only_here = one.kind in (EntryKind.NOTE, EntryKind.DONE)
            _entry(panel, one, said, steps.correct(one) if only_here else [])
            if only_here:
                show_earlier(panel, case, one)


def _line(desk: Desk, one: Entry, case: Case) -> str:
    """What an entry says in the chronology: its words, or what has its own place below in short."""
    told = one.record
    if one.kind is EntryKind.DONE:
        actions = {action.uuid: action.record.what for action in case.entries if action.kind is EntryKind.ACTION}
        return f"Done: {actions.get(one.more.get('action', ''), 'an action')}. {told.words}"
    short: dict[EntryKind, Callable[[], str]] = {
        EntryKind.REPORT: lambda: "What was reported is said to have happened.",
        EntryKind.NOTE: lambda: str(told.words),
        EntryKind.STATEMENT: lambda: f"Statement of {told.of}.",
        EntryKind.EVIDENCE: lambda: f"Evidence taken in: {told.name}.",
        EntryKind.HANDLED: lambda: f"{told.handled_by} had evidence in hand: {told.words}",
        EntryKind.REFERRAL: lambda: f"Referred to {told.to}.",
        EntryKind.NAMED: lambda: f"{told.name}: {told.what}.",
        EntryKind.OUTCOME: lambda: f"Concluded: {told.outcome}.",
        EntryKind.COPIED: lambda: f"A copy was taken out as a sealed bundle. SHA-256 {told.sha256}",
        EntryKind.REOPENED: lambda: f"Reopened: {told.words}",
        EntryKind.LINK: lambda: f"Linked to {case_links.named(desk, told).title}: {told.words}",
    }
    return short[one.kind]() if one.kind in short else ""


def _entry(panel: Panel, one: Entry, words: str, actions: Sequence[Action]) -> None:
    entered = f"Entered {when_and_who(one.at, one.who)}" + (f" · corrected: {one.why}" if one.why else "")
    parts: list[QWidget] = [Words(show_date(_day(one)), "strong"), Words(words), Words(entered, "small")]
    if actions:
        parts.append(buttons(actions, look="link"))
    panel.add(stack(*parts, gap=1))


def _statements(panel: Panel, case: Case, steps: Steps) -> None:
    found = [one for one in case.standing if one.kind is EntryKind.STATEMENT]
    if found:
        panel.heading("Statements")
    for one in found:
        panel.add(quote(one.record.words, f"{one.record.of} · {show_date(one.record.taken_on)}"))
        _correcting(panel, case, one, steps)


def _evidence(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: Steps) -> None:
    found = [one for one in case.standing if one.kind is EntryKind.EVIDENCE]
    if found:
        panel.heading("Evidence")
    for one in found:
        panel.add(EvidenceBlock(desk, shell, steps.pictures, case, one, [*steps.handled(one), *steps.correct(one)]))
        show_earlier(panel, case, one)


def _referrals(panel: Panel, case: Case, steps: Steps) -> None:
    found = [one for one in case.standing if one.kind is EntryKind.REFERRAL]
    if found:
        panel.heading("Referrals")
    for one in found:
        told = one.record
        reference = f" · {told.reference}" if told.reference else ""
        panel.person(told.to, f"{show_date(told.referred_on)}{reference}")
        panel.add(Words(told.words))
        _correcting(panel, case, one, steps)


def _correcting(panel: Panel, case: Case, one: Entry, steps: Steps) -> None:
    actions = steps.correct(one)
    if actions:
        panel.add(buttons(actions, look="link"))
    show_earlier(panel, case, one)


def show_earlier(panel: Panel, case: Case, entry: Entry) -> None:
    """What an entry stands in the place of, folded away, with why."""
    before = case.earlier(entry)
    if not before:
        return
    blocks = [
        earlier_entry(f"Entered {when_and_who(one.at, one.who)}", [*_values(one), ("Why it was corrected", why)])
        for one, why in zip(before, [entry.why, *(one.why for one in before)], strict=False)
    ]
    fold_earlier(panel, blocks)


def _values(entry: Entry) -> list[tuple[str, str]]:
    told = [one for one in fields(type(entry.record)) if one.kind.value in _READ]
    return [(one.label, to_text(one, getattr(entry.record, one.name))) for one in told]


def _day(entry: Entry) -> date:
    """The day on which what an entry tells of happened; of those that tell none, the day it was entered."""
    names = ("happened_on", "taken_on", "done_on", "handled_on", "referred_on", "decided_on")
    days = [getattr(entry.record, name, None) for name in names]
    return next((day for day in days if day), entry.at.astimezone().date())
