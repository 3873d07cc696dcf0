"""The first screen: three doors, and the registers opened here before."""

import functools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ui.front import FrontPage
from ui.icons import picture
from ui.parts import button, row, rule, text
from ui.theme import px
from ui.working import Worker

_WORDS = "Keeps the trust’s Social Media Policy working, on this computer, with nothing sent anywhere."


class Door(QPushButton):
    """A large button with a sign, a heading and a sentence."""

    def __init__(self, sign: str, heading: str, words: str, do: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "door")
        self.setAutoDefault(False)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(px(176))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 18, 18, 18)
        inside.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(picture(sign, px(30), "accent", 2.0))
        for one in (mark, text(heading, "h2"), text(words, "muted")):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(one)
        inside.addStretch(1)
        self.clicked.connect(lambda: do())


class Doors(FrontPage):
    """`start_wanted`, `open_wanted` and `restore_wanted` (a folder is asked for), `sample_wanted`, `chosen` (a recent
    register)."""

    start_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    restore_wanted = Signal()
    chosen = Signal(Path)

    def __init__(self, recent: list[Path], worker: Worker) -> None:
        super().__init__("Metdesk", _WORDS, worker, width=820, card=False)
        self.start = Door(
            "door", "Start a register", "Your trust’s own, empty and encrypted. It takes three minutes.",
            self.start_wanted.emit,
        )  # fmt: skip
        self.open = Door(
            "key", "Open a register", "One that is kept on this computer, on a share or on a stick.",
            self.open_wanted.emit,
        )  # fmt: skip
        self.sample = Door(
            "sample", "Explore the sample trust", "Made-up schools and people, to look round and try things.",
            self.sample_wanted.emit,
        )  # fmt: skip
        self.add(row(self.start, self.open, self.sample, gap=12))
        self.restore = button("Restore a backup…", self.restore_wanted.emit, look="link")
        self.restore.setAccessibleDescription("From a stick, a share or this computer, on a new computer too.")
        self.add(row(1, self.restore))
        if recent:
            self._add_recent(recent)

    def _add_recent(self, recent: list[Path]) -> None:
        self.add(rule())
        self.add(text("Opened here before", "h2"))
        for folder in recent:
            made = button(folder.stem, functools.partial(self.chosen.emit, folder), look="link")
            made.setAccessibleDescription(str(folder))
            self.add(row(made, text(str(folder.parent), "small", wrap=False), 1))
