"""Keeps the day's figures of an open register, so that the Overview can show what became of them."""

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from metdesk import figures
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable

_FIRST_MS = 60_000
_EVERY_MS = 30 * 60_000


class FiguresClock(QObject):
    """Looks a minute after opening and then every half hour: the register may stay open overnight."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_FIRST_MS)

    def look(self) -> None:
        """Keeps the figures, unless they were kept today; later where other work has the desk."""
        if self._desk.lent:
            self._timer.start(_FIRST_MS)
            return
        self._timer.start(_EVERY_MS)
        with suppress(Refused, Unavailable):  # tried again at the next look
            figures.keep(self._desk)

    def stop(self) -> None:
        """Looks no more."""
        self._timer.stop()
