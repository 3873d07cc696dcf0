"""How things are timed: processor seconds where one process works alone, the clock where disk or processes count."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Timed = Callable[[], Any]


def best(do: Timed, runs: int = 7) -> float:
    """The fewest processor seconds of several runs, after one that warms up."""
    do()
    return min(_taken(do, time.process_time) for _ in range(runs))


def medians(each: Mapping[str, Timed], runs: int = 5) -> dict[str, float]:
    """Seconds by the clock, the median of `runs`; taken in turn, so that a busy machine slows all alike."""
    taken: dict[str, list[float]] = {name: [] for name in each}
    for _ in range(runs):
        for name, do in each.items():
            taken[name].append(_taken(do, time.perf_counter))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _taken(do: Timed, clock: Callable[[], float]) -> float:
    started = clock()
    do()
    return clock() - started


def ms(seconds: float) -> str:
    """Milliseconds in words."""
    return f"{seconds * 1000:,.1f} ms"


def times(seconds: float, other: float) -> str:
    """How many times as long as the other."""
    return f"{seconds / other:.1f} ×"


def laid_out(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A small table: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in (heads, *rows)
    ]
    return f"\n{title}\n" + "".join(f"  {line}\n" for line in lines)
