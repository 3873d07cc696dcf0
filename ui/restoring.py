"""The ways to a restore while no register is open: from the doors, from a lock that cannot open, from a section."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from metdesk.errors import BackupChosen, Damaged, Refused, Unavailable
from ui.actions import Action
from ui.files import ask_folder
from ui.front import FrontPage
from ui.tokens import Tone
from ui.working import Worker

if TYPE_CHECKING:
    from metdesk.backups import Kept

_NONE = "There is no backup in its folder that is whole. Look in the second place: a stick or a share."


class Window(Protocol):
    """The window, as this module knows it."""

    worker: Worker

    def shown(self) -> QWidget | None: ...
    def show_doors(self) -> None: ...
    def show_front(self, page: FrontPage, back: Callable[[], object]) -> None: ...
    def show_register(self, folder: Path, words: str = "") -> None: ...


class Restoring:
    """Leads `window` to a restore and back to the lock of what was restored."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        self._window, self._parent = window, parent

    def ask(self) -> None:
        """Asks for the folder a backup lies in."""
        ask_folder(self._parent, "Choose the backup, or the folder or stick it is on", self.chosen)

    def chosen(self, folder: Path) -> None:
        """Looks for backups in a folder, beside the window, and shows them."""
        from metdesk import restoring

        self._window.worker.start(
            "Looking for backups…",
            lambda progress: restoring.found_in(folder),
            lambda found: self.show(found, None, self._window.show_doors),
            self._fail,
        )

    def of_register(self, folder: Path) -> None:
        """Shows the backups of the register in `folder`, which may be damaged."""
        from metdesk import restoring

        def newest_first(progress: object) -> list[Kept]:
            found = restoring.of_register(folder)
            newest = restoring.newest_sound(found)
            if newest is None:
                raise Refused(_NONE)
            return found[found.index(newest) :]

        self._window.worker.start(
            "Looking for the newest sound backup…",
            newest_first,
            lambda found: self.show(found, folder, lambda: self._window.show_register(folder)),
            self._fail,
        )

    def show(self, found: list[Kept], to: Path | None, back: Callable[[], object], *, confirmed: bool = False) -> None:
        """Shows the page on which one of `found` is restored."""
        from ui.restore import RestorePage, restored_words

        try:
            page = RestorePage(found, self._window.worker, to, confirmed=confirmed)
        except Refused as error:
            self._fail(error)
            return
        page.restored.connect(
            lambda done: self._window.show_register(done.folder, restored_words(done, page.one().when))
        )
        self._window.show_front(page, back)

    def offer(self, page: FrontPage, folder: Path, error: Exception) -> None:
        """Says on `page` why the register in `folder` does not open, and offers what puts it right."""
        if isinstance(error, BackupChosen):
            page.say(Tone.NEUTRAL, str(error), Action("Restore it…", lambda: self.chosen(folder), look="primary"))
        elif isinstance(error, Damaged):
            other = Action("Another backup…", self.ask)
            newest = Action("Restore the newest sound backup…", lambda: self.of_register(folder), look="primary")
            second = Action("Put the second copy in its place", lambda: self._mend_keys(folder), look="primary")
            actions = (second, other) if error.backup_is_sound else (newest, other)
            page.say(Tone.BAD, str(error), *actions)
        else:
            page.fail(error)

    def _mend_keys(self, folder: Path) -> None:
        from metdesk.desk import Desk

        try:
            Desk.use_second_copy(folder)
        except (Refused, Unavailable) as error:
            self._fail(error)
            return
        words = "The second copy of the key file is in place. The damaged one is kept as keys.json.damaged."
        self._window.show_register(folder, words)

    def _fail(self, error: Exception) -> None:
        shown = self._window.shown()
        if isinstance(shown, FrontPage):
            shown.fail(error)
