"""What a record stands in the place of: its earlier entries, folded away, each with the values it had."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from metdesk.calendar import count_of
from ui.chips import Chip, ChipLabel
from ui.fold import Fold
from ui.panel import Panel, stack
from ui.parts import Words, row
from ui.tokens import Tone

CORRECTED = Chip("Corrected since", Tone.NEUTRAL, "undo")


def earlier_entry(title: str, values: Iterable[tuple[str, str]], *more: QWidget) -> QWidget:
    """An entry that was corrected since: names and values, those without a value left out, and `more` below them."""
    head = row(Words(title, "strong"), gap=8)
    head.addWidget(ChipLabel(CORRECTED))
    lines = "\n".join(f"{name}: {value}" for name, value in values if value)
    return stack(head, Words(lines, "muted"), *more, gap=4)


def fold_earlier(panel: Panel, entries: Sequence[QWidget]) -> None:
    """Puts earlier entries into the panel, folded away."""
    panel.add(Fold(count_of(len(entries), "earlier entry", "earlier entries"), stack(*entries, gap=12)))
