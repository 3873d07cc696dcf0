"""The list of cases: its columns, its filters, its chips, and which cases they ask for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from metdesk.calendar import count_of, show_short_date
from metdesk.case_record import Category, Route, State
from metdesk.case_seen import CaseRow
from metdesk.cases import CaseFilter
from metdesk.desk import Desk
from metdesk.record import sentence_case
from ui.chips import Chip
from ui.filters import behind, by_school, concerns
from ui.finder import Filter, Query
from ui.paged import Column
from ui.tokens import Tone

ALL_OPEN, LATE = "open", "late"
MINE = "mine"
OPEN = (str(State.REPORTED), str(State.INVESTIGATED))
_NOTHING = "–"
_STATES = {
    State.REPORTED: Chip("Reported", Tone.ACCENT, "calendar"),
    State.INVESTIGATED: Chip("Investigating", Tone.WARN, "search"),
    State.CONCLUDED: Chip("Concluded", Tone.NEUTRAL, "ok"),
}
_ROUTES = {
    Route.HEAD: "Headteacher",
    Route.OFFICER: "Trust officer",
    Route.CHAIR: "Chair",
    Route.LADO: "LADO, directly",
}


def state_chip(row: CaseRow) -> Chip:
    """How far a case is, as a chip."""
    return _STATES[row.state]


def route_words(route: Route) -> str:
    """Where a case goes, as a column has it."""
    return _ROUTES[route]


def due_chip(row: CaseRow) -> Chip | None:
    """What is late, the gravest, as a chip; the hours of a clock that runs, where nothing is due before; else None."""
    if row.late:
        return Chip(sentence_case(row.late[0]), Tone.BAD, "calendar")
    left = hours_left(row)
    return Chip(left, Tone.WARN, "calendar") if left and next_day(row) == _notify_day(row) else None


def hours_left(row: CaseRow) -> str:
    """`18 hours left` to notify a personal data breach; nothing where no clock runs, or it has run out."""
    if row.hours_left is None or row.hours_left < 0:
        return ""
    return f"{count_of(row.hours_left, 'hour')} left" if row.hours_left else "Less than an hour left"


def next_day(row: CaseRow) -> date | None:
    """The next day by which something of a case is due; none once it is concluded."""
    if row.state is State.CONCLUDED:
        return None
    days = [
        None if row.referred_on else row.refer_by,
        None if row.notified_on else _notify_day(row),
        row.start_by if row.state is State.REPORTED else None,
        row.conclude_by,
    ]
    return min((day for day in days if day), default=None)


def _notify_day(row: CaseRow) -> date | None:
    return row.notify_by.astimezone().date() if row.notify_by else None


def columns() -> list[Column[CaseRow]]:
    """The columns, from the left; what was reported is in sight of those alone who are named."""
    return [
        Column("case", "Case", 102, lambda row: row.title),
        Column("school", "School", 130, lambda row: row.school, spare=2),
        Column("category", "Category", 176, lambda row: sentence_case(row.category)),
        Column("report", "What was reported", 150, _told, spare=1),
        Column("reported_on", "Reported", 100, lambda row: show_short_date(row.reported_on)),
        Column("state", "State", 128, lambda row: "", state_chip),
        Column("route", "Where it went", 112, lambda row: route_words(row.route), spare=3),
        Column("due", "Due", 138, lambda row: show_short_date(next_day(row)) or _NOTHING, due_chip),
    ]


def _told(row: CaseRow) -> str:
    return " ".join(row.report.what.split())[:120] if row.report else _NOTHING


def ordered(found: list[CaseRow], sort: str, descending: bool) -> list[CaseRow]:
    """The cases by a column; those without what it tells of come last."""
    states = list(State)
    by: dict[str, Callable[[CaseRow], Any]] = {
        "case": lambda row: row.title,
        "school": lambda row: row.school.casefold(),
        "category": lambda row: row.category,
        "report": lambda row: _told(row).casefold(),
        "state": lambda row: states.index(row.state),
        "route": lambda row: route_words(row.route),
        "due": lambda row: next_day(row) or date.max,
    }
    key = by.get(sort, lambda row: row.reported_on)
    return sorted(found, key=key, reverse=descending)


def filters(desk: Desk) -> list[Filter]:
    """School, state or what is amiss, category, and whether the keyholder is named."""

    states: list[tuple[Any, str]] = [
        ("", "All states"),
        (ALL_OPEN, "Everything open"),
        (LATE, "Late"),
        *((str(one), sentence_case(one)) for one in State),
        *concerns("breach"),
    ]
    categories: list[tuple[Any, str]] = [("", "All categories"), *((str(one), sentence_case(one)) for one in Category)]
    named: list[tuple[Any, str]] = [("", "All cases"), (MINE, "Those I am named on")]
    return [
        by_school(desk),
        Filter("state", "State, or what is amiss", lambda: states, ALL_OPEN),
        Filter("category", "Category", lambda: categories),
        Filter("named", "Whose cases", lambda: named),
    ]


def wanted(desk: Desk, query: Query) -> CaseFilter:
    """The cases that search and filters ask for."""
    state = query.filters["state"] or ""
    only = behind(desk, state, "breach")
    states = OPEN if state in (ALL_OPEN, LATE) else (state,) if state and only is None else ()
    return CaseFilter(
        only=only,
        school_id=query.filters["school"],
        states=states,
        category=query.filters["category"] or "",
        find=query.text,
        named_only=query.filters["named"] == MINE,
    )
