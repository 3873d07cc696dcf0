"""The share of people who signed, as a chip."""

from metdesk.answer_figures import Figures
from ui.chips import Chip
from ui.tokens import Tone


def share_chip(one: Figures, goal: int) -> Chip | None:
    """The share signed against the target, as a chip; None of nobody."""
    if not one.people:
        return None
    met = one.signed * 100 >= goal * one.people
    return Chip(f"{one.signed:,} of {one.people:,} · {one.share} %", Tone.OK if met else Tone.WARN)
