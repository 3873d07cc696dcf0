"""The Declarations tab: what people declare (6.5.4), in lists of one shape and a switch between them.

Whoever may not read what is declared sees how much there is of it, and no list at all.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from metdesk.confidential import sight
from metdesk.desk import Desk
from ui import approach_list
from ui.approaches import ApproachesTab
from ui.declaration_counts import DeclarationCounts
from ui.declared import DeclaredTab
from ui.lists import Lists
from ui.parts import column
from ui.reconfirming import ThisYearTab
from ui.register_tab import RegisterTab
from ui.reviewing import STEP, show_review
from ui.shell import Shell
from ui.tab import Tab

_OF_SIGHT = frozenset({"setting", "keyholder_person", "school", "trust"})
"""The tables of which a change may change who sees what."""


_OF_KIND: dict[str, type[RegisterTab[Any]]] = {"declaration": DeclaredTab, "approach": ApproachesTab}


class DeclarationsTab(Tab):
    """The lists of the register, one at a time; `declared` is the one of the declarations."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk, self.shell = desk, shell
        self.lists = Lists(desk, shell, [DeclaredTab, ApproachesTab, ThisYearTab], "declarations/list")
        self._whole = QStackedWidget()
        self._whole.addWidget(self.lists)
        self.setLayout(column(self._whole))
        self._show_what_is_seen()
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    @property
    def declared(self) -> DeclaredTab:
        """The list of declarations."""
        return self.lists.of(DeclaredTab)

    @property
    def approaches(self) -> ApproachesTab:
        """The list of approaches."""
        return self.lists.of(ApproachesTab)

    @property
    def year(self) -> ThisYearTab:
        """The list of this year's reconfirmation."""
        return self.lists.of(ThisYearTab)

    @cached_property
    def counts(self) -> DeclarationCounts:
        """The page that counts, made for whoever may not read."""
        made = DeclarationCounts(self.desk, self.shell)
        self._whole.addWidget(made)
        return made

    @property
    def counted(self) -> bool:
        """Whether only the counts are shown: the keyholder may not read what is declared."""
        return self._whole.currentWidget() is not self.lists

    def _show_what_is_seen(self) -> None:
        shown = self.counts if sight(self.desk).nothing else self.lists
        self._whole.setCurrentWidget(shown)
        self.setFocusProxy(shown)

    def _touched(self, registers: frozenset[str]) -> None:
        if registers & _OF_SIGHT:
            self._show_what_is_seen()

    def show_list(self, shown: RegisterTab[Any]) -> None:
        """Brings one of the lists to sight."""
        self.lists.show_list(shown)

    def go(self, kind: str, record_id: int) -> None:
        if not self.counted and kind in _OF_KIND:
            shown = self.lists.of(_OF_KIND[kind])
            self.show_list(shown)
            shown.go(kind, record_id)

    def begin(self, step: str) -> None:
        """Knows `new` and `nothing`, each also with a person's id; `review`, also with a declaration's id;
        `of school …` with a school's id; `only …` with a
        check of the policy as in `filters.concern_filter`; `put right …` with the kind and the id of a record
        and the words of a check's next step; and `correct …`, `answer …`, `decide …`, `confirm …`, `withdraw …`,
        `end …` with the ids of declarations, which open their forms; and `approach …` with a step of `ApproachesTab`,
        `year …` with one of `ThisYearTab`. It does nothing where counts alone are shown."""
        if self.counted:
            return
        word, _, rest = step.partition(" ")
        if self._begin_beside(step):
            return
        self.show_list(self.declared)
        if word in ("new", "nothing"):
            self.declared.add(int(rest) if rest else None, nothing=word == "nothing")
        elif word in self._forms:
            self._forms[word]([int(number) for number in rest.split()])
        elif step.startswith("only "):
            self.declared.show_only(state=step.removeprefix("only "))
        elif step.startswith("of school "):
            self.declared.show_only(school_id=int(step.removeprefix("of school ")))
        elif step.startswith("put right "):
            kind, number, words = step.removeprefix("put right ").split(" ", 2)
            self.go(kind, int(number))
            if kind == "declaration":
                self.declared.take_step(int(number), words)
            elif kind == "approach":
                self.approaches.take_step(int(number), words)

    def _begin_beside(self, step: str) -> bool:
        """Begins a step of another list than that of the declarations; False where it is none."""
        word, _, rest = step.partition(" ")
        if word == "year":
            self.show_list(self.year)
            self.year.begin(rest)
        elif word == "approach" or (word == "only" and approach_list.is_concern(rest)):
            self.show_list(self.approaches)
            self.approaches.begin(rest if word == "approach" else step)
        else:
            return False
        return True

    @property
    def _forms(self) -> dict[str, Callable[[list[int]], object]]:
        declared = self.declared
        return {
            STEP: lambda ids: show_review(self.desk, self.shell, ids[0] if ids else None),
            "correct": lambda ids: declared.correct(ids[0]),
            "answer": lambda ids: declared.answer(ids[0]),
            "decide": lambda ids: declared.decide(ids[0]),
            "confirm": declared.confirm,
            "withdraw": lambda ids: declared.withdraw(ids[0]),
            "end": lambda ids: declared.end(ids[0]),
        }

    def dropped(self, paths: list[Path]) -> bool:
        return not self.counted and self.lists.dropped(paths)
