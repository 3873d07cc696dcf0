"""The small pictures of a case’s evidence: drawn one by one as they come into sight, and forgotten with it."""

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from metdesk import attachments, casework
from metdesk.attachment_preview import Look
from metdesk.case_seen import Entry
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from ui.lending import when_back
from ui.working import Worker

_LARGEST = 480
"""Points across or down: about twice what a panel has room for, for sharp screens."""


@dataclass(frozen=True)
class Seen:
    """What became of a piece of evidence: its picture and measure, or why it is not shown, in a sentence."""

    look: Look
    problem: str = ""


class EvidencePictures(QObject):
    """Draws the evidence of one case beside the window. What is drawn stays in memory alone, until another case is
    shown or the register is left. `told` gives the uuid of the entry of which there is something to show."""

    unasked = True
    """A lock gives up what is being drawn and says nothing of it."""

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.worker = Worker(self)
        self._desk = desk
        self._case_id = 0
        self._found: dict[str, Seen] = {}
        self._waiting: deque[Entry] = deque()

    def show_case(self, case_id: int) -> None:
        """Forgets the pictures of any other case."""
        if case_id != self._case_id:
            self._case_id, self._found = case_id, {}
            self._waiting.clear()
            self.worker.cancel()

    def of(self, entry: Entry) -> Seen | None:
        """What is known of a piece of evidence of the case so far."""
        return self._found.get(entry.uuid)

    def ask(self, entry: Entry) -> None:
        """Has a piece of evidence drawn and held against its SHA-256, in its turn."""
        if entry.uuid not in self._found and entry.uuid not in {one.uuid for one in self._waiting}:
            self._waiting.append(entry)
            when_back(self._desk, self, self._next)

    def leave(self) -> None:
        """Gives up and forgets everything; call before the register is closed."""
        self.show_case(0)
        self.worker.stop()

    def _next(self) -> None:
        """Reads one piece, from the event loop; the next once this one is drawn."""
        if self.worker.busy or not self._waiting:
            return
        entry, case_id = self._waiting.popleft(), self._case_id
        media_type = entry.more["media_type"]

        def tell(look: Look, problem: str = "") -> None:
            if case_id == self._case_id:
                self._found[entry.uuid] = Seen(look, problem)
                self.told.emit(entry.uuid)
            go_on()

        def go_on() -> None:
            when_back(self._desk, self, self._next)

        try:
            data = casework.evidence_bytes(self._desk, case_id, entry)
        except (Refused, Unavailable) as error:
            tell(Look(media_type), str(error))
            return
        if not attachments.is_drawn(media_type):
            tell(Look(media_type))
            return
        self.worker.start(
            "",
            lambda go: attachments.drawn(data, media_type, go, _LARGEST),
            tell,
            lambda _: tell(Look(media_type)),
            go_on,
        )
