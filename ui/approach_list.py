"""The list of approaches: its columns, its filters, its chips, and which approaches they ask for."""

from typing import Any

from metdesk.approach_record import Tone as ReplyTone
from metdesk.approaches import ApproachFilter, Kept, Seen
from metdesk.calendar import show_short_date
from metdesk.desk import Desk
from metdesk.record import sentence_case
from ui.chips import Chip
from ui.filters import behind, by_school, concerns
from ui.finder import Filter, Query
from ui.paged import Column
from ui.tokens import Tone

NOT_REPORTED, LATE, NOT_KEPT, NOT_PROFESSIONAL = "not reported", "late", "not kept", "not professional"
_AMISS = {
    NOT_REPORTED: "Not reported yet",
    LATE: "Report overdue",
    NOT_KEPT: "Reply not kept",
    NOT_PROFESSIONAL: "Reply not professional",
}
_KEPT = {
    Kept.KEPT: Chip("Kept", Tone.OK),
    Kept.NOT_KEPT: Chip("Not kept", Tone.BAD),
    Kept.NO_REPLY: Chip("No reply", Tone.NEUTRAL, "close"),
}


def reply_chip(seen: Seen) -> Chip:
    """What there is to say of the reply, as a chip: its tone where that was not professional, else whether it is
    kept."""
    if seen.approach.tone == ReplyTone.NOT_PROFESSIONAL:
        return Chip("Not professional", Tone.BAD)
    return _KEPT[seen.kept]


def reported_chip(seen: Seen) -> Chip | None:
    """That the head was not told, as a chip; None where the head was."""
    if seen.approach.reported_on is not None:
        return None
    return Chip("Overdue", Tone.BAD, "calendar") if seen.late else Chip("Not yet", Tone.WARN, "calendar")


def whole_chip(seen: Seen) -> Chip:
    """What matters first of an approach that stands on its own, as a chip."""
    if seen.approach.reported_on is None:
        return (
            Chip("Report overdue", Tone.BAD, "calendar") if seen.late else Chip("Not reported", Tone.WARN, "calendar")
        )
    one = reply_chip(seen)
    words = {Kept.KEPT: "Reply kept", Kept.NOT_KEPT: "Reply not kept"}.get(seen.kept, one.text)
    return one if one.text == "Not professional" else Chip(words, one.tone, one.icon)


def by_whom(seen: Seen) -> str:
    """Who approached: `Student, K. O.`."""
    return f"{sentence_case(seen.approach.student_kind)}, {seen.approach.student}"


def is_concern(value: str) -> bool:
    """Whether a value of the filter is that of a check of approaches."""
    return value in dict(concerns("approach"))


def columns() -> list[Column[Seen]]:
    """The columns, from the left; the school and the platform give way first where there is no room."""
    return [
        Column("person", "Person", 150, lambda seen: seen.person),
        Column("school", "School", 136, lambda seen: seen.school, spare=2),
        Column("student", "Approached by", 140, by_whom),
        Column("platform", "Platform", 96, lambda seen: seen.approach.platform, spare=1),
        Column("happened_on", "When", 100, lambda seen: show_short_date(seen.approach.happened_on)),
        Column("reply", "Reply", 140, lambda seen: "", reply_chip, sortable=False),
        Column("reported_on", "Reported", 110, lambda seen: show_short_date(seen.approach.reported_on), reported_chip),
    ]


def filters(desk: Desk) -> list[Filter]:
    """School, and what is amiss."""

    return [by_school(desk), Filter("amiss", "What is amiss", _amiss_choices)]


def _amiss_choices() -> list[tuple[Any, str]]:
    return [("", "All approaches"), *_AMISS.items(), *concerns("approach")]


def wanted(desk: Desk, query: Query) -> ApproachFilter:
    """The approaches that search and filters ask for."""
    amiss = query.filters["amiss"] or ""
    return ApproachFilter(
        school_id=query.filters["school"],
        find=query.text,
        only=behind(desk, amiss, "approach"),
        not_reported=amiss == NOT_REPORTED,
        is_late=amiss == LATE,
        not_kept=amiss == NOT_KEPT,
        not_professional=amiss == NOT_PROFESSIONAL,
    )
