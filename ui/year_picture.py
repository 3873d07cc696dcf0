"""A school year as twelve small months, each day told apart by its shape as well as by its colour."""

import calendar
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from metdesk.calendar import count_of, show_date, show_days, show_month, weekday
from metdesk.school_days import DayKind, SchoolDays, Span
from ui.flow import Flow
from ui.panel import stack
from ui.parts import row, text, tip
from ui.theme import px, tokens

_MONTHS, _WEEKS, _WEEKDAYS = 12, 6, 7
_GAP, _TITLE = 14, 18
_LEAST_CELL, _MOST_CELL, _WITH_NUMBERS = 10, 26, 14
_WORDS = {
    DayKind.SCHOOL_DAY: "School day",
    DayKind.CLOSURE: "Closure",
    DayKind.BANK_HOLIDAY: "Bank holiday",
    DayKind.HOLIDAY: "School holidays",
    DayKind.WEEKEND: "Weekend",
}


class YearPicture(QWidget):
    """The days of `year` at a school; which day is which is told as the mouse rests on it, and all of it in words."""

    def __init__(self, days: SchoolDays, year: Span, today: date, name: str) -> None:
        super().__init__()
        self._days, self._today = days, today
        self._months = [year.starts]
        while len(self._months) < _MONTHS:
            self._months.append((self._months[-1] + timedelta(days=31)).replace(day=1))
        self.setAccessibleName(name)
        self.setAccessibleDescription(year_words(days, year))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # -- where everything is -----------------------------------------------------------------------

    def _across(self, width: int) -> int:
        """How many months stand beside each other."""
        month = _WEEKDAYS * px(_WITH_NUMBERS) + px(_GAP)
        return next((many for many in (6, 4, 3) if many * month <= width + px(_GAP)), 2)

    def _cell(self, width: int) -> int:
        many = self._across(width)
        room = (width - (many - 1) * px(_GAP)) // (many * _WEEKDAYS)
        return max(px(_LEAST_CELL), min(px(_MOST_CELL), room))

    def _month_size(self, width: int) -> QSize:
        cell = self._cell(width)
        return QSize(_WEEKDAYS * cell + px(_GAP), px(_TITLE) + _WEEKS * cell + px(_GAP) // 2)

    def sizeHint(self) -> QSize:
        return QSize(px(340), self.heightForWidth(px(340)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(180), 0)

    def heightForWidth(self, width: int) -> int:
        return -(-_MONTHS // self._across(width)) * self._month_size(width).height()

    def _places(self) -> list[tuple[date, QRectF]]:
        """The first of each month, and the room of its name and days."""
        size, many = self._month_size(self.width()), self._across(self.width())
        corners = (QPointF(n % many * size.width(), n // many * size.height()) for n in range(_MONTHS))
        return [(first, QRectF(corner, size)) for first, corner in zip(self._months, corners, strict=True)]

    def _squares(self, first: date, room: QRectF) -> list[tuple[date, QRectF]]:
        cell, before = self._cell(self.width()), first.weekday()
        found = []
        for number in range(_length(first)):
            down, across = divmod(before + number, _WEEKDAYS)
            place = room.topLeft() + QPointF(across * cell, px(_TITLE) + down * cell)
            found.append((first + timedelta(days=number), QRectF(place.x(), place.y(), cell, cell)))
        return found

    def day_at(self, place: QPoint) -> date | None:
        """The day drawn there."""
        size, many, cell = self._month_size(self.width()), self._across(self.width()), self._cell(self.width())
        column, x = divmod(place.x(), size.width())
        line, y = divmod(place.y(), size.height())
        month, across, down = line * many + column, x // cell, (y - px(_TITLE)) // cell
        if column >= many or month not in range(_MONTHS) or across >= _WEEKDAYS or down < 0:
            return None
        first = self._months[month]
        number = down * _WEEKDAYS + across - first.weekday()
        return first + timedelta(days=number) if number in range(_length(first)) else None

    # -- telling and drawing -----------------------------------------------------------------------

    def day_words(self, day: date) -> str:
        """`Monday 26 October 2026: Half-term`."""
        why = self._days.why_not(day) if self._days.kind_of(day) is not DayKind.WEEKEND else "weekend"
        if not why:
            why = "school day" if self._days.says(day) else "no term dates entered, counted as a school day"
        return f"{weekday(day)} {show_date(day)}: {why}"

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), tip(self.day_words(day)) if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        numbers = QFont(painter.font())
        numbers.setPixelSize(max(8, round(self._cell(self.width()) * 0.5)))
        for first, room in self._places():
            painter.setFont(self.font())
            painter.setPen(QColor(tokens().muted))
            painter.drawText(room.topLeft() + QPointF(1, px(_TITLE) - 6), show_month(first))
            painter.setFont(numbers)
            for day, square in self._squares(first, room):
                self._paint_day(painter, day, square.adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, square: QRectF) -> None:
        paint_kind(painter, self._days.kind_of(day), square, said=self._days.says(day))
        if day == self._today:
            painter.setPen(QPen(QColor(tokens().text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square, 3, 3)
        if self._cell(self.width()) >= px(_WITH_NUMBERS):
            painter.setPen(QColor(_ink(self._days.kind_of(day))))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(day.day))


def _length(first: date) -> int:
    return calendar.monthrange(first.year, first.month)[1]


def _ink(kind: DayKind) -> str:
    found = tokens()
    return {
        DayKind.SCHOOL_DAY: found.accent,
        DayKind.CLOSURE: found.text,
        DayKind.BANK_HOLIDAY: found.base,
    }.get(kind, found.muted)


def paint_kind(painter: QPainter, kind: DayKind, square: QRectF, *, said: bool = True) -> None:
    """Draws what a day is: filled, hatched, a disc, a frame, or nothing; a school day of which no term date says
    anything is framed as well."""
    found = tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    match kind:
        case DayKind.SCHOOL_DAY if said:
            painter.setBrush(QColor(found.accent_soft))
            painter.drawRoundedRect(square, 3, 3)
        case DayKind.SCHOOL_DAY:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(found.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(square, 3, 3)
        case DayKind.CLOSURE:
            painter.setBrush(QColor(found.warn_soft))
            painter.drawRect(square)
            painter.setBrush(QBrush(QColor(found.warn), Qt.BrushStyle.BDiagPattern))
            painter.setOpacity(0.55)
            painter.drawRect(square)
            painter.setOpacity(1)
        case DayKind.BANK_HOLIDAY:
            painter.setBrush(QColor(found.neutral))
            painter.drawEllipse(square)
        case DayKind.HOLIDAY:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(found.line), 1))
            painter.drawRoundedRect(square, 3, 3)


class _Sign(QWidget):
    """One kind of day, as the picture draws it."""

    def __init__(self, kind: DayKind) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(px(_WITH_NUMBERS), px(_WITH_NUMBERS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_kind(painter, self._kind, room)
        if self._kind is DayKind.WEEKEND:
            painter.setPen(QColor(tokens().muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "–")
        painter.end()


def year_part(days: SchoolDays, year: Span, today: date, name: str) -> QWidget:
    """The picture with its legend, below each other."""
    legend = QWidget()
    flow = Flow(legend, gap=12)
    for kind, words in _WORDS.items():
        one = QWidget()
        one.setLayout(row(_Sign(kind), text(words, "small", wrap=False), gap=5))
        flow.addWidget(one)
    return stack(YearPicture(days, year, today, name), legend, gap=6)


def year_words(days: SchoolDays, year: Span) -> str:
    """A school year in sentences: how many school days, which terms, what is left out."""
    number = days.school_days_between(year.starts, year.ends)
    parts = [f"School year {year.name}: {count_of(number, 'school day')}."]
    parts += [
        f"{one.name}, {show_days(one.starts, one.ends)}."
        for one in days.terms
        if one.starts in year or one.ends in year
    ]
    parts += [
        f"Closed for {one.name}, {show_days(one.starts, one.ends)}." for one in days.closures if one.starts in year
    ]
    return " ".join(parts)
