"""The row of tabs, with a count beside those that need attention."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QTabBar

from ui.tab import TabSpec


class Tabs(QTabBar):
    """Tabs by name; a badge is a number to the eye and words to a screen reader. `keys`: Ctrl+1 … choose one."""

    def __init__(self, specs: list[TabSpec], *, keys: bool = True) -> None:
        super().__init__()
        self.setAccessibleName("Tabs")
        self.setDrawBase(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._titles = [spec.title for spec in specs]
        self._tips = [f"{spec.title} (Ctrl+{place})" if keys else spec.title for place, spec in enumerate(specs, 1)]
        self._shown = [spec.title.replace("&", "&&") for spec in specs]
        for place, spec in enumerate(specs):
            self.addTab(self._shown[place])
            self.setTabToolTip(place, self._tips[place])
            self.setAccessibleTabName(place, spec.title)

    def badge(self, place: int, count: int, words: str) -> None:
        """Shows `count` beside the tab at `place`, or nothing for 0; `words` say what is counted."""
        title, shown = self._titles[place], self._shown[place]
        self.setTabText(place, f"{shown}  {count:,}" if count else shown)
        self.setAccessibleTabName(place, f"{title}: {words}" if count else title)
        self.setTabToolTip(place, self._tips[place] + (f": {words}" if count else ""))
