"""The head’s decision as it is written on screen: outcome, the test of 6.5.3, reasons, conditions, signature."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from metdesk.declaration_record import APPROVED, THROUGH_SCHOOL, Decision, Outcome
from metdesk.declarations import Seen
from metdesk.errors import Refused
from metdesk.record import Kind, field_of
from ui.choices import ChoicesEditor
from ui.editors import Lookup, editor_for
from ui.form_row import FormRow
from ui.parts import column, text
from ui.passphrase import PassphraseEditor, passphrase_field

NAMES = ("outcome", "solely", "reason", "conditions", "look_again")
_SIGNED = "It signs the decision in your name; each entry carries your key’s signature."
_ASKED = "What you ask"
_CALLED = {str(Outcome.MORE): "Ask for more"}


class DecisionPart(QScrollArea):
    """The form; what does not belong to the chosen outcome is out of sight and empty. `changed` as it is typed in,
    `entered` when Enter ends the passphrase."""

    changed = Signal()
    entered = Signal()

    def __init__(self, lookups: Mapping[Kind, Lookup]) -> None:
        super().__init__()
        self.setAccessibleName("Your decision")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.passphrase = PassphraseEditor(passphrase_field("passphrase", "Your passphrase", _SIGNED))
        self.rows: dict[str, FormRow] = {}
        self._blocks: dict[str, QWidget] = {}
        self._through_school = True
        for name in NAMES:
            one = field_of(Decision, name)
            editor = ChoicesEditor(one, _CALLED) if one.kind is Kind.CHOICE else editor_for(one, lookups)
            self.rows[name] = FormRow(one, editor, "" if name == "outcome" else one.help)
            editor.changed.connect(self._changed)
        self.rows["passphrase"] = FormRow(self.passphrase.field, self.passphrase, _SIGNED)
        self.passphrase.entered.connect(self.entered)
        self._lay_out()
        self._fit_outcome()

    def _lay_out(self) -> None:
        inside = column(text("Your decision", "h2"), gap=10)
        for name, one in self.rows.items():
            label = one.label(above=True)
            block = QWidget()
            block.setLayout(column(label, one.body, gap=3))
            if name == "reason":
                self._reason_label = label
            self._blocks[name] = block
            inside.addWidget(block)
        inside.addStretch(1)
        inside.setContentsMargins(4, 4, 12, 4)
        page = QWidget()
        page.setProperty("look", "page")
        page.setLayout(inside)
        self.setWidget(page)

    def _changed(self) -> None:
        self._fit_outcome()
        self.changed.emit()

    @property
    def outcome(self) -> str:
        """The outcome that is chosen."""
        return str(self.rows["outcome"].editor.value())

    def _fit_outcome(self) -> None:
        outcome = self.outcome
        self._blocks["conditions"].setVisible(outcome == Outcome.CONDITIONS)
        self._blocks["look_again"].setVisible(outcome in APPROVED)
        self._blocks["solely"].setVisible(self._through_school and outcome != Outcome.MORE)
        self._reason_label.setText(f"{_ASKED if outcome == Outcome.MORE else 'Reasons'} *")

    def ask_about(self, one: Seen) -> None:
        """Clears the form for this declaration."""
        self._through_school = one.declaration.with_kind in THROUGH_SCHOOL
        for name in NAMES:
            self.rows[name].editor.set_value(None if name == "look_again" else "")
        self.forget_passphrase()
        self.show_problems({})
        self._fit_outcome()

    def forget_passphrase(self) -> None:
        """Empties the line of the passphrase."""
        self.passphrase.set_value("")

    def decision(self) -> Decision:
        """What is written, of what is in sight. Refused: what cannot be a value, beside its field."""
        found: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name in NAMES:
            if self._blocks[name].isHidden():
                continue
            editor = self.rows[name].editor
            try:
                found[name] = editor.value()
            except Refused as refused:
                problems[name] = str(refused)
        if problems:
            raise Refused(problems)
        return Decision(**found)

    def typed(self) -> dict[str, Any]:
        """What stands in the fields; nothing of the passphrase."""
        return {name: self.rows[name].editor.typed() for name in NAMES}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Puts back what `typed` told."""
        for name in NAMES:
            if name in typed:
                with suppress(TypeError, ValueError):  # of a version that asked otherwise
                    self.rows[name].editor.retype(typed[name])
        self._fit_outcome()

    def empty(self) -> bool:
        """Whether nothing was written."""
        return not any(str(one).strip() for one in self.typed().values())

    def show_problems(self, problems: Mapping[str, str]) -> str:
        """Names each problem beside its field and goes to the first; returns the others."""
        for name, one in self.rows.items():
            one.show_problem(problems.get(name, ""))
        first = next((one for name, one in self.rows.items() if name in problems), None)
        if first is not None:
            first.editor.control.setFocus()
            self.ensureWidgetVisible(first.editor, 0, 40)
        return " ".join(words for name, words in problems.items() if name not in self.rows)
