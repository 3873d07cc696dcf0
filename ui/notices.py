"""What is to be known before the day's work: where the register lies, how it was left, what its backups want."""

import functools

from PySide6.QtWidgets import QVBoxLayout, QWidget

from metdesk import backups, storage
from metdesk.desk import Desk
from ui.actions import Action
from ui.panel import notice_box
from ui.parts import clear
from ui.shell import Shell
from ui.tokens import Tone


class Notices(QWidget):
    """Notes above the Overview. What is said once is remembered as understood; what wants doing stays until done."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._checked_understood = False
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.words: list[str] = []
        self.hide()

    def refresh(self) -> None:
        """Says what holds now."""
        found = self._notes()
        words = [said for _, said, _ in found]
        if words == self.words:
            return
        self.words = words
        clear(self._lines)
        for tone, said, actions in found:
            self._lines.addWidget(notice_box(tone, said, actions))
        self.setVisible(bool(found))

    def _notes(self) -> list[tuple[Tone, str, tuple[Action, ...]]]:
        desk, shell = self._desk, self._shell
        found: list[tuple[Tone, str, tuple[Action, ...]]] = []
        to_backups = Action("Backups…", lambda: shell.care("backups"))
        if desk.store.read_only:
            found.append((Tone.NEUTRAL, storage.READ_ONLY, ()))
        if desk.store.was_unclean and not self._checked_understood:
            found.append((Tone.OK, storage.CHECKED, (Action("Understood", self._understand_checked),)))
        advice, key = storage.advice(desk), f"understood/{desk.store.unlocked.register_id}/{desk.store.kind}"
        if advice and not shell.memory.get(key, False):
            understood = Action("Understood", functools.partial(self._understand, key))
            found.append((Tone.NEUTRAL, advice, (understood, to_backups)))
        reminder = backups.reminder(desk)
        if reminder:
            found.append((Tone.WARN, reminder, (to_backups,)))
        return found

    def _understand_checked(self) -> None:
        self._checked_understood = True
        self.refresh()

    def _understand(self, key: str) -> None:
        self._shell.memory.set(key, True)
        self.refresh()
