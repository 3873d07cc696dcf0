"""Which backups are kept: all of two days, then one a day, a week and a month; whatever the clock says."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

ALL = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9


class Kept(NamedTuple):
    """A backup as it counts here: its name, when it was made, the number of the last audit entry in it."""

    name: str
    at: datetime
    n: int


def surplus(backups: Iterable[Kept], now: datetime) -> list[str]:
    """The names of those that are no longer wanted, oldest first.

    Kept are all of the last two days, by the clock and by the newest backup; of the others the last of each of
    12 days, 10 weeks and 9 months that have any; and always the newest and the one with most entries. Those dated
    later than `now` (a clock was wrong) have days, weeks and months of their own, so that they crowd nothing out.
    """
    ordered = sorted(backups, key=lambda one: (one.at, one.name))
    if not ordered:
        return []
    kept = {ordered[-1].name, max(ordered, key=lambda one: (one.n, one.at)).name}
    kept |= {one.name for one in ordered if abs(now - one.at) <= ALL or ordered[-1].at - one.at <= ALL}
    past = [one for one in ordered if one.at <= now]
    future = [one for one in ordered if one.at > now]
    kept |= {group[-1].name for group in (past, future) if group}
    for group in (past, future):
        older = [one for one in group if one.name not in kept]
        for most, bucket in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
            kept |= _last_of_each(older, bucket, most)
    return [one.name for one in ordered if one.name not in kept]


def _last_of_each(ordered: list[Kept], bucket: Callable[[datetime], Hashable], most: int) -> set[str]:
    last = {bucket(one.at): one.name for one in ordered}
    return set(list(last.values())[-most:])


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month
