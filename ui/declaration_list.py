"""The list of declarations: its columns, its filters, its chips, and which declarations they ask for."""

from typing import Any

from metdesk.calendar import show_short_date
from metdesk.declaration_record import APPROVED, OPEN, State, With
from metdesk.declarations import DeclarationFilter, Seen
from metdesk.desk import Desk
from metdesk.record import sentence_case
from ui.chips import Chip
from ui.filters import behind, by_school, concerns
from ui.finder import Filter, Query
from ui.paged import Column
from ui.tokens import Tone

ALL_OPEN = "open"
TO_REVIEW = "to review"
DUE = "look again due"
_NOTHING = "–"
_CHIPS = {
    State.WAITING: Chip("Waiting", Tone.ACCENT, "calendar"),
    State.MORE: Chip("More asked", Tone.WARN, "help"),
    State.APPROVED: Chip("Approved", Tone.OK),
    State.CONDITIONS: Chip("With conditions", Tone.OK, "form"),
    State.NOT_APPROVED: Chip("Not approved", Tone.BAD),
    State.WITHDRAWN: Chip("Withdrawn", Tone.NEUTRAL, "undo"),
    State.ENDED: Chip("Ended", Tone.NEUTRAL, "close"),
    State.NOTHING: Chip("Nothing to declare", Tone.NEUTRAL, "ok"),
}


def state_chip(state: str) -> Chip:
    """How a declaration stands, as a chip."""
    return _CHIPS[State(state)]


def whom(seen: Seen) -> str:
    """Whom a relationship is with: `Student, K. O.`; nothing where nothing is declared."""
    declared = seen.declaration
    return ", ".join(word for word in (sentence_case(declared.with_kind), declared.with_whom) if word)


def columns() -> list[Column[Seen]]:
    """The columns, from the left; the school and what was confirmed give way first where there is no room."""
    return [
        Column("person", "Person", 150, lambda seen: seen.person),
        Column("school", "School", 130, lambda seen: seen.school, spare=3),
        Column("with_kind", "With", 130, lambda seen: whom(seen) or _NOTHING),
        Column(
            "relationship",
            "Relationship",
            110,
            lambda seen: sentence_case(seen.declaration.relationship) or _NOTHING,
            spare=2,
        ),
        Column("state", "State", 172, lambda seen: "", lambda seen: state_chip(seen.state)),
        Column("declared_on", "Declared", 100, lambda seen: show_short_date(seen.declaration.declared_on)),
        Column("look_again", "Look again", 142, _look_again, _due, spare=1),
        Column(
            "confirmed_on",
            "Reconfirmed",
            104,
            lambda seen: show_short_date(seen.confirmed_on) or _NOTHING,
            sortable=False,
            spare=4,
        ),
    ]


def _look_again(seen: Seen) -> str:
    return (show_short_date(seen.look_again) if seen.state in APPROVED else "") or _NOTHING


def _due(seen: Seen) -> Chip | None:
    return Chip(show_short_date(seen.look_again), Tone.WARN, "calendar") if seen.due else None


def filters(desk: Desk) -> list[Filter]:
    """School, state or what is amiss, and with whom."""

    with_whom: list[tuple[Any, str]] = [("", "With anybody"), *((str(one), sentence_case(one)) for one in With)]
    return [
        by_school(desk),
        Filter("state", "State, or what is amiss", _state_choices, ALL_OPEN),
        Filter("with", "With whom", lambda: with_whom),
    ]


def _state_choices() -> list[tuple[Any, str]]:
    return [
        ("", "All states"),
        (ALL_OPEN, "Everything open"),
        (TO_REVIEW, "To review"),
        (DUE, "Look again due"),
        *((str(one), sentence_case(one)) for one in State),
        *concerns("declaration"),
    ]


def wanted(desk: Desk, query: Query) -> DeclarationFilter:
    """The declarations that search and filters ask for."""
    state = query.filters["state"] or ""
    states = {ALL_OPEN: OPEN, DUE: APPROVED}.get(state, (state,) if state in tuple(State) else ())
    return DeclarationFilter(
        school_id=query.filters["school"],
        states=states,
        with_kind=query.filters["with"] or "",
        find=query.text,
        only=behind(desk, state, "declaration"),
        to_review=state in (TO_REVIEW, DUE),
    )
