"""The editor for a day: typed as `5/3/26` or picked from a calendar."""

from datetime import date
from typing import Any, cast

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QToolButton, QWidgetAction

from metdesk.calendar import show_date
from metdesk.errors import Refused
from metdesk.record import Field, from_text
from ui.editor import Editor
from ui.icons import icon
from ui.pickers import Lookup


class DateEditor(Editor):
    """Shows `5 March 2026` as it is left; takes whatever `parse_date` takes. `days` knows a day by its number
    (`date.toordinal`) and tells why there is no school on it, which is hinted at beneath a deadline still to come."""

    def __init__(self, field: Field, days: Lookup | None = None) -> None:
        self._days = days
        self._line = QLineEdit()
        self._line.setPlaceholderText("5/3/26")
        self._pick = QToolButton()
        self._pick.setIcon(icon("calendar", "muted"))
        self._pick.setToolTip("Choose from a calendar (Alt+Down)")
        self._pick.setAccessibleName(f"{field.label}: choose from a calendar")
        self._pick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        super().__init__(field, self._line, self._pick)
        self._line.textChanged.connect(self.changed)
        self._pick.clicked.connect(self.pick)
        self._pick.setShortcut("Alt+Down")

    def value(self) -> date | None:
        return cast(date | None, from_text(self.field, self._line.text()))

    def set_value(self, value: Any) -> None:
        self._line.setText(show_date(value))

    def typed(self) -> str:
        return self._line.text()

    def retype(self, typed: Any) -> None:
        self._line.setText(str(typed))

    def hint(self) -> str:
        if self._days is None or not self.field.deadline:
            return ""
        try:
            day = self.value()
        except Refused:
            return ""
        words = self._days.name(day.toordinal()) if day and day > date.today() else ""
        return words[:1].upper() + words[1:]

    def finish(self) -> None:
        try:
            self._line.setText(show_date(self.value()))
        except Refused:
            return  # the words stay as typed; the form names what is wrong with them

    def pick(self) -> None:
        """Opens the calendar below the field."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = _calendar(self._shown_day())
        calendar.clicked.connect(lambda day: self._picked(day, menu))
        calendar.activated.connect(lambda day: self._picked(day, menu))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.popup(self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))
        calendar.setFocus()

    def _shown_day(self) -> date:
        try:
            return self.value() or date.today()
        except Refused:
            return date.today()

    def _picked(self, day: QDate, menu: QMenu) -> None:
        self.set_value(cast(date, day.toPython()))
        menu.close()
        self._line.setFocus()


def _calendar(day: date) -> QCalendarWidget:
    calendar = QCalendarWidget()
    calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    calendar.setAccessibleName("Calendar")
    return calendar
