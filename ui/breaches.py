"""The Breaches tab: the list of cases, or to a reader how many there are."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from metdesk import cases
from metdesk.desk import Desk
from metdesk.roles import Role
from ui.case_counts import CaseCounts
from ui.cases import CasesTab
from ui.parts import column
from ui.shell import Shell
from ui.tab import Tab


class BreachesTab(Tab):
    """The list of cases; a reader who is named on none sees how many there are, and no list at all."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk = desk
        self.cases, self.counts = CasesTab(desk, shell), CaseCounts(desk)
        self._whole = QStackedWidget()
        for page in (self.cases, self.counts):
            self._whole.addWidget(page)
        self.setLayout(column(self._whole))
        self._show_what_is_seen()
        unlisten = desk.listen(lambda registers: self._show_what_is_seen() if "breach_key" in registers else None)
        self.destroyed.connect(lambda: unlisten())

    @property
    def counted(self) -> bool:
        """Whether only the counts are shown."""
        return self._whole.currentWidget() is self.counts

    def _show_what_is_seen(self) -> None:
        counted = self.desk.keyholder.role == Role.READER and not cases.page(self.desk, limit=0).total
        shown = self.counts if counted else self.cases
        self._whole.setCurrentWidget(shown)
        self.setFocusProxy(shown)

    def go(self, kind: str, record_id: int) -> None:
        if not self.counted:
            self.cases.go(kind, record_id)

    def dropped(self, paths: list[Path]) -> bool:
        return not self.counted and self.cases.dropped(paths)

    def begin(self, step: str) -> None:
        """As `CasesTab.begin`; nothing where counts alone are shown."""
        if not self.counted:
            self.cases.begin(step)
