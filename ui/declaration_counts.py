"""What is shown to whoever may not read what is declared: how much there is of it, school by school."""

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence, QShortcut

from metdesk import approaches, confidential, declarations, printing_declarations
from metdesk.declaration_record import State
from metdesk.desk import Desk
from ui.panel import notice_box
from ui.parts import button, row, text
from ui.school_counts import CountsPage, SchoolCounts
from ui.shell import Shell
from ui.tokens import Tone

_STATES = {
    State.WAITING: ("Waiting", 84),
    State.MORE: ("More asked", 106),
    State.APPROVED: ("Approved", 94),
    State.CONDITIONS: ("With conditions", 134),
    State.NOT_APPROVED: ("Not approved", 118),
    State.NOTHING: ("Nothing to declare", 152),
    State.ENDED: ("Ended", 76),
    State.WITHDRAWN: ("Withdrawn", 100),
}
_FIGURES = {
    "approaches": ("Approaches", 110),
    "not_reported": ("Not reported", 120),
    "late": ("Report overdue", 130),
    "not_kept": ("Reply not kept", 130),
    "not_professional": ("Reply not professional", 180),
}
_EMPTY = "Each school stands here with how much there is of it."


class DeclarationCounts(CountsPage):
    """How many declarations of each school stand in each state, and how many approaches there were. No search, no
    export; on paper, the register without names."""

    registers = frozenset({"declaration", "declaration_step", "approach", "attachment", "person", "school", "setting"})

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk)
        self._desk, self._shell = desk, shell
        self.why = notice_box(Tone.NEUTRAL, confidential.counts_words(desk))
        self.declared = SchoolCounts("Declarations counted by school and state", desk, self._declared, _STATES, _EMPTY)
        self.approached = SchoolCounts("Approaches counted by school", desk, self._approached, _FIGURES, _EMPTY)
        printing = button("Print", self.print_redacted, icon_name="print")
        printing.setAccessibleName("Print the register without names")
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_redacted)
        head = row(text("Declarations", "h1", wrap=False), 1, printing)
        self.lay_out(head, self.why, self.declared, text("Approaches", "h2"), self.approached)

    def print_redacted(self) -> None:
        """Shows how much stands, without a name, of all schools."""
        self._shell.preview(lambda: printing_declarations.redacted(self._desk))

    def _declared(self, school_id: int | None) -> Mapping[State, int]:
        return declarations.counts(self._desk, school_id)

    def _approached(self, school_id: int | None) -> Mapping[str, int]:
        found = approaches.figures(self._desk, school_id)
        return {name: getattr(found, name) for name in _FIGURES}
