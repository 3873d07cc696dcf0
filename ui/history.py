"""A record's history on the screen: when, who, what, and field by field from and to."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from metdesk.calendar import count_of, show_short_date, show_when
from metdesk.history import Happening
from metdesk.telling import Part
from ui.fold import Fold
from ui.panel import stack
from ui.parts import Words, button, column, tip

AT_ONCE = 30


class HistoryLines(QWidget):
    """What happened to a record of the table `kind`, the latest first; what lies further back on demand."""

    def __init__(self, happenings: Sequence[Happening], kind: str = "", at_once: int = AT_ONCE) -> None:
        super().__init__()
        self._left = list(happenings)
        self._kind = kind
        self._at_once = at_once
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.more_button: QPushButton | None = None
        self._show_more()

    def _show_more(self) -> None:
        if self.more_button:
            self.more_button.hide()
            self._column.removeWidget(self.more_button)
            self.more_button.deleteLater()
            self.more_button = None
        shown, self._left = self._left[: self._at_once], self._left[self._at_once :]
        for one in shown:
            self._column.addWidget(happening(one, self._kind))
        if self._left:
            earlier = count_of(len(self._left), "earlier entry", "earlier entries")
            words = f"Show {min(len(self._left), self._at_once):,} of {earlier}"
            self.more_button = button(words, self._show_more, look="link")
            self._column.addWidget(self.more_button)


class HistoryFold(Fold):
    """The history of one of several records, read when it is first asked for."""

    def __init__(self, read: Callable[[], Sequence[Happening]], kind: str, of: str) -> None:
        self._read: Callable[[], Sequence[Happening]] | None = read
        self._kind = kind
        self._lines = column()
        holder = QWidget()
        holder.setLayout(self._lines)
        super().__init__("History", holder)
        self.line.setToolTip(tip(f"Who changed what of {of}, and when"))

    def turn(self) -> None:
        """Opens what is closed and closes what is open."""
        read, self._read = self._read, None
        if read:
            self._lines.addWidget(HistoryLines(read(), self._kind))
        super().turn()


def happening(one: Happening, kind: str = "") -> QWidget:
    """One entry: its sentence, when and by whom, and what it changed."""
    several = len(one.parts) > 1
    blocks = [part_lines(part, named=several and part.kind != kind) for part in one.parts]
    return stack(Words(one.words), Words(when_and_who(one.at, one.who), "small"), *[b for b in blocks if b], gap=1)


def when_and_who(at: datetime, who: str) -> str:
    """`12 Nov 2026 at 08:31 · Jo Marsh`."""
    return f"{when(at)} · {who}"


def entered(happenings: Sequence[Happening], kind: str, record_id: int) -> str:
    """When a record of the table `kind` was entered and by whom, as the audit has it; nothing where it does not say."""
    for one in reversed(happenings):
        if any((part.kind, part.record) == (kind, record_id) for part in one.parts):
            return f"{show_when(one.at)} by {one.who}"
    return ""


def when(at: datetime) -> str:
    """`12 Nov 2026 at 08:31`, in this PC's time."""
    here = at.astimezone()
    return f"{show_short_date(here.date())} at {here:%H:%M}"


def part_lines(part: Part, *, named: bool, folded: bool = True) -> QWidget | None:
    """What an entry did to one record, with the record's name where `named`; None where there is nothing to say.

    What was first entered is `folded` away.
    """
    heading = [Words(part.words, "muted")] if named else []
    if not part.lines:
        return stack(*heading) if heading else None
    short = [line.short() for line in part.lines]
    said = Words("\n".join(line.words for line in short), "muted")
    inside: list[QWidget] = [said]
    if folded and part.done == "added" and not part.hidden:
        inside = [Fold("What was first entered", said)]
    if list(part.lines) != short:
        whole = "\n\n".join(line.words for line, cut in zip(part.lines, short, strict=True) if line != cut)
        inside.append(Fold("The whole text", Words(whole, "muted")))
    return stack(*heading, *inside)
