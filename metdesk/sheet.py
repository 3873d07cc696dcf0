"""A register laid out as a table, to be written as CSV or into a workbook."""

from dataclasses import dataclass
from datetime import date

Cell = str | date | None


@dataclass(frozen=True)
class Sheet:
    """A register laid out: its title, its column labels and its rows, each as long as the labels."""

    title: str
    labels: tuple[str, ...]
    rows: list[list[Cell]]
