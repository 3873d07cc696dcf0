"""Several lists of one shape, of which one is shown, with a switch between them in the place of their titles."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from metdesk.desk import Desk
from ui.register_tab import RegisterTab
from ui.shell import Shell
from ui.switch import Switch

T = TypeVar("T", bound=RegisterTab[Any])


class Lists(QStackedWidget):
    """The lists of a tab, in their order, each made when it is first wanted: a tab opens with the one it shows.

    The window remembers under `remembered` which was shown last.
    """

    def __init__(self, desk: Desk, shell: Shell, kinds: Sequence[type[RegisterTab[Any]]], remembered: str) -> None:
        super().__init__()
        self._desk, self._shell, self._kinds, self._remembered = desk, shell, list(kinds), remembered
        self._made: dict[type, RegisterTab[Any]] = {}
        self._chosen = False
        self.switches: dict[int, Switch] = {}

    def of(self, kind: type[T]) -> T:
        """The list of that kind."""
        if kind not in self._made:
            made = kind(self._desk, self._shell, self)
            place = self._kinds.index(kind)
            self.switches[place] = Switch([one.title for one in self._kinds], place, self._choose)
            made.top_bar.lead_with(self.switches[place])
            self._made[kind] = made
            self.addWidget(made)
        return cast("T", self._made[kind])

    def show_list(self, shown: RegisterTab[Any]) -> None:
        """Brings one of the lists to sight."""
        self._chosen = True
        self.setCurrentWidget(shown)
        if (places := self.layout()) is not None:
            places.activate()  # a list that was made just now has its place at once
        self._shell.memory.set(self._remembered, self._kinds.index(type(shown)))

    def showEvent(self, event: QShowEvent) -> None:
        if not self._chosen:
            place = min(self._shell.memory.get(self._remembered, 0), len(self._kinds) - 1)
            self.show_list(self.of(self._kinds[place]))
        super().showEvent(event)

    def _choose(self, place: int) -> None:
        self.show_list(self.of(self._kinds[place]))
        name = self.switches[place].buttons[place]
        # Later: an arrow key gives the focus to the name in the switch it was pressed in, once this returned.
        QTimer.singleShot(0, name, lambda: name.setFocus(Qt.FocusReason.TabFocusReason))

    def dropped(self, paths: list[Path]) -> bool:
        """Gives dropped files to the list in sight; False where it has no use for them."""
        shown = self.currentWidget()
        return isinstance(shown, RegisterTab) and shown.dropped(paths)
