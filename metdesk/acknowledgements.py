"""Acknowledgements: who has signed which edition of the policy (5.1.2, 5.2.1, 5.3.1).

Nothing entered is ever changed. A correction is a further row with its reason; the last row of a person and an edition
is what stands. A signature of an edition holds for those after it as long as they are minor ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from db import acknowledgements as tables
from metdesk import people, policy, rounds, schools
from metdesk.acknowledgement_record import Acknowledgement, Answer, Standing
from metdesk.desk import Desk
from metdesk.people import listed_name
from metdesk.record import Page
from metdesk.rounds import Holding, holding


@dataclass(frozen=True)
class AckRow:
    """A line of the list: a person and where they stand with the edition in force.

    `acknowledgement_id` is the answer that stands: for the edition in force, or the newest before; its edition and
    dates are told with it. `due_on` is the day by which an open round asks for it, `overdue` that it has passed
    without an answer, `outstanding` that an open round asks and there is no answer yet.
    """

    id: int
    name: str
    staff_code: str
    email: str
    category: str
    job: str
    team: str
    school_id: int
    school: str
    starts: date | None
    ends: date | None
    standing: Standing
    due_on: date | None
    outstanding: bool
    overdue: bool
    acknowledgement_id: int | None = None
    edition: str = ""
    signed_on: date | None = None
    received_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class AckFilter:
    """Which people a list shows; empty values leave the question open.

    No standing means everybody there today; `Standing.LEFT` means the leavers. Pupils whom nobody asked are left out
    unless `category` names them.
    """

    school_id: int | None = None
    category: str = ""
    team: str = ""
    standings: tuple[str, ...] = ()
    outstanding: bool = False
    overdue: bool = False
    find: str = ""


EVERYBODY = AckFilter()


# --- where people stand


def decide(
    today: date,
    held: Holding | None,
    starts: date | None,
    ends: date | None,
    due_on: date | None,
    given: Mapping[int, str],
) -> Standing:
    """Where somebody who starts and leaves on these days stands on `today`.

    `given` is what stands for them by edition, mistakes left out; `due_on` the day by which an open round asks them.
    """
    if ends is not None and ends < today:
        return Standing.LEFT
    if held is not None:
        valid = [edition for edition in given if held.oldest <= edition <= held.current.id]
        if valid:
            return Standing(given[max(valid)])
        if any(edition < held.oldest and answer == Answer.SIGNED for edition, answer in given.items()):
            return Standing.EARLIER
    arrived = starts is None or starts <= today
    return Standing.ASKED if due_on is not None and arrived else Standing.NOT_ASKED


def page(
    desk: Desk,
    wanted: AckFilter = EVERYBODY,
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> Page[AckRow]:
    """People `offset` to `offset + limit` of those wanted; `sort` is name, school, category, job or staff_code."""
    condition = _condition(desk, wanted)
    if not (wanted.standings or wanted.outstanding or wanted.overdue):
        rows, total = tables.page(condition, sort, descending, offset, limit)
        return Page(_rows(desk, rows), total)
    ids = desk.keep(("acknowledgement list", wanted, sort, descending), lambda: tables.ids(condition, sort, descending))
    return Page(_rows(desk, tables.rows_of(ids[offset : offset + limit])), len(ids))


def handed_out(desk: Desk, wanted: AckFilter = EVERYBODY) -> list[AckRow]:
    """Everybody wanted as the office hands forms out: by school, team and surname."""
    return _rows(desk, tables.handed_out(_condition(desk, wanted)))


def rows_of(desk: Desk, person_ids: Sequence[int]) -> list[AckRow]:
    """Where these people stand, in their order; those in the bin are left out."""
    return _rows(desk, tables.rows_of(person_ids))


def joined_later(desk: Desk, school_id: int | None = None) -> list[AckRow]:
    """Everybody there today whom a round asks and who started after it began."""
    asked = asking(desk)
    return _rows(desk, tables.handed_out(tables.joined_later(asked, school_id))) if asked.rounds else []


def standing_of(desk: Desk, person_id: int) -> AckRow:
    """Where one person stands, leavers too. Refused where there is nobody of that id, or they are in the bin."""
    person = people.get(desk, person_id)
    school = schools.names(desk).get(person.school_id or 0, "")
    return _rows(desk, [{"id": person_id, "school": school, **asdict(person)}])[0]


def _condition(desk: Desk, wanted: AckFilter) -> Any:
    return tables.wanted(
        asking(desk),
        school_id=wanted.school_id,
        category=wanted.category,
        team=wanted.team,
        find=wanted.find,
        among_standings=[str(one) for one in wanted.standings],
        only_outstanding=wanted.outstanding,
        only_overdue=wanted.overdue,
    )


def asking(desk: Desk) -> tables.Asking:
    """What the edition in force and the open rounds ask; of a register without an edition, nothing."""
    return rounds.asking(desk) or tables.Asking(0, -1, (), desk.today(), 0)


def _rows(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> list[AckRow]:
    held, today = holding(desk), desk.today()
    names = {one.id: one.name for one in policy.editions(desk)}
    answers: dict[int, dict[int, Mapping[str, Any]]] = {}
    for one in tables.standing_rows([row["id"] for row in rows]):
        answers.setdefault(one["person_id"], {})[one["edition_id"]] = one
    return [_row(desk, row, answers.get(row["id"], {}), held, names, today) for row in rows]


def _row(
    desk: Desk,
    row: Mapping[str, Any],
    given: Mapping[int, Mapping[str, Any]],
    held: Holding | None,
    names: Mapping[int, str],
    today: date,
) -> AckRow:
    due_on = rounds.due(desk, row["school_id"], row["category"], row["starts"])
    answers = {edition: one["answer"] for edition, one in given.items()}
    stands = decide(today, held, row["starts"], row["ends"], due_on, answers)
    told = _told(given, held, stands)
    waiting = due_on is not None and stands in (Standing.ASKED, Standing.EARLIER)
    return AckRow(
        id=row["id"],
        name=listed_name(row["surname"], row["forename"]),
        **{name: row[name] for name in ("staff_code", "email", "category", "job", "team", "school_id")},
        school=row["school"] or "",
        starts=row["starts"],
        ends=row["ends"],
        standing=stands,
        due_on=due_on if stands is not Standing.LEFT else None,
        outstanding=waiting,
        overdue=waiting and due_on is not None and due_on < today,
        acknowledgement_id=told["id"] if told else None,
        edition=names.get(told["edition_id"], "") if told else "",
        signed_on=told["signed_on"] if told else None,
        received_on=told["received_on"] if told else None,
        reason=told["reason"] if told else "",
    )


def _told(given: Mapping[int, Mapping[str, Any]], held: Holding | None, stands: Standing) -> Mapping[str, Any] | None:
    """The answer by which somebody stands where they do; a leaver's newest."""
    if stands is Standing.EARLIER and held is not None:
        signed = [edition for edition, one in given.items() if one["answer"] == Answer.SIGNED]
        return given[max(edition for edition in signed if edition < held.oldest)]
    if stands in (Standing.ASKED, Standing.NOT_ASKED):
        return None
    return given[max(given)] if given else None


def teams(desk: Desk, school_id: int | None = None) -> list[str]:
    """The teams people are in, by name, of one school or of all."""
    return tables.teams(school_id)


@dataclass(frozen=True)
class Entry:
    """An entry as it was made, and whether it stands: neither corrected since nor a mistake."""

    id: int
    answer: Acknowledgement
    stands: bool


def everything(desk: Desk) -> list[Entry]:
    """Every entry about everybody, in the order in which they were made."""
    rows = tables.everything()
    last = {(row["person_id"], row["edition_id"]): row["id"] for row in rows}
    return [
        Entry(
            row["id"],
            Acknowledgement(**{name: row[name] for name in Acknowledgement.__dataclass_fields__}),
            row["answer"] != Answer.MISTAKE and last[row["person_id"], row["edition_id"]] == row["id"],
        )
        for row in rows
    ]
