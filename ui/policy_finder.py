"""Finds clauses by the beginnings of their words, and goes from one to the next."""

from collections.abc import Callable, Sequence
from re import Pattern

from PySide6.QtWidgets import QWidget

from metdesk.calendar import count_of
from metdesk.policy import EditionClause
from ui.parts import icon_button, text
from ui.policy_words import fits, wanted
from ui.top_bar import SearchBox


class ClauseFinder:
    """The search box, how many clauses fit, and the way to the next; `step` is called with 1 or -1."""

    def __init__(self, step: Callable[[int], object]) -> None:
        self.search = SearchBox("Search the policy…", "Search the policy")
        self.line = text("", "muted", wrap=False)
        self.previous = icon_button("previous", "Previous clause found (Shift+F3)", lambda: step(-1))
        self.next = icon_button("next", "Next clause found (F3)", lambda: step(1))
        self.patterns: Sequence[Pattern[str]] = ()
        self._found: list[int] = []

    def parts(self) -> list[QWidget]:
        """The widgets, from the left."""
        return [self.search, self.line, self.previous, self.next]

    def look(self, clauses: Sequence[EditionClause]) -> list[int]:
        """The ids of the clauses in which every word typed begins a word; says how many there are."""
        self.patterns = wanted(self.search.text())
        self._found = [one.id for one in clauses if fits(one.clause, self.patterns)]
        many = count_of(len(self._found), "clause")
        nothing = "Nothing fits: Esc clears the search" if self.patterns else ""
        self.line.setText(many if self._found else nothing)
        for one in (self.previous, self.next):
            one.setVisible(bool(self._found))
        return self._found

    def step(self, by: int, now: int | None) -> int | None:
        """The clause found after `now`, or before it; round at the end. None where nothing is found."""
        if not self._found:
            return None
        start = 0 if by > 0 else -1
        place = (self._found.index(now) + by if now in self._found else start) % len(self._found)
        self.line.setText(f"{place + 1:,} of {count_of(len(self._found), 'clause')}")
        return self._found[place]
