"""What a restore would lose, entry by entry; and the question that is asked before it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from metdesk.backups import Kept, Lost
from metdesk.calendar import count_of, show_when
from ui.dialogs import Message
from ui.panel import notice_box
from ui.parts import Words, column, tip
from ui.theme import px
from ui.tokens import Tone

_ROWS = 5
UNTOLD = (
    "What was entered since cannot be told, as the register cannot be read as it is. "
    "It is kept as it is, in the register’s folder “aside”."
)


class LostList(QWidget):
    """Says what of the present register is not in the backup `one`, and shows it; None where that cannot be told."""

    def __init__(self, one: Kept, lost: Lost | None) -> None:
        super().__init__()
        self._shown: QListWidget | None = None
        inside = column(gap=10)
        if lost is None:
            inside.addWidget(notice_box(Tone.WARN, UNTOLD))
        elif not lost.count:
            inside.addWidget(notice_box(Tone.OK, "Nothing was entered since: nothing is lost."))
        else:
            inside.addWidget(notice_box(Tone.WARN, lost_words(one, lost)))
            self._shown = _entries(lost)
            inside.addWidget(self._shown)
        self.setLayout(inside)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def entries(self) -> list[str]:
        """The entries as they are shown."""
        return [self._shown.item(place).text() for place in range(self._shown.count())] if self._shown else []


def lost_words(one: Kept, lost: Lost) -> str:
    """How much would be lost, in a sentence."""
    entries = count_of(lost.count, "entry was", "entries were")
    it = "It is" if lost.count == 1 else "They are"
    return f"{entries} made since {one.when}. {it} not in this backup, and would have to be entered again."


def _entries(lost: Lost) -> QListWidget:
    shown = QListWidget()
    shown.setAccessibleName("What would be lost")
    shown.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setWordWrap(True)
    shown.setSpacing(3)
    for one in lost.entries:
        words = f"{show_when(one.at)}, {one.who}: {one.words}"
        item = QListWidgetItem(words)
        item.setToolTip(tip(words))
        shown.addItem(item)
    if lost.count > len(lost.entries):
        shown.addItem(f"and {lost.count - len(lost.entries):,} before these")
    shown.setFixedHeight(px(46) * min(_ROWS, shown.count()) + px(12))
    shown.setCurrentRow(0)
    return shown


def kept_aside(name: str) -> Words:
    """That nothing is thrown away."""
    return Words(
        f"“{name}” as it is now is not thrown away: it is kept in the register’s folder “aside”, and can be opened. "
        "Keyholders, roles and passphrases are then those of that day.",
        "muted",
    )


class LostDialog(Message):
    """Asks before the register `name` is closed and the backup `one` takes its place; `then` runs on yes."""

    def __init__(self, parent: QWidget, one: Kept, lost: Lost | None, name: str, then: Callable[[], object]) -> None:
        words = "The register is closed first. Then you give the passphrase you had on that day."
        super().__init__(parent, Tone.WARN, f"Go back to {one.when}?", words, "Cancel")
        self.list = LostList(one, lost)
        self._body.addWidget(self.list)
        self._body.addWidget(kept_aside(name))
        self.setMinimumWidth(px(640))
        self.yes = self.offer("Close the register and restore…", then, "danger")
