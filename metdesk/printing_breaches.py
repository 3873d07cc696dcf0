"""Paper about breaches, for window and command line; as `metdesk.printing`.

The file of a case is for those named on it; to everybody else there is no such case.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from metdesk import accounts, cases, people, policy, schools
from metdesk.case_record import EntryKind, Link
from metdesk.cases import Case, Entry
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.printing import Job, file_name, new_sheet
from metdesk.reporting import clauses_of

if TYPE_CHECKING:
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


def gathered(desk: Desk, case_id: int) -> "CaseFile":
    """A case with the words of its clauses, and whom and what it names. Refused: as `cases.read`."""
    from metdesk.paper.breaches import CaseFile

    case, names = cases.read(desk, case_id), schools.names(desk)
    report = case.report
    found = people.get_many(desk, sorted(report.subjects))
    who = {
        number: ", ".join(filter(None, (one.name, one.job, names.get(one.school_id or 0, ""))))
        for number, one in found.items()
    }
    account = accounts.titles(desk, [report.account_id]) if report.account_id else {}
    return CaseFile(case, _clauses(desk, case), who, account.get(report.account_id or 0, ""), _links(desk, case))


def _clauses(desk: Desk, case: Case) -> list[tuple[str, str]]:
    """The clauses that the report names, with their words in the edition in force."""
    edition, found = policy.current(desk), []
    for number in dict.fromkeys(clauses_of(case.report.clauses)):
        kept = edition.find(number) if edition else None
        parts = [kept.clause.heading, *(words for words, _ in kept.clause.flow())] if kept else []
        found.append((number, "\n".join(filter(None, parts))))
    return found


def _links(desk: Desk, case: Case) -> dict[str, str]:
    """What the links of a case lead to, by the uuids of their entries."""
    return {one.uuid: _linked(desk, one) for one in case.entries if one.kind is EntryKind.LINK}


def _linked(desk: Desk, entry: Entry) -> str:
    link: Link = entry.record
    number = link.record_id or 0
    if link.kind == "account":
        return accounts.titles(desk, [number]).get(number, "An account that is no longer in the register")
    if link.kind == "declaration":
        return f"Declaration {number}"
    try:
        return cases.row(desk, number).title
    except Refused:
        return "A case that you are not named on"


def _sheet(desk: Desk, title: str, school: str) -> "Sheet":
    from metdesk.paper.furniture import Marking

    return new_sheet(desk, title, school, Marking.CONFIDENTIAL)
