"""Short messages: what happened and what to do; a question before a large step; the report of a bug."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from metdesk import bugs
from ui.files import ask_where
from ui.icons import picture
from ui.parts import Words, button, column, row, text
from ui.theme import px
from ui.tokens import Tone


class Message(QDialog):
    """A heading, a sentence and buttons. Esc does the last of them, which changes nothing."""

    def __init__(self, parent: QWidget | None, tone: Tone, heading: str, words: str, leave: str = "Close") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        sign = QLabel()
        sign.setPixmap(picture(tone.value, px(28), tone.value, 2.0))
        self.words = Words(words)
        self._body = column(text(heading, "h2"), self.words, gap=8)
        beside = row(gap=16)
        beside.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(self._body, 1)
        self.leave_button = button(leave, self.reject)
        self._foot = row(1, self.leave_button)
        whole = column(beside, self._foot, gap=20)
        whole.setContentsMargins(24, 22, 24, 16)
        self.setLayout(whole)
        self.setMinimumWidth(px(460))
        self.leave_button.setDefault(True)

    def offer(self, words: str, do: Callable[[], object], look: str = "primary") -> QPushButton:
        """Adds a button that closes the message and calls `do`; returns it."""
        made = button(words, look=look)
        made.clicked.connect(self.accept)
        made.clicked.connect(lambda: do())
        self._foot.addWidget(made)
        made.setDefault(look == "primary")
        return made


def tell(parent: QWidget | None, heading: str, words: str, tone: Tone = Tone.BAD) -> Message:
    """Shows what happened."""
    message = Message(parent, tone, heading, words)
    message.open()
    return message


def confirm(
    parent: QWidget | None, heading: str, words: str, yes: str, then: Callable[[], object], *, grave: bool = False
) -> Message:
    """Asks; `then` runs on `yes`. `grave` marks a step that cannot be undone."""
    message = Message(parent, Tone.WARN, heading, words, "Cancel")
    message.offer(yes, then, "danger" if grave else "primary")
    message.open()
    return message


def bug_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What a programmer needs and nothing about a person."""
    return bugs.report(kind, trace, f"Qt {qVersion()}")


class CrashDialog(Message):
    """Says that the program made a mistake, what was kept, and shows the report that can be saved."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(
            parent,
            Tone.BAD,
            "Metdesk made a mistake",
            "What you saved before is safe: every change is written whole or not at all. Please look whether "
            "the last step was done. The report below holds nothing about any person or school; save it and "
            "send it to whoever looks after Metdesk.",
            "Carry on",
        )
        shown = QPlainTextEdit(report)
        shown.setReadOnly(True)
        shown.setAccessibleName("Report")
        shown.setMinimumHeight(px(150))
        self._body.addWidget(shown)
        self._foot.insertWidget(0, button("Save the report…", lambda: self._save(report)))

    def _save(self, report: str) -> None:
        ask_where(self, "Save the report", "Metdesk report.txt", lambda path: path.write_text(report, encoding="utf-8"))


def catch_bugs(parent: Callable[[], QWidget | None]) -> None:
    """From now on a bug opens the crash dialog over `parent()`; the terminal gets the same report."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        report = bug_report(kind, trace)
        if sys.stderr:  # none in a program without a terminal
            sys.stderr.write(report)
        CrashDialog(parent(), report).open()

    sys.excepthook = hook
