"""The numbers a word processor counts itself, in the same way for Word's and Writer's lists."""

import re
from dataclasses import dataclass, field

from metdesk.intake.documents.block import BULLET

_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]  # fmt: skip


@dataclass(frozen=True)
class Level:
    """How one level of a list counts: `style` is decimal, zero, letter, LETTER, roman, ROMAN, bullet or none.

    `pattern` holds %1 … %9 for the counts of the levels. `restarts` is the level (from 0) whose step sets this
    one back, or -1 for never; None for any level above it, which is usual. `legal` shows all counts as decimal.
    """

    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False
    restarts: int | None = None


@dataclass
class Count:
    """Where one list stands: the count of each of its levels (from 0)."""

    at: dict[int, int] = field(default_factory=dict)

    def step(self, levels: dict[int, Level], level: int, to: int | None = None) -> str:
        """Counts one on at `level` (or sets it `to`) and returns the label, "•" for a bullet, "" for none."""
        kind = levels.get(level, Level("none"))
        self.at[level] = to if to is not None else self.at.get(level, kind.start - 1) + 1
        for deeper in [other for other in self.at if other > level]:
            limit = levels.get(deeper, Level()).restarts
            if limit is None or (limit >= 0 and level <= limit):
                del self.at[deeper]
        if kind.style in {"bullet", "none"}:
            return BULLET if kind.style == "bullet" else _fixed(kind.pattern)
        return re.sub(r"%([1-9])", lambda found: self._shown(levels, kind, int(found[1]) - 1), kind.pattern)

    def _shown(self, levels: dict[int, Level], asking: Level, level: int) -> str:
        kind = levels.get(level, Level())
        return shown(self.at.get(level, kind.start), "decimal" if asking.legal else kind.style)


def _fixed(pattern: str) -> str:
    return re.sub(r"%[1-9]\.?", "", pattern).strip()


def shown(count: int, style: str) -> str:
    """`count` in a numbering style; what cannot be shown in it (0 in letters) is shown in digits."""
    if style == "zero":
        return f"{count:02d}"
    if style in {"letter", "LETTER"} and 0 < count <= 260:
        word = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif style in {"roman", "ROMAN"} and 0 < count < 4000:
        word = _roman(count)
    else:
        return "" if style in {"none", "bullet"} else str(count)
    return word.upper() if style.isupper() else word


def _roman(count: int) -> str:
    word = ""
    for worth, letters in _ROMAN:
        while count >= worth:
            word += letters
            count -= worth
    return word
