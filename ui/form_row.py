"""A row of a form: label, editor, help, and the sentence that says what is wrong."""

from PySide6.QtWidgets import QLabel

from metdesk.record import Field
from ui.editor import Editor
from ui.parts import column, text
from ui.theme import px

_LABEL = 116


def named(field: Field) -> str:
    """What a setting is called, with its clause: `School days a head has to review (6.5.4)`."""
    return f"{field.label} ({field.clause})" if field.clause else field.label


class FormRow:
    """An editor with its help and the sentence that says what is wrong with it."""

    def __init__(self, field: Field, editor: Editor, help: str) -> None:  # noqa: A002
        self.field = field
        self.editor = editor
        self._problem = text("", "problem")
        self._problem.hide()
        self._hint = text("", "small")
        self._hint.hide()
        self.body = column(editor, gap=2)
        if help:
            self.body.addWidget(text(help, "small"))
        self.body.addWidget(self._hint)
        self.body.addWidget(self._problem)
        editor.left.connect(lambda: self.show_problem(editor.problem()))
        editor.changed.connect(self._typed)

    def label(self, words: str = "", *, above: bool = False) -> QLabel:
        """The row's label, marked when the field is needed; beside the editor, or `above` it."""
        made = text((words or self.field.label) + (" *" if self.field.required else ""))
        made.setBuddy(self.editor.control)
        if above:
            return made
        made.setContentsMargins(0, 7, 0, 0)
        made.setMinimumWidth(px(_LABEL))
        made.setMaximumWidth(px(_LABEL + 30))
        return made

    def show_problem(self, sentence: str) -> None:
        """Shows what is wrong below the field; no sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.editor.show_problem(sentence)

    def _typed(self) -> None:
        words = self.editor.hint()
        if words != self._hint.text():
            self._hint.setText(words)
            self._hint.setVisible(bool(words))
            self.editor.show_hint(words)
        if self._problem.isVisible() and not self.editor.problem():
            self.show_problem("")
