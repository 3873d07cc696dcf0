"""One case, read from top to bottom. Those named on it find the words; others what may be known, and who reads them."""

import dataclasses
import functools
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from metdesk import accounts, cases, people
from metdesk.calendar import count_of, show_date, show_when
from metdesk.case_record import EntryKind, Harm, Route, State
from metdesk.cases import Case, CaseFilter, CaseRow, Entry
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import fields, sentence_case, to_text
from ui import case_evidence
from ui.actions import Action
from ui.case_forms import first_day
from ui.case_list import due_chip, route_words, state_chip
from ui.chips import Chip
from ui.corrected import earlier_entry, fold_earlier
from ui.fold import Fold
from ui.history import when_and_who
from ui.panel import Panel, buttons, quote, stack
from ui.parts import Words
from ui.shell import Shell
from ui.tokens import Tone

_CONCERNS = ("yes", "not sure")
_READERS = {
    Route.HEAD: "It went to the headteacher.",
    Route.OFFICER: "It went to the trust officer.",
    Route.CHAIR: "It went to the chair.",
    Route.LADO: "It goes to the LADO directly.",
}


@dataclasses.dataclass(frozen=True)
class Steps:
    """What the panel offers: first, in the menu beside it, and with a part of the case; nothing where it may not."""

    first: Sequence[Action]
    more: Sequence[Action]
    refer: Sequence[Action]
    notified: Sequence[Action]
    read: Callable[[str], Action]
    correct: Callable[[Entry], list[Action]]
    done: Callable[[Entry], list[Action]]
    handled: Callable[[Entry], list[Action]]
    take_off: Callable[[str], list[Action]]


def fill_summary(panel: Panel, seen: CaseRow, steps: Sequence[Action]) -> None:
    """Puts what may be known of a case by those not named on it into the panel."""
    _head(panel, seen)
    words = "The words are sealed: only those named on the case read them, and they alone can name somebody else."
    panel.notice(Tone.NEUTRAL, f"{_READERS[seen.route]} {words}", steps, heading="Not for you to read")
    panel.heading("What may be known")
    panel.facts(
        [
            ("Category", sentence_case(seen.category)),
            ("School", seen.school),
            ("State", sentence_case(seen.state)),
            ("Reported on", show_date(seen.reported_on)),
            ("Started on", show_date(seen.started_on)),
            ("Concluded on", show_date(seen.concluded_on)),
            ("Outcome", sentence_case(seen.outcome)),
        ]
    )
    _clocks(panel, seen)


def fill(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: Steps) -> None:
    """Puts a case in full into the panel, between its `start` and `finish`."""
    _head(panel, case.row)
    panel.steps(steps.first, steps.more)
    _banners(panel, desk, case, steps)
    _outcome(panel, case)
    _report(panel, desk, shell, case, steps)
    _clocks(panel, case.row)
    _actions(panel, case, steps)
    _chronology(panel, case, steps)
    _statements(panel, case, steps)
    _evidence(panel, desk, shell, case, steps)
    _referrals(panel, case, steps)
    _named(panel, case, steps)
    _others(panel, desk, shell, case)


def _head(panel: Panel, seen: CaseRow) -> None:
    panel.title(seen.title, state_chip(seen), f"{sentence_case(seen.category)} · {seen.school}")


# -- what to do now --------------------------------------------------------------------------------


def _banners(panel: Panel, desk: Desk, case: Case, steps: Steps) -> None:
    """The trust's prompts, as long as the case goes on."""
    told, seen = case.report, case.row
    if seen.state is State.CONCLUDED:
        return
    if told.harm == Harm.THRESHOLD:
        refer = [] if seen.referred_on else steps.refer
        words, heading = desk.setting("prompt_harm"), "Harm, or a risk of it: do this now"
        panel.notice(Tone.BAD, words, [*refer, steps.read("6.1.1")], heading)
    elif told.harm == Harm.LOW:
        panel.notice(Tone.WARN, desk.setting("prompt_low_level"), [steps.read("6.1.1")], "A low-level concern")
    if told.disclosure in _CONCERNS:
        heading = "It is a protected disclosure" if told.disclosure == "yes" else "It may be a protected disclosure"
        panel.notice(Tone.WARN, desk.setting("prompt_disclosure"), [steps.read("6.1.5")], heading)
    if told.data_breach and not seen.notified_on:
        panel.notice(Tone.WARN, desk.setting("prompt_data_breach"), steps.notified, "Personal data got out")
    if seen.route is Route.LADO:
        words = "It is about everybody whom it could go to: the LADO is told directly, and says who goes on with it."
        panel.notice(Tone.BAD, words, [] if told.harm == Harm.THRESHOLD else steps.refer, "Straight to the LADO")


