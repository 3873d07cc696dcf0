"""The prompts of a case on the settings page: what stands there now, where it comes from, reworded, and taken back."""

from typing import Any

from PySide6.QtWidgets import QWidget

from metdesk.desk import Desk
from metdesk.record import Field
from metdesk.settings import SOURCES, Settings
from ui.actions import Action
from ui.form import FormDialog
from ui.form_row import named
from ui.panel import buttons
from ui.parts import Words, box, clear, column, text
from ui.shell import Shell

_LINES = 11


class PromptBlock(QWidget):
    """A prompt in the words that hold; where it `may_change`, with ways to reword it and back."""

    def __init__(self, desk: Desk, shell: Shell, field: Field, *, may_change: bool) -> None:
        super().__init__()
        self.field = field
        self._desk, self._shell, self._may_change = desk, shell, may_change
        self._whole = column(gap=4)
        self.setLayout(self._whole)
        self.refresh()

    def refresh(self) -> None:
        """Shows the words that hold now."""
        clear(self._whole)
        field, words = self.field, self._desk.setting(self.field.name)
        inside = column(Words(words))
        inside.setContentsMargins(12, 10, 12, 10)
        self._whole.addWidget(text(named(field)))
        self._whole.addWidget(box(inside, "well"))
        self._whole.addWidget(text(field.help, "small"))
        self._whole.addWidget(text(f"Source: {SOURCES[field.name]}", "small"))
        if self._may_change:
            steps = [Action("Reword…", self.reword, "edit")]
            if words != field.default:
                steps.append(Action("Back to the words Metdesk came with", self.take_back, "undo"))
            made = buttons(steps, look="link")
            for one in made.findChildren(QWidget):
                one.setAccessibleDescription(field.label)
            self._whole.addWidget(made)

    def reword(self) -> FormDialog:
        """Opens the form for other words."""
        return reword_form(self._desk, self._shell, self.field)

    def take_back(self) -> None:
        """Lets the words that Metdesk came with hold again."""
        field = self.field
        said = f"{field.label}: back to the words Metdesk came with."
        self._shell.do(lambda: self._desk.choose(field.name, field.default), said)


def reword_form(desk: Desk, shell: Shell, field: Field) -> FormDialog:
    """The form for the words of a prompt, opened."""

    def save(values: dict[str, Any]) -> None:
        if values[field.name] != desk.setting(field.name):
            desk.choose(field.name, values[field.name])
            shell.said(f"{field.label}: reworded.")

    form = FormDialog(
        shell.window(),
        "Reword a prompt",
        Settings,
        shell.lookups,
        save,
        intro="Quote the source, so that whoever reads it can look it up. It is no legal advice.",
        draft=shell.drafts.of("care", f"settings {field.name}"),
    )
    told = f"{field.help}\nSource: {SOURCES[field.name]}"
    form.across(field.name, _LINES, told).set_value(desk.setting(field.name))
    form.open()
    return form
