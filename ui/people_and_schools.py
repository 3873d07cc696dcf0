"""The People & schools tab: two lists of one shape, and a switch between them in the place of a title."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget

from metdesk.desk import Desk
from ui.handing_out import forms_dialog
from ui.parts import column
from ui.people import PeopleTab
from ui.register_tab import RegisterTab
from ui.schools import SchoolsTab
from ui.shell import Shell
from ui.switch import Switch
from ui.tab import Tab

_KINDS = {"person": 0, "school": 1}


class PeopleAndSchoolsTab(Tab):
    """People and Schools, one at a time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.people, self.schools = PeopleTab(desk, shell), SchoolsTab(desk, shell)
        self._lists: tuple[RegisterTab[object], ...] = (self.people, self.schools)  # type: ignore[assignment]
        self._pages = QStackedWidget()
        names = [one.title for one in self._lists]
        self.switches = [Switch(names, place, self._choose) for place in range(len(names))]
        for one, switch in zip(self._lists, self.switches, strict=True):
            one.top_bar.lead_with(switch)
            self._pages.addWidget(one)
        self._pages.setCurrentIndex(min(shell.memory.get("people and schools/list", 0), len(names) - 1))
        self._pages.currentChanged.connect(lambda place: shell.memory.set("people and schools/list", place))
        self.setLayout(column(self._pages))
        self.setFocusProxy(self._pages)

    def _choose(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        name = self.switches[place].buttons[place]
        # Later: an arrow key gives the focus to the name in the switch it was pressed in, once this returned.
        QTimer.singleShot(0, name, lambda: name.setFocus(Qt.FocusReason.TabFocusReason))

    def go(self, kind: str, record_id: int) -> None:
        self.show_list(kind).go(kind, record_id)

    def show_list(self, kind: str) -> RegisterTab[object]:
        """Brings the list of `person` or `school` to sight."""
        self._pages.setCurrentIndex(_KINDS[kind])
        return self._lists[_KINDS[kind]]

    def begin(self, step: str) -> None:
        """Knows `new person`, `new school`, `import people`, `import schools`, `print`, `trust`, `of school …` with a
        school's id, `only …` with a check of the policy, which is about schools; and `edit person …`, `leaving …`,
        `edit school …`, `head of school …` with an id, which open their forms."""
        words, _, number = step.rpartition(" ")
        of_one: dict[str, Callable[[int], object]] = {
            "of school": self.people.show_school,
            "edit person": self.people.edit,
            "leaving": self.people.record_leaving,
            "edit school": self.schools.edit,
            "head of school": self.schools.appoint,
        }
        about_people = step in ("new person", "import people", "print") or words in (
            "of school",
            "edit person",
            "leaving",
        )
        self.show_list("person" if about_people else "school")
        steps: dict[str, Callable[[], object]] = {
            "new person": self.people.add,
            "new school": self.schools.add,
            "import people": self.people.moving.bring_in,
            "import schools": self.schools.moving.bring_in,
            "print": lambda: forms_dialog(self.people.desk, self.people.shell),
            "trust": self.schools.edit_trust,
        }
        if step in steps:
            steps[step]()
        elif words in of_one:
            of_one[words](int(number))

    def dropped(self, paths: list[Path]) -> bool:
        return self._lists[self._pages.currentIndex()].dropped(paths)
