"""Lists in and registers out: what every list offers under “Import / export”, and what it does with dropped files."""

from collections.abc import Callable
from pathlib import Path

from metdesk import export
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.intake.spreadsheet import ENDINGS
from ui.actions import Action
from ui.files import write_out
from ui.importing import import_list
from ui.shell import Shell

_TITLES = {
    "people": "People",
    "schools": "Schools",
    "accounts": "Accounts",
    "acknowledgements": "Acknowledgements",
    "declarations": "Declarations",
    "approaches": "Approaches",
    "breaches": "Breaches",
    "term-dates": "Term dates",
}
_IMPORTS = {
    "people": "Import staff list…",
    "schools": "Import schools (GIAS)…",
    "accounts": "Import accounts…",
    "acknowledgements": "Import answers…",
    "declarations": "Import declarations…",
    "approaches": "Import approaches…",
}


class Moving:
    """Brings one kind of list in and takes it out; `school_id` tells the school that is looked at, if any."""

    def __init__(self, desk: Desk, shell: Shell, kind: str, school_id: Callable[[], int | None] = lambda: None) -> None:
        self._desk, self._shell, self._kind, self._school_id = desk, shell, kind, school_id

    def actions(self) -> list[Action]:
        """What the menu offers."""
        may = self._kind in _IMPORTS and not self._desk.read_only
        return [
            *([Action(_IMPORTS[self._kind], self.bring_in, "import")] if may else []),
            Action("Export as CSV…", lambda: self._take_out("csv"), "export"),
            Action("Export as Excel…", lambda: self._take_out("xlsx"), "export"),
        ]

    def bring_in(self, path: Path | None = None) -> None:
        """Opens the import, of the file at `path` where it is known."""
        if not self._desk.read_only:
            import_list(self._desk, self._shell, self._kind, path, self._school_id())

    def dropped(self, paths: list[Path]) -> bool:
        """Takes one list that was dropped; False where it is something else."""
        if self._desk.read_only or len(paths) != 1 or paths[0].suffix.casefold() not in ENDINGS:
            return False
        self.bring_in(paths[0])
        return True

    def _take_out(self, ending: str) -> None:
        title = _TITLES[self._kind]
        name = f"{title} {show_date(self._desk.today())}.{ending}"
        self._shell.save_file(f"Export {title.lower()}", name, lambda path: write_out(path, self._made(ending)))

    def _made(self, ending: str) -> bytes:
        if ending == "csv":
            return export.csv(self._desk, self._kind)
        return export.xlsx(self._desk, [self._kind])
