"""The form that reports a breach: quick to fill in, with the clause beside it and what to do at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout

from metdesk import people, policy, reporting, schools
from metdesk.case_record import CLAUSES, Category, Harm, Report, Route
from metdesk.desk import Desk
from metdesk.policy_text import Clause
from metdesk.reporting import Sent
from ui.actions import Action, fill_menu
from ui.dialogs import tell
from ui.form import FormDialog
from ui.panel import notice_box
from ui.parts import clear, menu_button
from ui.shell import Shell
from ui.tokens import Tone

_INTRO = (
    "Log it quickly: what is not known yet is added later. What you write is sealed to whoever it goes to, and only "
    "those named on the case read it (5.2.3)."
)
_CONCERNS = {"yes", "not sure"}
_TO_WHOM = {Route.HEAD: "headteacher", Route.OFFICER: "trust officer", Route.CHAIR: "chair"}
_LADO = (
    "It is about everybody whom it could go to: tell the LADO directly. The case stays with you until somebody is "
    "named on it."
)
_SHORT = 900
_TITLE = 64

Then = Callable[[int], object]


def report_form(desk: Desk, shell: Shell, then: Then = lambda number: None) -> "ReportDialog":
    """The form for a new case, opened; `then` gets its id where the keyholder may know of it."""
    form = ReportDialog(desk, shell)

    def save(values: dict[str, Any]) -> None:
        sent = reporting.report(desk, Report(**values))
        then(sent.case_id)
        tell(shell.window(), f"{sent.title} is reported", where_it_went(sent), Tone.OK)

    form.saves = save
    form.open()
    return form


def where_it_went(sent: Sent) -> str:
    """Where a report went, and who can read it now."""
    if sent.kept_here and sent.route is Route.LADO:
        return f"{_LADO} Only you can read it now."
    if sent.kept_here:
        whom = _TO_WHOM[sent.route]
        return (
            f"It belongs to the {whom}, who has no key to this register yet: it is kept with you, and only you can "
            f"read it. Tell the {whom} yourself. Once they have a key, name them on the case."
        )
    names = ", ".join(sent.names)
    return f"It went to the {_TO_WHOM.get(sent.route, 'LADO')}. Who can read it now: {names}, and nobody else."


def who_gets_it(desk: Desk, school_id: int, about: set[int]) -> str:
    """Where a report that is about these people would go, in a sentence."""
    route, person = reporting.route_of(desk, school_id, about)
    if person is None:
        return _LADO
    whom = f"{people.get(desk, person).name}, {_TO_WHOM[route]}"
    if reporting.has_key(person):
        return f"It goes to {whom}."
    return f"It is for {whom}, who has no key to this register: it is kept with you. Tell them yourself."


class ReportDialog(FormDialog):
    """A report as it is written, with the clause and what to do at once shown as one writes."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            shell.window(),
            "Report a breach",
            Report,
            shell.lookups,
            lambda values: self.saves(values),
            save_words="Report",
            intro=_INTRO,
            draft=shell.drafts.of("breaches", "new"),
        )
        self.saves: Callable[[dict[str, Any]], object] = lambda values: None
        self._desk = desk
        self._proposed = ""
        self._places = {name: QVBoxLayout() for name in ("clause", "harm", "disclosure", "data", "who")}
        for name in ("what", "category", "clauses"):
            self.row(name)
        self._rows["clauses"].body.addWidget(self._chooser(), 0, Qt.AlignmentFlag.AlignLeft)
        self._place("clause", "clauses")
        self.row("disclosure")
        self._place("disclosure", "disclosure")
        self.row("harm")
        self._place("harm", "harm")
        self.row("data_breach")
        self._place("data", "data_breach")
        self.heading("Where, when and who")
        for name in ("school_id", "happened_on", "reported_on", "reported_by", "subject_id", "also_about_id"):
            self.row(name)
        self._place("who", "also_about_id")
        for name in ("others", "account_id"):
            self.row(name)
        self.fill(_blank(desk))
        self.editor("category").changed.connect(self._propose)
        for name in ("clauses", "disclosure", "harm", "data_breach", "school_id", "subject_id", "also_about_id"):
            self.editor(name).changed.connect(self._advise)
        self._advise()

    def _place(self, name: str, under: str) -> None:
        """Makes room for what is said of a field, under it."""
        self._rows[under].body.addLayout(self._places[name])

    def _chooser(self) -> QPushButton:
        """The button under the field that lists the clauses of the policy, part by part."""
        menu = QMenu(self)
        for part, clauses in _parts(self._desk).items():
            below = menu.addMenu(part.replace("&", "&&"))
            fill_menu(below, [Action(_in_menu(one), partial(self.add_clause, one.number)) for one in clauses])
        made = menu_button("Add a clause…", menu, look="link", icon_name="policy")
        made.setHidden(menu.isEmpty())
        return made

    def add_clause(self, number: str) -> None:
        """Puts the number of a clause behind those that are written."""
        written = reporting.clauses_of(str(self.editor("clauses").typed()))
        self.editor("clauses").set_value(", ".join(dict.fromkeys([*written, number])))
        self._advise()

    def _propose(self) -> None:
        """Proposes the clause of the category, unless another was written."""
        chosen = str(self.editor("category").value())
        clauses = ", ".join(CLAUSES[Category(chosen)]) if chosen in tuple(Category) else ""
        if str(self.editor("clauses").typed()).strip() in ("", self._proposed):
            self.editor("clauses").set_value(clauses)
            self._proposed = clauses
        self._advise()

    def _advise(self) -> None:
        for name, (tone, sentence, heading) in self._thoughts().items():
            place = self._places[name]
            clear(place)
            if sentence:
                place.addWidget(notice_box(tone, sentence, heading=heading))

    def _thoughts(self) -> dict[str, tuple[Tone, str, str]]:
        desk, chosen = self._desk, self.editor("harm").value()
        harm = Harm(chosen) if chosen in tuple(Harm) else None
        concerns = (
            self.editor("category").value() == Category.CONCERNS or self.editor("disclosure").value() in _CONCERNS
        )
        clause = clause_words(desk, str(self.editor("clauses").typed()))
        prompt = {
            Harm.THRESHOLD: (Tone.BAD, desk.setting("prompt_harm"), "Do this now"),
            Harm.LOW: (Tone.WARN, desk.setting("prompt_low_level"), "A low-level concern"),
        }
        data = desk.setting("prompt_data_breach") if self.editor("data_breach").value() else self._offer()
        return {
            "clause": (Tone.NEUTRAL, clause, ""),
            "disclosure": (Tone.WARN, desk.setting("prompt_disclosure") if concerns else "", "Ask this first"),
            "harm": prompt.get(harm, (Tone.WARN, self._ask_of_harm(), "")) if harm else (Tone.WARN, "", ""),
            "data": (Tone.WARN, data, ""),
            "who": (Tone.ACCENT, self._who(), ""),
        }

    def _offer(self) -> str:
        if self.editor("category").value() != Category.CONFIDENTIALITY:
            return ""
        return "Did anybody’s personal data get out? Then tick this: the 72 hours to notify begin now."

    def _ask_of_harm(self) -> str:
        if self.editor("category").value() != Category.STUDENT:
            return ""
        return "It is about contact with a child: is there really no sign of harm, nor a low-level concern?"

    def _who(self) -> str:
        school, about = self.editor("school_id"), [self.editor(name) for name in ("subject_id", "also_about_id")]
        if school.problem() or school.value() is None:
            return ""
        people = {one.value() for one in about if not one.problem() and one.value() is not None}
        return who_gets_it(self._desk, school.value(), people)


