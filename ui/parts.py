"""The small parts every screen is made of: texts, buttons, boxes and rows with the design's spacing."""

import html
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.theme import px

_HEIGHTS_KEPT = 8  # a layout asks for the same few widths over and over

Box = TypeVar("Box", bound=QBoxLayout)


def text(words: str, look: str = "", *, wrap: bool = True) -> QLabel:
    """A plain-text label. `look` is h1, h2, strong, muted, small, problem or code."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if look:
        label.setProperty("look", look)
    return label


class Words(QTextEdit):
    """Text that can be selected, wraps at any width (within a long address too) and is never clipped."""

    def __init__(self, words: str, look: str = "body") -> None:
        super().__init__()
        self._heights: dict[tuple[int, str, str], int] = {}
        self.setProperty("look", look)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setPlainText(words)
        self.setAccessibleName(words)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        asked = (width, self.font().key(), self.toPlainText())
        if asked not in self._heights:
            if len(self._heights) == _HEIGHTS_KEPT:
                self._heights.clear()
            self._heights[asked] = self._measured(width)
        return self._heights[asked]

    def _measured(self, width: int) -> int:
        document = self.document().clone()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(0)
        document.setTextWidth(max(1, width))
        return round(document.size().height() + 0.5)

    def sizeHint(self) -> QSize:
        wanted = min(px(360), self.fontMetrics().horizontalAdvance(self.toPlainText()) + 4)
        return QSize(wanted, self.heightForWidth(wanted))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().height())


def button(words: str, do: Callable[[], object] | None = None, *, look: str = "", icon_name: str = "") -> QPushButton:
    """A button that calls `do`. `look` is primary, danger or link; a link looks like one."""
    made = QPushButton(icon(icon_name, _ink(look)), words)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    if look == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if do is not None:
        made.clicked.connect(lambda: do())
    return made


def _ink(look: str) -> str:
    return {"primary": "on_accent", "danger": "bad", "link": "accent"}.get(look, "text")


def menu_button(words: str, menu: QMenu, *, look: str = "", icon_name: str = "") -> QPushButton:
    """A button that opens `menu`."""
    made = button(words, look=look, icon_name=icon_name)
    made.setProperty("menu", True)
    made.setMenu(menu)
    menu.setParent(made, menu.windowFlags())
    return made


def icon_button(name: str, words: str, do: Callable[[], object]) -> QToolButton:
    """A button that shows an icon only; `words` are its tooltip and its name for a screen reader."""
    made = QToolButton()
    made.setProperty("look", "plain")
    made.setIcon(icon(name))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda: do())
    return made


def tip(words: str) -> str:
    """A tooltip that shows `words` letter by letter, whatever looks like markup in them."""
    return f"<qt>{html.escape(words)}</qt>" if words else ""


def column(*parts: QWidget | QLayout | int, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Parts below each other; a number is a stretch of that weight."""
    return _fill(QVBoxLayout(), parts, gap, margin)


def row(*parts: QWidget | QLayout | int, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Parts beside each other; a number is a stretch of that weight."""
    return _fill(QHBoxLayout(), parts, gap, margin)


def _fill(box: Box, parts: tuple[QWidget | QLayout | int, ...], gap: int, margin: int) -> Box:
    box.setSpacing(gap)
    box.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box


def box(layout: QLayout, look: str = "") -> QFrame:
    """A frame around `layout`; `look` is card, header or nothing."""
    frame = QFrame()
    if look:
        frame.setProperty("look", look)
    frame.setLayout(layout)
    return frame


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    line.setProperty("look", "rule")
    return line


def clear(layout: QLayout) -> None:
    """Takes everything out of `layout` and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
