"""What finds in a register: a search box and filters, remembered for each keyholder."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.editors import Combo
from ui.memory import Memory
from ui.top_bar import SearchBox


@dataclasses.dataclass(frozen=True)
class Filter:
    """A combo box above the table. `choices` gives (value, words) pairs; values are JSON's.

    The first choice leaves the question open; `initial` is shown to who has chosen nothing yet.
    """

    name: str
    label: str
    choices: Callable[[], Sequence[tuple[Any, str]]]
    initial: Any = None


@dataclasses.dataclass(frozen=True)
class Query:
    """What is looked for: the words in the search box and the filters' values by name."""

    text: str = ""
    filters: dict[str, Any] = dataclasses.field(default_factory=dict)


class Finder(QObject):
    """The search box and the combo boxes; `changed` tells that something else is looked for."""

    changed = Signal()

    def __init__(self, parent: QObject, name: str, hint: str, filters: list[Filter], memory: Memory) -> None:
        super().__init__(parent)
        self.search = SearchBox(hint)
        self._name = name
        self._memory = memory
        self._filters = {one.name: one for one in filters}
        self.combos = {one.name: self._combo(one) for one in filters}
        self.search.textChanged.connect(self.changed)

    def _combo(self, one: Filter) -> Combo:
        combo = Combo(one.label)
        combo.setToolTip(one.label)
        _fill(combo, one, self._memory.get(f"{self._name}/filter/{one.name}", one.initial))
        combo.currentIndexChanged.connect(lambda: self._chosen(one.name))
        return combo

    def _chosen(self, name: str) -> None:
        self._memory.set(f"{self._name}/filter/{name}", self.combos[name].currentData())
        self.changed.emit()

    def query(self) -> Query:
        """What is looked for at the moment."""
        filters = {name: combo.currentData() for name, combo in self.combos.items()}
        return Query(self.search.text().strip(), filters)

    def set_filter(self, name: str, value: Any) -> None:
        """Chooses `value` in the filter called `name`."""
        combo = self.combos[name]
        combo.setCurrentIndex(max(0, combo.findData(value)))

    def is_open(self) -> bool:
        """Whether nothing is left out: no words, every filter at its first choice."""
        return not self.search.text().strip() and all(combo.currentIndex() <= 0 for combo in self.combos.values())

    def open_all(self, words: str = "") -> None:
        """Clears the filters and looks for `words` alone."""
        for one in (self, self.search, *self.combos.values()):
            one.blockSignals(True)
        self.search.setText(words)
        for combo in self.combos.values():
            combo.setCurrentIndex(0)
        for one in (self, self.search, *self.combos.values()):
            one.blockSignals(False)
        self.changed.emit()

    def refill(self) -> None:
        """Reads the filters' choices again and keeps what is chosen."""
        for name, combo in self.combos.items():
            _fill(combo, self._filters[name], combo.currentData())


def _fill(combo: Combo, one: Filter, value: Any) -> None:
    choices = list(one.choices())
    if [(combo.itemData(place), combo.itemText(place)) for place in range(combo.count())] == choices:
        return
    combo.blockSignals(True)
    combo.clear()
    for choice, words in choices:
        combo.addItem(words, choice)
    values = [choice for choice, _ in choices]
    combo.setCurrentIndex(values.index(value) if value in values else 0)
    combo.blockSignals(False)