def _clocks(panel: Panel, seen: CaseRow) -> None:
    """The days by which things are due, with what is late and what was done."""
    notify = show_when(seen.notify_by) if seen.notify_by else ""
    clocks = [
        ("LADO told", "not referred", show_date(seen.refer_by), seen.referred_on),
        ("Notified, in 72 hours", "not notified", notify, seen.notified_on),
        ("Started", "not started", show_date(seen.start_by), seen.started_on),
        ("Concluded", "not concluded", show_date(seen.conclude_by), seen.concluded_on),
    ]
    panel.heading("Clocks")
    for name, late, due, done in clocks:
        chip: Chip | None
        if done:
            chip, about = Chip("Done", Tone.OK), f"On {show_date(done)}"
            about += f", due by {due}" if due else ""
        elif seen.state is State.CONCLUDED:
            continue
        else:
            chip, about = Chip("Late", Tone.BAD, "calendar") if late in seen.late else None, f"By {due}"
        if due or done:
            panel.person(name, about, chip)


# -- what was reported, how it ended ---------------------------------------------------------------


def _report(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: Steps) -> None:
    told = case.report
    entry = next(one for one in reversed(case.standing) if one.kind is EntryKind.REPORT)
    panel.heading("What was reported")
    panel.add(quote(told.what, f"{told.reported_by} · told on {show_date(told.reported_on)}"))
    panel.facts(
        [
            ("Happened on", show_date(told.happened_on)),
            ("Others concerned", told.others),
            ("Risk of harm", sentence_case(told.harm)),
            ("Disclosure", sentence_case(told.disclosure)),
            ("Personal data", "Got out" if told.data_breach else ""),
            ("Entered", f"{show_when(entry.at)} by {entry.who}"),
            ("Where it went", route_words(case.row.route)),
        ]
    )
    clauses = [steps.read(number.rstrip(".")) for number in told.clauses.replace(",", " ").split()]
    for heading, whom in (("About", told.subject_id), ("And about", told.also_about_id)):
        if whom is not None:
            panel.facts([(heading, _name(desk, whom))])
            clauses.append(Action(f"Open {_name(desk, whom)}", functools.partial(shell.go, "person", whom), "person"))
    if told.account_id is not None:
        number = told.account_id
        panel.facts([("Account", _account(desk, number))])
        clauses.append(Action("Open the account", functools.partial(shell.go, "account", number), "account"))
    panel.add(buttons([*clauses, *steps.correct(entry)], look="link"))
    _earlier(panel, case, entry)


def _name(desk: Desk, person_id: int) -> str:
    try:
        return people.get(desk, person_id).name
    except Refused:
        return "Somebody no longer in the register"


def _account(desk: Desk, account_id: int) -> str:
    try:
        return accounts.get(desk, account_id).title
    except Refused:
        return "An account no longer in the register"


def _outcome(panel: Panel, case: Case) -> None:
    last = next((one for one in reversed(case.standing) if one.kind is EntryKind.OUTCOME), None)
    if last is None or case.row.state is not State.CONCLUDED:
        return
    told = last.record
    panel.heading("Outcome")
    panel.facts(
        [
            ("Outcome", sentence_case(told.outcome)),
            ("Decided", f"{show_date(told.decided_on)} by {told.decided_by}"),
            ("Reasons", told.reasons),
            ("Follow-ups", told.follow_ups),
            ("Warning lapses on", show_date(told.lapses_on)),
            ("Entered", f"{show_when(last.at)} by {last.who}"),
        ]
    )


