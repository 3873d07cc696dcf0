"""Several lists of one shape, of which one is shown, with a switch between them in the place of their titles."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget

from ui.memory import Memory
from ui.register_tab import RegisterTab
from ui.switch import Switch


class Lists(QStackedWidget):
    """The lists of a tab, in their order. `memory` knows under `remembered` which was shown last."""

    def __init__(self, lists: Sequence[RegisterTab[Any]], memory: Memory, remembered: str) -> None:
        super().__init__()
        names = [one.title for one in lists]
        self.switches = [Switch(names, place, self._choose) for place in range(len(names))]
        for one, switch in zip(lists, self.switches, strict=True):
            one.top_bar.lead_with(switch)
            self.addWidget(one)
        self.setCurrentIndex(min(memory.get(remembered, 0), len(names) - 1))
        self.currentChanged.connect(lambda place: memory.set(remembered, place))

    def _choose(self, place: int) -> None:
        self.setCurrentIndex(place)
        name = self.switches[place].buttons[place]
        # Later: an arrow key gives the focus to the name in the switch it was pressed in, once this returned.
        QTimer.singleShot(0, name, lambda: name.setFocus(Qt.FocusReason.TabFocusReason))

    def dropped(self, paths: list[Path]) -> bool:
        """Gives dropped files to the list in sight; False where it has no use for them."""
        shown = self.currentWidget()
        return isinstance(shown, RegisterTab) and shown.dropped(paths)
