"""How a cell of a register's table is painted."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.chips import Chip, chip_size, paint_chip
from ui.paged import CHIP_ROLE, Index
from ui.theme import ROW_HEIGHT, px, tokens

_SIDE = 12


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: its chip or its words, the row's background, a hairline, and the ring of focus."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state, rect = option.state, option.rect
        colours = tokens()
        painter.save()
        painter.setFont(option.font)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(_SIDE, 0, -6, -1)
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, Chip):
            paint_chip(painter, chip, room)
        else:
            self._paint_words(painter, index, room)
        self._paint_ring(painter, option, index, rect)
        painter.restore()

    def _paint_words(self, painter: QPainter, index: Index, room: QRect) -> None:
        painter.setPen(QColor(tokens().text))
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect) -> None:
        view = option.widget
        if not isinstance(view, QTableView) or not view.hasFocus():
            return
        if view.currentIndex().row() != index.row():
            return
        painter.setPen(QPen(QColor(tokens().accent), 2))
        top, bottom = rect.top() + 1, rect.bottom() - 1
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        header = view.horizontalHeader()
        place = header.visualIndex(index.column())
        if place == 0:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        if rect.right() >= header.length() - 1:
            painter.drawLine(rect.right() - 1, top, rect.right() - 1, bottom)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        chip = index.data(CHIP_ROLE)
        metrics = option.fontMetrics
        if isinstance(chip, Chip):
            return chip_size(chip, metrics) + QSize(_SIDE + 6, 8)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(metrics.horizontalAdvance(words) + _SIDE + 6, px(ROW_HEIGHT))
