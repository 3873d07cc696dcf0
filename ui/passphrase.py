"""Typing a passphrase, and choosing a new one: twice, with words on its strength and four words on offer."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from metdesk.errors import Refused
from metdesk.record import Field, Kind
from ui.editor import Editor
from ui.form_row import FormRow
from ui.parts import button, column, row, text

_STRONG_LENGTH = 20
_STRONG_WORDS = 4


class PassphraseEditor(Editor):
    """A line whose letters are dots until they are asked for."""

    def __init__(self, field: Field) -> None:
        self._line = QLineEdit()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(field, self._line)
        self._line.textChanged.connect(self.changed)
        self._line.returnPressed.connect(self.entered)

    def value(self) -> str:
        return self._line.text()

    def set_value(self, value: object) -> None:
        self._line.setText(str(value or ""))

    def show_letters(self, shown: bool) -> None:
        """Shows the letters, or dots."""
        mode = QLineEdit.EchoMode
        self._line.setEchoMode(mode.Normal if shown else mode.Password)

    def select(self) -> None:
        """Goes to the line with everything in it selected."""
        self._line.setFocus()
        self._line.selectAll()


def passphrase_field(name: str, label: str, help: str = "") -> Field:  # noqa: A002 - the word forms use
    """The definition of a line for a passphrase."""
    return Field(name, label, Kind.LINE, help, (), True, "", "")


class NewPassphrase(QWidget):
    """A new passphrase, twice. `weakness` says what is wrong with one, `suggest` draws four words."""

    def __init__(self, weakness: Callable[[str], str], suggest: Callable[[], str], label: str = "Passphrase") -> None:
        super().__init__()
        self._weakness = weakness
        self._suggest = suggest
        first = passphrase_field(
            "passphrase", label, "Four words that do not belong together are strong and easy to keep in mind."
        )
        self.first = FormRow(first, PassphraseEditor(first), first.help)
        again = passphrase_field("again", "Once more")
        self.again = FormRow(again, PassphraseEditor(again), "")
        self._strength = text("", "small")
        self._strength.hide()
        self._shown = QCheckBox("Show the letters")
        self._shown.toggled.connect(self._show_letters)
        self.offer_button = button("Suggest four words", self._offer)
        self.setLayout(
            column(
                self.first.label(above=True),
                self.first.body,
                self._strength,
                row(self.offer_button, self._shown, 1),
                self.again.label(above=True),
                self.again.body,
                gap=4,
            )
        )
        self.first.editor.changed.connect(self._tell_strength)

    def value(self) -> str:
        """The passphrase. Refused, beside the fields, while it is too weak or the two differ."""
        first, again = self._typed(self.first), self._typed(self.again)
        problems = {}
        if weakness := self._weakness(first):
            problems["passphrase"] = weakness
        elif first != again:
            problems["again"] = "The two are not the same: type the passphrase once more."
        self.show_problems(problems)
        if problems:
            raise Refused(problems)
        return first

    def typed(self) -> tuple[str, str]:
        """What stands in the two lines."""
        return self._typed(self.first), self._typed(self.again)

    def has_problem(self) -> bool:
        """Whether something is named beside the fields."""
        return any(one.editor.control.property("wrong") for one in (self.first, self.again))

    def show_problems(self, problems: dict[str, str]) -> None:
        """Names the problems of `passphrase` and `again` beside them, and goes to the first."""
        for one in (self.again, self.first):
            sentence = problems.get(one.field.name, "")
            one.show_problem(sentence)
            if sentence:
                one.editor.control.setFocus()

    def _typed(self, one: FormRow) -> str:
        return str(one.editor.value())

    def _tell_strength(self) -> None:
        typed = self._typed(self.first)
        if not typed or self._weakness(typed):
            words = ""
        elif len(typed) >= _STRONG_LENGTH and len(typed.split()) >= _STRONG_WORDS:
            words = "Strong: nobody guesses this."
        else:
            words = "Good. A word more would make it strong."
        self._strength.setText(words)
        self._strength.setVisible(bool(words))

    def _offer(self) -> None:
        self._shown.setChecked(True)
        words = self._suggest()
        self.first.editor.set_value(words)
        self.first.show_problem("")
        self.again.editor.set_value("")
        self.again.editor.control.setFocus()

    def _show_letters(self, shown: bool) -> None:
        for one in (self.first, self.again):
            if isinstance(one.editor, PassphraseEditor):
                one.editor.show_letters(shown)
