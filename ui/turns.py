"""Notices that time alone changed what is shown: a day is over, or an hour by which something was to be done."""

from PySide6.QtCore import QObject, QTimer

from metdesk import checks
from metdesk.desk import Desk

_EVERY_MS = 20_000
_COUNTED = set(checks.COUNTED - {"setting"})  # a setting told of would begin the minutes until the lock anew


class TurnClock(QObject):
    """Looks a few times a minute, which a PC that slept does not upset, and tells the views that count something."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._turns = desk.turns
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Tells them now, if a day or such an hour passed; later where other work has the desk."""
        if self._desk.lent or self._desk.closed or self._desk.turns == self._turns:
            return
        self._turns = self._desk.turns
        self._desk.tell(_COUNTED)

    def stop(self) -> None:
        """Looks no more."""
        self._timer.stop()
