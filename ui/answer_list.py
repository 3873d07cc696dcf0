"""The list of who signed: its columns, its filters, its chips, and which people they ask for."""

from typing import Any

from metdesk import acknowledgements
from metdesk.acknowledgement_record import Standing
from metdesk.acknowledgements import AckFilter, AckRow
from metdesk.calendar import show_short_date
from metdesk.desk import Desk
from metdesk.people import Category
from metdesk.record import Page, sentence_case
from ui.chips import Chip
from ui.filters import behind, by_school, by_team, concern_filter, concerns
from ui.finder import Filter, Query
from ui.paged import Column
from ui.tokens import Tone

OUTSTANDING = "outstanding"
OVERDUE = "overdue"
_NOTHING = "–"
_CHIPS = {
    Standing.NOT_ASKED: Chip("Not asked", Tone.NEUTRAL),
    Standing.ASKED: Chip("Asked", Tone.ACCENT, "form"),
    Standing.SIGNED: Chip("Signed", Tone.OK),
    Standing.EARLIER: Chip("Signed an earlier edition", Tone.WARN),
    Standing.REFUSED: Chip("Refused", Tone.BAD),
    Standing.UNABLE: Chip("Unable to sign", Tone.WARN),
    Standing.LEFT: Chip("Left", Tone.NEUTRAL, "close"),
}


def standing_chip(standing: Standing) -> Chip:
    """Where somebody stands, as a chip."""
    return _CHIPS[standing]


def columns() -> list[Column[AckRow]]:
    """The columns, from the left."""
    return [
        Column("name", "Name", 156, lambda row: row.name),
        Column("school", "School", 150, lambda row: row.school),
        Column("team", "Team", 100, lambda row: row.team or _NOTHING, sortable=False, spare=2),
        Column("category", "Category", 150, lambda row: sentence_case(row.category), spare=3),
        Column("standing", "Standing", 180, lambda row: "", lambda row: standing_chip(row.standing), sortable=False),
        Column("due_on", "Due", 122, _due, _overdue, sortable=False),
        Column("signed_on", "Signed on", 108, _signed, sortable=False, spare=1),
    ]


def _due(row: AckRow) -> str:
    return show_short_date(row.due_on) if row.outstanding and row.due_on else _NOTHING


def _overdue(row: AckRow) -> Chip | None:
    return Chip(show_short_date(row.due_on), Tone.BAD, "calendar") if row.overdue else None


def _signed(row: AckRow) -> str:
    signed = row.standing in (Standing.SIGNED, Standing.EARLIER, Standing.LEFT)
    return (show_short_date(row.signed_on) if signed else "") or _NOTHING


def filters(desk: Desk) -> list[Filter]:
    """School, category, team, and standing or what is amiss."""

    categories: list[tuple[Any, str]] = [("", "All categories")]
    categories += [(str(one), sentence_case(one)) for one in Category]
    return [
        by_school(desk),
        Filter("category", "Category", lambda: categories),
        by_team(desk),
        Filter("standing", "Standing, or what is amiss", _standings),
    ]


def _standings() -> list[tuple[Any, str]]:
    return [
        ("", "Everybody there"),
        (OUTSTANDING, "Outstanding"),
        (OVERDUE, "Overdue"),
        *((str(one), sentence_case(one)) for one in Standing),
        *(one for one in concerns("acknowledgement") if one[1] in _OF_PEOPLE),
    ]


_OF_PEOPLE = ("Joiners overdue", "Authorised but unsigned")


def concern_value(clause: str, amiss: str) -> str | None:
    """The Standing filter's value for a check; None where the check is about schools."""
    plain = {"Overdue": OVERDUE, "Refused, to be talked over": str(Standing.REFUSED)}
    return concern_filter(clause, amiss) if amiss in _OF_PEOPLE else plain.get(amiss)


def wanted(query: Query) -> AckFilter:
    """The people that search and filters ask for; a check's people are picked by `read` beyond it."""
    standing = query.filters["standing"] or ""
    return AckFilter(
        school_id=query.filters["school"],
        category=query.filters["category"] or "",
        team=query.filters["team"] or "",
        standings=(standing,) if standing in tuple(Standing) else (),
        outstanding=standing == OUTSTANDING,
        overdue=standing == OVERDUE,
        find=query.text,
    )


def read(desk: Desk, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[AckRow]:
    """Rows `offset` to `offset + limit` of those that `query` finds."""
    standing = query.filters["standing"] or ""
    only = behind(desk, standing, "acknowledgement")
    if only is None:
        return acknowledgements.page(desk, wanted(query), sort, descending, offset, limit)
    found = [row for row in acknowledgements.rows_of(desk, only) if _fits(row, wanted(query))]
    found.sort(key=lambda row: str(getattr(row, sort, "")).casefold(), reverse=descending)
    return Page(found[offset : offset + limit], len(found))


def _fits(row: AckRow, asked: AckFilter) -> bool:
    told = " ".join((row.name, row.staff_code, row.job, row.team)).casefold()
    return (
        asked.school_id in (None, row.school_id)
        and asked.category in ("", row.category)
        and asked.team in ("", row.team)
        and all(word in told for word in asked.find.casefold().split())
    )
