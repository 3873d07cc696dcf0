"""The text of an edition as a page to be read: calm lines, hanging numbers, terms explained, clauses linked.

All of it is put in as plain text with formats beside it, so that no word of a document is taken for mark-up.
"""

import html
from collections.abc import Sequence
from re import Pattern

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from metdesk.policy import Edition, EditionClause
from ui.policy_words import Reader, Sort, labelled, paragraphs
from ui.theme import px, tokens

_CLAUSE_ID = QTextFormat.Property.UserProperty + 1
_LETTERS = "the quick brown fox jumps over the lazy dog, and so on to the end of line "  # 74, of usual widths
_BODY_TIMES, _SECTION_TIMES, _TITLE_TIMES = 1.06, 1.34, 1.74
_LINE_HEIGHT, _TITLE_HEIGHT = 128.0, 110.0  # per cent
_LEAST_MARGIN = 12
_INSIDE = 14.0  # between the text and the edge of what marks the chosen clause
_LOG = ("Version", "Date", "Page", "Change", "Approved by")


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
        self._blocks: dict[int, list[QTextBlock]] = {}
        self._current: int | None = None
        self._patterns: Sequence[Pattern[str]] = ()
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.path()))

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Nothing is fetched, from the disk or from elsewhere, whatever a document says."""
        return None

    # -- writing ---------------------------------------------------------------------------------

    def show_edition(self, edition: Edition) -> None:
        """Sets the edition's text, from its start."""
        self._edition = edition
        self._write()
        self.verticalScrollBar().setValue(0)

    def _write(self) -> None:
        if self._edition is None:
            return
        self.clear()
        self._blocks = {}
        self.document().setDocumentMargin(_INSIDE)
        self._fit()
        _Writer(self, self._edition).write()
        block = self.document().begin()
        while block.isValid():
            number = block.blockFormat().property(_CLAUSE_ID)
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
            number = self.cursorForPosition(place).blockFormat().property(_CLAUSE_ID)
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
    mark.cursor = cursor  # type: ignore[attr-defined]  # missing from PySide's stubs
    mark.format = shape  # type: ignore[attr-defined]  # missing from PySide's stubs
    return mark


