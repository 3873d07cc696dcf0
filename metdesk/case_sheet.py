"""Cases as a table: what the keyholder may list and count, and none of the words, also of those they are named on.

What is written in a case leaves the register in its file on paper or in its bundle alone.
"""

from metdesk import case_seen, cases
from metdesk.calendar import show_when
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import sentence_case
from metdesk.sheet import Cell, Sheet

LABELS = (
    "Case", "School", "Category", "Reported on", "Where it went", "State", "To be referred by", "Referred on",
    "To be notified by", "Notified on", "To be started by", "Started on", "To be concluded by", "Concluded on",
    "Outcome", "Warning lapses on", "Late",
)  # fmt: skip
_EVERY = 1_000_000


def left_out(desk: Desk) -> str:
    """Why cases cannot be taken out by this keyholder; nothing where they can."""
    if desk.keyholder.role in cases.LISTING or cases.page(desk, limit=0).total:
        return ""
    return f"As {desk.keyholder.role} you see how many cases there are, not which: print the breach register."


def listed(desk: Desk) -> Sheet:
    """The cases that the keyholder may list, the latest first. Refused: `left_out` says why."""
    if why := left_out(desk):
        raise Refused(why)
    return Sheet("Breaches", LABELS, [_cells(one) for one in cases.page(desk, limit=_EVERY).rows])


def _cells(one: case_seen.CaseRow) -> list[Cell]:
    return [
        one.title, one.school, sentence_case(one.category), one.reported_on, sentence_case(one.route),
        sentence_case(one.state), one.refer_by, one.referred_on, show_when(one.notify_by) if one.notify_by else "",
        one.notified_on, one.start_by, one.started_on, one.conclude_by, one.concluded_on, sentence_case(one.outcome),
        one.lapses_on, sentence_case(", ".join(one.late)),
    ]  # fmt: skip
