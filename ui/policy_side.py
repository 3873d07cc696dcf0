"""What stands beside the text: a clause with its live figures and their records, or what is kept with an edition."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.checks import YEAR_DAYS, Failing, Result, Status
from metdesk.history import Happening
from metdesk.policy import Edition, EditionClause, EditionFacts, Reference
from ui.actions import Action
from ui.chips import Chip, ChipLabel
from ui.fold import Fold
from ui.history import HistoryFold, HistoryLines
from ui.panel import Panel, buttons, stack
from ui.parts import Words, row
from ui.policy_contents import path_of
from ui.policy_words import Reader
from ui.standing import Bar, count_words
from ui.tokens import Tone

_CHIPS = {
    Status.OK: Chip("In order", Tone.OK),
    Status.ATTENTION: Chip("Wants attention", Tone.WARN),
    Status.BREACH: Chip("Breaks the policy", Tone.BAD),
    Status.NOTHING: Chip("Nothing to count", Tone.NEUTRAL),
}
_TONES = {status: chip.tone for status, chip in _CHIPS.items()}
_WORST = (Status.BREACH, Status.ATTENTION, Status.OK, Status.NOTHING)
_SHOWN = 8


@dataclass(frozen=True)
class Ways:
    """Where the panel's buttons lead. What may not be done is left out of the lists of actions."""

    to_record: Callable[[str, int], object]
    to_clause: Callable[[str], object]
    with_reference: Callable[[Reference], Sequence[Action]]
    with_edition: Callable[[EditionFacts], Sequence[Action]]
    history: Callable[[str, int], Sequence[Happening]]


def worst(results: Sequence[Result]) -> Status:
    """The gravest of what several checks found."""
    found = {one.status for one in results}
    return next((status for status in _WORST if status in found), Status.NOTHING)


def show_clause(
    panel: Panel, edition: Edition, one: EditionClause, results: Sequence[Result] | None, ways: Ways
) -> None:
    """One clause: whom it binds, what is counted for it and for what lies below it, and its terms.

    `results` is None for an edition that is not in force, for which nothing is counted.
    """
    clause = one.clause
    own = [result for result in results or () if result.clause == clause.number]
    below = [result for result in results or () if result.clause.startswith(f"{clause.number}.")]
    chip = _CHIPS[worst(own)] if own else None
    under = " · ".join(above.clause.heading for above in reversed(path_of(edition, one)) if above.clause.heading)
    panel.title(f"Clause {clause.number}" if "." in clause.number else _section(clause.number), chip, under)
    if one.audience:
        panel.facts([("Binds", one.audience)])
    if own:
        panel.heading("How it stands")
        for result in own:
            _figure(panel, result, ways)
    if below:
        panel.heading("Counted in this section")
        for result in below:
            link = Action(f"Read {result.clause}", functools.partial(ways.to_clause, result.clause))
            panel.add(_measured(result))
            panel.add(buttons([link], look="link"))
    if results is None:
        panel.note("What is counted stands beside the edition in force.")
    elif not own and not below:
        panel.note("Metdesk counts nothing for this clause.")
    _terms(panel, edition, one)


def _section(number: str) -> str:
    return f"Section {number}" if number.isdigit() else number


def _short(result: Result) -> Chip:
    return Chip(count_words(result), _TONES[result.status])


def _figure(panel: Panel, result: Result, ways: Ways) -> None:
    panel.add(_measured(result))
    failing = result.failing
    if not failing:
        return
    for one in failing[:_SHOWN]:
        panel.add(_record(one, ways))
    if failing[_SHOWN:]:
        inside = stack(*(_record(one, ways) for one in failing[_SHOWN:]), gap=8)
        panel.add(Fold(f"{len(failing) - _SHOWN:,} more", inside))


def _measured(result: Result) -> QWidget:
    """The check's sentence, its bar and its count in words, with a sign of how grave it is."""
    tone = _TONES[result.status]
    bar = Bar(result.met, result.of, tone)
    bar.setAccessibleName(f"{result.statement}: {count_words(result)}")
    made = stack(Words(result.statement, "strong"), row(bar, ChipLabel(_short(result)), gap=10), gap=4)
    made.setContentsMargins(0, 6, 0, 0)
    return made


def _record(one: Failing, ways: Ways) -> QWidget:
    there = Action(one.title, functools.partial(ways.to_record, one.kind, one.id))
    return stack(buttons([there], look="link"), Words(one.words, "muted"))


def _terms(panel: Panel, edition: Edition, one: EditionClause) -> None:
    used = Reader(edition.definitions, ()).terms(one.clause)
    if used:
        panel.heading("Terms defined")
        for definition in used:
            panel.person(definition.term, definition.meaning)


