"""The contents of an edition: its clauses as a tree, and what else is kept about it."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from metdesk.checks import Status
from metdesk.policy import Edition, EditionClause
from ui.icons import icon
from ui.parts import tip
from ui.policy_words import in_short
from ui.theme import px

_TARGET = Qt.ItemDataRole.UserRole
_SIGNS = {Status.BREACH: ("bad", "breaks the policy"), Status.ATTENTION: ("warn", "wants attention")}


class About(StrEnum):
    """What is kept about an edition beside its clauses."""

    EDITION = "This edition"
    DEFINITIONS = "Definitions"
    LEGISLATION = "Legislation and guidance"
    RELATED = "Related policies"
    CHANGES = "Change log"
    EDITIONS = "All editions"


_Item = QTreeWidgetItem
Target = int | About
"""The id of a clause, or what is kept about the edition."""


class Contents(QTreeWidget):
    """`chosen` carries the `Target` that was moved to or clicked."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Contents")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.header().setMinimumSectionSize(px(26))
        self.header().resizeSection(1, px(26))
        self.setIndentation(px(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformRowHeights(True)
        self.setProperty("look", "contents")
        self._items: dict[Target, QTreeWidgetItem] = {}
        self._quiet = False
        self.currentItemChanged.connect(self._moved)
        self.itemClicked.connect(lambda item, _column: self._tell(item))

    def show_edition(self, edition: Edition, editions: int) -> None:
        """Lists the edition's clauses; `editions` is how many editions there are."""
        self._quiet = True
        self.clear()
        self._items = {}
        self._add(None, About.EDITION, About.EDITION)
        self._add_clauses(edition)
        counts = {
            About.DEFINITIONS: f"{About.DEFINITIONS} ({len(edition.definitions):,})",
            About.LEGISLATION: f"{About.LEGISLATION} ({len(edition.legislation()):,})",
            About.RELATED: f"{About.RELATED} ({len(edition.related()):,})",
            About.CHANGES: f"{About.CHANGES} ({len(edition.changes):,})",
            About.EDITIONS: f"{About.EDITIONS} ({editions:,})",
        }
        heading = self._add(None, None, "Kept with this edition")
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for about, words in counts.items():
            self._add(heading, about, words).setFirstColumnSpanned(True)
        heading.setExpanded(True)
        self._quiet = False

    def _add_clauses(self, edition: Edition) -> None:
        above: list[tuple[int, QTreeWidgetItem]] = []
        for one in edition.clauses:
            while above and above[-1][0] >= one.clause.level:
                above.pop()
            parent = above[-1][1] if above else None
            item = self._add(parent, one.id, f"{one.clause.number}  {in_short(one.clause)}"[:160])
            above.append((one.clause.level, item))
        for item in self._items.values():
            item.setExpanded(item.parent() is None)

    def _add(self, parent: QTreeWidgetItem | None, target: Target | None, words: str) -> _Item:
        item = QTreeWidgetItem([words])
        item.setData(0, _TARGET, target)
        item.setToolTip(0, tip(words))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        if target is not None:
            self._items[target] = item
        return item

    # -- signs -----------------------------------------------------------------------------------

    def show_signs(self, statuses: Mapping[Target, Status]) -> None:
        """Marks what breaks the policy or wants attention, in the tree and to a screen reader."""
        for target, item in self._items.items():
            sign = _SIGNS.get(statuses.get(target, Status.OK))
            item.setIcon(1, icon(sign[0], sign[0]) if sign else icon(""))
            item.setToolTip(1, sign[1].capitalize() if sign else "")
            spoken = f"{item.text(0)}: {sign[1]}" if sign else item.text(0)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    # -- choosing --------------------------------------------------------------------------------

    def choose(self, target: Target) -> None:
        """Moves to an entry without telling."""
        item = self._items.get(target)
        if item is None:
            return
        self._quiet = True
        above = item.parent()
        while above is not None:
            above.setExpanded(True)
            above = above.parent()
        item.setHidden(False)
        self.setCurrentItem(item)
        self.scrollToItem(item)
        self._quiet = False

    def _moved(self, item: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self._tell(item)

    def _tell(self, item: QTreeWidgetItem) -> None:
        target = item.data(0, _TARGET)
        if target is not None:
            self.chosen.emit(target if isinstance(target, int) else About(target))

    # -- finding ---------------------------------------------------------------------------------

    def show_only(self, wanted: Callable[[int], bool] | None) -> None:
        """Shows the clauses that are wanted, under those above them; everything again for None."""
        walk = QTreeWidgetItemIterator(self)
        items: list[QTreeWidgetItem] = []
        while (item := walk.value()) is not None:
            items.append(item)
            walk += 1
        for item in items:
            item.setHidden(wanted is not None)
        for target, item in self._items.items() if wanted is not None else ():
            if isinstance(target, int) and wanted is not None and wanted(target):
                above: QTreeWidgetItem | None = item
                while above is not None:
                    above.setHidden(False)
                    if above is not item:
                        above.setExpanded(True)
                    above = above.parent()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def path_of(edition: Edition, clause: EditionClause) -> list[EditionClause]:
    """The headings above a clause, the nearest first."""
    found: list[EditionClause] = []
    level = clause.clause.level
    for one in reversed(edition.clauses[: edition.clauses.index(clause)]):
        if one.clause.level < level:
            found.append(one)
            level = one.clause.level
    return found
