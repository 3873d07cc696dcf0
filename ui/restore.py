"""Restoring a backup before a register is open: which one, where to, whose passphrase, what it would lose."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from metdesk import restoring
from metdesk.backups import Kept
from metdesk.calendar import count_of
from metdesk.errors import Refused, TooSoon
from metdesk.jobs import Progress
from metdesk.record import Field, Kind
from metdesk.restoring import Prepared, Restored
from ui.editor import Editor
from ui.editors import editor_for
from ui.files import ask_folder, documents
from ui.form_row import FormRow
from ui.front import FrontPage
from ui.lost import LostList, kept_aside
from ui.panel import stack
from ui.parts import Words, button, clear, column, row, text
from ui.passphrase import PassphraseEditor, passphrase_field
from ui.tokens import Tone
from ui.working import Worker

_INTRO = "The register is put back to how it was on that day."


class RestorePage(FrontPage):
    """Restores one of `found` (newest first). `to` is the register whose place it takes; None lets a place be chosen.

    `confirmed` says that what would be lost was agreed to already. `restored` tells what was done.
    """

    restored = Signal(object)

    def __init__(self, found: list[Kept], worker: Worker, to: Path | None = None, *, confirmed: bool = False) -> None:
        super().__init__("Restore a backup", _INTRO, worker)
        self._found = {_line(one): one for one in found if one.whole}
        if not self._found:
            raise Refused("None of the backups there is whole: look for another, in the second place.")
        self._to, self._confirmed = to, confirmed
        self.prepared: Prepared | None = None
        self.which = _choice("backup", "Backup", tuple(self._found))
        self.which.editor.changed.connect(self._chosen)
        self.place = text("", "muted")
        self.place_button = button("Another folder…", self._ask_place, look="link")
        self.place_button.setVisible(to is None)
        self.who = _choice("keyholder", "Keyholder", ("–",))
        secret = passphrase_field("passphrase", "Passphrase of that day")
        self.editor = PassphraseEditor(secret)
        self.secret = FormRow(secret, self.editor, "")
        self.go_button = button("Restore" if confirmed else "Go on", self.go, look="primary", icon_name="undo")
        self.go_button.setDefault(True)
        self._folder = documents()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._questions(len(found) - len(self._found)))
        self._answer = QWidget()
        self._answer_lines = column(gap=12)
        self._answer.setLayout(self._answer_lines)
        self._pages.addWidget(self._answer)
        self.add(self._pages)
        self.editor.entered.connect(self.go)
        self._chosen()
        self.setFocusProxy(self.editor)

    def _questions(self, left_out: int) -> QWidget:
        self._who = column(gap=6)
        self._who.addWidget(self.who.label(above=True))
        self._who.addLayout(self.who.body)
        lines = column(self.which.label(above=True), self.which.body, gap=6)
        if left_out:
            lines.addWidget(text(f"{count_of(left_out, 'backup is', 'backups are')} not whole and left out.", "small"))
        lines.addWidget(text("Where to"))
        lines.addLayout(row(self.place, self.place_button, gap=8))
        lines.addLayout(self._who)
        lines.addWidget(self.secret.label(above=True))
        lines.addLayout(self.secret.body)
        lines.addSpacing(6)
        self.back_button = button("Back", self.back.emit, icon_name="previous")
        lines.addLayout(row(self.back_button, 1, self.go_button))
        return stack(lines)

    # -- choosing --------------------------------------------------------------------------------

    def one(self) -> Kept:
        """The backup that is chosen."""
        return self._found[str(self.which.editor.value())]

    def to(self) -> Path:
        """The folder of the register as it will be."""
        return self._to or restoring.place_for(self.one(), self._folder)

    def put_in(self, folder: Path) -> None:
        """Puts the register into `folder`, under its own name."""
        self._folder = folder
        self._chosen()

    def _ask_place(self) -> None:
        ask_folder(self, "Where the register is kept", self.put_in)

    def _chosen(self) -> None:
        self.say(Tone.NEUTRAL, "")
        there = restoring.is_register(self.to())
        kept = "In place of the register that is there, which is kept aside: " if there else ""
        self.place.setText(f"{kept}{self.to()}")
        try:
            names = tuple(restoring.names(self.one()))
        except Refused as error:
            self.say(Tone.BAD, str(error))
            names = ("–",)
        self._show_names(names)

    def _show_names(self, names: tuple[str, ...]) -> None:
        if names == self.who.field.choices:
            return
        clear(self._who)
        self.who = _choice("keyholder", "Keyholder", names)
        self._who.addWidget(self.who.label(above=True))
        self._who.addLayout(self.who.body)

    # -- restoring -------------------------------------------------------------------------------

    def go(self) -> None:
        """Opens the backup with the passphrase; then asks, where something would be lost."""
        if self.worker.busy:
            return
        one, to, who, passphrase = self.one(), self.to(), self.who.editor.value(), self.editor.value()
        if not passphrase:
            self.secret.show_problem("Type the passphrase you had on that day.")
            self.editor.select()
            return

        def prepare(progress: Progress) -> Prepared:
            return restoring.prepare(one, to, who, passphrase)

        self.say(Tone.NEUTRAL, "")
        self.worker.start("Looking at the backup…", prepare, self._prepared, self._refused)

    def _prepared(self, prepared: Prepared) -> None:
        self.prepared = prepared
        if self._confirmed or not prepared.there:
            self.carry_out()
        else:
            self._ask(prepared)

    def _ask(self, prepared: Prepared) -> None:
        clear(self._answer_lines)
        self.restore_button = button("Restore", self.carry_out, look="danger", icon_name="undo")
        self.again_button = button("Back", self._ask_again, icon_name="previous")
        self._answer_lines.addWidget(Words(f"Go back to {prepared.backup.when}?", "strong"))
        self._answer_lines.addWidget(LostList(prepared.backup, prepared.lost))
        self._answer_lines.addWidget(kept_aside(prepared.to.stem))
        self._answer_lines.addLayout(row(self.again_button, 1, self.restore_button))
        self._answer_lines.addStretch(1)
        self._pages.setCurrentWidget(self._answer)
        self.again_button.setFocus()

    def _ask_again(self) -> None:
        self._pages.setCurrentIndex(0)
        self.editor.select()

    def carry_out(self) -> None:
        """Puts the backup in its place, beside the window."""
        prepared = self.prepared
        if prepared is not None and not self.worker.busy:
            self.say(Tone.NEUTRAL, "")
            self.worker.start("Restoring…", prepared.carry_out, self._done, self._refused)

    def _done(self, done: Restored) -> None:
        self.restored.emit(done)

    def _refused(self, error: Exception) -> None:
        self._pages.setCurrentIndex(0)
        if isinstance(error, Refused) and not isinstance(error, TooSoon) and "passphrase" in error.problems:
            self.secret.show_problem("That name and passphrase do not open this backup: it wants those of that day.")
        else:
            self.fail(error)
        self.editor.select()


def restored_words(done: Restored, when: str) -> str:
    """What the lock says after a restore."""
    aside = " What was there before is kept in its folder “aside”." if done.aside else ""
    return f"Restored: as it was on {when}, and checked.{aside}"


def _choice(name: str, label: str, choices: tuple[str, ...]) -> FormRow:
    field = Field(name, label, Kind.CHOICE, "", choices, True, "", choices[0])
    editor: Editor = editor_for(field, {})
    made = FormRow(field, editor, "")
    made.editor.set_value(choices[0])
    return made


def _line(one: Kept) -> str:
    where = f", {one.where[:1].lower()}{one.where[1:]}" if one.where else ""
    name = f"{one.name}, " if one.name else ""
    return f"{name}{one.when}, {one.how_large}{where}"
