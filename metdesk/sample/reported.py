"""The cases of the sample: what was reported in two years, and what those whom it went to wrote and decided."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from metdesk import case_course, case_links, cases, casework, people, reporting
from metdesk.case_record import RECORDS, EntryKind, Report
from metdesk.desk import Desk
from metdesk.record import Field, Kind, fields
from metdesk.sample import pictures, plan, terms
from metdesk.sample.calendar import Days, workday, workdays_after
from metdesk.sample.keyring import Keyring

Event = tuple[date, Callable[[], object]]
_DAY = timedelta(days=1)


@dataclass
class _Told:
    """A case while it is told: all its days count from `first`. `went_to` is the keyholder who reads it from the first
    day, `entries` are the uuids of what was written by what the file calls it."""

    about: Mapping[str, Any]
    first: date
    number: int = 0
    went_to: str = ""
    who: str = ""
    entries: dict[str, str] = field(default_factory=dict)

    def day(self, after: int) -> date:
        """The working day so many after the first, or before it."""
        return workdays_after(self.first, after)


class Reported:
    """Tells the cases; `numbers` are the ids of people by school and role, filled in as they are entered, and
    `account` gives that of an account by its school and handle."""

    def __init__(
        self,
        desk: Desk,
        days: Days,
        keyring: Keyring,
        numbers: Mapping[tuple[str, str], int],
        account: Callable[[str, str], int],
    ) -> None:
        self._desk, self._days, self._keyring = desk, days, keyring
        self._numbers, self._account = numbers, account
        self._titles: dict[str, str] = {}

    def events(self, schools: Mapping[str, int]) -> Iterator[Event]:
        """What happened, each with its day, in no order; `schools` are the ids of schools by their keys."""
        for about in plan.reported():
            told = _Told(about, self._first_day(about))
            yield told.day(0), partial(self._report, told, schools)
            for step in about["steps"]:
                yield told.day(step["after"]), partial(self._take, told, step)

    def _first_day(self, about: Mapping[str, Any]) -> date:
        today = self._days.today
        if "ago" in about:
            return workdays_after(workday(today), -about["ago"])
        return workday(terms.school_days(self._days).still_in_time(today, about["school_days"]) - _DAY)

    def _report(self, told: _Told, schools: Mapping[str, int]) -> None:
        about, (school, role) = told.about, _parted(told.about["who"])
        told.who = self._name(school, role)
        more = {"school_id": schools[school], "subject_id": self._numbers[school, role], "after": 0}
        sent = reporting.report(self._desk, self._record(Report, told, {**about, **more}))
        told.number, told.went_to = sent.case_id, sent.names[0]
        self._titles[about["key"]] = sent.title

    def _take(self, told: _Told, step: Mapping[str, Any]) -> None:
        with self._keyring.seat(step.get("by", told.went_to)):
            if step["do"] == "named":
                case_course.name(self._desk, told.number, step.get("name", told.went_to))
            elif step["do"] == "outcome":
                case_course.conclude(self._desk, told.number, self._record(RECORDS[EntryKind.OUTCOME], told, step))
            else:
                entry = self._write(told, step)
                if "called" in step:
                    written = cases.read(self._desk, told.number).entries
                    told.entries[step["called"]] = next(one.uuid for one in written if one.id == entry)

    def _write(self, told: _Told, step: Mapping[str, Any]) -> int:
        desk, number = self._desk, told.number
        kind = EntryKind.NOTE if step["do"] == "notified" else EntryKind(step["do"])
        record = self._record(RECORDS[kind], told, step)
        if step["do"] == "notified":
            return casework.notified(desk, number, record)
        if kind is EntryKind.EVIDENCE:
            content = (step["file"].encode(), "text/plain") if "file" in step else (pictures.talk(), "image/png")
            return casework.add_evidence(desk, number, record, *content)
        if kind is EntryKind.LINK:
            return case_links.link(desk, number, record)
        if kind is EntryKind.DONE:
            return casework.act_done(desk, number, told.entries[step["action"]], record)
        more: dict[str, Any] = {"evidence": told.entries[step["evidence"]]} if kind is EntryKind.HANDLED else {}
        corrects = told.entries.get(step.get("corrects", ""), "")
        return casework.write(desk, number, kind, record, corrects=corrects, why=step.get("why", ""), **more)

    def _record(self, record: type, told: _Told, step: Mapping[str, Any]) -> Any:
        """What the file says of a `record`; a day that it does not give, but that is needed, is the day of entry."""
        if "account" in step:
            step = {**step, "account_id": self._account(*_parted(step["account"]))}
        if "case" in step:
            step = {**step, "case": self._titles[step["case"]]}
        values = {one.name: self._value(one, told, step) for one in fields(record)}
        return record(**{name: value for name, value in values.items() if value is not None})

    def _value(self, one: Field, told: _Told, step: Mapping[str, Any]) -> Any:
        given = step.get(one.name, step["after"] if one.kind is Kind.DATE and one.required else None)
        if given is None or one.kind is Kind.DATE:
            return None if given is None else told.day(given)
        return given.format_map(_Names(told.who, self._name)) if isinstance(given, str) else given

    def _name(self, school: str, role: str) -> str:
        return people.get(self._desk, self._numbers[school, role]).name


class _Names(dict[str, str]):
    """The names that stand in a text: `who` it is about, and others by school and role."""

    def __init__(self, who: str, name: Callable[[str, str], str]) -> None:
        super().__init__(who=who)
        self._name = name

    def __missing__(self, key: str) -> str:
        return self._name(*_parted(key))


def _parted(words: str) -> tuple[str, str]:
    """The school, and what follows it."""
    school, _, rest = words.partition(" ")
    return school, rest
