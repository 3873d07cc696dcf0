"""The recovery key: shown once and proved to be kept; and used, when no passphrase opens the register."""

import secrets
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from metdesk import keyholders
from metdesk.desk import Desk, recover
from metdesk.errors import Refused
from metdesk.jobs import Progress
from metdesk.record import Field, Kind
from ui.editors import editor_for
from ui.form_row import FormRow
from ui.front import FrontPage, opened_for
from ui.parts import Words, box, button, row, text
from ui.passphrase import NewPassphrase
from ui.tokens import Tone
from ui.working import Worker

_COLUMNS = 3


class KeyPage(FrontPage):
    """Shows a recovery key once. `sheet_wanted` asks for the sheet; `kept` once a group was typed back."""

    left_words = "A new recovery key was being shown: where it was not written down, have another one made."

    sheet_wanted = Signal()
    kept = Signal()

    def __init__(self, key: str, worker: Worker, go_words: str = "Open the register", *, renewed: bool = False) -> None:
        words = "It opens the register when every passphrase is forgotten. It is shown this once."
        shred = " The sheet there was opens nothing any more: shred it." if renewed else ""
        super().__init__("Keep the recovery key", words + shred, worker)
        self.groups = key.split("-")
        self.asked = secrets.randbelow(len(self.groups))
        grid = QGridLayout()
        grid.setContentsMargins(16, 14, 16, 14)
        for place, group in enumerate(self.groups):
            number = text(f"{place + 1}", "small", wrap=False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(number, place // _COLUMNS, 2 * (place % _COLUMNS))
            shown = text(group, "code", wrap=False)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")
            grid.addWidget(shown, place // _COLUMNS, 2 * (place % _COLUMNS) + 1)
        self.add(box(grid, "well"))
        self.print_button = button("Print the recovery sheet…", self.sheet_wanted.emit, icon_name="print")
        self.add(row(self.print_button, 1))
        self.add(Words("Put the sheet in the school’s safe, not beside this computer.", "muted"))
        asked = Field("group", f"Group {self.asked + 1}, from the sheet", Kind.LINE, "", (), True, "", "")
        self.group = FormRow(asked, editor_for(asked, {}), "This shows that you have it before it is gone.")
        self.add(self.group.label(above=True))
        self.add(self.group.body)
        self.go_button = button(go_words, self.check, look="primary")
        self.add(row(1, self.go_button))
        self.group.editor.entered.connect(self.check)
        self.setFocusProxy(self.print_button)

    def check(self) -> None:
        """Goes on once the asked group is right."""
        typed = str(self.group.editor.value()).upper().strip()
        if typed == self.groups[self.asked]:
            self.kept.emit()
        else:
            self.group.show_problem(f"That is not group {self.asked + 1}: compare it with the sheet.")
            self.group.editor.control.setFocus()


class Recover(FrontPage):
    """Takes the recovery key from its sheet and a new passphrase."""

    def __init__(self, folder: Path, names: list[str], worker: Worker) -> None:
        super().__init__(
            "Use the recovery key",
            f"Opens {folder.stem} and gives one keyholder a new passphrase. The sheet is then replaced by a new one.",
            worker,
        )
        self.folder = folder
        key = Field("recovery", "Recovery key", Kind.LINE, "Nine groups of four, from the sheet.", (), True, "", "")
        who = Field("keyholder", "For", Kind.CHOICE, "", tuple(names), True, "", names[0])
        self.key = FormRow(key, editor_for(key, {}), key.help)
        self.who = FormRow(who, editor_for(who, {}), "")
        self.passphrase = NewPassphrase(keyholders.weakness, keyholders.suggestion)
        for one in (self.key, self.who):
            self.add(one.label(above=True))
            self.add(one.body)
        self.add(self.passphrase)
        self.go_button = button("Open the register", self.recover, look="primary")
        self.add(row(button("Back", self.back.emit, icon_name="previous"), 1, self.go_button))
        self.setFocusProxy(self.key.editor)

    def recover(self) -> None:
        """Tries the key, beside the window."""
        if self.worker.busy:
            return
        if sentence := self.key.editor.problem():
            self.key.show_problem(sentence)
            return
        try:
            passphrase = self.passphrase.value()
        except Refused:
            return  # said beside the fields
        folder, who, key = self.folder, self.who.editor.value(), self.key.editor.value()

        def open_desk(progress: Progress) -> tuple[Desk, str]:
            desk, new_key = recover(folder, key, who, passphrase)
            return opened_for(progress, desk), new_key

        self.say(Tone.NEUTRAL, "")
        self.worker.start("Opening with the recovery key…", open_desk, self._opened, self._refused)

    def _opened(self, made: tuple[Desk, str]) -> None:
        self.opened.emit(*made)

    def _refused(self, error: Exception) -> None:
        problems = dict(error.problems) if isinstance(error, Refused) else {"": str(error)}
        self.key.show_problem(problems.pop("recovery", ""))
        self.passphrase.show_problems(problems)
        rest = " ".join(words for name, words in problems.items() if name not in ("passphrase", "again"))
        if rest:
            self.say(Tone.BAD, rest)
