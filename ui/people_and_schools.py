"""The People & schools tab: lists of one shape, and a switch between them in the place of a title."""

from collections.abc import Callable
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

_OF_KIND: dict[str, type[RegisterTab[Any]]] = {"person": PeopleTab, "school": SchoolsTab, "term_date": TermDatesTab}


class PeopleAndSchoolsTab(Tab):
    """People, Schools and Term dates, one at a time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.lists = Lists(desk, shell, list(_OF_KIND.values()), "people and schools/list")
        self.setLayout(column(self.lists))
        self.setFocusProxy(self.lists)

    @property
    def people(self) -> PeopleTab:
        """The list of people."""
        return self.lists.of(PeopleTab)

    @property
    def schools(self) -> SchoolsTab:
        """The list of schools."""
        return self.lists.of(SchoolsTab)

    @property
    def term_dates(self) -> TermDatesTab:
        """The list of term dates."""
        return self.lists.of(TermDatesTab)

    def go(self, kind: str, record_id: int) -> None:
        self.show_list(kind).go(kind, record_id)

    def show_list(self, kind: str) -> RegisterTab[Any]:
        """Brings the list of `person`, `school` or `term_date` to sight."""
        shown = self.lists.of(_OF_KIND[kind])
        self.lists.show_list(shown)
        return shown

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

    @property
    def _steps(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """The steps by their words: in which list, and what they do."""
        return {
            "new person": ("person", lambda: self.people.add()),
            "import people": ("person", lambda: self.people.moving.bring_in()),
            "print": ("person", lambda: forms_dialog(self.people.desk, self.people.shell)),
            "new school": ("school", lambda: self.schools.add()),
            "import schools": ("school", lambda: self.schools.moving.bring_in()),
            "trust": ("school", lambda: self.schools.edit_trust()),
            "new term": ("term_date", lambda: self.term_dates.add_term()),
            "new closure": ("term_date", lambda: self.term_dates.add_closure()),
            "copy terms": ("term_date", lambda: self.term_dates.copy_year()),
        }

    @property
    def _of_one(self) -> dict[str, tuple[str, Callable[[int], object]]]:
        """The steps that end with an id."""
        return {
            "of school": ("person", lambda number: self.people.show_school(number)),
            "edit person": ("person", lambda number: self.people.edit(number)),
            "leaving": ("person", lambda number: self.people.record_leaving(number)),
            "edit school": ("school", lambda number: self.schools.edit(number)),
            "head of school": ("school", lambda number: self.schools.appoint(number)),
            "terms of school": ("term_date", lambda number: self.term_dates.show_school(number)),
            "edit term date": ("term_date", lambda number: self.term_dates.edit(number)),
        }

    def dropped(self, paths: list[Path]) -> bool:
        return self.lists.dropped(paths)
