"""The names of several lists in the place of a title, of which one is shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.parts import button, row


class Switch(QWidget):
    """The names of the lists in the place of a title: `own` is the one it stands above, `choose` shows another."""

    def __init__(self, names: list[str], own: int, choose: Callable[[int], object]) -> None:
        super().__init__()
        self.setAccessibleName("List")
        group = QButtonGroup(self)
        self.buttons: list[QPushButton] = []
        for place, name in enumerate(names):
            made = button(name, look="switch")
            made.setCheckable(True)
            made.setChecked(place == own)
            group.addButton(made, place)
            self.buttons.append(made)
        group.idClicked.connect(lambda place: self._leave_for(place, own, choose))
        self.setLayout(row(*self.buttons, gap=0))

    def _leave_for(self, place: int, own: int, choose: Callable[[int], object]) -> None:
        self.buttons[own].setChecked(True)  # as it is found when somebody comes back
        choose(place)
