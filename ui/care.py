"""Looking after the register: who can open it, its backups, its seal and history, its settings.

A page over the tabs with tabs of its own; each section is a `Tab`, made when it is first shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from ui.over_page import OverPage
from ui.parts import box, button, column, row, text
from ui.tab import Tab, TabSpec
from ui.tab_bar import Tabs
from ui.working import Worker, WorkStrip

if TYPE_CHECKING:
    from metdesk.desk import Desk
    from ui.shell import Shell


class CarePage(OverPage):
    """The sections `specs` of the care of `desk`; `worker` is whose long work the strip at the foot shows."""

    def __init__(self, desk: Desk, shell: Shell, specs: list[TabSpec], worker: Worker) -> None:
        super().__init__()
        self.specs = specs
        self._desk, self._shell = desk, shell
        self._made: dict[int, Tab] = {}
        self.tabs = Tabs(specs, keys=False)
        self._pages = QStackedWidget()
        self.back_button = button("Back", self.closed.emit, icon_name="previous")
        head = row(self.back_button, text("Looking after the register", "h2", wrap=False), self.tabs, gap=12)
        head.setStretch(2, 1)
        head.setContentsMargins(14, 6, 14, 0)
        whole = column(box(head, "header"), self._pages, WorkStrip(worker), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        esc = QShortcut(QKeySequence("Esc"), self)
        esc.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        esc.activated.connect(self.closed)
        self.tabs.currentChanged.connect(self._show_section)
        self.setFocusProxy(self.tabs)
        self._show_section(0)

    def show_section(self, name: str) -> Tab:
        """Brings the section called `name` to sight, and returns it."""
        place = [spec.name for spec in self.specs].index(name)
        self.tabs.setCurrentIndex(place)
        return self._made[place]

    def _show_section(self, place: int) -> None:
        if place not in self._made:
            self._made[place] = self.specs[place].make(self._desk, self._shell)
            self._pages.addWidget(self._made[place])
        self._pages.setCurrentWidget(self._made[place])