def _in_menu(clause: Clause) -> str:
    words = " ".join((clause.text or clause.items[0]).split())
    short = words if len(words) <= _TITLE else words[:_TITLE].rpartition(" ")[0] + " …"
    return f"{clause.number}  {short}".replace("&", "&&")


def _blank(desk: Desk) -> Report:
    there = list(schools.names(desk))
    return Report(school_id=there[0] if len(there) == 1 else None, reported_on=desk.today())


def clause_words(desk: Desk, written: str) -> str:
    """What the clauses that are named say in the edition in force, a line a paragraph or item, shortly; nothing where
    it has none of them."""
    edition, said = policy.current(desk), []
    for number in reporting.clauses_of(written):
        found = edition.find(number) if edition else None
        if found is not None:
            first, *others = _lines(found.clause)
            said.append(f"{number}: {first}")
            said += others
    return "\n".join(said)


def _lines(clause: Clause) -> list[str]:
    """The paragraphs and items of a clause, as far as `_SHORT` letters and digits go."""
    flow = [f"• {words}" if item else words for words, item in clause.flow()] or [clause.heading]
    shown: list[str] = []
    for words in flow:
        if shown and sum(map(len, shown)) + len(words) > _SHORT:
            return [*shown, "…"]
        shown.append(words if len(words) <= _SHORT else words[:_SHORT].rpartition(" ")[0] + " …")
    return shown


def _parts(desk: Desk) -> dict[str, list[Clause]]:
    """The clauses that say something, under the number and heading of the part of the policy they stand in."""
    edition = policy.current(desk)
    found: dict[str, list[Clause]] = {}
    part = ""
    for one in edition.clauses if edition else ():
        if one.clause.heading:
            part = f"{one.clause.number} {one.clause.heading}"
        if (one.clause.text or one.clause.items) and reporting.clauses_of(one.clause.number):
            found.setdefault(part, []).append(one.clause)
    return found
