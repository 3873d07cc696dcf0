"""The People & schools tab: lists of one shape, and a switch between them in the place of a title."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from metdesk.desk import Desk
from ui.handing_out import forms_dialog
from ui.lists import Lists
from ui.parts import column
from ui.people import PeopleTab
from ui.register_tab import RegisterTab
from ui.schools import SchoolsTab
from ui.shell import Shell
from ui.tab import Tab
from ui.term_dates import TermDatesTab


class PeopleAndSchoolsTab(Tab):
    """People, Schools and Term dates, one at a time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.people, self.schools = PeopleTab(desk, shell), SchoolsTab(desk, shell)
        self.term_dates = TermDatesTab(desk, shell)
        self._of_kind: dict[str, RegisterTab[Any]] = {
            "person": self.people,
            "school": self.schools,
            "term_date": self.term_dates,
        }
        self.lists = Lists(list(self._of_kind.values()), shell.memory, "people and schools/list")
        self.setLayout(column(self.lists))
        self.setFocusProxy(self.lists)

    def go(self, kind: str, record_id: int) -> None:
        self.show_list(kind).go(kind, record_id)

    def show_list(self, kind: str) -> RegisterTab[Any]:
        """Brings the list of `person`, `school` or `term_date` to sight."""
        self.lists.setCurrentWidget(self._of_kind[kind])
        return self._of_kind[kind]

    def begin(self, step: str) -> None:
        """Knows `new person`, `new school`, `new term`, `new closure`, `copy terms`, `import people`,
        `import schools`, `print`, `trust`, `of school …` and `terms of school …` with a school's id, `only …` with a
        check of the policy, which is about schools; and `edit person …`, `leaving …`, `edit school …`,
        `head of school …`, `edit term date …` with an id, which open their forms."""
        words, _, number = step.rpartition(" ")
        if step in self._steps:
            kind, do = self._steps[step]
            self.show_list(kind)
            do()
        elif words in self._of_one:
            kind, show = self._of_one[words]
            self.show_list(kind)
            show(int(number))
        else:
            self.show_list("school")

    @cached_property
    def _steps(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """The steps by their words: in which list, and what they do."""
        return {
            "new person": ("person", self.people.add),
            "import people": ("person", self.people.moving.bring_in),
            "print": ("person", lambda: forms_dialog(self.people.desk, self.people.shell)),
            "new school": ("school", self.schools.add),
            "import schools": ("school", self.schools.moving.bring_in),
            "trust": ("school", self.schools.edit_trust),
            "new term": ("term_date", self.term_dates.add_term),
            "new closure": ("term_date", self.term_dates.add_closure),
            "copy terms": ("term_date", self.term_dates.copy_year),
        }

    @cached_property
    def _of_one(self) -> dict[str, tuple[str, Callable[[int], object]]]:
        """The steps that end with an id."""
        return {
            "of school": ("person", self.people.show_school),
            "edit person": ("person", self.people.edit),
            "leaving": ("person", self.people.record_leaving),
            "edit school": ("school", self.schools.edit),
            "head of school": ("school", self.schools.appoint),
            "terms of school": ("term_date", self.term_dates.show_school),
            "edit term date": ("term_date", self.term_dates.edit),
        }

    def dropped(self, paths: list[Path]) -> bool:
        return self.lists.dropped(paths)
