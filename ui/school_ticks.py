"""Which schools a key is for: all of them, or those that are ticked."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QRadioButton, QWidget

from metdesk.errors import Refused
from ui.parts import column, text
from ui.theme import px

_ROWS, _ROW = 5, 30
_ID = Qt.ItemDataRole.UserRole


class SchoolTicks(QWidget):
    """`names` are the schools by id; `chosen` those that are ticked at first, none for all."""

    def __init__(self, names: Mapping[int, str], chosen: Iterable[int] = ()) -> None:
        super().__init__()
        ticked = set(chosen)
        self.every = QRadioButton("All schools and the trust’s own affairs")
        self.some = QRadioButton("Only these schools")
        self.list = QListWidget()
        self.list.setAccessibleName("Schools")
        for number, name in names.items():
            item = QListWidgetItem(name)
            item.setData(_ID, number)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if number in ticked else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, px(_ROW)))
            self.list.addItem(item)
        self.list.setFixedHeight(min(_ROWS, max(2, len(names))) * px(_ROW) + 6)
        self._problem = text("", "problem")
        self._problem.hide()
        self.setLayout(column(self.every, self.some, self.list, self._problem, gap=4))
        self.every.setChecked(not ticked)
        self.some.setChecked(bool(ticked))
        self.some.setEnabled(bool(names))
        self.some.toggled.connect(self._follow)
        self._follow(bool(ticked))
        self.setFocusProxy(self.every)

    def value(self) -> list[int]:
        """The ids of the schools ticked; none for all."""
        if self.every.isChecked():
            return []
        items = (self.list.item(row) for row in range(self.list.count()))
        return [one.data(_ID) for one in items if one.checkState() is Qt.CheckState.Checked]

    def checked_value(self) -> list[int]:
        """The same. Refused, beside the list, while no school is ticked."""
        chosen = self.value()
        missing = "" if chosen or self.every.isChecked() else "Tick the schools, or choose all schools."
        self._problem.setText(missing)
        self._problem.setVisible(bool(missing))
        if missing:
            self.list.setFocus()
            raise Refused({})
        return chosen

    def _follow(self, some: bool) -> None:
        self.list.setEnabled(some)
        self._problem.hide()
        if some and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
