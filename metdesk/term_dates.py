"""Term dates and closures, of one school or of all, from which deadlines in school days are counted."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from db import schools
from db import term_dates as tables
from metdesk.calendar import count_of, show_date, show_days
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, check, field, stripped
from metdesk.school_days import SchoolDays, school_year, school_year_span, spans

LONGEST = 200
"""Days of the longest term or closure that is no slip of the pen."""

YEARS = (2000, 2099)
"""The years whose bank holidays are known."""


class TermKind(StrEnum):
    """What an entry is."""

    TERM = "term"
    CLOSURE = "closure"


@dataclass(frozen=True)
class TermDate:
    """A term, or days within one on which there is no school."""

    kind: str = field("Kind", Kind.CHOICE, choices=TermKind, required=True, default="term")
    name: str = field(
        "Name",
        Kind.SUGGESTED,
        choices=("Autumn term", "Spring term", "Summer term", "Half-term", "INSET day"),
        required=True,
    )
    starts: date | None = field("From", Kind.DATE, required=True)
    ends: date | None = field("To", Kind.DATE, help="The last day of it; of a closure of one day, empty.")
    school_id: int | None = field(
        "School",
        Kind.SCHOOL,
        help="Empty: every school. A school with terms of its own in a school year goes by these alone.",
    )

    @property
    def year(self) -> int:
        """The year in which its school year began: the one in which it ends, so that an August start is no matter."""
        return school_year(self.ends or date.max)


@dataclass(frozen=True)
class TermRow:
    """An entry as it is listed; `days` are the school days of a term, or those that a closure takes away."""

    id: int
    entry: TermDate
    school: str
    days: int

    @property
    def year(self) -> str:
        """Its school year: `2026/27`."""
        return school_year_span(self.entry.year).name

    @property
    def whose(self) -> str:
        """The school’s name, or `Every school`."""
        return self.school or "Every school"


@dataclass(frozen=True)
class TermFilter:
    """Which entries are wanted: those a school goes by, those of a school year, of one kind."""

    school_id: int | None = None
    year: int | None = None
    kind: str = ""


def listed(desk: Desk, wanted: TermFilter | None = None) -> list[TermRow]:
    """The entries that are wanted, by their first day."""
    wanted = wanted or TermFilter()
    ours = every(desk) if wanted.school_id is None else _of_school(every(desk), wanted.school_id)
    names = {row.id: row.name for row in schools.schools()}
    return [
        TermRow(number, entry, names.get(entry.school_id or 0, ""), days_of(desk, entry))
        for number, entry in ours
        if wanted.year in (None, entry.year) and wanted.kind in ("", entry.kind)
    ]


def get(desk: Desk, term_date_id: int) -> TermDate:
    """The entry. Refused where there is none, or it is in the bin."""
    row = tables.term_date(term_date_id)
    if row is None:
        raise Refused("This entry is no longer in the register: look at the list again.")
    return _record(row)


def years(desk: Desk) -> list[int]:
    """The school years of which something was entered, and the one we are in; the latest first."""
    return sorted({entry.year for _, entry in every(desk)} | {school_year(desk.today())}, reverse=True)


def school_days(desk: Desk, school_id: int | None) -> SchoolDays:
    """The days of a school: its own terms of a school year, or everybody's where it has none in it; without its own
    closures and everybody's. With None, the days of a school that has nothing of its own."""

    def read() -> SchoolDays:
        return _school_days(desk, [entry for _, entry in _of_school(every(desk), school_id)])

    return desk.keep(("school days", school_id), read)


def left_of_term(desk: Desk, school_id: int) -> str:
    """How long the term goes on at a school, in words; nothing where no term is entered for today."""
    days, today = school_days(desk, school_id), desk.today()
    term = days.term_of(today)
    if term is not None:
        left = days.school_days_between(today + timedelta(days=1), term.ends)
        return f"{count_of(left, 'school day')} left of the {_lowered(term.name)} after today"
    if not days.says(today):
        return ""
    following = min(one.starts for one in days.terms if one.starts > today)
    return f"School holidays until {show_date(following)}"


def add(desk: Desk, entry: TermDate) -> int:
    """Enters a term or a closure, of one day where no other is named, and returns its id. Refused as `unfit` says."""
    entry = settled(entry)
    unfit(desk, entry)
    with desk.change("calendar.change", f"Entered: {words(entry)}") as changing:
        return changing.insert(tables.TermDate, **asdict(entry))


