"""The text of an edition as a page to be read: calm lines, hanging numbers, terms explained, clauses linked.

All of it is put in as plain text with formats beside it, so that no word of a document is taken for mark-up.
"""

from collections.abc import Sequence
from re import Pattern

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from metdesk.policy import Edition
from ui.policy_writer import CLAUSE_ID, Writer, body_font, number_width
from ui.theme import px, tokens

_LETTERS = "the quick brown fox jumps over the lazy dog, and so on to the end of line "  # 74, of usual widths
_LEAST_MARGIN = 12
_INSIDE = 14.0  # between the text and the edge of what marks the chosen clause


class PolicyPage(QTextBrowser):
    """Shows an edition. `chosen` carries the id of a clause that was clicked, `wanted` the number of one linked."""

    chosen = Signal(int)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Text of the policy")
        self.setProperty("look", "paper")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._edition: Edition | None = None
        self._only: tuple[str, ...] = ()
        self._blocks: dict[int, list[QTextBlock]] = {}
        self._current: int | None = None
        self._patterns: Sequence[Pattern[str]] = ()
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.path()))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is fetched, from the disk or from elsewhere, whatever a document says."""
        return None

    # -- writing ---------------------------------------------------------------------------------

    def show_edition(self, edition: Edition) -> None:
        """Sets the edition's text, from its start."""
        self._edition, self._only = edition, ()
        self._write()
        self.verticalScrollBar().setValue(0)

    def show_clauses(self, edition: Edition, numbers: Sequence[str]) -> None:
        """Sets these clauses of the edition alone, in this order; those it does not have are left out."""
        self._edition, self._only = edition, tuple(numbers)
        self._write()
        self.verticalScrollBar().setValue(0)

    def _write(self) -> None:
        if self._edition is None:
            return
        self.clear()
        self._blocks = {}
        self.document().setDocumentMargin(_INSIDE)
        self._fit()
        Writer(self.document(), self.font(), self._edition).write(self._only)
        block = self.document().begin()
        while block.isValid():
            number = block.blockFormat().property(CLAUSE_ID)
            if number is not None:
                self._blocks.setdefault(int(number), []).append(block)
            block = block.next()
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._blocks:
            scrolled = self.verticalScrollBar().value()
            self._write()
            self.verticalScrollBar().setValue(scrolled)

    # -- measure ---------------------------------------------------------------------------------

    def measure(self) -> int:
        """How wide a line may be, in pixels: the number's column and 75 letters beside it."""
        font = body_font(self.font())
        metrics = self.fontMetrics()
        wider = font.pointSizeF() / max(1.0, self.font().pointSizeF())
        return round(metrics.horizontalAdvance(_LETTERS) * wider) + number_width() + 2 * round(_INSIDE)

    def _fit(self) -> None:
        spare = (self.width() - self.verticalScrollBar().sizeHint().width() - self.measure()) // 2
        side = max(px(_LEAST_MARGIN), spare)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = self.cursorForPosition(QPoint(2, 2)).position()
        self._fit()
        super().resizeEvent(event)
        self._keep_on_top(top)

    def _keep_on_top(self, position: int) -> None:
        """Scrolls so that the words that were on top still are, however the lines break now."""
        if self.verticalScrollBar().value():
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(position, self.document().characterCount() - 1))
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self.cursorRect(cursor).top())

    # -- finding the way -------------------------------------------------------------------------

    def go_to(self, clause_id: int | None) -> None:
        """Marks a clause and brings it into sight; none takes the mark away."""
        self._current = clause_id
        self._mark()
        blocks = self._blocks.get(clause_id) if clause_id is not None else None
        if not blocks:
            return
        top, bottom = self._span(blocks)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or bottom > bar.value() + height:
            bar.setValue(round(top) - min(px(48), max(0, height - round(bottom - top)) // 2))
        cursor = QTextCursor(blocks[0])
        self.blockSignals(True)
        scrolled = bar.value()
        self.setTextCursor(cursor)
        bar.setValue(scrolled)
        self.blockSignals(False)

    def find_words(self, patterns: Sequence[Pattern[str]]) -> None:
        """Marks the words looked for wherever they stand; none takes the marks away."""
        self._patterns = patterns
        self._mark()

    def clause_words(self, clause_id: int) -> str:
        """A clause as it stands on the page."""
        return "\n".join(block.text() for block in self._blocks.get(clause_id, ()))

    def _mark(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        for blocks in self._blocks.values() if self._patterns else ():
            for block in blocks:
                marks += self._word_marks(block)
        self.setExtraSelections(marks)
        self.viewport().update()

    def _span(self, blocks: Sequence[QTextBlock]) -> tuple[float, float]:
        """Where a clause begins and ends, in pixels from the top of the document."""
        layout = self.document().documentLayout()
        first, last = layout.blockBoundingRect(blocks[0]), layout.blockBoundingRect(blocks[-1])
        return first.top(), last.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        blocks = self._blocks.get(self._current) if self._current is not None else None
        if blocks:
            top, bottom = self._span(blocks)
            room = QRectF(0, top - self.verticalScrollBar().value() - 4, self.viewport().width(), bottom - top + 8)
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().accent_soft))
            painter.drawRoundedRect(room, 6, 6)
            painter.setBrush(QColor(tokens().accent))
            painter.drawRoundedRect(QRectF(0, room.top(), 4, room.height()), 2, 2)
            painter.end()
        super().paintEvent(event)

    def _word_marks(self, block: QTextBlock) -> list[QTextEdit.ExtraSelection]:
        marks = []
        for pattern in self._patterns:
            for found in pattern.finditer(block.text()):
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + found.start())
                cursor.setPosition(block.position() + found.end(), QTextCursor.MoveMode.KeepAnchor)
                marks.append(_word_mark(cursor))
        return marks

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            if self.anchorAt(place):
                return
            number = self.cursorForPosition(place).blockFormat().property(CLAUSE_ID)
            if number is not None:
                self.chosen.emit(int(number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _word_mark(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    shape = QTextCharFormat()
    shape.setBackground(QColor(tokens().warn_soft))
    shape.setForeground(QColor(tokens().warn))
    shape.setFontWeight(QFont.Weight.DemiBold)
    mark = QTextEdit.ExtraSelection()
    mark.cursor = cursor
    mark.format = shape
    return mark
