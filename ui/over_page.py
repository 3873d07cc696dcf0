"""A page that lies over the tabs until it is done with: the print preview, the care of the register."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class OverPage(QWidget):
    """`closed` when it is done with; `stop` is called before it is taken away."""

    closed = Signal()

    def stop(self) -> None:
        """Gives up what is being done."""
