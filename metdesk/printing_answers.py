"""Paper and pictures about acknowledgements, for window and command line; as `metdesk.printing`."""

from typing import TYPE_CHECKING

from metdesk import answer_figures, chasing, figures, printing, receipts, rounds, schools
from metdesk.acknowledgement_checks import GOVERNANCE_SIGNED, SIGNED, target
from metdesk.acknowledgements import EVERYBODY, AckFilter
from metdesk.desk import Desk
from metdesk.figures import Trend
from metdesk.printing import Job, edition_of, file_name, new_sheet

if TYPE_CHECKING:
    from metdesk.paper.charts import Look


def status(desk: Desk, school_id: int | None = None) -> Job:
    """How everybody stands with the edition in force, of one school or of all. Refused: no edition yet."""
    from metdesk.paper import acknowledgement_reports as paper
    from metdesk.paper.charts import Point

    edition = edition_of(desk, None).facts
    school = schools.get(desk, school_id).name if school_id else ""
    told = [one for one in answer_figures.by_school(desk) if school_id in (None, one.school_id)]
    facts = paper.Status(
        edition=edition.name,
        total=answer_figures.figures(desk, school_id),
        schools=told,
        rounds=[one for one in rounds.listed(desk, closed=False) if school_id in (None, one.round.school_id)],
        points=[Point(one.day, one.share) for one in signed_trend(desk, school_id).figures],
        target=target(desk),
    )
    sheet = new_sheet(desk, paper.STATUS_TITLE, school)
    name = file_name(sheet, "acknowledgement-status", school)
    return Job(paper.STATUS_TITLE, name, lambda out, progress: paper.print_status(sheet, facts, out, progress))


def chase(desk: Desk, wanted: AckFilter = EVERYBODY) -> Job:
    """Who has yet to answer, by school and team. Refused: no edition yet."""
    from metdesk.paper import acknowledgement_reports as paper

    edition = edition_of(desk, None).facts.name
    school = schools.get(desk, wanted.school_id).name if wanted.school_id else ""
    teams = chasing.outstanding(desk, wanted)
    sheet = new_sheet(desk, paper.CHASE_TITLE, school)
    name = file_name(sheet, "chase-list", school)
    return Job(paper.CHASE_TITLE, name, lambda out, progress: paper.print_chase(sheet, edition, teams, out, progress))


def receipt(desk: Desk, acknowledgement_id: int) -> Job:
    """An answer with the edition it was given to, in its own words. Refused: there is no such answer."""
    from metdesk.paper import acknowledgement_reports as paper

    found = receipts.receipt(desk, acknowledgement_id)
    sheet = new_sheet(desk, paper.RECEIPT_TITLE, found.school)
    name = file_name(sheet, "receipt", found.person.name)
    return Job(paper.RECEIPT_TITLE, name, lambda out, progress: paper.print_receipt(sheet, found, out, progress))


def outstanding_forms(desk: Desk, wanted: AckFilter = EVERYBODY, *, by_team: bool = True) -> Job:
    """A form for everyone who has yet to answer, as the office hands them out. Refused: nobody is outstanding."""
    people = [row.id for team in chasing.outstanding(desk, wanted) for row in team.rows]
    return printing.acknowledgements(desk, people, by_team=by_team)


def signed_trend(desk: Desk, school_id: int | None = None, *, governance: bool = False) -> Trend:
    """The share that signed over time, of a school or the trust; of trustees and governors where wanted."""
    one = GOVERNANCE_SIGNED if governance else SIGNED
    return figures.trend(desk, one.clause, one.amiss, school_id)


def picture(trend: Trend, width: float, height: float, *, goal: int | None = None, look: "Look | None" = None) -> bytes:
    """A trend as SVG, as the paper draws it; `look` takes the window's colours."""
    from metdesk.paper import charts

    points = [charts.Point(one.day, one.share) for one in trend.figures]
    return charts.svg(charts.trend(points, width, height, target=goal, look=look or charts.Look()))
