"""The forms for what somebody declares: a new declaration, nothing to declare, and the correction of one."""

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from metdesk import declarations, declaring, forms, people, reviewers
from metdesk.calendar import show_date
from metdesk.declaration_record import Declaration, Relationship, With
from metdesk.desk import Desk
from metdesk.record import field, field_of
from ui.form import FormDialog
from ui.panel import notice_box
from ui.parts import clear
from ui.shell import Shell
from ui.tokens import Tone

NEEDED = ("with_kind", "with_whom", "relationship")
"""What a relationship is not declared without."""
PARTICULARS = (*NEEDED, "platforms", "since")
_INTRO = (
    "Contact on social media with a student, ex-student or parent is declared where another appropriate relationship "
    "exists, such as family or a family friend (6.5.4). Who is unsure declares it as well (6.1.4)."
)
_UNSURE = "“Unsure” is an answer: it is declared for that, and the head says what holds (6.1.4)."
_NOTHING = (
    "That there is no contact to declare is an answer too, and everybody gives one (6.5.4). It waits for nobody, and "
    "holds until they say otherwise."
)
_SCHOOL_ALONE = {
    With.STUDENT: "6.5.3: no contact with a child whom they only know, or knew, as staff and student. The head asks.",
    With.EX_STUDENT: "6.5.3: no contact with a child whom they only knew as staff and student. The head asks.",
    With.PARENT: "6.5.6: no contact that rests on a relationship of staff and parent alone. The head asks.",
}

Then = Callable[[int], object]


@dataclasses.dataclass(frozen=True)
class Written(Declaration):
    """A declaration as it is keyed: the form by the reference at its foot."""

    reference: str = field("Form reference", help="At the foot of the printed form; empty where there was none.")


def declaration_form(
    desk: Desk, shell: Shell, person_id: int | None = None, *, nothing: bool = False, then: Then = lambda number: None
) -> "DeclarationDialog":
    """The form for a new declaration, opened; `then` gets its id."""
    step = " ".join(("nothing" if nothing else "new", str(person_id or ""))).strip()
    title = "Nothing to declare" if nothing else "New declaration"
    before = Written(person_id, nothing, declared_on=desk.today(), received_on=desk.today())
    form = DeclarationDialog(desk, shell, title, _NOTHING if nothing else _INTRO, before, step, "Enter")

    def save(values: dict[str, Any]) -> None:
        number = declaring.add(desk, form.written(values))
        shell.said(f"Declaration {number} entered.")
        then(number)

    form.saves = save
    form.open()
    return form


def correct_form(
    desk: Desk, shell: Shell, declaration_id: int, then: Then = lambda number: None
) -> "DeclarationDialog":
    """The form for the correction of a declaration, opened; `then` gets the id of the one in its place."""
    wrong = declarations.get(desk, declaration_id)
    before = _keyed(wrong)
    intro = (
        f"Declared on {show_date(wrong.declared_on)}. What was entered stays readable; the correction stands in its "
        "place, and the head decides anew."
    )
    title, step = "Correct the declaration", f"correct {declaration_id}"
    form = DeclarationDialog(desk, shell, title, intro, before, step, "Enter the correction", correcting=True)

    def save(values: dict[str, Any]) -> None:
        number = declaring.correct(desk, declaration_id, form.written(values))
        shell.said(f"Declaration {declaration_id} corrected by declaration {number}.")
        then(number)

    form.saves = save
    form.open()
    return form


def _keyed(declared: Declaration) -> Written:
    form = forms.get(declared.form_id) if declared.form_id is not None else None
    values = dataclasses.asdict(declared) | {"correction": "", "reference": form.reference if form else ""}
    return Written(**values)


class DeclarationDialog(FormDialog):
    """What somebody declares as it is written, with what to think of shown as one writes."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        title: str,
        intro: str,
        before: Written,
        step: str,
        save_words: str,
        *,
        correcting: bool = False,
    ) -> None:
        super().__init__(
            shell.window(),
            title,
            Written,
            shell.lookups,
            lambda values: self.saves(values),
            save_words=save_words,
            intro=intro,
            draft=shell.drafts.of("declarations", step),
        )
        self.saves: Callable[[dict[str, Any]], object] = lambda values: None
        self._desk, self._before_it = desk, before
        self._set_aside: dict[str, Any] = {}
        self._advice = QVBoxLayout()
        self.row("person_id")
        if correcting or not before.nothing:
            self._lay_out_relationship()
        for name in ("words", "declared_on", "received_on", "reference"):
            self.row(name)
        if correcting:
            self.heading("The correction")
            self.row("correction", help="Both declarations stay readable, this beside them.")
        self.fill(before)
        if correcting or not before.nothing:
            self._think_along()

    def _lay_out_relationship(self) -> None:
        self.row("nothing")
        self.heading("The relationship")
        for name in PARTICULARS:
            needed = " *" if name in NEEDED else ""
            self.row(name, label=f"{field_of(Declaration, name).label}{needed}")
        holder = QWidget()
        holder.setLayout(self._advice)
        self._advice.setContentsMargins(0, 0, 0, 0)
        self.widget("", holder)
        self.heading("What they wrote and signed")

    def _think_along(self) -> None:
        for name in ("person_id", "with_kind", "relationship"):
            self.editor(name).changed.connect(self._advise)
        self.editor("nothing").changed.connect(self._tick)
        self._tick()

    def _tick(self) -> None:
        """Sets the particulars aside while there is nothing to declare; what was typed comes back with the tick."""
        nothing = bool(self.editor("nothing").value())
        editors = {name: self.editor(name) for name in PARTICULARS}
        if nothing:
            self._set_aside = {name: one.typed() for name, one in editors.items() if one.isEnabled()} or self._set_aside
        for name, one in editors.items():
            one.setEnabled(not nothing)
            if nothing:
                one.retype("")
            elif name in self._set_aside:
                one.retype(self._set_aside[name])
        if not nothing:
            self._set_aside = {}
        self._advise()

    def _advise(self) -> None:
        clear(self._advice)
        for sentence in self._thoughts():
            self._advice.addWidget(notice_box(Tone.ACCENT, sentence))

    def _thoughts(self) -> list[str]:
        if self.editor("nothing").value():
            return []
        found = []
        if self.editor("relationship").value() == Relationship.UNSURE:
            found.append(_UNSURE)
        kind = str(self.editor("with_kind").value())
        if kind in _SCHOOL_ALONE:
            found.append(_SCHOOL_ALONE[With(kind)])
        person = self.editor("person_id")
        number = None if person.problem() else person.value()
        return [*found, who_decides(self._desk, number)] if number is not None else found

    def written(self, values: dict[str, Any]) -> Declaration:
        """The declaration that is typed. Refused, under `reference`, as `declarations.sheet` says."""
        form_id = declarations.sheet(self._desk, values["reference"], values["person_id"])
        told = {"nothing": self._before_it.nothing, **values, "form_id": form_id}
        return Declaration(**{name: value for name, value in told.items() if name != "reference"})


def who_decides(desk: Desk, person_id: int) -> str:
    """Who decides on what somebody declares, in a sentence; or why nobody does."""
    number = reviewers.reviewer(desk, person_id)
    if number is None:
        return reviewers.missing(desk, person_id)
    return f"{people.get(desk, number).name} decides on it (6.5.4)."
