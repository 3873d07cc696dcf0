"""What a policy document became: particulars, clauses, definitions, references, change log."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from metdesk.calendar import count_of
from metdesk.intake.draft import Draft
from ui.parts import tip
from ui.policy_words import in_short

_LONGEST = 500  # characters: an entry is one line
_TARGET = Qt.ItemDataRole.UserRole


class Branch(StrEnum):
    """A part of the tree."""

    PARTICULARS = "Particulars"
    CLAUSES = "Clauses"
    DEFINITIONS = "Definitions"
    LEGISLATION = "Legislation and guidance"
    RELATED = "Related policies"
    CHANGES = "Change log"


@dataclass(frozen=True)
class Spot:
    """A place in the tree: a branch, and in it a clause's key or a row's place; -1 is the branch itself."""

    branch: Branch
    at: int = -1


class DraftTree(QTreeWidget):
    """`chosen` carries the `Spot` moved to, `opened` the one on which Enter was pressed."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the document became")
        self.setProperty("look", "contents")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[Spot, QTreeWidgetItem] = {}
        self._quiet = False
        self.currentItemChanged.connect(lambda now, _before: self._tell(now))
        self.itemDoubleClicked.connect(lambda item, _column: self.opened.emit(item.data(0, _TARGET)))

    def show_draft(self, draft: Draft) -> None:
        """Shows the draft; what was chosen stays so, as far as it is still there."""
        before, scrolled = self.spot(), self.verticalScrollBar().value()
        self._quiet = True
        self.clear()
        self._items = {}
        named = [word for word in (draft.title, draft.version, draft.last_revision) if word]
        self._add(None, Spot(Branch.PARTICULARS), f"{Branch.PARTICULARS}: {', '.join(named) or 'none stated'}")
        self._add_clauses(draft)
        self._add_list(Branch.DEFINITIONS, [f"{one.term}: {one.meaning}" for one in draft.definitions])
        self._add_list(Branch.LEGISLATION, draft.legislation)
        self._add_list(Branch.RELATED, draft.related)
        rows = [(one.version, one.date, one.change, one.approver) for one in draft.changes]
        self._add_list(Branch.CHANGES, [" · ".join(word for word in row if word) for row in rows])
        self._quiet = False
        self.verticalScrollBar().setValue(scrolled)
        self.choose(before if before in self._items else Spot(Branch.CLAUSES))

    def _add_clauses(self, draft: Draft) -> None:
        spot = Spot(Branch.CLAUSES)
        root = self._add(None, spot, f"{Branch.CLAUSES} ({len(draft.parts):,})")
        above: list[tuple[int, QTreeWidgetItem]] = [(0, root)]
        for one in draft.parts:
            while above[-1][0] >= one.clause.level:
                above.pop()
            items = f"  ({count_of(len(one.clause.items), 'item')})" if one.clause.items else ""
            words = f"{one.clause.number}  {in_short(one.clause)[:120]}{items}"
            above.append((one.clause.level, self._add(above[-1][1], Spot(Branch.CLAUSES, one.key), words)))
        self.expandAll()

    def _add_list(self, branch: Branch, lines: Sequence[str]) -> None:
        root = self._add(None, Spot(branch), f"{branch} ({len(lines):,})")
        for at, words in enumerate(lines):
            self._add(root, Spot(branch, at), " ".join(words.split()))

    def _add(self, parent: QTreeWidgetItem | None, spot: Spot, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words[:_LONGEST]])
        item.setData(0, _TARGET, spot)
        item.setToolTip(0, tip(words[:400]))
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        self._items[spot] = item
        return item

    def spot(self) -> Spot | None:
        """Where one is."""
        item = self.currentItem()
        found = item.data(0, _TARGET) if item else None
        return found if isinstance(found, Spot) else None

    def choose(self, spot: Spot) -> None:
        """Moves to a spot without telling."""
        item = self._items.get(spot)
        if item is not None:
            self._quiet = True
            self.setCurrentItem(item)
            self.scrollToItem(item)
            self._quiet = False

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self.chosen.emit(item.data(0, _TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.spot():
            self.opened.emit(self.spot())
        else:
            super().keyPressEvent(event)