def change(desk: Desk, term_date_id: int, entry: TermDate) -> None:
    """Records other days of a term or a closure. Refused as `unfit` says."""
    get(desk, term_date_id)
    entry = settled(entry)
    unfit(desk, entry, term_date_id)
    with desk.change("calendar.change", f"Changed: {words(entry)}") as changing:
        changing.update(tables.TermDate, term_date_id, **asdict(entry))


def settled(entry: TermDate) -> TermDate:
    """The entry without blanks around its name; a closure without a last day is of one day."""
    last = entry.starts if entry.kind == TermKind.CLOSURE and entry.ends is None else entry.ends
    return replace(stripped(entry), ends=last)


def put_in_bin(desk: Desk, ids: Sequence[int]) -> None:
    """Moves entries to the bin, in one change. Refused where one of them is not there."""
    entries = [get(desk, number) for number in ids]
    what = words(entries[0]) if len(entries) == 1 else count_of(len(entries), "term date")
    with desk.change("calendar.change", f"Moved to the bin: {what}") as changing:
        for number in ids:
            changing.bin(tables.TermDate, number)


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def words(entry: TermDate) -> str:
    """`Half-term, 26 to 30 October 2026`."""
    return f"{entry.name}, {show_days(entry.starts, entry.ends)}"


def unfit(desk: Desk, entry: TermDate, term_date_id: int | None = None) -> None:
    """Refuses what is missing, an end before the start, more days than a term has, years of no calendar, a school that
    is not there, a term that overlaps another of the same school, and what is entered already."""
    check(entry)
    found = _unfit_days(entry) or _unfit_beside(desk, entry, term_date_id)
    if entry.school_id is not None and schools.school(entry.school_id) is None:
        found["school_id"] = "This school is not in the register: choose one from the list."
    if found:
        raise Refused(found)


def _unfit_days(entry: TermDate) -> dict[str, str]:
    if entry.starts is None or entry.ends is None:
        return {"ends": "To is needed: the last day of the term."}
    first, last = entry.starts, entry.ends
    for name, day in (("starts", first), ("ends", last)):
        if not YEARS[0] <= day.year <= YEARS[1]:
            return {name: f"The year would be {day.year}: check it."}
    if last < first:
        return {"ends": "It would end before it begins: check both dates."}
    if (last - first).days >= LONGEST:
        return {"ends": f"That would be more than {LONGEST} days: check the years."}
    return {}


def _unfit_beside(desk: Desk, entry: TermDate, term_date_id: int | None) -> dict[str, str]:
    for number, other in every(desk):
        if number == term_date_id or (other.kind, other.school_id) != (entry.kind, entry.school_id):
            continue
        if entry.kind == TermKind.TERM and meets(other, entry):
            return {"starts": f"It overlaps {words(other)}: change that entry, or these dates."}
        if other == entry:
            return {"starts": "This closure is entered already."}
    return {}


def meets(one: TermDate, other: TermDate) -> bool:
    """Whether two entries have a day in common."""
    if not (one.starts and one.ends and other.starts and other.ends):
        return False
    return one.starts <= other.ends and other.starts <= one.ends


def _record(row: tables.TermDate) -> TermDate:
    return TermDate(**{name: row.__data__[name] for name in TermDate.__dataclass_fields__})


def every(desk: Desk) -> list[tuple[int, TermDate]]:
    """Every entry with its id, by its first day."""
    return desk.keep("term dates", lambda: [(int(row.id), _record(row)) for row in tables.everything()])


def _of_school(entries: list[tuple[int, TermDate]], school_id: int | None) -> list[tuple[int, TermDate]]:
    own = {
        entry.year
        for _, entry in entries
        if school_id is not None and entry.school_id == school_id and entry.kind == TermKind.TERM
    }
    return [
        (number, entry)
        for number, entry in entries
        if entry.school_id == school_id
        or (entry.school_id is None and not (entry.kind == TermKind.TERM and entry.year in own))
    ]


def _school_days(desk: Desk, entries: Iterable[TermDate]) -> SchoolDays:
    found = {kind: [one for one in entries if one.kind == kind] for kind in TermKind}
    terms, closures = (
        spans((one.starts, one.ends, one.name) for one in found[kind] if one.starts and one.ends) for kind in TermKind
    )
    return SchoolDays(terms, closures, desk.setting("nation"))


def days_of(desk: Desk, entry: TermDate) -> int:
    """How many school days a term has, or a closure takes away."""
    if entry.starts is None or entry.ends is None:
        return 0
    days = school_days(desk, entry.school_id)
    if entry.kind == TermKind.CLOSURE:
        days = replace(days, closures=())
    return days.school_days_between(entry.starts, entry.ends)
