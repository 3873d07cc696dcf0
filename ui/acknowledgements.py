"""The Acknowledgements tab: who has signed, by person, school and edition, and the rounds in which they are asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from metdesk.desk import Desk
from ui import answer_list
from ui.answer_forms import STEPS
from ui.answers import AnswersTab, put_right
from ui.answers_by_school import AnswersByEdition, AnswersBySchool
from ui.lists import Lists
from ui.parts import column
from ui.register_tab import RegisterTab
from ui.rounds import RoundsTab
from ui.shell import Shell
from ui.tab import Tab


class AcknowledgementsTab(Tab):
    """People, Schools, Rounds and Editions, one at a time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        kinds: list[type[RegisterTab[Any]]] = [AnswersTab, AnswersBySchool, RoundsTab, AnswersByEdition]
        self.lists = Lists(desk, shell, kinds, "acknowledgements/list")
        self.setLayout(column(self.lists))
        self.setFocusProxy(self.lists)

    @property
    def people(self) -> AnswersTab:
        """The answers by person."""
        return self.lists.of(AnswersTab)

    @property
    def schools(self) -> AnswersBySchool:
        """The answers by school."""
        return self.lists.of(AnswersBySchool)

    @property
    def rounds(self) -> RoundsTab:
        """The rounds in which people are asked."""
        return self.lists.of(RoundsTab)

    @property
    def editions(self) -> AnswersByEdition:
        """The answers by edition."""
        return self.lists.of(AnswersByEdition)

    def show_list(self, shown: RegisterTab[Any]) -> None:
        """Brings one of the lists to sight."""
        self.lists.show_list(shown)

    def show_school(self, school_id: int) -> None:
        """Lists the people of a school."""
        self.show_list(self.people)
        self.people.show_only(school_id=school_id)

    def go(self, kind: str, record_id: int) -> None:
        if kind == "ack_round":
            self.show_list(self.rounds)
            self.rounds.go(kind, record_id)
        else:
            self.show_list(self.people)
            self.people.go(kind, record_id)

    def begin(self, step: str) -> None:
        """Knows `key`, `ask`, `print`, `import`; `of school …` with a school's id; `only …` with a check of the policy;
        `put right …` with the kind and the id of a record and the words of a check's next step; and `sign …`,
        `refuse …`, `unable …` with a person's id and `correct …` with an entry's, which open their forms."""
        word, _, rest = step.partition(" ")
        plain: dict[str, Callable[[], object]] = {
            "key": self.people.key_in,
            "ask": self.people.ask,
            "print": self.people.hand_out,
            "import": self.people.moving.bring_in,
        }
        if step.startswith("only "):
            self._show_only(step.removeprefix("only "))
            return
        self.show_list(self.people)
        if step in plain:
            plain[step]()
        elif word in STEPS:
            self.people.enter(int(rest), STEPS[word])
        elif word == "correct":
            self.people.correct(int(rest))
        elif step.startswith("of school "):
            self.show_school(int(step.removeprefix("of school ")))
        elif step.startswith("put right "):
            kind, number, words = step.removeprefix("put right ").split(" ", 2)
            put_right(self.people, kind, int(number), words)

    def _show_only(self, check: str) -> None:
        clause, _, amiss = check.partition(": ")
        standing = answer_list.concern_value(clause, amiss)
        if standing is None:
            self.show_list(self.schools)
            self.schools.finder.open_all()
            self.schools.table.setFocus()
        else:
            self.show_list(self.people)
            self.people.show_only(standing=standing)

    def dropped(self, paths: list[Path]) -> bool:
        return self.lists.dropped(paths)
