"""Which column of a list is which field: the file's columns with samples of what stands in them."""

import functools

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from metdesk.intake.columns import choices, propose
from metdesk.intake.spreadsheet import Table
from metdesk.people import Person
from metdesk.record import Kind, field_of
from ui.editors import Combo, editor_for
from ui.importing_kinds import ListKind, Mapping
from ui.panel import notice_box
from ui.parts import clear, column, row, text
from ui.pickers import Lookup
from ui.theme import px
from ui.tokens import Tone

_SAMPLES, _SAMPLE_ROWS = 3, 60
_LONGEST_SAMPLE = 60
_AT_ONCE = 24
_NOT_USED = "Not used"


class ColumnsPage(QWidget):
    """Shows a table's columns, each with what it is taken for; any of it can be changed."""

    def __init__(self, kind: ListKind, lookups: "dict[Kind, Lookup]") -> None:
        super().__init__()
        self._kind = kind
        self.combos: list[Combo] = []
        self._proposed: Mapping = {}
        self._table: Table | None = None
        self._said = QVBoxLayout()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        page = QWidget()
        page.setProperty("look", "page")
        inside = column(self._grid, 1)
        inside.setContentsMargins(2, 2, 12, 2)
        page.setLayout(inside)
        area = QScrollArea()
        area.setAccessibleName("Columns of the file")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        whole = column(self._said, area, gap=10)
        whole.setStretch(1, 1)
        self.school = editor_for(field_of(Person, "school_id"), lookups) if kind.has_school else None
        if self.school:
            asked = text("School of rows that name none", wrap=False)
            asked.setBuddy(self.school.control)
            whole.addLayout(row(asked, self.school, gap=12))
        self.setLayout(whole)

    def show_table(self, table: Table) -> None:
        """Shows the columns of `table` with what their names propose."""
        self._table = table
        self._proposed = propose(table.header, self._kind.record)
        self._say(table)
        clear(self._grid)
        self.combos = []
        for place, words in enumerate(("Column of the file", "What stands in it", "It is")):
            self._grid.addWidget(text(words, "muted"), 0, place)
        self._show_more(table)

    def _show_more(self, table: Table) -> None:
        """Shows some more columns, the others after the window had its turn: an extract of schools has 130."""
        fields = choices(self._kind.record)
        begin = len(self.combos)
        for place, heading in list(enumerate(table.header))[begin : begin + _AT_ONCE]:
            self._add(place, heading, _samples(table, place), fields)
        if len(self.combos) < len(table.header):
            QTimer.singleShot(0, self, functools.partial(self._go_on, table))

    def _go_on(self, table: Table) -> None:
        if table is self._table:
            self._show_more(table)

    def _say(self, table: Table) -> None:
        clear(self._said)
        for name in table.dropped:
            words = f"The column “{name[:80]}” was left out unread: no password is ever kept."
            self._said.addWidget(notice_box(Tone.WARN, words))
        if table.warnings:
            self._said.addWidget(notice_box(Tone.ACCENT, "\n".join(table.warnings)))

    def _add(self, place: int, heading: str, samples: str, fields: dict[str, str]) -> None:
        combo = Combo(f"Column “{heading[:60]}” is")
        combo.addItem(_NOT_USED, "")
        for name, label in fields.items():
            combo.addItem(label, name)
        combo.setCurrentIndex(max(0, combo.findData(self._proposed.get(place, ""))))
        combo.setMinimumWidth(px(190))
        self.combos.append(combo)
        middle = Qt.AlignmentFlag.AlignVCenter
        named = text(heading[:120], "strong")
        named.setMaximumWidth(px(240))
        named.setBuddy(combo)
        self._grid.addWidget(named, place + 1, 0, middle)
        self._grid.addWidget(text(samples, "muted"), place + 1, 1, middle)
        self._grid.addWidget(combo, place + 1, 2, middle)

    def mapping(self) -> Mapping:
        """Column (from 0) → field. Of several columns for one field the one that was proposed first counts first."""
        chosen = {place: name for place, name in self._proposed.items() if place >= len(self.combos)}
        chosen |= {place: str(combo.currentData()) for place, combo in enumerate(self.combos) if combo.currentData()}
        kept = {place: name for place, name in self._proposed.items() if chosen.get(place) == name}
        return kept | chosen

    def school_id(self) -> int | None:
        """The school of rows that name none. Refused: words that fit no school."""
        return self.school.value() if self.school else None


def _samples(table: Table, place: int) -> str:
    seen = dict.fromkeys(row[place][:_LONGEST_SAMPLE] for row in table.rows[:_SAMPLE_ROWS] if row[place])
    return ", ".join(list(seen)[:_SAMPLES]) or "nothing"
