"""What the review shows of a declaration: the letter, as far as it is opened, and the policy’s words on it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from metdesk import declarations, policy
from metdesk.declaration_record import Relationship, With
from metdesk.declarations import Seen
from metdesk.desk import Desk
from ui.actions import Action
from ui.declaration_list import state_chip, whom
from ui.declaration_panel import fill_letter
from ui.panel import Panel, notice_box
from ui.parts import column
from ui.policy_page import PolicyPage
from ui.shell import Shell
from ui.tokens import Tone

_NO_CLAUSE = "The policy’s words stand here once its edition is in the register: import it under Policy."


class Letter(Panel):
    """The declaration itself; of one that is not opened what the list shows, with the button that opens it."""

    def __init__(self) -> None:
        super().__init__("The declaration")

    def show_opened(self, desk: Desk, shell: Shell, one: Seen) -> None:
        """Shows all of it."""
        self.start()
        fill_letter(self, desk, shell, declarations.again(desk, one.id))
        self.finish()

    def show_closed(self, one: Seen, open_it: Callable[[], object]) -> None:
        """Shows what the list shows."""
        self.start()
        self.title(one.person, state_chip(one.state), f"{one.school} · {one.title}")
        self.facts([("With", whom(one)), ("Relationship", one.declaration.relationship)])
        words = f"It is kept by the office and the head of {one.school}. That you open it will stand in the history."
        self.notice(Tone.NEUTRAL, words, [Action("Open the record", open_it, "lock", "primary")])
        self.finish()

    def show_refused(self, words: str) -> None:
        """Says why there is nothing to show."""
        self.start()
        self.notice(Tone.NEUTRAL, words)
        self.finish()


class ClausesPart(QWidget):
    """The clauses of the edition in force that a declaration is held against."""

    def __init__(self) -> None:
        super().__init__()
        self.page = PolicyPage()
        self.page.setAccessibleName("The policy’s clauses on it")
        self.none = notice_box(Tone.NEUTRAL, _NO_CLAUSE)
        self.setLayout(column(self.page, self.none))

    def show_for(self, desk: Desk, one: Seen) -> None:
        """Shows the clauses on this declaration, or that the register has none."""
        edition = policy.current(desk)
        found = [number for number in clauses_for(one) if edition and edition.find(number)]
        self.none.setVisible(not found)
        self.page.setVisible(bool(found))
        if edition and found:
            self.page.show_clauses(edition, found)


def clauses_for(one: Seen) -> tuple[str, ...]:
    """The clauses that a declaration is to be held against, the nearest first."""
    declared = one.declaration
    unsure = ("6.1.4",) if declared.relationship == Relationship.UNSURE else ()
    alone = ("6.5.6",) if declared.with_kind == With.PARENT else ("6.5.3",)
    return (*unsure, "6.5.4", *alone)
