"""The register verified while the window is open, in slices of a few milliseconds, and its result at the foot."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Unavailable
from metdesk.seal import Check, Checked, Comparison, Notes, Since, accept, leave
from ui.icons import picture
from ui.parts import button, row, text
from ui.theme import px
from ui.tokens import Tone

FIRST_AFTER_MS = 250  # what is shown first is not delayed
SLICE_S = 0.008
PAUSE_MS = 8  # as long as a slice: what a person does comes first
LENT_MS = 100


class SealWatch(QObject):
    """Verifies the register of `desk` once it is open, and again when `start` is called.

    `told` gives the fraction done, `finished` that there is another result. It rests while the desk is lent.
    """

    told = Signal(float)
    finished = Signal()

    def __init__(self, desk: Desk, notes: Notes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notes = notes
        self.checked: Checked | None = None
        self.fraction = 0.0
        self._desk = desk
        self._check = Check(desk, notes)
        self.comparison: Comparison = self._check.comparison
        self._steps: Iterator[float] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Whether it is being verified."""
        return self._steps is not None

    def start(self, after_ms: int = 0) -> None:
        """Verifies from the start, in slices, beginning after a while."""
        self._check = Check(self._desk, self.notes)
        self.comparison = self._check.comparison
        self._steps = self._check.steps()
        self.fraction = 0.0
        self._timer.start(after_ms)
        self.told.emit(0.0)

    def stop(self) -> None:
        """Gives up what is being done."""
        self._timer.stop()
        self._steps = None

    def leave(self) -> None:
        """Gives up, and notes what this PC has seen of the register; call before it is closed."""
        self.stop()
        if self._desk.closed:
            return
        try:
            leave(self._desk, self.notes)
        except Unavailable:
            return  # the disk is away: the note of before stays

    def accept(self) -> None:
        """Takes the register as it stands, where it does not follow from what this PC saw, and verifies it."""
        accept(self._desk, self.notes)
        self.start()

    def take(self, checked: Checked) -> None:
        """Shows a result that was found elsewhere."""
        self.stop()
        self.checked, self.comparison, self.fraction = checked, checked.comparison, 1.0
        self.finished.emit()

    def _go_on(self) -> None:
        steps = self._steps
        if steps is None or self._desk.closed:
            return
        if self._desk.lent or self._desk.store.database.raw.in_transaction:
            self._timer.start(LENT_MS)
            return
        until = time.perf_counter() + SLICE_S
        try:
            for fraction in steps:
                self.fraction = fraction
                if time.perf_counter() >= until:
                    self.told.emit(fraction)
                    self._timer.start(PAUSE_MS)
                    return
        except Unavailable as error:  # the disk, or a damaged page: said in its own words
            self.take(self._check.broken(str(error)))
            return
        if self._check.result:
            self.take(self._check.result)


def words(watch: SealWatch) -> tuple[Tone, str]:
    """How the seal stands, for the line at the foot."""
    if watch.running and watch.comparison.calm:
        done = f" {watch.fraction * 100:.0f} %" if watch.fraction >= 0.01 else ""
        return Tone.NEUTRAL, f"Checking the seal…{done}"
    found = len(watch.checked.all_problems) if watch.checked else 0 if watch.comparison.calm else 1
    if found:
        return Tone.BAD, f"Seal: {count_of(found, 'problem')}"
    if watch.checked is None:
        return Tone.NEUTRAL, "Seal not checked"
    if watch.comparison.since is Since.RESTORED:
        return Tone.OK, "Seal checked, after a restore"
    return Tone.OK, "Seal checked"


class SealSign(QWidget):
    """The seal's state in words with its icon, and a way to what was found; `wanted` when that is asked for."""

    wanted = Signal()

    def __init__(self, watch: SealWatch) -> None:
        super().__init__()
        self._watch = watch
        self._icon = QLabel()
        self.label = text("", "small", wrap=False)
        self.link = button("", self.wanted.emit, look="link")
        self.setLayout(row(self._icon, self.label, self.link, gap=6))
        watch.told.connect(self._show)
        watch.finished.connect(self._show)
        self._shown: tuple[Tone, str] | None = None
        self._show()

    def _show(self) -> None:
        now = words(self._watch)
        if now == self._shown:
            return
        self._shown = now
        tone, said = now
        self._icon.setPixmap(picture(tone.value, px(15), tone.value, 2.0))
        self.label.setText(said)
        self.label.setVisible(tone is not Tone.BAD)
        self.link.setVisible(tone is Tone.BAD)
        self.link.setText(f"{said} – read")
