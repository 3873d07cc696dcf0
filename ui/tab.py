"""What the window may ask of a tab, and how a tab is handed to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from metdesk.desk import Desk
    from ui.shell import Shell


class Tab(QWidget):
    """A tab of the window. What it does not offer does nothing."""

    def go(self, kind: str, record_id: int) -> None:
        """Shows a record; `kind` is its register's table name, such as `account`."""

    def go_clause(self, number: str) -> None:
        """Shows a clause such as `5.2.4`."""

    def begin(self, step: str) -> None:
        """Begins a step that another tab leads to; each tab says which it knows, such as `new` or `import`."""

    def dropped(self, paths: list[Path]) -> bool:
        """Takes files that were dropped on the window; False where it has no use for them."""
        return False


@dataclasses.dataclass(frozen=True)
class TabSpec:
    """A tab: its name, its title, how it is made once it is first shown, and which records it shows.

    `badge` counts what needs attention and says so in words; it is asked again after each change, so it
    must be quick.
    """

    name: str
    title: str
    make: Callable[[Desk, Shell], Tab]
    kinds: tuple[str, ...] = ()
    badge: Callable[[Desk], tuple[int, str]] | None = None
