"""The figures of past days: a small snapshot of the checks, once a day for the trust and once a week by school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db import figures as tables
from metdesk import checks, schools
from metdesk.desk import Desk

COMMAND = "figures.keep"
SEALED = "breach"
"""The register of which each keyholder counts what they may: no figure of it is kept for all to read."""
WEEK = timedelta(days=7)
"""Schools have their figures kept once a week, so that a large trust's register stays small."""


@dataclass(frozen=True)
class Figure:
    """How a check stood on a day: `met` of `of`."""

    day: date
    met: int
    of: int

    @property
    def share(self) -> int:
        """In whole per cent, rounded down; 100 of nothing."""
        return self.met * 100 // self.of if self.of else 100


@dataclass(frozen=True)
class Trend:
    """A check's figures, the earliest day first, today's last."""

    clause: str
    statement: str
    amiss: str
    figures: tuple[Figure, ...]


def keep(desk: Desk) -> bool:
    """Keeps today's figures, unless they were kept already or there are none; returns whether they were kept now.

    Nothing is done at a desk that may only look. Called as the register is opened and after its changes: cheap on all
    but the first call of a day.
    """
    if not desk.may(COMMAND):
        return False
    last = desk.keep("last figures", tables.last_day)
    if last is not None and last >= desk.today():
        return False
    since = tables.last_day(of_schools=True)
    schools_too = since is None or desk.today() - since >= WEEK
    rows = list(_rows(desk, schools_too))
    if not rows:
        return False
    with desk.change(COMMAND, "The day’s figures kept") as changing:
        changing.insert_many(tables.DayFigure, rows)
    return True


def _rows(desk: Desk, schools_too: bool) -> Iterator[dict[str, Any]]:
    every: list[int | None] = [None, *(schools.names(desk) if schools_too else ())]
    for school in every:
        for one in checks.run(desk, school):
            if one.of and one.kind != SEALED:
                yield {
                    "day": desk.today(), "school_id": school, "clause": one.clause, "amiss": one.amiss,
                    "met": one.met, "of": one.of,
                }  # fmt: skip


def trend(desk: Desk, clause: str, amiss: str, school_id: int | None = None) -> Trend:
    """A check over time, of a school or the trust: the kept days, and today as it is now. Empty for no such check."""
    found = {day: Figure(day, met, of) for day, met, of in tables.trend(clause, amiss, school_id)}
    now = next((one for one in checks.run(desk, school_id) if (one.clause, one.amiss) == (clause, amiss)), None)
    if now is not None:
        found[desk.today()] = Figure(desk.today(), now.met, now.of)
    statement = now.statement if now else ""
    return Trend(clause, statement, amiss, tuple(found[day] for day in sorted(found)))
