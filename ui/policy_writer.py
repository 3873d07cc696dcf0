"""Sets the text of an edition: plain text with formats beside it, so that no word of a document is mark-up."""

import html
from collections.abc import Sequence

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from metdesk.policy import Edition, EditionClause
from ui.policy_words import Reader, Sort, labelled, paragraphs
from ui.theme import px, tokens

CLAUSE_ID = QTextFormat.Property.UserProperty + 1
"""The property of a block that says which clause it belongs to."""
_BODY_TIMES, _SECTION_TIMES, _TITLE_TIMES = 1.06, 1.34, 1.74
_LINE_HEIGHT, _TITLE_HEIGHT = 128.0, 110.0  # per cent
_LOG = ("Version", "Date", "Page", "Change", "Approved by")


def body_font(base: QFont) -> QFont:
    """The font of the text, a little larger than that of the window."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * _BODY_TIMES)
    return font


def number_width() -> int:
    """The width of the column in which the numbers of clauses hang, in pixels."""
    return px(58)


class Writer:
    """Writes an edition into an empty document, block by block; `base` is the font of the window."""

    def __init__(self, document: QTextDocument, base: QFont, edition: Edition) -> None:
        self._edition = edition
        self._cursor = QTextCursor(document)
        self._base = base.pointSizeF()
        self._reader = Reader(edition.definitions, {one.clause.number for one in edition.clauses})
        self._colours = tokens()
        self._begun = False

    def write(self, only: Sequence[str] = ()) -> None:
        """Title, note, clauses, change log; or the clauses of `only` these numbers, in this order."""
        self._cursor.beginEditBlock()
        if only:
            for one in filter(None, map(self._edition.find, only)):
                self._clause(one)
            self._cursor.endEditBlock()
            return
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
            made.setProperty(CLAUSE_ID, clause_id)
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
