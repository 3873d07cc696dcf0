"""What is shown to whoever only counts cases: how many there are, school by school, and none of their words."""

from collections.abc import Mapping
from typing import Any

from metdesk import cases
from metdesk.case_record import State
from metdesk.desk import Desk
from metdesk.record import sentence_case
from ui.panel import notice_box
from ui.parts import text
from ui.school_counts import CountsPage, SchoolCounts
from ui.tokens import Tone

_WHY = (
    "What is written of a case is sealed to those named on it (5.2.3). Readers see how many cases there are, and "
    "which are late."
)
_COLUMNS = {**{str(state): (sentence_case(state), 150) for state in State}, "late": ("Late", 90)}


class CaseCounts(CountsPage):
    """How many cases of each school stand in each state, and how many are late."""

    registers = frozenset({"breach", "school"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.why = notice_box(Tone.NEUTRAL, _WHY, heading="How many there are, not what they say")
        empty = "Each school stands here with how many cases it has."
        self.table = SchoolCounts("Cases counted by school and state", desk, self._count, _COLUMNS, empty)
        self.lay_out(text("Breaches", "h1", wrap=False), self.why, self.table)

    def _count(self, school_id: int | None) -> Mapping[Any, int]:
        late = [one for one in cases.counted(self._desk) if one.late and school_id in (None, one.school_id)]
        return {**cases.counts(self._desk, school_id), "late": len(late)}