# -- what is kept with an edition --------------------------------------------------------------------


def show_particulars(
    panel: Panel, facts: EditionFacts, today: date, ways: Ways, *, in_force: bool, actions: Sequence[Action]
) -> None:
    """An edition's owner, authors, version, status and dates, and what is to be known first."""
    chip = Chip("In force", Tone.OK) if in_force else Chip("Earlier edition", Tone.WARN)
    panel.title(f"Edition {facts.name}" if facts.name else facts.title, chip, facts.title)
    if in_force and facts.review_due and facts.review_due < today:
        words = f"Its review was due in {facts.next_revision} (5.1.1)."
        panel.notice(Tone.BAD, words, heading="Review overdue")
    if facts.note:
        panel.notice(Tone.WARN, facts.note, actions)
    panel.heading("Particulars")
    panel.facts(
        [
            ("Version", facts.version),
            ("Status", facts.status),
            ("Last revision", facts.last_revision),
            ("Next revision", facts.next_revision),
            ("Owner", facts.owner),
            ("Authors", facts.authors),
            ("Entered", f"{show_date(facts.entered_on)}, from {facts.source_name}"),
            ("Signatures", _signatures(facts)),
        ]
    )
    panel.heading("History")
    panel.add(HistoryLines(ways.history("edition", facts.id), "edition"))


def _signatures(facts: EditionFacts) -> str:
    return "Minor: earlier signatures stay valid" if facts.minor else "Asked of everybody again"


def show_definitions(panel: Panel, edition: Edition) -> None:
    """Every term with its meaning."""
    panel.title("Definitions", None, count_of(len(edition.definitions), "term"))
    for one in edition.definitions:
        panel.person(one.term, one.meaning)
    if not edition.definitions:
        panel.note("This edition defines no terms.")


def show_references(
    panel: Panel, title: str, references: Sequence[Reference], today: date, ways: Ways, chosen: int | None = None
) -> None:
    """What the edition cites, each with the day it was last looked up."""
    checked = sum(not _is_old(one, today) for one in references)
    panel.title(title, None, f"{checked:,} of {len(references):,} checked within a year" if references else "")
    for one in sorted(references, key=lambda one: one.id != chosen):
        words = [one.place, f"its own review is due on {show_date(one.review_on)}" if one.review_on else "", one.note]
        panel.add(_reference(one, " · ".join(w for w in words if w), _checked(one, today), ways))
    if not references:
        panel.note("This edition cites none.")


def _reference(one: Reference, about: str, chip: Chip, ways: Ways) -> QWidget:
    parts = [Words(one.title, "strong"), *([Words(about, "muted")] if about else [])]
    line = row(ChipLabel(chip), buttons(ways.with_reference(one), look="link"), gap=2)
    line.setStretch(1, 1)
    told = HistoryFold(functools.partial(ways.history, "policy_reference", one.id), "policy_reference", one.title)
    return stack(*parts, line, told, gap=3)


def _is_old(one: Reference, today: date) -> bool:
    return one.checked_on is None or one.checked_on < today - timedelta(days=YEAR_DAYS)


def _checked(one: Reference, today: date) -> Chip:
    if one.review_on and one.review_on < today:
        return Chip("Review overdue", Tone.WARN)
    if one.checked_on is None:
        return Chip("Never checked", Tone.WARN)
    return Chip(f"Checked {show_short_date(one.checked_on)}", Tone.WARN if _is_old(one, today) else Tone.OK)


def show_changes(panel: Panel, edition: Edition) -> None:
    """The change log, as the document words it."""
    panel.title("Change log", None, count_of(len(edition.changes), "entry", "entries"))
    for one in edition.changes:
        about = " · ".join(word for word in (one.date, one.page, one.approver) if word)
        panel.person(f"{one.version}  {one.change}".strip(), about)
    if not edition.changes:
        panel.note("This edition has no change log.")


def show_editions(panel: Panel, editions: Sequence[EditionFacts], shown: int, ways: Ways) -> None:
    """Every edition, the newest first, each to be read."""
    panel.title("All editions", None, count_of(len(editions), "edition"))
    for place, one in enumerate(editions):
        chip = Chip("In force", Tone.OK) if place == 0 else Chip("Earlier", Tone.NEUTRAL, "undo")
        about = f"entered {show_date(one.entered_on)} from {one.source_name} · {_signatures(one).lower()}"
        panel.person(one.name or one.title, about, chip, [] if one.id == shown else ways.with_edition(one))
