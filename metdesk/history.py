"""History in words: who changed what, when, from and to. The audit's columns, ids and values are put in words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from db import history as audited
from metdesk.case_sight import untold
from metdesk.confidential import unseen
from metdesk.desk import Desk
from metdesk.record import Page
from metdesk.telling import Part, parts_of
from metdesk.told import BELONGING


@dataclass(frozen=True)
class Entry:
    """An entry of the register's history; `undoing` says that it took an earlier one back."""

    n: int
    at: datetime
    who: str
    what: str
    words: str

    @property
    def undoing(self) -> bool:
        """Whether it took an earlier entry back."""
        return self.what == "undo"


@dataclass(frozen=True)
class Happening:
    """An entry with what it did to the records that are asked about."""

    entry: Entry
    parts: tuple[Part, ...]

    @property
    def at(self) -> datetime:
        """When it was, in UTC."""
        return self.entry.at

    @property
    def who(self) -> str:
        """The keyholder who did it."""
        return self.entry.who

    @property
    def words(self) -> str:
        """What was done, in a sentence."""
        return self.entry.words


@dataclass(frozen=True)
class Wanted:
    """Which entries of the history; what is empty leaves the question open. Both days are included."""

    who: str = ""
    find: str = ""
    first: date | None = None
    last: date | None = None
    kind: str = ""


def of(desk: Desk, kind: str, record_id: int) -> list[Happening]:
    """What happened to a record and to what belongs to it, the latest first; `kind` is its table's name. What a
    confidential record says is left out as in `parts`."""
    records = [(kind, record_id)]
    for table, column in BELONGING.get(kind, ()):
        records += [(table, one) for one in audited.belonging(table, column, record_id)]
    records += [("attachment", one) for one in audited.attached(kind, record_id)]
    records += [("opening", one) for one in audited.opened(kind, record_id)]
    hidden = untold(desk)
    return _happenings(desk, [row for row in audited.of(records) if row.n not in hidden])


def page(desk: Desk, wanted: Wanted = Wanted(), offset: int = 0, limit: int = 200) -> Page[Entry]:
    """Entries `offset` to `offset + limit` of the register's history, the latest first, without those about cases that
    the keyholder may not know of."""
    asked = _asked(desk, wanted)
    total = desk.keep(("entries", asked), lambda: audited.total_of(asked))
    return Page([_entry(row) for row in audited.entries(asked, offset, limit)], total)


def oldest_first(desk: Desk, wanted: Wanted, offset: int, limit: int) -> list[Entry]:
    """The same entries from the other end, as paper lists them."""
    return [_entry(row) for row in audited.entries(_asked(desk, wanted), offset, limit, oldest_first=True)]


def parts(desk: Desk, n: int, after: int = 0, limit: int = 50) -> tuple[list[Part], int]:
    """What entry `n` did, record by record, from the detail after `after`; and how many records it did it to. What a
    confidential record says is left out for whoever may not read it; nothing is told of a case that they may not
    know of."""
    if n in untold(desk):
        return [], 0
    return _parts(desk, audited.details(n, after, limit)), audited.count(n)


def _parts(desk: Desk, rows: Sequence[audited.Told]) -> list[Part]:
    of_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        of_kind[row.kind].add(row.record)
    hidden = {(kind, record) for kind, records in of_kind.items() for record in unseen(desk, kind, records)}
    return parts_of(rows, hidden)


def writers(desk: Desk) -> list[str]:
    """Everybody who ever was a keyholder, by name."""
    return audited.writers()


def _asked(desk: Desk, wanted: Wanted) -> audited.Wanted:
    since = _moment(wanted.first) if wanted.first else ""
    before = _moment(wanted.last + timedelta(days=1)) if wanted.last else ""
    return audited.Wanted(wanted.who, wanted.find, since, before, wanted.kind, untold(desk))


def _moment(day: date) -> str:
    """The start of a day on this PC as the audit writes moments."""
    start = datetime.combine(day, time.min).astimezone()
    return start.astimezone(UTC).isoformat(timespec="microseconds")


def _entry(row: audited.Listed | audited.Told) -> Entry:
    return Entry(row.n, moment(row.at), row.who, row.what, row.words)


def moment(written: str) -> datetime:
    """A moment as the audit writes it, in UTC."""
    try:
        return datetime.fromisoformat(written)
    except (TypeError, ValueError):  # somebody edited it, which verifying names
        return datetime.fromtimestamp(0, UTC)


def _happenings(desk: Desk, rows: Sequence[audited.Told]) -> list[Happening]:
    of_entry: dict[int, list[Part]] = defaultdict(list)
    for row, part in zip(rows, _parts(desk, rows), strict=True):
        of_entry[row.n].append(part)
    first = {row.n: row for row in reversed(rows)}
    return [Happening(_entry(first[n]), tuple(found)) for n, found in of_entry.items()]