# -- what was done ---------------------------------------------------------------------------------


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
        _earlier(panel, case, one)
    over = [one for one in every if one not in still]
    if over:
        lines = [Words(f"{one.record.what} · {one.record.owner}", "muted") for one in over]
        panel.add(Fold(count_of(len(over), "action done", "actions done"), stack(*lines, gap=6)))


def _chronology(panel: Panel, case: Case, steps: Steps) -> None:
    panel.heading("Chronology")
    for one in sorted(case.standing, key=lambda entry: (first_day(entry), entry.id)):
        said = _line(one, case)
        if said:
            correcting = steps.correct(one) if one.kind in (EntryKind.NOTE, EntryKind.DONE) else []
            _entry(panel, one, said, correcting)
            if correcting or one.kind in (EntryKind.NOTE, EntryKind.DONE):
                _earlier(panel, case, one)


def _line(one: Entry, case: Case) -> str:
    """What an entry says in the chronology: its words, or what has its own place below in short."""
    told = one.record
    if one.kind is EntryKind.DONE:
        actions = {action.uuid: action.record.what for action in case.entries if action.kind is EntryKind.ACTION}
        return f"Done: {actions.get(one.more.get('action', ''), 'an action')}. {told.words}"
    short: dict[EntryKind, Callable[[], str]] = {
        EntryKind.REPORT: lambda: "What was reported happened.",
        EntryKind.NOTE: lambda: str(told.words),
        EntryKind.STATEMENT: lambda: f"Statement of {told.of}.",
        EntryKind.EVIDENCE: lambda: f"Evidence taken in: {told.name}.",
        EntryKind.HANDLED: lambda: f"{told.handled_by} had evidence in hand: {told.words}",
        EntryKind.REFERRAL: lambda: f"Referred to {told.to}.",
        EntryKind.NAMED: lambda: f"{told.name}: {told.what}.",
        EntryKind.OUTCOME: lambda: f"Concluded: {told.outcome}.",
        EntryKind.REOPENED: lambda: f"Reopened: {told.words}",
        EntryKind.LINK: lambda: str(told.words),
    }
    return short[one.kind]() if one.kind in short else ""


def _entry(panel: Panel, one: Entry, words: str, actions: Sequence[Action]) -> None:
    entered = f"Entered {when_and_who(one.at, one.who)}" + (f" · corrected: {one.why}" if one.why else "")
    parts: list[QWidget] = [Words(show_date(first_day(one)), "strong"), Words(words), Words(entered, "small")]
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
        panel.add(case_evidence.block(desk, shell, case, one, [*steps.handled(one), *steps.correct(one)]))
        _earlier(panel, case, one)


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
    _earlier(panel, case, one)


def _earlier(panel: Panel, case: Case, entry: Entry) -> None:
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


_READ = frozenset({"line", "text", "date", "choice", "suggested"})


# -- who, and what else ----------------------------------------------------------------------------


def _named(panel: Panel, case: Case, steps: Steps) -> None:
    panel.heading("Who reads this case")
    inquiring = {
        one.record.name
        for one in case.standing
        if one.kind is EntryKind.NAMED and one.record.what == "investigator"
    }  # fmt: skip
    for name in case.named:
        panel.person(name, "Investigator" if name in inquiring else "", None, steps.take_off(name))
    panel.note("What is written is sealed to them and to the recovery sheet; nobody else can read it.")


def _others(panel: Panel, desk: Desk, shell: Shell, case: Case) -> None:
    """The other cases about the same person, of those that the keyholder is named on: one is a slip, three a
    pattern."""
    about = case.report.subjects
    found = [
        one
        for one in cases.page(desk, CaseFilter(named_only=True), limit=10_000).rows
        if one.id != case.row.id and one.report is not None and one.report.subjects & about
    ]
    if found:
        panel.heading("Other cases about the same person")
    for one in found:
        show = Action("Show it", functools.partial(shell.go, "breach", one.id))
        panel.person(one.title, f"{sentence_case(one.category)} · {show_date(one.reported_on)}", due_chip(one), [show])
