"""The People & schools tab: two lists of one shape, and a switch between them in the place of a title."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from metdesk.desk import Desk
from ui.handing_out import forms_dialog
from ui.parts import button, column, row
from ui.people import PeopleTab
from ui.register_tab import RegisterTab
from ui.schools import SchoolsTab
from ui.shell import Shell
from ui.tab import Tab

_KINDS = {"person": 0, "school": 1}


class Switch(QWidget):
    """Two or more names, one of which is chosen."""

    def __init__(self, names: list[str], chosen: int, pages: QStackedWidget) -> None:
        super().__init__()
        self.setAccessibleName("List")
        group = QButtonGroup(self)
        buttons: list[QPushButton] = []
        for place, name in enumerate(names):
            made = button(name, look="switch")
            made.setCheckable(True)
            made.setChecked(place == chosen)
            group.addButton(made, place)
            buttons.append(made)
        group.idClicked.connect(pages.setCurrentIndex)
        group.idClicked.connect(lambda _place: buttons[chosen].setChecked(True))
        self.setLayout(row(*buttons, gap=0))


class PeopleAndSchoolsTab(Tab):
    """People and Schools, one at a time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.people, self.schools = PeopleTab(desk, shell), SchoolsTab(desk, shell)
        self._lists: tuple[RegisterTab[object], ...] = (self.people, self.schools)  # type: ignore[assignment]
        self._pages = QStackedWidget()
        names = [one.title for one in self._lists]
        for place, one in enumerate(self._lists):
            one.top_bar.lead_with(Switch(names, place, self._pages))
            self._pages.addWidget(one)
        self.setLayout(column(self._pages))
        self.setFocusProxy(self._pages)

    def go(self, kind: str, record_id: int) -> None:
        self.show_list(kind).go(kind, record_id)

    def show_list(self, kind: str) -> RegisterTab[object]:
        """Brings the list of `person` or `school` to sight."""
        self._pages.setCurrentIndex(_KINDS[kind])
        return self._lists[_KINDS[kind]]

    def begin(self, step: str) -> None:
        """Knows `new person`, `new school`, `import people`, `import schools`, `print`, `of school …` with a school's
        id, and `only …` with a check of the policy, which is about schools."""
        about_people = step in ("new person", "import people", "print") or step.startswith("of school ")
        self.show_list("person" if about_people else "school")
        steps: dict[str, Callable[[], object]] = {
            "new person": self.people.add,
            "new school": self.schools.add,
            "import people": self.people.moving.bring_in,
            "import schools": self.schools.moving.bring_in,
            "print": lambda: forms_dialog(self.people.desk, self.people.shell),
        }
        if step in steps:
            steps[step]()
        elif step.startswith("of school "):
            self.people.show_school(int(step.removeprefix("of school ")))

    def dropped(self, paths: list[Path]) -> bool:
        return self._lists[self._pages.currentIndex()].dropped(paths)
