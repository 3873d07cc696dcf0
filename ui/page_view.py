"""Pages of a document below each other, drawn when they come into sight."""

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.theme import px, tokens

_GAP = 16
_KEPT = 24
_A4 = 297 / 210
_LEAST_ZOOM, _MOST_ZOOM = 0.4, 3.0
_WIDTH = 720


class PageView(QAbstractScrollArea):
    """Shows pages as pictures. `wanted` asks for the picture of a page (index, width in pixels); hand it in
    with `show_picture`. `turned` tells the page in sight, from 0. `sight` holds the pages that can be seen,
    for a worker to skip those that were scrolled away before their turn came.
    """

    wanted = Signal(int, int)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self.setProperty("look", "pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sight: list[range] = [range(0)]
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._asked: set[int] = set()
        self._count = 0
        self._zoom = 1.0
        self._ratio = _A4
        self._page = -1
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, count: int) -> None:
        """Shows a document of `count` pages from its start."""
        self._count = count
        self._forget()
        self._measure()
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def show_picture(self, index: int, picture: QImage) -> None:
        """Takes the picture of a page that was asked for; an empty one where it was scrolled away."""
        self._asked.discard(index)
        if picture.isNull():
            self.viewport().update()
            return
        self._ratio = picture.height() / picture.width()
        self._pictures[index] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self._measure()
        self.viewport().update()

    def zoom(self, factor: float) -> None:
        """Makes the pages larger or smaller by `factor`; the page in sight stays in sight."""
        page = max(0, self._page)
        self._zoom = min(_MOST_ZOOM, max(_LEAST_ZOOM, self._zoom * factor))
        self._forget()
        self._measure()
        self.go_to(page)
        self._scrolled()

    def fit(self) -> None:
        """Makes a whole page fit into the window."""
        wanted = (self.viewport().height() - 2 * _GAP) / self._ratio
        self.zoom(wanted / self._page_width())

    @property
    def percent(self) -> int:
        """The zoom in per cent of the usual size."""
        return round(self._zoom * 100)

    def go_to(self, page: int) -> None:
        """Brings a page into sight."""
        self.verticalScrollBar().setValue(max(0, min(page, self._count - 1)) * self._step())
        self.viewport().update()

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return max(0, self._page)

    def _forget(self) -> None:
        self._pictures.clear()
        self._asked.clear()

    def _page_width(self) -> int:
        return round(px(_WIDTH) * self._zoom)

    def _step(self) -> int:
        return round(self._page_width() * self._ratio) + _GAP

    def _measure(self) -> None:
        whole = self._count * self._step() + _GAP
        bar = self.verticalScrollBar()
        bar.setPageStep(self._step())
        bar.setSingleStep(px(40))
        bar.setRange(0, max(0, whole - self.viewport().height()))
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, self._page_width() + 2 * _GAP - self.viewport().width()))
        across.setPageStep(self.viewport().width())

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = max(0, min(self._count - 1, middle // max(1, self._step())))
        if page != self._page:
            self._page = page
            self.turned.emit(page)
        self.sight[0] = self._in_sight()
        self.viewport().update()

    def _place_of(self, page: int) -> QRect:
        width = self._page_width()
        room = self.viewport().width()
        left = max(_GAP, (room - width) // 2) - self.horizontalScrollBar().value()
        top = _GAP + page * self._step() - self.verticalScrollBar().value()
        return QRect(QPoint(left, top), QPoint(left + width - 1, top + self._step() - _GAP - 1))

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(0, (top - _GAP) // self._step())
        last = (top + self.viewport().height()) // self._step()
        return range(first, min(self._count - 1, last) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(tokens().neutral_soft))
        for page in self._in_sight():
            place = self._place_of(page)
            painter.setPen(QColor(tokens().line))
            painter.setBrush(QColor("white"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
            picture = self._pictures.get(page)
            if picture is None:
                painter.setPen(QColor("#5b6875"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"Page {page + 1}")
                self._ask(page)
            else:
                self._pictures.move_to_end(page)
                height = round(place.width() * picture.height() / max(1, picture.width()))
                painter.drawImage(QRect(place.topLeft(), QPoint(place.right(), place.top() + height - 1)), picture)
        painter.end()

    def _ask(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.wanted.emit(page, round(self._page_width() * self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._scrolled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.1 if event.angleDelta().y() > 0 else 1 / 1.1)
        else:
            super().wheelEvent(event)
