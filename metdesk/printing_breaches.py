"""Paper about breaches, for window and command line; as `metdesk.printing`.

The file of a case is for those named on it; to everybody else there is no such case.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from metdesk import accounts, case_links, case_seen, cases, casework, people, policy, schools, term_dates
from metdesk.case_record import EntryKind
from metdesk.case_seen import Case
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.printing import Job, file_name, new_sheet
from metdesk.reporting import clauses_of
from metdesk.school_days import school_year, school_year_span

if TYPE_CHECKING:
    from metdesk.paper.breach_register import Counted
    from metdesk.paper.breaches import CaseFile
    from metdesk.paper.furniture import Sheet


def allegation(desk: Desk, school_id: int | None = None) -> Job:
    """The form to report an allegation on, by hand; empty but for the school where one is named."""
    from metdesk.paper import allegation as paper

    sheet = _sheet(desk, paper.TITLE, schools.get(desk, school_id).name if school_id else "")
    prompt = desk.setting("prompt_harm")
    name = file_name(sheet, "report-of-a-breach", sheet.school)
    return Job(paper.TITLE, name, lambda out, progress: paper.print_allegation(sheet, prompt, out, progress))


def case_file(desk: Desk, case_id: int, *, day_only: bool = False) -> Job:
    """All that was written of a case; with `day_only` the same bytes all day.

    Refused: there is none of those that the keyholder is named on.
    """
    from metdesk.paper import breaches as paper

    file = gathered(desk, case_id)
    row = file.case.row
    sheet = _sheet(desk, paper.title_of(row), row.school)
    if day_only:
        day = sheet.printed_at.replace(hour=0, minute=0, second=0)
        sheet = replace(sheet, printed_at=day, day_only=True)
    return Job(
        sheet.title, file_name(sheet, "", row.title), lambda out, progress: paper.print_case(sheet, file, out, progress)
    )


def register(desk: Desk, school_id: int | None = None) -> Job:
    """How many cases there are, of one school or of all, as far as the keyholder may count them; those that they are
    named on one by one. Whoever does not list cases gets small numbers hidden. Refused: a school that is not there."""
    from metdesk.paper import breach_register as paper

    names = schools.names(desk)
    if school_id is not None:
        names = {school_id: schools.get(desk, school_id).name}
    only = desk.keyholder.schools
    rows = [row for row in cases.counted(desk) if school_id in (None, row.school_id)]
    counts = paper.Counts(
        cases=[_counted(desk, row) for row in rows],
        schools=[name for number, name in names.items() if not only or number in only],
        which=_which(desk),
        exact=desk.keyholder.role in cases.LISTING or all(row.report is not None for row in rows),
    )
    sheet = _sheet(desk, paper.TITLE, names[school_id] if school_id else "")
    name = file_name(sheet, "breach-register", sheet.school)
    return Job(paper.TITLE, name, lambda out, progress: paper.print_register(sheet, counts, out, progress))


def summary(desk: Desk, term: str = "") -> Job:
    """How many cases were reported in a term (`Autumn term 2025/26`; else the one we are in), without names and with
    small numbers hidden. Refused: no such term."""
    from metdesk.paper import breach_register as paper

    rows = cases.counted(desk)
    known = terms(desk)
    wanted = next((one for one in known if one.casefold() == term.strip().casefold()), "") if term else known[0]
    if not wanted:
        raise Refused({"term": f"There is no term “{term[:40]}”: choose {'; '.join(known[:6])}."})
    there = [row for row in rows if term_of(desk, row.school_id, row.reported_on) == wanted]
    sheet, which = new_sheet(desk, paper.SUMMARY_TITLE, ""), _which(desk)
    return Job(
        paper.SUMMARY_TITLE,
        file_name(sheet, "breaches", wanted),
        lambda out, progress: paper.print_summary(sheet, wanted, there, which, out, progress),
    )


def terms(desk: Desk) -> list[str]:
    """The terms that a summary can be of: the one we are in, then those with cases, then those entered."""
    ours = [term_of(desk, None, desk.today())]
    with_cases = [term_of(desk, row.school_id, row.reported_on) for row in cases.counted(desk)]
    entered = [_named(one.name, one.ends or desk.today()) for _, one in term_dates.every(desk) if one.kind == "term"]
    return list(dict.fromkeys([*ours, *with_cases, *entered]))


def term_of(desk: Desk, school_id: int | None, day: date) -> str:
    """The term of a school in which `day` lies, or that the holidays follow; the school year where none is entered."""
    days = term_dates.school_days(desk, school_id)
    began = [one for one in days.terms if one.starts <= day]
    if not began or not days.says(day):
        return f"School year {school_year_span(school_year(day)).name}"
    last = max(began, key=lambda one: one.starts)
    return _named(last.name, last.ends)


def _named(name: str, ends: date) -> str:
    return f"{name} {school_year_span(school_year(ends)).name}"


def _counted(desk: Desk, row: case_seen.CaseRow) -> "Counted":
    from metdesk.paper.breach_register import Counted

    days = term_dates.school_days(desk, row.school_id)
    end = row.concluded_on or desk.today()
    passed = days.school_days_between(row.reported_on + timedelta(days=1), end)
    return Counted(row, term_of(desk, row.school_id, row.reported_on), passed)


def _which(desk: Desk) -> str:
    """Which cases the keyholder counts."""
    if desk.keyholder.role in cases.COUNTING:
        return "It counts the cases that the key of whoever printed it is for."
    return "It counts those cases alone that whoever printed it is named on."


def gathered(desk: Desk, case_id: int) -> "CaseFile":
    """A case with the words of its clauses, whom and what it names, and its evidence held against its SHA-256. Refused:
    as `cases.read`."""
    from metdesk.paper.breaches import CaseFile

    case, names = cases.read(desk, case_id), schools.names(desk)
    report = case.report
    found = people.get_many(desk, sorted(report.subjects))
    who = {
        number: ", ".join(filter(None, (one.name, one.job, names.get(one.school_id or 0, ""))))
        for number, one in found.items()
    }
    account = accounts.titles(desk, [report.account_id]) if report.account_id else {}
    links = {one.uuid: case_links.named(desk, one.record) for one in case.entries if one.kind is EntryKind.LINK}
    titles = {uuid: linked.title for uuid, linked in links.items()}
    changed, account_title = casework.evidence_changed(desk, case), account.get(report.account_id or 0, "")
    return CaseFile(case, _clauses(desk, case), who, account_title, titles, changed)


def _clauses(desk: Desk, case: Case) -> list[tuple[str, str]]:
    """The clauses that the report names, with their words in the edition in force."""
    edition, found = policy.current(desk), []
    for number in dict.fromkeys(clauses_of(case.report.clauses)):
        kept = edition.find(number) if edition else None
        flow = kept.clause.flow() if kept else ()
        parts = [kept.clause.heading if kept else "", *(f"• {words}" if item else words for words, item in flow)]
        found.append((number, "\n".join(filter(None, parts))))
    return found


def _sheet(desk: Desk, title: str, school: str) -> "Sheet":
    from metdesk.paper.furniture import Marking

    return new_sheet(desk, title, school, Marking.CONFIDENTIAL)
