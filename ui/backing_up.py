"""The clock of an open register: backs it up every half hour, if anything changed, beside the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from metdesk import backups
from metdesk.desk import Desk
from ui.working import Worker

_FIRST_MS = 60_000
_EVERY_MS = backups.EVERY_MINUTES * 60_000


class BackupClock(QObject):
    """Looks a minute after opening (what was missed at closing is made up for) and then every half hour.

    `made` tells that a backup was made or the second place reached; `said` gets what did not work, once.
    """

    unasked = True
    """A lock gives up what is being done and says nothing of it: it is made up for."""

    made = Signal()

    def __init__(self, desk: Desk, said: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self.worker = Worker(self)
        self._desk, self._said = desk, said
        self._told = ""
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.look)
        self._first.start(_FIRST_MS)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Backs up now, if anything changed; a minute later where other work has the desk."""
        if self.worker.busy:
            return
        if self._desk.lent:
            self._first.start(_FIRST_MS)
            return
        work = backups.round_of(self._desk)
        if work is not None:
            self.worker.start("Backing up…", work.run, lambda _: self._done(), self._failed)

    def stop(self) -> None:
        """Gives up what is being done, and looks no more."""
        self._first.stop()
        self._timer.stop()
        self.worker.stop()

    def _done(self) -> None:
        self._told = ""
        self.made.emit()

    def _failed(self, error: Exception) -> None:
        if str(error) != self._told:
            self._told = str(error)
            self._said(self._told)
