"""The filters that several lists have: by school, by team, and by what is amiss."""

from typing import Any

from metdesk import acknowledgements, checks, schools
from metdesk.desk import Desk
from ui.finder import Filter

Choices = list[tuple[Any, str]]


def by_school(desk: Desk) -> Filter:
    """All schools, or one."""
    return Filter("school", "School", lambda: [(None, "All schools"), *schools.names(desk).items()])


def by_team(desk: Desk) -> Filter:
    """All teams, or one."""
    return Filter(
        "team", "Team", lambda: [("", "All teams"), *((one, one) for one in acknowledgements.teams(desk) if one)]
    )


def concern_filter(clause: str, amiss: str) -> str:
    """The value of a filter that shows the records behind one of the policy's checks."""
    return f"{clause}: {amiss}"


def concerns(kind: str) -> Choices:
    """The policy's checks of records of this kind, as choices of a filter."""
    return [(concern_filter(one.clause, one.amiss), one.amiss) for one in checks.CHECKS if one.kind == kind]


def behind(desk: Desk, chosen: str, kind: str) -> tuple[int, ...] | None:
    """The ids of the records of this kind behind the check that is `chosen`; None where something else is chosen."""
    clause, is_check, amiss = chosen.partition(": ")
    return tuple(one.id for one in checks.failing(desk, clause, amiss) if one.kind == kind) if is_check else None
