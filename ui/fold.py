"""Something that is shown only when asked for."""

from PySide6.QtWidgets import QWidget

from ui.icons import icon
from ui.parts import button, column


class Fold(QWidget):
    """A line such as `3 past permissions` that opens and closes what lies below it."""

    def __init__(self, words: str, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.line = button(words, self.turn, look="link", icon_name="next")
        self.setLayout(column(self.line, inside, gap=6))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words = words
        self._show(False)

    def turn(self) -> None:
        """Opens what is closed and closes what is open."""
        self._show(self._inside.isHidden())

    def _show(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self.line.setIcon(icon("down" if opened else "next", "accent"))
        self.line.setAccessibleName(f"{self._words}, {'shown' if opened else 'hidden'}")
