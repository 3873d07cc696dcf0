"""Rounds: who is asked to sign the edition in force, and by when (5.2.1, 5.3.1).

Nobody is on a list of a round: whoever is there today and of its school and category is asked, so that joiners are
asked as they arrive and leavers drop out. Who started after the round has some days more (a setting).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from db import acknowledgements as tables
from metdesk import policy, schools
from metdesk.acknowledgement_record import Round
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Category
from metdesk.record import check, stripped

NO_EDITION = "There is no edition of the policy yet: read the starter edition or import your document first."


@dataclass(frozen=True)
class Holding:
    """The editions of which a signature holds today: the one in force and, where it is a minor one, those before."""

    current: policy.EditionFacts
    oldest: int


@dataclass(frozen=True)
class RoundRow:
    """A round with its progress: of the people it asks today, how many answered and how many of them signed."""

    id: int
    round: Round
    edition: str
    school: str
    whom: str
    asked: int
    answered: int
    signed: int
    open: bool

    @property
    def outstanding(self) -> int:
        """How many have not answered."""
        return self.asked - self.answered


def holding(desk: Desk) -> Holding | None:
    """The editions of which a signature holds; None where there is no edition yet."""

    def read() -> Holding | None:
        editions = policy.editions(desk)
        if not editions:
            return None
        oldest = 0
        while editions[oldest].minor and oldest + 1 < len(editions):
            oldest += 1
        return Holding(editions[0], editions[oldest].id)

    return desk.keep("editions that hold", read)


def asking(desk: Desk) -> tables.Asking | None:
    """What decides standings today, for the queries; None where there is no edition yet."""

    def read() -> tables.Asking | None:
        held = holding(desk)
        if held is None:
            return None
        asked = tuple(_asked(row) for row in tables.rounds(held.oldest) if _is_open(row, desk.today()))
        return tables.Asking(held.oldest, held.current.id, asked, desk.today(), desk.setting("joiner_days"))

    return desk.keep("asking", read)


def due(desk: Desk, school_id: int, category: str, starts: date | None) -> date | None:
    """The day by which somebody of this school and category is asked; None where no open round asks them.

    Where several do it is the earliest, so that nobody gains time by being asked again.
    """
    now = asking(desk)
    if now is None or (starts is not None and starts > now.today):
        return None
    days = [_due(one, starts, now.days) for one in now.rounds if _asks(one, school_id, category)]
    return min(days, default=None)


def _asks(one: tables.Asked, school_id: int, category: str) -> bool:
    right = category == one.category if one.category else category != Category.PUPIL
    return right and one.school_id in (None, school_id)


def _due(one: tables.Asked, starts: date | None, days: int) -> date:
    late = starts is not None and starts > one.asked_on
    return max(one.due_on, starts + timedelta(days=days)) if late and starts else one.due_on


def _asked(row: tables.AckRound) -> tables.Asked:
    return tables.Asked(row.asked_on, row.due_on, row.school_id, row.category)


def _is_open(row: tables.AckRound, today: date) -> bool:
    return row.closed_on is None or row.closed_on > today


def listed(desk: Desk, *, closed: bool = True) -> list[RoundRow]:
    """The rounds of every edition, the latest first; without the closed ones where not wanted.

    A closed round and one for an edition that no longer counts tell their scope, and nothing of progress.
    """
    now, names = asking(desk), schools.names(desk)
    editions = {one.id: one.name for one in policy.editions(desk)}
    return [
        _row(row, now, names, editions)
        for row in tables.rounds()
        if closed or (_is_open(row, desk.today()) and now and row.edition_id >= now.oldest)
    ]


def _row(row: tables.AckRound, now: tables.Asking | None, names: dict[int, str], editions: dict[int, str]) -> RoundRow:
    one = from_row(row)
    is_open = now is not None and row.edition_id >= now.oldest and _is_open(row, now.today)
    counted = tables.asked_people(now, [_asked(row)]) if now and is_open else []
    school = names.get(row.school_id, "") if row.school_id else ""
    return RoundRow(
        id=row.id,
        round=one,
        edition=editions.get(row.edition_id, ""),
        school=school,
        whom=whom(school, one.category),
        asked=sum(number for _, _, number in counted),
        answered=sum(number for answered, _, number in counted if answered),
        signed=sum(number for _, signed, number in counted if signed),
        open=is_open,
    )


def whom(school: str, category: str) -> str:
    """Whom a round asks, in words: `Everyone`, `Governance volunteers of Ash Hill Primary`."""
    who = _PLURALS[Category(category)] if category else "Everyone"
    return f"{who} {'at' if not category else 'of'} {school}" if school else who


_PLURALS = {
    Category.STAFF: "Staff",
    Category.GOVERNANCE: "Governance volunteers",
    Category.VOLUNTEER: "Volunteers",
    Category.CONTRACTOR: "Contractors",
    Category.VISITOR: "Visitors",
    Category.PUPIL: "Pupils",
}


def from_row(row: tables.AckRound) -> Round:
    """The record of a stored row."""
    return Round(**{name: row.__data__[name] for name in Round.__dataclass_fields__})


def get(desk: Desk, round_id: int) -> Round:
    """The round. Refused where there is none."""
    row = tables.round_of(round_id)
    if row is None:
        raise Refused("This round is no longer in the register: look in the list again.")
    return from_row(row)


def how_many(desk: Desk, wanted: Round) -> tuple[int, int]:
    """How many people a round would ask today, and how many of them have answered already."""
    now = asking(desk)
    if now is None:
        return 0, 0
    plan = tables.Asked(now.today, now.today, wanted.school_id, wanted.category)
    counted = tables.asked_people(now, [plan])
    return sum(number for _, _, number in counted), sum(number for answered, _, number in counted if answered)


def ask(desk: Desk, wanted: Round) -> int:
    """Asks a school, a category or everyone for the edition in force; returns the round's id.

    `asked_on` is today where none is given. Refused, by field: no edition, another than the one in force, a day
    still to come for asking or a day before it for the forms to be back, the same people asked already, nobody to ask.
    """
    held = holding(desk)
    if held is None:
        raise Refused({"edition_id": NO_EDITION})
    one = replace(
        stripped(wanted),
        edition_id=wanted.edition_id or held.current.id,
        asked_on=wanted.asked_on or desk.today(),
    )
    unfit(desk, one, held)
    school = schools.get(desk, one.school_id).name if one.school_id else ""
    words = f"{whom(school, one.category)} asked to sign edition {held.current.name} by {show_date(one.due_on)}"
    with desk.change("rounds.ask", words) as changing:
        return changing.insert(tables.AckRound, **asdict(one))


def unfit(desk: Desk, one: Round, held: Holding) -> None:
    """Refuses a round as `ask` says."""
    check(one)
    found: dict[str, str] = {}
    if one.edition_id != held.current.id:
        found["edition_id"] = f"Only the edition in force can be asked for: that is {held.current.name}."
    if one.asked_on and one.asked_on > desk.today():
        found["asked_on"] = "A round begins today or began earlier: write the day people were asked."
    elif one.asked_on and one.due_on and one.due_on < one.asked_on:
        found["due_on"] = "The forms would be due before anybody was asked: check both dates."
    if one.closed_on:
        found["closed_on"] = "A round is asked first and closed afterwards: leave this empty."
    if one.school_id and one.school_id not in schools.names(desk):
        found["school_id"] = "This school is not in the register: add it first, or choose another."
    if found:
        raise Refused(found)
    _unfit_people(desk, one, held)


def _unfit_people(desk: Desk, one: Round, held: Holding) -> None:
    same = _same(tables.rounds(held.oldest), one, desk.today())
    if same is not None:
        day = show_date(same.due_on)
        raise Refused(f"They are asked already, by {day}: close that round first to ask for another day.")
    if how_many(desk, one)[0] == 0:
        raise Refused("Nobody there today is of this school and category: choose others, or add the people first.")


def _same(rows: Iterable[tables.AckRound], one: Round, today: date) -> tables.AckRound | None:
    scope = (one.school_id, one.category)
    return next((row for row in rows if (row.school_id, row.category) == scope and _is_open(row, today)), None)


def close(desk: Desk, round_id: int, on: date | None = None) -> None:
    """Ends a round on a day (today): from then on it asks nobody. What was answered stays.

    Refused: closed already, a day still to come or before it was asked.
    """
    one, day = get(desk, round_id), on or desk.today()
    if one.closed_on:
        raise Refused(f"This round was closed on {show_date(one.closed_on)}.")
    if day > desk.today():
        raise Refused({"closed_on": "A round cannot have been closed on a day still to come: write the day it was."})
    if one.asked_on and day < one.asked_on:
        raise Refused({"closed_on": f"The round was asked on {show_date(one.asked_on)}: it cannot close before."})
    school = schools.names(desk).get(one.school_id, "") if one.school_id else ""
    words = f"Round closed: {whom(school, one.category)} by {show_date(one.due_on)}"
    with desk.change("rounds.close", words) as changing:
        changing.update(tables.AckRound, round_id, closed_on=day)
