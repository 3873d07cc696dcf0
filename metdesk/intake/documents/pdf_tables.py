"""Ruled tables on a PDF page: which letters stand in which cell."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from metdesk.intake.documents.pdf_glyphs import Glyph, Rule

_REACH = 3.0


@dataclass
class Row:
    """One row of a ruled table: its top and bottom, the edges of its columns, and the letters of each cell.

    `table` counts the tables of the page from 1: rows that touch are of one table.
    """

    top: float
    bottom: float
    edges: list[float]
    table: int
    cells: list[list[Glyph]] = field(default_factory=list)

    def holds(self, glyph: Glyph) -> bool:
        """Whether a letter stands in the row."""
        middle = (glyph.left + glyph.right) / 2
        return self.bottom < (glyph.bottom + glyph.top) / 2 < self.top and self.edges[0] < middle < self.edges[-1]

    def put(self, glyph: Glyph) -> None:
        """Puts a letter into its cell."""
        middle = (glyph.left + glyph.right) / 2
        at = sum(1 for edge in self.edges[1:-1] if middle > edge)
        self.cells[at].append(glyph)


def rows_of(across: Sequence[Rule], down: Sequence[Rule]) -> list[Row]:
    """The rows that rules make, from the top: a band between two rules with at least three upright ones through it."""
    found: list[Row] = []
    heights = sorted({round(rule.at, 1) for rule in across}, reverse=True)
    for top, bottom in itertools.pairwise(heights):
        if top - bottom < 2 * _REACH:
            continue
        edges = _apart(sorted(rule.at for rule in down if rule.start <= bottom + _REACH and rule.end >= top - _REACH))
        if len(edges) > 2 and _covered(across, top, edges) and _covered(across, bottom, edges):
            touching = bool(found) and found[-1].bottom - top < _REACH
            before = found[-1].table if found else 0
            found.append(Row(top, bottom, edges, before if touching else before + 1, [[] for _ in edges[1:]]))
    return found


def _apart(places: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] > 2 * _REACH:
            kept.append(place)
    return kept


def _covered(across: Sequence[Rule], height: float, edges: Sequence[float]) -> bool:
    """Whether a rule at `height` reaches over most of the row."""
    reach = sum(
        min(rule.end, edges[-1]) - max(rule.start, edges[0])
        for rule in across
        if abs(rule.at - height) <= _REACH and rule.end > edges[0] and rule.start < edges[-1]
    )
    return reach >= 0.5 * (edges[-1] - edges[0])
