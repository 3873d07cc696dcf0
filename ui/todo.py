"""What needs doing, most pressing first: a line for each record, with the next step as a button."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from metdesk import cases, confidential, declarations, reviewing
from metdesk.checks import Failing, Result, Status
from metdesk.desk import Desk
from ui.actions import Action
from ui.icons import picture
from ui.parts import Words, button, clear, column, row, text
from ui.shell import Shell
from ui.theme import px

SHOWN_OF_EACH = 3
_LISTS = {
    "account": "accounts",
    "acknowledgement": "acknowledgements",
    "declaration": "declarations",
    "approach": "declarations",
    "reconfirmation": "declarations",
    "breach": "breaches",
    "school": "people",
    "edition": "policy",
    "policy_reference": "policy",
}
_PUT_RIGHT = ("acknowledgement", "declaration", "approach")
_FORMS = {
    "Record the referral…": "referral",
    "Record the notification…": "notified",
    "Take it off the file…": "lifted",
    "Name an investigator…": "investigator",
    "Conclude the case…": "conclude",
}
"""The steps of a case that open a form over it."""


class TodoList(QWidget):
    """The failing records of the policy's checks; where a check has many, the first three and how many more."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._shown: list[tuple[Result, list[str]]] | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)

    def show_results(self, results: Sequence[Result]) -> None:
        """Shows what fails in `results`, which come in the order in which they matter."""
        told = [(result, [self._words(result, one) for one in result.failing[:SHOWN_OF_EACH]]) for result in results]
        if told == self._shown:
            return
        self._shown = told
        clear(self._lines)
        for result, words in told:
            shown = result.failing[:SHOWN_OF_EACH]
            for one, said in zip(shown, words, strict=True):
                self._lines.addWidget(TodoLine(result, one, self._step(result, one, said)))
            more = len(result.failing) - len(shown)
            if more:
                self._lines.addWidget(self._more(result, more))
        if not any(result.failing for result in results):
            self._lines.addWidget(text("Nothing needs doing today.", "muted"))
        self._lines.addStretch(1)

    def _step(self, result: Result, one: Failing, words: str) -> Action:
        if one.kind == "account":
            return Action(result.step, lambda: self._shell.begin("accounts", f"put right {one.id} {result.step}"))
        if result.kind in _PUT_RIGHT:
            step = f"put right {one.kind} {one.id} {result.step}"
            return Action(words, lambda: self._shell.begin(_LISTS[result.kind], step))
        if result.kind == "breach":
            return Action(words, lambda: self._open_case(one.id, words))
        if result.kind == "reconfirmation":
            return Action(result.step, lambda: self._shell.begin("declarations", f"year of school {one.id}"))
        return Action(result.step, lambda: self._shell.go(one.kind, one.id))

    def _open_case(self, case_id: int, words: str) -> None:
        self._shell.go("breach", case_id)
        if words in _FORMS:
            self._shell.begin("breaches", f"{_FORMS[words]} {case_id}")

    def _words(self, result: Result, one: Failing) -> str:
        """The step that whoever sits here can take: only one decides, and not everybody reads."""
        if result.kind == "breach" and not cases.is_named(self._desk, one.id):
            return "Open the breaches"
        if confidential.unseen(self._desk, one.kind, [one.id]):
            return "Open the declarations"
        if result.kind == "declaration" and reviewing.why_not(self._desk, declarations.seen(self._desk, one.id)):
            return "Open the declaration"
        return result.step

    def _more(self, result: Result, more: int) -> QWidget:
        step = f"only {result.clause}: {result.amiss}"
        step = {"approach": f"approach {step}", "reconfirmation": "year"}.get(result.kind, step)
        link = button(f"and {more:,} more…", lambda: self._shell.begin(_LISTS[result.kind], step), look="link")
        link.setAccessibleName(f"and {more:,} more: {result.amiss}, {clause_words(result.clause)}")
        line = row(link, 1)
        line.setContentsMargins(px(21), 0, 0, 4)
        holder = QWidget()
        holder.setLayout(line)
        return holder


class TodoLine(QWidget):
    """One record that needs something: its sign, its name, what is amiss and why, and the next step."""

    def __init__(self, result: Result, one: Failing, step: Action) -> None:
        super().__init__()
        sign = QLabel()
        sign.setPixmap(picture(*_signs(result.status), 2.0))
        sign.setAccessibleName("Breaks the policy" if result.status is Status.BREACH else "Wants attention")
        words = f"{one.words} · {clause_words(result.clause)}"
        said = column(Words(one.title, "strong"), Words(words, "muted"), gap=0)
        self.step = button(step.words, step.do)
        self.step.setAccessibleName(f"{step.words}: {one.title}, {words}")
        line = row(gap=10)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(said, 1)
        line.addWidget(self.step, 0, Qt.AlignmentFlag.AlignVCenter)
        line.setContentsMargins(0, 3, 0, 3)
        self.setLayout(line)


def _signs(status: Status) -> tuple[str, int, str]:
    name = "bad" if status is Status.BREACH else "warn"
    return name, px(18), name


def clause_words(number: str) -> str:
    """`5.2.4` as it is, and a whole section as `section 7`."""
    return number if "." in number else f"section {number}"
