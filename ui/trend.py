"""A share over time: as the picture that stands on paper, and as the same figures in a table."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from metdesk import printing_answers
from metdesk.calendar import show_date
from metdesk.figures import Figure, Trend
from metdesk.record import Page
from ui.empty import Empty
from ui.paged import Column, PagedModel
from ui.parts import button, column, row, text
from ui.table import TableView
from ui.theme import px, tokens

_WIDE, _HIGH = 340, 132
_LARGER = 1.3  # than on paper, where words may be smaller


class TrendPicture(QWidget):
    """The picture of a trend; its accessible description says where it began and stands."""

    def __init__(self, trend: Trend, goal: int | None, name: str) -> None:
        super().__init__()
        self._trend, self._goal = trend, goal
        self._drawn: tuple[tuple[str, int, int], QSvgRenderer] | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(trend_words(trend))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDE), px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(_HIGH))

    def _renderer(self) -> QSvgRenderer:
        from metdesk.paper.charts import Look

        wears, scale = tokens(), _LARGER * px(100) / 100
        drawn_for = (wears.text, self.width(), self.height())
        if self._drawn is None or self._drawn[0] != drawn_for:
            look = Look(wears.text, wears.muted, wears.accent, wears.line)
            wide, high = self.width() / scale, self.height() / scale
            drawing = printing_answers.picture(self._trend, wide, high, goal=self._goal, look=look)
            self._drawn = (drawn_for, QSvgRenderer(QByteArray(drawing)))
        return self._drawn[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._renderer().render(painter, QRectF(self.rect()))
        painter.end()


def trend_words(trend: Trend) -> str:
    """The trend in a sentence."""
    if not trend.figures:
        return "No figures yet."
    first, last = trend.figures[0], trend.figures[-1]
    now = f"{last.share} per cent: {last.met:,} of {last.of:,}"
    if len(trend.figures) == 1:
        return f"Today {now}. A trend shows once figures of more days are kept."
    return f"From {first.share} per cent on {show_date(first.day)} to {now} on {show_date(last.day)}."


class TrendFigures(QDialog):
    """The figures of a trend day by day, the latest first, as a table. Opened when made."""

    def __init__(self, parent: QWidget, trend: Trend, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._figures = list(reversed(trend.figures))
        self.table: TableView[Figure] = TableView(f"{title}, day by day")
        self._model: PagedModel[Figure] = PagedModel(self._read, _columns(), lambda one: one.day.toordinal(), self)
        self.table.show_model(self._model)
        self._model.reload()
        self.table.say_when_empty(Empty("No figures yet", "They are kept once a day from now on."))
        close = button("Close", self.accept, look="primary")
        close.setDefault(True)
        head = column(text(title, "h1"), text(trend_words(trend), "muted"), gap=4)
        whole = column(head, self.table, row(1, close), gap=12)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        self.resize(px(520), px(460))
        self.open()
        self.table.go_to(0)
        self.table.setFocus()

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Figure]:
        return Page(self._figures[offset : offset + limit], len(self._figures))


def _columns() -> list[Column[Figure]]:
    return [
        Column("day", "Day", 160, lambda one: show_date(one.day), sortable=False),
        Column("met", "Signed", 90, lambda one: f"{one.met:,}", sortable=False),
        Column("of", "Of", 90, lambda one: f"{one.of:,}", sortable=False),
        Column("share", "Share", 90, lambda one: f"{one.share} %", sortable=False),
    ]


def trend_part(trend: Trend, goal: int | None, title: str, *, told: bool = True) -> QWidget:
    """Picture, sentence (where it is to be `told`) and the way to the table, below each other."""
    holder = QWidget()
    link = button("The same as a table…", lambda: TrendFigures(holder.window(), trend, title), look="link")
    link.setAccessibleName(f"{title}: as a table")
    said = [text(trend_words(trend), "muted")] if told else []
    holder.setLayout(column(TrendPicture(trend, goal, title), *said, row(link, 1), gap=4))
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
