"""The list of this year's reconfirmation: its columns, its filters, its chips, and which people they ask for."""

from typing import Any

from metdesk.calendar import show_short_date
from metdesk.desk import Desk
from metdesk.people import Category
from metdesk.reconfirming import OUTSTANDING, Standing, YearFilter, YearRow
from metdesk.record import sentence_case
from ui.chips import Chip
from ui.filters import by_school, by_team
from ui.finder import Filter, Query
from ui.paged import Column
from ui.tokens import Tone

ALL_OUTSTANDING = "outstanding"
_NOTHING = "–"
_CHIPS = {
    Standing.NEVER: Chip("Never said anything", Tone.WARN, "help"),
    Standing.TO_CONFIRM: Chip("To confirm", Tone.WARN, "calendar"),
    Standing.EARLIER: Chip("Said in an earlier year", Tone.WARN, "undo"),
    Standing.ANSWERED: Chip("Said so this year", Tone.OK),
}


def standing_chip(standing: Standing) -> Chip:
    """Where somebody stands this year, as a chip."""
    return _CHIPS[standing]


def columns() -> list[Column[YearRow]]:
    """The columns, from the left; category and team give way first where there is no room."""
    return [
        Column("name", "Name", 156, lambda row: row.name),
        Column("school", "School", 150, lambda row: row.school),
        Column("team", "Team", 100, lambda row: row.team or _NOTHING, sortable=False, spare=2),
        Column("category", "Category", 140, lambda row: sentence_case(row.category), spare=3),
        Column("standing", "This year", 190, lambda row: "", lambda row: standing_chip(row.standing), sortable=False),
        Column("open", "Going on", 90, lambda row: str(row.open or _NOTHING), sortable=False),
        Column("heard_on", "Last said", 108, _heard, sortable=False, spare=1),
    ]


def _heard(row: YearRow) -> str:
    return show_short_date(row.heard_on) or _NOTHING


def filters(desk: Desk) -> list[Filter]:
    """School, category, team, and where people stand."""

    categories: list[tuple[Any, str]] = [("", "All categories")]
    categories += [(str(one), sentence_case(one)) for one in Category if one is not Category.PUPIL]
    standings: list[tuple[Any, str]] = [("", "Everybody asked"), (ALL_OUTSTANDING, "Outstanding")]
    standings += [(str(one), _CHIPS[one].text) for one in Standing]
    return [
        by_school(desk),
        Filter("category", "Category", lambda: categories),
        by_team(desk),
        Filter("standing", "Where they stand", lambda: standings, ALL_OUTSTANDING),
    ]


def wanted(query: Query) -> YearFilter:
    """The people that search and filters ask for."""
    standing = query.filters["standing"] or ""
    chosen: tuple[str, ...] = (standing,) if standing in tuple(Standing) else ()
    return YearFilter(
        school_id=query.filters["school"],
        category=query.filters["category"] or "",
        team=query.filters["team"] or "",
        standings=OUTSTANDING if standing == ALL_OUTSTANDING else chosen,
        find=query.text,
    )