def body_font(base: QFont) -> QFont:
    """The font of the text, a little larger than that of the window."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * _BODY_TIMES)
    return font


def number_width() -> int:
    """The width of the column in which the numbers of clauses hang, in pixels."""
    return px(58)


class _Writer:
    """Writes an edition into a page, block by block."""

    def __init__(self, page: PolicyPage, edition: Edition) -> None:
        self._edition = edition
        self._cursor = QTextCursor(page.document())
        self._base = page.font().pointSizeF()
        self._reader = Reader(edition.definitions, {one.clause.number for one in edition.clauses})
        self._colours = tokens()
        self._begun = False

    def write(self) -> None:
        """Title, note, clauses, change log."""
        self._cursor.beginEditBlock()
        facts = self._edition.facts
        self._block(top=18, shape=self._shape(_TITLE_TIMES, bold=True))
        self._put(facts.title or "Policy", self._shape(_TITLE_TIMES, bold=True))
        about = " · ".join(w for w in (f"Version {facts.version}" if facts.version else "", facts.last_revision) if w)
        if about:
            self._block(top=2)
            self._put(about, self._shape(colour=self._colours.muted))
        if facts.note:
            self._note(facts.note)
        for one in self._edition.clauses:
            self._clause(one)
        self._changes()
        self._block(top=24)
        self._cursor.endEditBlock()

    def _note(self, words: str) -> None:
        frame = QTextFrameFormat()
        frame.setBackground(QBrush(QColor(self._colours.warn_soft)))
        frame.setPadding(px(10))
        frame.setTopMargin(px(14))
        frame.setBottomMargin(px(16))
        outside = self._cursor.insertFrame(frame)
        for place, line in enumerate(paragraphs(words)):
            self._block(top=6 if place else 0, first=place == 0)
            self._put(line, self._shape(colour=self._colours.text))
        self._cursor = QTextCursor(outside.lastCursorPosition())
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._begun = False

    def _clause(self, one: EditionClause) -> None:
        clause, hang = one.clause, number_width()
        if clause.heading:
            self._heading(one)
        lines = paragraphs(clause.text)
        introduction = max((place for place, line in enumerate(lines) if line.endswith(":")), default=len(lines) - 1)
        for place, line in enumerate(lines):
            numbered = place == 0 and not clause.heading
            self._block(one.id, top=9 if numbered else 6, left=hang, indent=-hang if numbered else 0)
            if numbered:
                self._put(f"{clause.number}\t", self._shape(colour=self._colours.muted, bold=True))
            self._words(line)
            if place == introduction:
                self._items(one)
        if not lines:
            if not clause.heading:
                self._block(one.id, top=9, left=hang, indent=-hang)
                self._put(f"{clause.number}\t", self._shape(colour=self._colours.muted, bold=True))
            self._items(one)

    def _heading(self, one: EditionClause) -> None:
        clause, hang = one.clause, number_width()
        top_level = clause.level == 1
        shape = self._shape(_SECTION_TIMES if top_level else _BODY_TIMES * 1.06, bold=True)
        long = len(clause.number) > 7  # “Appendix A” has a line's beginning to itself
        self._block(one.id, top=26 if top_level else 18, left=0 if long else hang, indent=0 if long else -hang)
        self._put(f"{clause.number}{'  ' if long else chr(9)}{' '.join(paragraphs(clause.heading))}", shape)

    def _items(self, one: EditionClause) -> None:
        """The items stand under the paragraph that introduces them, which ends in a colon."""
        for item in one.clause.items:
            self._item(one.id, item)

    def _item(self, clause_id: int, item: str) -> None:
        hang, step = number_width(), px(22)
        for place, line in enumerate(paragraphs(item)):
            label, words = labelled(line) if place == 0 else ("", line)
            self._block(clause_id, top=4, left=hang + step, indent=-step if label else 0)
            if label:
                self._put(f"{label}\t", self._shape(colour=self._colours.muted))
            self._words(words)

    def _words(self, line: str) -> None:
        for piece in self._reader.pieces(line):
            shape = self._shape()
            if piece.sort is Sort.TERM:
                shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                shape.setUnderlineColor(QColor(self._colours.field_line))
                shape.setToolTip(f"<qt>{html.escape(piece.target)}</qt>")
            elif piece.sort is Sort.LINK:
                shape = self._shape(colour=self._colours.accent)
                shape.setAnchor(True)
                shape.setAnchorHref(f"clause:{piece.target}")
                shape.setFontUnderline(True)
            self._put(piece.words, shape)

    def _changes(self) -> None:
        """The change log as a table; it stands at the end of the document, under the last heading."""
        log = self._edition.changes
        if not log:
            return
        self._block(top=8)
        shape = QTextTableFormat()
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderBrush(QBrush(QColor(self._colours.line)))
        shape.setCellPadding(px(5))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setHeaderRowCount(1)
        table = self._cursor.insertTable(len(log) + 1, len(_LOG), shape)
        rows = [_LOG, *((one.version, one.date, one.page, one.change, one.approver) for one in log)]
        for line, cells in enumerate(rows):
            for place, words in enumerate(cells):
                inside = table.cellAt(line, place).firstCursorPosition()
                inside.insertText(" ".join(paragraphs(words)), self._shape(0.98, bold=line == 0))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    # -- the smallest steps ----------------------------------------------------------------------

    def _block(
        self,
        clause_id: int | None = None,
        *,
        top: int = 0,
        left: int = 0,
        indent: int = 0,
        first: bool = False,
        shape: QTextCharFormat | None = None,
    ) -> None:
        made = QTextBlockFormat()
        made.setTopMargin(px(top))
        made.setLeftMargin(left)
        made.setTextIndent(indent)
        height = _LINE_HEIGHT if shape is None else _TITLE_HEIGHT
        made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if indent:
            made.setTabPositions([QTextOption.Tab(-indent, QTextOption.TabType.LeftTab)])
        if clause_id is not None:
            made.setProperty(_CLAUSE_ID, clause_id)
        if first or not self._begun:
            self._cursor.setBlockFormat(made)
            self._begun = True
        else:
            self._cursor.insertBlock(made, self._shape())

    def _put(self, words: str, shape: QTextCharFormat) -> None:
        self._cursor.insertText(words, shape)

    def _shape(self, times: float = _BODY_TIMES, *, colour: str = "", bold: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontPointSize(self._base * times)
        made.setForeground(QColor(colour or self._colours.text))
        if bold:
            made.setFontWeight(QFont.Weight.DemiBold)
        return made
