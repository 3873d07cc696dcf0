"""One case, read from top to bottom. Those named on it find the words; others what may be known, and who reads them."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from metdesk import accounts, people, reporting, schools
from metdesk.calendar import show_date, show_short_date, show_when
from metdesk.case_record import EntryKind, Harm, Route, State
from metdesk.case_seen import Case, CaseRow
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import sentence_case
from ui import case_accounts, case_entries, case_links, cases_read
from ui.actions import Action
from ui.case_list import hours_left, route_words, state_chip
from ui.chips import Chip
from ui.fold import Fold
from ui.panel import Panel, buttons, quote, stack
from ui.parts import Words
from ui.shell import Shell
from ui.tokens import Tone

_CONCERNS = ("yes", "not sure")
_READERS = {
    Route.HEAD: "It is for the headteacher.",
    Route.OFFICER: "It is for the trust officer.",
    Route.CHAIR: "It is for the chair.",
    Route.LADO: "It is for the LADO directly.",
}


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


def fill(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: case_entries.Steps) -> None:
    """Puts a case in full into the panel, between its `start` and `finish`."""
    _head(panel, case.row)
    panel.steps(steps.first, steps.more)
    _banners(panel, desk, case, steps)
    _outcome(panel, case, steps)
    _report(panel, desk, shell, case, steps)
    school = schools.everyone(desk).get(case.row.school_id)
    _clocks(panel, case.row, school.authority if school else "")
    case_entries.show(panel, desk, shell, case, steps)
    case_links.show(panel, desk, shell, case, steps)
    case_accounts.show(panel, desk, shell, case, steps)
    _named(panel, desk, case, steps)
    cases_read.show_others(panel, desk, shell, case)


def _head(panel: Panel, seen: CaseRow) -> None:
    panel.title(seen.title, state_chip(seen), f"{sentence_case(seen.category)} · {seen.school}")


# -- what to do now --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Prompt:
    tone: Tone
    heading: str
    words: str
    actions: Sequence[Action] = ()


def _banners(panel: Panel, desk: Desk, case: Case, steps: case_entries.Steps) -> None:
    """What to do now, as long as the case goes on: the gravest in full, what else there is folded below it."""
    if case.row.state is State.CONCLUDED:
        return
    for name in reporting.belongs_to(desk, case):
        words = f"It is for {name}, who has a key to this register and is not named on it yet."
        panel.notice(Tone.WARN, words, steps.name(name), "Pass it on")
    for place, one in enumerate(_prompts(desk, case, steps)):
        if place == 0 and one.tone is not Tone.NEUTRAL:
            panel.notice(one.tone, one.words, one.actions, one.heading)
        else:
            acts = [buttons(one.actions)] if one.actions else []
            panel.add(Fold(one.heading, stack(Words(one.words), *acts, gap=6)))


def _prompts(desk: Desk, case: Case, steps: case_entries.Steps) -> list[_Prompt]:
    """The trust's prompts for a case, the gravest first, what was done last."""
    told, seen, found = case.report, case.row, []
    if seen.route is Route.LADO:
        words = "It is about everybody whom it could go to: the LADO is told directly, and says who goes on with it."
        refer = [] if told.harm == Harm.THRESHOLD else steps.refer
        found.append(_Prompt(Tone.BAD, "Straight to the LADO", words, refer))
    if told.harm == Harm.THRESHOLD and not seen.referred_on:
        heading, actions = "Harm, or a risk of it: do this now", [*steps.refer, steps.read("6.1.1")]
        found.insert(0, _Prompt(Tone.BAD, heading, desk.setting("prompt_harm"), actions))
    if told.data_breach and not seen.notified_on:
        left = hours_left(seen) or "The 72 hours are over"
        heading = f"Personal data got out: {left[:1].lower()}{left[1:]}"
        found.append(_Prompt(Tone.WARN, heading, desk.setting("prompt_data_breach"), steps.notified))
    if told.disclosure in _CONCERNS:
        heading = "Told as a protected disclosure" if told.disclosure == "yes" else "It may be a protected disclosure"
        found.append(_Prompt(Tone.WARN, heading, desk.setting("prompt_disclosure"), [steps.read("6.1.5")]))
    if told.harm == Harm.LOW:
        read = [steps.read("6.1.1")]
        found.append(_Prompt(Tone.WARN, "A low-level concern", desk.setting("prompt_low_level"), read))
    if told.harm == Harm.THRESHOLD and seen.referred_on:
        heading = f"Harm: LADO told on {show_short_date(seen.referred_on)}"
        found.append(_Prompt(Tone.NEUTRAL, heading, desk.setting("prompt_harm")))
    return found


def _clocks(panel: Panel, seen: CaseRow, authority: str = "") -> None:
    """The days by which things are due, with what is late and what was done."""
    notify = seen.notify_by.astimezone().date() if seen.notify_by else None
    clocks = [
        (f"LADO of {authority} told" if authority else "LADO told", "not referred", seen.refer_by, seen.referred_on),
        ("Information Commissioner notified", "not notified", notify, seen.notified_on),
        ("Started", "not started", seen.start_by, seen.started_on),
        ("Concluded", "not concluded", seen.conclude_by, seen.concluded_on),
    ]
    panel.heading("Clocks")
    for name, late, day, done in clocks:
        chip: Chip | None
        hour = seen.notify_by if late == "not notified" else None
        due = show_when(hour) if hour else show_date(day)
        if done:
            chip = Chip("Done late", Tone.WARN) if day and done > day else Chip("Done", Tone.OK)
            about = f"On {show_date(done)}" + (f", due by {due}" if due else "")
        elif seen.state is State.CONCLUDED:
            continue
        else:
            chip, about = Chip("Late", Tone.BAD, "calendar") if late in seen.late else None, f"By {due}"
            if late == "not notified" and (left := hours_left(seen)):
                chip = Chip(left, Tone.WARN, "calendar")
        if due or done:
            panel.person(name, about, chip)


# -- what was reported, how it ended ---------------------------------------------------------------


def _report(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: case_entries.Steps) -> None:
    told = case.report
    entry = case.reported
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
    case_entries.show_earlier(panel, case, entry)


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


def _outcome(panel: Panel, case: Case, steps: case_entries.Steps) -> None:
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
    if case.row.lapses_on:
        panel.add(buttons(steps.lifted, look="link"))


# -- who reads it ----------------------------------------------------------------------------------


def _named(panel: Panel, desk: Desk, case: Case, steps: case_entries.Steps) -> None:
    panel.heading("Who reads this case")
    last = {one.record.name: one.record.what for one in case.standing if one.kind is EntryKind.NAMED}
    for name in case.named:
        panel.person(name, "Investigator" if last.get(name) == "investigator" else "", None, steps.take_off(name))
    panel.note("What is written is sealed to them and to the recovery sheet; nobody else can read it.")
    _, whom = reporting.route_of(desk, case.row.school_id, case.report.subjects)
    if whom is not None and not reporting.has_key(whom) and case.row.state is not State.CONCLUDED:
        panel.note(f"It is for {_name(desk, whom)}, who has no key to this register: tell them yourself.")
