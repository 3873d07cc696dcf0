"""The first steps of a register that is still empty: what is done, and a button for what is not."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from metdesk import accounts, forms, people, policy, rounds, schools
from metdesk.accounts import AccountFilter
from metdesk.desk import Desk
from metdesk.forms import FormKind
from metdesk.people import PeopleFilter
from ui.actions import Action, action_button
from ui.icons import picture
from ui.parts import Words, clear, column, row
from ui.shell import Shell
from ui.theme import px


@dataclasses.dataclass(frozen=True)
class Step:
    """One of the first steps: what it is, what it is for, whether it is done, and what does it."""

    title: str
    words: str
    done: bool
    actions: tuple[Action, ...]


def first_steps(desk: Desk, shell: Shell) -> list[Step]:
    """The steps from an empty register to printed forms, in their order."""
    people_there = people.page(desk, PeopleFilter(standing=""), limit=0).total
    accounts_there = accounts.page(desk, AccountFilter(states=()), limit=0).total
    return [
        Step(
            "Bring in the policy",
            "Import the document your Board approved, or begin with the starter.",
            policy.current(desk) is not None,
            (
                Action("Import the policy…", lambda: shell.begin("policy", "import")),
                Action("Use the starter", lambda: shell.begin("policy", "starter")),
            ),
        ),
        Step(
            "Add your schools",
            "Every setting, with its head, whose permission counts.",
            schools.page(desk, limit=0).total > 0,
            (
                Action("New school…", lambda: shell.begin("people", "new school")),
                Action("Import schools…", lambda: shell.begin("people", "import schools")),
            ),
        ),
        Step(
            "Import the staff list",
            "The CSV or Excel file of your MIS, as it is.",
            people_there > 0,
            (Action("Import the staff list…", lambda: shell.begin("people", "import people")),),
        ),
        Step(
            "Register the accounts",
            "Every account of every school, and the two people who oversee it.",
            accounts_there > 0,
            (
                Action("New account…", lambda: shell.begin("accounts", "new")),
                Action("Import accounts…", lambda: shell.begin("accounts", "import")),
            ),
        ),
        Step(
            "Ask people to sign",
            "Everyone, a school or a category, by a day; joiners are asked as they arrive.",
            bool(rounds.listed(desk)),
            (Action("Ask people…", lambda: shell.begin("acknowledgements", "ask")),),
        ),
        Step(
            "Print acknowledgement forms",
            "One page for each person, to be signed.",
            forms.printed(desk, FormKind.ACKNOWLEDGEMENT),
            (Action("Print forms…", lambda: shell.begin("acknowledgements", "print")),),
        ),
    ]


class FirstSteps(QWidget):
    """Shows the steps; the first that is not done has the primary button."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[str, bool]] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(10)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Shows these steps in their order."""
        told = [(step.title, step.done) for step in steps]
        if told == self._shown:
            return
        self._shown = told
        clear(self._lines)
        first = next((step for step in steps if not step.done), None)
        for number, step in enumerate(steps, 1):
            self._lines.addWidget(_line(number, step, lead=step is first))
        self._lines.addStretch(1)


def _line(number: int, step: Step, *, lead: bool) -> QWidget:
    sign = QLabel()
    sign.setPixmap(picture("ok" if step.done else "neutral", px(18), "ok" if step.done else "muted", 2.0))
    state = "done" if step.done else "to do"
    title = Words(f"{number}  {step.title}", "muted" if step.done else "strong")
    title.setAccessibleName(f"Step {number}, {state}: {step.title}")
    said = column(title, gap=0)
    if not step.done:
        said.addWidget(Words(step.words, "muted"))
    line = row(gap=10)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(said, 1)
    for place, action in enumerate(step.actions if not step.done else ()):
        look = "primary" if lead and place == 0 else ""
        made = action_button(dataclasses.replace(action, look=look))
        line.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
    holder = QWidget()
    holder.setLayout(line)
    return holder
