"""A case as it is seen: its row in a list, what was written in it, and what of that stands (5.2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from metdesk.case_record import EntryKind, Report, Route, State

REFERENCE = 5
"""Letters and digits by which a case is called."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class CaseRow:
    """A case in a list, as it stands at the moment `now`. `report` is there for those named on it alone; `late` says
    what is past its day, or its hour."""

    id: int
    uuid: str
    school_id: int
    school: str
    category: str
    reported_on: date
    route: Route
    state: State
    start_by: date | None
    started_on: date | None
    conclude_by: date | None
    concluded_on: date | None
    refer_by: date | None
    referred_on: date | None
    notify_by: datetime | None
    notified_on: date | None
    outcome: str
    lapses_on: date | None
    report: Report | None
    now: datetime

    @property
    def title(self) -> str:
        """What it is called where no word of it may stand: `Case 3F9A2`. It does not tell how many others there are."""
        return title_of(self.uuid)

    @property
    def today(self) -> date:
        """The day of that moment, on this PC."""
        return self.now.astimezone().date()

    @property
    def hours_left(self) -> int | None:
        """The whole hours left to notify a personal data breach (6.1.5): 0 in the last of them, below it once they are
        over; None where none is to be notified any more."""
        if self.notify_by is None or self.notified_on is not None or self.state == State.CONCLUDED:
            return None
        return -((self.now - self.notify_by) // _HOUR) - 1

    @property
    def turns_at(self) -> datetime | None:
        """When `late` or `hours_left` change within the day; None where no hours run."""
        hours = self.hours_left
        return self.notify_by - hours * _HOUR if self.notify_by and hours is not None and hours >= 0 else None

    @property
    def late(self) -> list[str]:
        """What should have been done before this day, or by this moment, in words; the gravest first."""
        if self.state == State.CONCLUDED:
            return []
        found = {
            "not referred": not self.referred_on and self._passed(self.refer_by),
            "not notified": self.hours_left is not None and self.hours_left < 0,
            "not started": self.state == State.REPORTED and self._passed(self.start_by),
            "not concluded": self._passed(self.conclude_by),
        }
        return [words for words, late in found.items() if late]

    def _passed(self, day: date | None) -> bool:
        return day is not None and day < self.today


@dataclass(frozen=True)
class Entry:
    """What was written in a case: `record` is one of `case_record.RECORDS`; `more` holds what is not in it (of
    evidence its hash, size, media type and file; of something done the action). `at` is when it was entered (UTC)."""

    id: int
    uuid: str
    kind: EntryKind
    record: Any
    more: Mapping[str, Any]
    corrects: str
    why: str
    at: datetime
    who: str


@dataclass(frozen=True)
class Case:
    """A case in full, for somebody named on it; `entries` in the order in which they were entered."""

    row: CaseRow
    entries: tuple[Entry, ...]
    named: tuple[str, ...]

    @property
    def reported(self) -> Entry:
        """The entry of the report as it stands now."""
        return next(one for one in reversed(self.standing) if one.kind is EntryKind.REPORT)

    @property
    def report(self) -> Report:
        """The report as it stands now."""
        found: Report = self.reported.record
        return found

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that none takes the place of."""
        corrected = {one.corrects for one in self.entries}
        return tuple(one for one in self.entries if one.uuid not in corrected)

    @property
    def open_actions(self) -> list[Entry]:
        """What is to be done and was not."""
        return [one for one in self.standing if one.kind is EntryKind.ACTION and self.done(one) is None]

    @property
    def evidence(self) -> list[Entry]:
        """The pieces of evidence in their order."""
        return [one for one in self.standing if one.kind is EntryKind.EVIDENCE]

    def done(self, action: Entry) -> Entry | None:
        """That an action was done, as it stands or before it was corrected; None where it is open."""
        theirs = {action.uuid, *(one.uuid for one in self.earlier(action))}
        done = (one for one in self.standing if one.kind is EntryKind.DONE and one.more.get("action") in theirs)
        return next(done, None)

    def piece(self, uuid: str) -> Entry | None:
        """The piece of evidence that this entry is, or that stands in its place by now."""
        return next(
            (one for one in self.evidence if uuid in {one.uuid, *(was.uuid for was in self.earlier(one))}), None
        )

    def earlier(self, entry: Entry) -> list[Entry]:
        """What stood in the place of `entry` before, the latest first."""
        by_uuid, found, place = {one.uuid: one for one in self.entries}, [], entry.corrects
        while place in by_uuid:
            found.append(by_uuid[place])
            place = by_uuid[place].corrects
        return found


def title_of(uuid: str) -> str:
    """What the case of this uuid is called."""
    return f"Case {uuid[:REFERENCE].upper()}"
