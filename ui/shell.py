"""What a tab may ask of the window around it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from metdesk.jobs import Progress
from metdesk.record import Kind
from ui.drafting import Drafts
from ui.editors import Lookup
from ui.memory import Memory
from ui.over_page import OverPage
from ui.seal_watch import SealWatch

if TYPE_CHECKING:
    from metdesk.backups import Kept
    from metdesk.desk import Desk
    from metdesk.printing import Job


class Shell(Protocol):
    """The window, as tabs know it. Tests hand in the real one."""

    memory: Memory
    lookups: Mapping[Kind, Lookup]
    seal: SealWatch
    drafts: Drafts

    def window(self) -> QWidget:
        """The widget that dialogs belong to."""

    def said(self, words: str, *, undo: bool = True) -> None:
        """Says in a toast what was done, with an Undo button where it can be taken back."""

    def do(self, command: Callable[[], object], words: str, *, undo: bool = True) -> bool:
        """Runs a short command and says `words`; says why where it is refused. True when it was done."""

    def work(
        self,
        words: str,
        function: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Runs `function` beside the window with a progress strip; then `done` with its result.

        `failed` gets Refused or Unavailable; without it they are shown in words. The function must not
        touch the desk: it gets what it needs handed in.
        """

    def preview(self, gather: "Callable[[], Job]") -> None:
        """Shows paper to be printed or saved: `gather` asks `metdesk.printing` for it, which may refuse; the
        pages are then made beside the window.
        """

    def save_file(self, title: str, file_name: str, function: Callable[[Path], object]) -> None:
        """Asks where to, and hands the path to `function`; says where the file is."""

    def open_files(self, title: str, kinds: str, then: Callable[[list[Path]], object]) -> None:
        """Asks for files; `kinds` as `Spreadsheets (*.xlsx *.csv)`."""

    def confirm(self, heading: str, words: str, yes: str, then: Callable[[], object]) -> None:
        """Asks before a large or lasting step; `then` runs on `yes`."""

    def go(self, kind: str, record_id: int) -> None:
        """Shows a record in its tab; `kind` is person, school, account, declaration or policy_clause."""

    def go_clause(self, number: str) -> None:
        """Shows a clause such as `5.2.4` in the Policy tab."""

    def begin(self, name: str, step: str) -> None:
        """Shows the tab called `name` and begins a step in it: see `Tab.begin`."""

    def care(self, section: str) -> object:
        """Shows a section of the care of the register: keyholders, backups, seal or settings."""

    def show_key(self, key: str) -> None:
        """Shows a new recovery key once, to be printed, over everything."""

    def seat(self, desk: "Desk", key: str) -> None:
        """Goes on with `desk`, at which somebody else sits now; shows the new recovery key first."""

    def leave_broken(self, words: str) -> None:
        """Locks the register, whose keys were being changed when the machine failed; the lock says `words`."""

    def restore(self, one: "Kept") -> None:
        """Closes the register and leads to restoring a backup in its place; what is lost was confirmed."""

    def show_over(self, page: OverPage) -> None:
        """Shows a page over the tabs until it is closed."""
