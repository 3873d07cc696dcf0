"""The text that asks those who have yet to answer, to be copied into an e-mail."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from metdesk import chasing
from metdesk.acknowledgements import AckFilter
from metdesk.calendar import count_of
from metdesk.desk import Desk
from ui.parts import button, column, row, rule, text
from ui.shell import Shell
from ui.theme import px


class ChaseText(QDialog):
    """Shows addresses, subject and words of the e-mail, each with its Copy. Opened when made.

    Refused: nobody is outstanding, no edition yet.
    """

    def __init__(self, desk: Desk, shell: Shell, wanted: AckFilter) -> None:
        self.message = chasing.message(desk, wanted)
        outstanding = sum(len(team.rows) for team in chasing.outstanding(desk, wanted))
        super().__init__(shell.window())
        self.setWindowTitle("Text for an e-mail")
        self.to = self._line("Addresses", "; ".join(self.message.to))
        self.subject = self._line("Subject", self.message.subject)
        self.words = QPlainTextEdit(self.message.words)
        self.words.setAccessibleName("Words of the e-mail")
        self.words.setTabChangesFocus(True)
        self.said = text("", "muted")
        without = outstanding - len(self.message.to)
        missing = f" {count_of(without, 'address is', 'addresses are')} not in the register." if without > 0 else ""
        intro = f"{count_of(outstanding, 'person has', 'people have')} not answered.{missing}"
        copy = button("Copy the words", lambda: self._copy("words", self.words.toPlainText()), look="primary")
        copy.setDefault(True)
        whole = column(
            column(text("Text for an e-mail", "h1"), text(intro, "muted"), gap=4),
            self._copied("Addresses", self.to),
            self._copied("Subject", self.subject),
            self.words,
            rule(),
            row(self.said, 1, button("Close", self.reject), copy),
            gap=12,
        )
        whole.setStretch(3, 1)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        around = shell.window().size()
        self.resize(min(px(680), around.width() - 40), min(px(560), around.height() - 60))
        self.open()
        copy.setFocus()

    def _line(self, name: str, words: str) -> QLineEdit:
        line = QLineEdit(words)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        return line

    def _copied(self, name: str, line: QLineEdit) -> QWidget:
        label = text(name, "muted", wrap=False)
        label.setBuddy(line)
        label.setFixedWidth(px(80))
        copy = button("Copy", lambda: self._copy(name.lower(), line.text()))
        copy.setAccessibleName(f"Copy the {name.lower()}")
        holder = QWidget()
        holder.setLayout(row(label, line, copy))
        return holder

    def _copy(self, what: str, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.said.setText(f"Copied: {what}.")
