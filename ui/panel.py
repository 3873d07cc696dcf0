"""The record panel's building blocks: one record, read from top to bottom, nothing clipped at 380 pixels."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Action, action_button, menu_of
from ui.chips import Chip, ChipLabel
from ui.flow import Flow
from ui.icons import picture
from ui.parts import Words, box, clear, column, menu_button, row, text
from ui.theme import px
from ui.tokens import Tone


class TakesFiles(QWidget):
    """A part of a panel that takes the files dropped on the panel, while `takes`."""

    takes = True

    def take_files(self, paths: list[Path]) -> None:
        """Does with the files what they were dropped for."""
        raise NotImplementedError


class Panel(QScrollArea):
    """Shows one record. Call `start`, then the blocks in their order, then `finish`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("look", "panel")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAcceptDrops(True)
        page = QWidget()
        page.setProperty("look", "page")
        self._page = page
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 14, 16, 16)
        self._column.setSpacing(8)
        self.setWidget(page)

    def start(self) -> None:
        """Takes the record before away."""
        clear(self._column)

    def finish(self) -> None:
        """Leaves the rest of the panel empty, and lays all of it out before it is painted."""
        self._column.addStretch(1)
        for part in self._page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()  # Qt would do so once the event loop comes round, after a first painting without them
        self._column.activate()
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _taker(self) -> TakesFiles | None:
        return next((one for one in self._page.findChildren(TakesFiles) if one.takes and one.isVisible()), None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._taker():
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        taker = self._taker()
        if paths and taker:
            event.acceptProposedAction()
            taker.take_files(paths)

    def title(self, words: str, chip: Chip | None = None, subtitle: str = "") -> None:
        """The record's name, its state, and a line that says what it is."""
        line = row(Words(words, "h2"), gap=12)
        if chip:
            line.addWidget(ChipLabel(chip), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)
        if subtitle:
            self._column.addWidget(Words(subtitle, "muted"))

    def notice(self, tone: Tone, words: str, actions: Sequence[Action] = (), heading: str = "") -> None:
        """A box that says what is wrong, or what is worth knowing, with what can be done about it."""
        self._column.addWidget(notice_box(tone, words, actions, heading))

    def heading(self, words: str) -> None:
        """A heading above a section."""
        label = text(words, "h2")
        label.setContentsMargins(0, 8, 0, 0)
        self._column.addWidget(label)

    def note(self, words: str) -> None:
        """A muted sentence."""
        self._column.addWidget(Words(words, "muted"))

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Names and values beside each other; a fact without a value is left out."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate((n, v) for n, v in facts if v):
            label = text(name, "muted")
            label.setFixedWidth(px(116))
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(value), place, 1)
        self._column.addLayout(grid)

    def person(self, name: str, about: str, chip: Chip | None = None, actions: Sequence[Action] = ()) -> None:
        """A line for somebody or something that belongs to the record."""
        head = row(Words(name, "strong"), gap=8)
        if chip:
            head.addWidget(ChipLabel(chip), 0, Qt.AlignmentFlag.AlignTop)
        block = column(head, gap=2)
        if about:
            block.addWidget(Words(about, "muted"))
        if actions:
            block.addWidget(buttons(actions, look="link"))
        self._column.addLayout(block)

    def steps(self, actions: Sequence[Action], more: Sequence[Action] = ()) -> None:
        """What can be done with the record, as buttons that wrap; what is done seldom in a menu of `more`."""
        if not actions and not more:
            return
        holder = buttons(actions)
        flow = holder.layout()
        if more and flow is not None:
            flow.addWidget(menu_button("More", menu_of(more, holder)))
        self._column.addWidget(holder)

    def add(self, widget: QWidget) -> None:
        """Any other widget, across the panel."""
        self._column.addWidget(widget)


def stack(*parts: QWidget | QLayout, gap: int = 0) -> QWidget:
    """Parts below each other as one widget, which is as high as they need at its width."""
    holder = QWidget()
    holder.setLayout(column(*parts, gap=gap))
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def buttons(actions: Sequence[Action], look: str = "") -> QWidget:
    """The actions as buttons in a row that wraps; `look` is for those without a look of their own."""
    holder = QWidget()
    flow = Flow(holder, gap=8 if look != "link" else 2)
    for one in actions:
        made = action_button(one)
        if look and not one.look:
            made.setProperty("look", look)
        flow.addWidget(made)
    return holder


def quote(words: str, whose: str, chip: Chip | None = None) -> QFrame:
    """Somebody's own words in a frame, with whose they are below them."""
    below = row(Words(whose, "small"), gap=8)
    if chip:
        below.addWidget(ChipLabel(chip), 0, Qt.AlignmentFlag.AlignTop)
    quoted = words if words.startswith(("“", '"')) else f"“{words}”"
    inside = column(Words(quoted), below, gap=6)
    inside.setContentsMargins(12, 10, 12, 10)
    return box(inside, "well")


def notice_box(tone: Tone, words: str, actions: Sequence[Action] = (), heading: str = "") -> QFrame:
    """A box in the colour of `tone` with its icon, a heading, a sentence and buttons."""
    sign = QLabel()
    sign.setPixmap(picture(tone.value, px(18), tone.value, 2.0))
    sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    said = column(gap=2)
    if heading:
        said.addWidget(Words(heading, "strong"))
    said.addWidget(Words(words))
    if actions:
        said.addSpacing(6)
        said.addWidget(buttons(actions))
    line = row(gap=8)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(said, 1)
    line.setContentsMargins(12, 10, 12, 10)
    frame = QFrame()
    frame.setProperty("tone", tone.value)
    frame.setLayout(line)
    return frame
