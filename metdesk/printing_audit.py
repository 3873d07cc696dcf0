"""The audit extract, gathered: which entries it shows, what verifying found, and the seals at both ends."""

from dataclasses import dataclass
from datetime import date

from metdesk import history, seal
from metdesk.calendar import show_date, show_when
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.jobs import Progress, quietly
from metdesk.printing import Job, file_name, new_sheet
from metdesk.record import Kind, check, field, sentence_case

_MOST_ENTRIES = 20_000
_RECORDS_AN_ENTRY = 10
_ABOUT = {
    "everything": "",
    "schools": "school",
    "people": "person",
    "accounts": "account",
    "permissions": "authorisation",
    "keyholders": "keyholder",
}


@dataclass(frozen=True)
class Period:
    """What an audit extract shows: from the first to the last day, both included; empty days leave it open."""

    first: date | None = field("From", Kind.DATE, help="Empty: from the first entry of the register.")
    last: date | None = field("Until", Kind.DATE, help="Empty: up to now.")
    about: str = field("About", Kind.CHOICE, choices=tuple(_ABOUT), required=True, default="everything")

    def wanted(self) -> history.Wanted:
        """The entries it shows."""
        return history.Wanted(first=self.first, last=self.last, kind=_ABOUT.get(self.about, ""))


def check_period(desk: Desk, period: Period) -> int:
    """How many entries an extract has. Refused: days the wrong way round, no entry at all, or too many."""
    check(period)
    if period.first and period.last and period.last < period.first:
        raise Refused({"last": "The last day is before the first: check both dates."})
    total = history.page(desk, period.wanted(), limit=1).total
    if not total:
        raise Refused({"first": "Nothing was entered in these days: choose others, or leave both empty."})
    if total > _MOST_ENTRIES:
        raise Refused({"first": f"These are {total:,} entries, and {_MOST_ENTRIES:,} is the most: choose fewer days."})
    return total


def extract(desk: Desk, period: Period, checked: seal.Checked, progress: Progress = quietly) -> Job:
    """The audit extract of a period; `checked` is what verifying found just now. Refused as `check_period`."""
    from metdesk.paper import audit as paper
    from metdesk.paper.furniture import Marking

    total = check_period(desk, period)
    told: list[paper.Told] = []
    for entry in history.oldest_first(desk, period.wanted(), 0, total):
        parts, records = history.parts(desk, entry.n, limit=_RECORDS_AN_ENTRY)
        told.append(paper.Told(entry, parts, records))
        progress(len(told) / total, "Gathering the entries…")
    said = paper.Extract(
        days=_days(period),
        about=sentence_case(period.about),
        seal_before=seal.at_entry(desk, told[0].entry.n - 1) or "None: it begins with the first entry",
        seal_at_end=seal.at_entry(desk, told[-1].entry.n),
        of_all=seal.now(desk).n,
        verified=f"{checked.words} Checked on {show_when(checked.at)}, seal {checked.seal.words}.",
        problems=checked.all_problems,
    )
    sheet = new_sheet(desk, paper.TITLE, "", Marking.CONFIDENTIAL)
    return Job(
        paper.TITLE,
        file_name(sheet, "audit-extract", ""),
        lambda out, progress: paper.print_extract(sheet, said, told, out, progress),
    )


def _days(period: Period) -> str:
    if period.first and period.last:
        return f"{show_date(period.first)} to {show_date(period.last)}, both included"
    if period.first:
        return f"From {show_date(period.first)} on"
    return f"Up to and including {show_date(period.last)}" if period.last else "All, from the first entry on"
