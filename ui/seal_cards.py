"""What the seal is, whether a printed one is part of the history, and what the last check found."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from metdesk import seal
from metdesk.calendar import count_of, show_when
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.seal import Checked, Since
from ui.dialogs import Message
from ui.icons import picture
from ui.parts import Words, box, button, clear, column, row, text
from ui.seal_watch import SealWatch
from ui.theme import px
from ui.tokens import Tone

_WHAT_FOR = (
    "It stands at the foot of every page and in every backup. Were one entry of the history changed, taken out or "
    "slipped in, it would be another."
)


class SealCard(QFrame):
    """The seal in short and in full, and what it is for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.short = Words("", "code")
        self.full = Words("", "small")
        self.setProperty("look", "card")
        self.setLayout(_card("The seal", self.short, text(_WHAT_FOR, "muted"), self.full))
        self.refresh()

    def refresh(self) -> None:
        """Shows the seal as it is now."""
        now = seal.now(self._desk)
        self.short.setPlainText(now.words)
        self.short.setAccessibleName(f"The seal: {now.words}")
        whole = now.hash.hex(" ", 4)
        self.full.setPlainText(f"In full: {now.n:,} · {whole}".replace(",", " "))
        self.full.setAccessibleName(f"The seal in full: {whole}")


class FindCard(QFrame):
    """A field for a seal from a page or a backup; says whether it is part of this history, and shows the entry."""

    def __init__(self, desk: Desk, show_entry: Callable[[int], object]) -> None:
        super().__init__()
        self._desk, self._show_entry = desk, show_entry
        self.field = QLineEdit()
        self.field.setPlaceholderText("1 204 · 7f3a 91c2")
        self.field.setAccessibleName("A seal from a printed page or a backup")
        self.answer = QVBoxLayout()
        self.look_button = button("Look it up", self.look)
        self.field.returnPressed.connect(self.look)
        self.setProperty("look", "card")
        about = text("Type the seal from a page’s foot: is it part of this register’s history?", "muted")
        self.setLayout(_card("Compare a page", about, row(self.field, self.look_button), self.answer))

    def look(self) -> None:
        """Says whether what is typed is a seal of this register."""
        try:
            found = seal.find(self._desk, self.field.text())
        except Refused as refused:
            self._say(Tone.BAD, str(refused))
            return
        self._say(Tone.OK, f"It is: entry {found.n:,} of {show_when(found.at)}, by {found.who}.")
        self._show_entry(found.n)

    def _say(self, tone: Tone, words: str) -> None:
        clear(self.answer)
        self.answer.addWidget(_signed(tone, words))


class CheckCard(QFrame):
    """What the last check found and when, what to do about it, and a check of everything on demand."""

    def __init__(self, watch: SealWatch, check: Callable[[], object], confirm: Callable[..., object]) -> None:
        super().__init__()
        self._watch, self._confirm = watch, confirm
        self.said = QVBoxLayout()
        self.check_button = button("Check everything now", check)
        self.read_button = button("", self._read)
        self.accept_button = button("Take it as it stands…", self._accept)
        self.setProperty("look", "card")
        self.setLayout(_card("Checked", self.said, row(self.check_button, self.read_button, self.accept_button, 1)))
        watch.told.connect(self.refresh)
        watch.finished.connect(self.refresh)
        self._words = ""
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Shows how it stands now."""
        tone, words = _standing(self._watch)
        problems = _problems(self._watch.checked)
        self.read_button.setVisible(len(problems) > 1)
        self.read_button.setText(f"Read all {len(problems):,}")
        self.accept_button.setVisible(not self._watch.comparison.calm)
        if words != self._words:
            self._words = words
            clear(self.said)
            self.said.addWidget(_signed(tone, words))

    def _read(self) -> None:
        checked = self._watch.checked
        if checked:
            ProblemsDialog(self.window(), checked).open()

    def _accept(self) -> None:
        words = (
            "From now on this PC compares with the register as it is today, and no longer says that it is not the one "
            "it saw. Do this once you know who changed or replaced it, and why."
        )
        self._confirm("Take the register as it stands?", words, "Take it as it stands", self._watch.accept)


class ProblemsDialog(Message):
    """Every problem in words, to be read and copied."""

    def __init__(self, parent: QWidget, checked: Checked) -> None:
        super().__init__(parent, Tone.BAD, "What was found", f"Checked on {show_when(checked.at)}.")
        shown = QPlainTextEdit("\n\n".join(checked.all_problems))
        shown.setReadOnly(True)
        shown.setAccessibleName("Problems")
        shown.setMinimumHeight(px(320))
        self._body.addWidget(shown)
        self.setMinimumWidth(px(720))


def _problems(checked: Checked | None) -> tuple[str, ...]:
    return checked.all_problems if checked else ()


def _standing(watch: SealWatch) -> tuple[Tone, str]:
    if not watch.comparison.calm and watch.checked is None:
        return Tone.BAD, watch.comparison.words
    if watch.running:
        return Tone.NEUTRAL, f"Checking… {watch.fraction * 100:.0f} %"
    checked = watch.checked
    if checked is None:
        return Tone.NEUTRAL, "Not checked since this register was opened."
    if not checked.sound:
        problems = checked.all_problems
        more = f" And {count_of(len(problems) - 1, 'more problem')}." if problems[1:] else ""
        return Tone.BAD, problems[0] + more
    restored = f" {checked.comparison.words}" if checked.comparison.since is Since.RESTORED else ""
    return Tone.OK, f"{checked.words} Checked on {show_when(checked.at)}.{restored}"


def _card(heading: str, *parts: object) -> QVBoxLayout:
    lines = column(text(heading, "strong"), *parts, gap=8)  # type: ignore[arg-type]  # widgets and layouts
    lines.addStretch(1)
    lines.setContentsMargins(16, 12, 16, 12)
    return lines


def _signed(tone: Tone, words: str) -> QFrame:
    sign = QLabel()
    sign.setPixmap(picture(tone.value, px(18), tone.value, 2.0))
    line = row(sign, Words(words), gap=8)
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    return box(line)
