"""The lock: who sits down, the passphrase, how long to wait, and the way round with the recovery key."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from metdesk import school_days
from metdesk.desk import Desk
from metdesk.errors import Damaged, TooSoon
from metdesk.jobs import Progress
from metdesk.record import Field, Kind
from ui.editors import editor_for
from ui.form_row import FormRow
from ui.front import FrontPage, opened_for
from ui.parts import button, row
from ui.passphrase import PassphraseEditor, passphrase_field
from ui.tokens import Tone
from ui.working import Worker


class Unlock(FrontPage):
    """Opens the register in `folder`. `recover_wanted` asks for the recovery key in place of a passphrase; `damaged`
    carries the error where the register, or its key file, is damaged."""

    recover_wanted = Signal()
    damaged = Signal(object)

    def __init__(self, folder: Path, names: list[str], last: str, worker: Worker, words: str = "") -> None:
        super().__init__(folder.stem, words or "Locked. Everything in it is kept.", worker, width=480)
        self.folder = folder
        who = Field("keyholder", "Keyholder", Kind.CHOICE, "", tuple(names), True, "", names[0])
        self.who = FormRow(who, editor_for(who, {}), "")
        self.who.editor.set_value(last if last in names else names[0])
        secret = passphrase_field("passphrase", "Passphrase")
        self.editor = PassphraseEditor(secret)
        self.secret = FormRow(secret, self.editor, "")
        for one in (self.who, self.secret):
            self.add(one.label(above=True))
            self.add(one.body)
        self.unlock_button = button("Unlock", self.unlock, look="primary", icon_name="key")
        self.unlock_button.setDefault(True)
        self.recover_button = button("Use the recovery key…", self.recover_wanted.emit, look="link")
        self.other_button = button("Another register", self.back.emit, look="link")
        self.body.addSpacing(6)
        self.add(row(self.recover_button, self.other_button, 1, self.unlock_button))
        self.editor.entered.connect(self.unlock)
        self._wait_s = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._count_down)
        self.setFocusProxy(self.editor)

    def unlock(self) -> None:
        """Tries the passphrase, beside the window: deriving the key takes about a second."""
        if self.worker.busy or self._wait_s:
            return
        folder, who, passphrase = self.folder, self.who.editor.value(), self.editor.value()
        if not passphrase:
            self.secret.show_problem("Type your passphrase.")
            self.editor.select()
            return

        def open_desk(progress: Progress) -> Desk:
            school_days.learn()
            return opened_for(progress, Desk.open(folder, who, passphrase))

        self.say(Tone.NEUTRAL, "")
        self.worker.start("Unlocking…", open_desk, lambda desk: self.opened.emit(desk, ""), self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, TooSoon):
            self._wait_s = error.seconds
            self._clock.start()
            self._tell_wait()
        elif isinstance(error, Damaged):
            self.damaged.emit(error)
        else:
            self.fail(error)
        self.editor.select()

    def _count_down(self) -> None:
        self._wait_s -= 1
        if self._wait_s > 0:
            self._tell_wait()
            return
        self._wait_s = 0
        self._clock.stop()
        self.unlock_button.setText("Unlock")
        self.say(Tone.NEUTRAL, "You can try again now.")

    def _tell_wait(self) -> None:
        minutes, seconds = divmod(self._wait_s, 60)
        left = f"{minutes}:{seconds:02}" if minutes else f"{seconds} s"
        self.unlock_button.setText(f"Wait {left}")
        if self._clock.isActive() and self._notice.count() == 0:
            self.say(Tone.WARN, "Several wrong passphrases were tried, so each further try has to wait.")
