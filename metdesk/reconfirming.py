"""The yearly reconfirmation (6.5.4): from the first day of a month everybody says anew what they have to declare.

Everybody who is there is asked, pupils left out; who starts after that day has the days a joiner has. They have said so
when every relationship that goes on was declared or confirmed since, or was ended, or there is a fresh “nothing to
declare”. Counting begins with the register's first declaration.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from db import people as people_tables
from db import reconfirming as tables
from metdesk.calendar import count_of, show_date
from metdesk.confidential import require_sight, sight
from metdesk.declaration_record import OPEN, Declaration, State, Step
from metdesk.declarations import any_yet
from metdesk.declaring import insert_many, take_many
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import listed_name
from metdesk.record import Page


class Standing(StrEnum):
    """Where somebody stands with this year's reconfirmation."""

    NEVER = "never said"
    TO_CONFIRM = "to confirm"
    EARLIER = "said earlier"
    ANSWERED = "said"


OUTSTANDING = (Standing.NEVER, Standing.TO_CONFIRM, Standing.EARLIER)


@dataclass(frozen=True)
class YearFilter:
    """Which people a list shows; empty values leave the question open."""

    school_id: int | None = None
    category: str = ""
    team: str = ""
    standings: tuple[str, ...] = ()
    find: str = ""
    only: tuple[int, ...] | None = None


@dataclass(frozen=True)
class YearRow:
    """A person and where they stand: how many of their relationships go on, and when they last said anything."""

    id: int
    name: str
    staff_code: str
    category: str
    job: str
    team: str
    school_id: int
    school: str
    standing: Standing
    open: int
    heard_on: date | None


@dataclass(frozen=True)
class Figures:
    """How many people are asked, and where they stand."""

    people: int = 0
    answered: int = 0
    to_confirm: int = 0
    earlier: int = 0
    never: int = 0

    @property
    def outstanding(self) -> int:
        """How many have yet to say so."""
        return self.people - self.answered


def since(desk: Desk) -> date:
    """The day from which everybody says anew what they have to declare: the last first of the month of the setting."""
    today, month = desk.today(), int(desk.setting("reconfirm_month"))
    return date(today.year if today.month >= month else today.year - 1, month, 1)


def begun(desk: Desk) -> bool:
    """Whether it is counted: once anything was ever declared."""
    return desk.keep("anything declared", lambda: any_yet(desk))


def standing_of(rows: Sequence[tuple[State, date, date | None, date | None]], since: date) -> Standing:
    """Where somebody stands whose declarations these are, each with the state that counts today and the days on which
    it was declared, confirmed and ended. As `db.reconfirming.standing` has it."""
    told = [one for one in rows if one[0] != State.WITHDRAWN]
    if not told:
        return Standing.NEVER
    anew = [
        max(declared, confirmed or declared, (state == State.ENDED and ended) or declared) >= since
        for state, declared, confirmed, ended in told
    ]
    goes_on = [state in OPEN for state, *_ in told]
    if any(on and not new for on, new in zip(goes_on, anew, strict=True)):
        return Standing.TO_CONFIRM
    return Standing.ANSWERED if any(goes_on) or any(anew) else Standing.EARLIER


# --- reading


def page(
    desk: Desk,
    wanted: YearFilter = YearFilter(),
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> Page[YearRow]:
    """People `offset` to `offset + limit` of those who are asked and whose declarations the keyholder may read; `sort`
    is name, school, category or job. Nobody before counting has begun."""
    condition = _condition(desk, wanted)
    if not wanted.standings:
        rows, total = tables.page(condition, sort, descending, offset, limit)
        return Page(_rows(desk, rows), total)
    ids = desk.keep(
        ("year list", desk.keyholder, wanted, sort, descending), lambda: tables.ids(condition, sort, descending)
    )
    return Page(_rows(desk, people_tables.rows_of(ids[offset : offset + limit])), len(ids))


def everything(desk: Desk, wanted: YearFilter = YearFilter()) -> list[YearRow]:
    """Everybody wanted as the office hands sheets out: by school, team and surname."""
    return _rows(desk, tables.handed_out(_condition(desk, wanted)))


def outstanding(desk: Desk, school_id: int | None = None) -> list[YearRow]:
    """Everybody who has yet to say so and the keyholder may read, of one school or of all, as sheets are handed out."""
    return everything(desk, YearFilter(school_id=school_id, standings=OUTSTANDING))


def rows_of(desk: Desk, person_ids: Sequence[int]) -> list[YearRow]:
    """Where these people stand, in their order; those in the bin are left out. Refused: no sight of one of them."""
    found, may = people_tables.rows_of(person_ids), sight(desk)
    hidden = next((row["id"] for row in found if not may.reaches(row["id"], row["school_id"])), None)
    if hidden is not None:
        require_sight(desk, hidden)
    return _rows(desk, found)


def figures(desk: Desk, school_id: int | None = None, category: str = "") -> Figures:
    """How those who are asked stand, of one school or of all. For everybody; all 0 before counting has begun."""
    if not begun(desk):
        return Figures()
    found = desk.keep("year counted", lambda: tables.counts(_year(desk)))
    number = dict.fromkeys(Standing, 0)
    for school, kind, stands, how_many in found:
        if school_id in (None, school) and category in ("", kind):
            number[Standing(stands)] += how_many
    return Figures(
        people=sum(number.values()),
        answered=number[Standing.ANSWERED],
        to_confirm=number[Standing.TO_CONFIRM],
        earlier=number[Standing.EARLIER],
        never=number[Standing.NEVER],
    )


def figures_seen(desk: Desk, school_id: int | None = None, category: str = "") -> Figures:
    """The same, of one school or of all that the keyholder may read."""
    may = sight(desk).school_ids
    if school_id is not None or may is None:
        return figures(desk, school_id, category)
    found = [figures(desk, one, category) for one in may]
    names = Figures.__dataclass_fields__
    return Figures(**{name: sum(getattr(one, name) for one in found) for name in names})


def _year(desk: Desk) -> tables.Year:
    today = desk.today()
    return tables.Year(since(desk), today, today - timedelta(days=desk.setting("joiner_days")))


def _condition(desk: Desk, wanted: YearFilter) -> Any:
    may = sight(desk)
    told = asdict(wanted) | ({} if begun(desk) else {"only": ()})
    return tables.wanted(_year(desk), school_ids=may.school_ids, person_ids=may.person_ids, **told)


def _rows(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> list[YearRow]:
    numbers = [row["id"] for row in rows]
    stands, heard = tables.standings_of(_year(desk), numbers), _heard(desk, numbers)
    return [
        YearRow(
            id=row["id"],
            name=listed_name(row["surname"], row["forename"]),
            **{name: row[name] for name in ("staff_code", "category", "job", "team", "school_id")},
            school=row["school"] or "",
            standing=Standing(stands[row["id"]][0]),
            open=stands[row["id"]][1],
            heard_on=heard.get(row["id"]),
        )
        for row in rows
    ]


def _heard(desk: Desk, person_ids: Sequence[int]) -> dict[int, date]:
    found: dict[int, date] = {}
    for row in tables.declared(person_ids, desk.today()):
        if row["state"] != State.WITHDRAWN:
            ended = row["ended_on"] if row["state"] == State.ENDED else None
            day = max(one for one in (row["declared_on"], row["confirmed_on"], ended) if one)
            found[row["person_id"]] = max(day, found.get(row["person_id"], day))
    return found


# --- many at once


def confirm_people(desk: Desk, person_ids: Sequence[int], on: date) -> int:
    """Records “no change” for people, in one change: every relationship that goes on is confirmed, and who has none is
    entered anew as having nothing to declare. Returns for how many; who said so this year already is passed over.

    Refused: somebody who never said anything or is not asked, a day before this year's or still to come, everybody
    having said so already.
    """
    people = _people(desk, person_ids, on)
    never = [one for one in people if one.standing is Standing.NEVER]
    if never:
        names = count_of(len(never), "person", "people")
        raise Refused(
            f"Nothing is on record that could be unchanged for {_named(never)} ({names}): "
            "record “nothing to declare”, or what they declare."
        )
    waiting = _waiting(people)
    goes_on = [row for row in tables.declared([one.id for one in waiting], desk.today()) if row["counts_as"] in OPEN]
    _refuse_before(goes_on, on)
    with desk.change("declarations.step", f"No change for {_how_many(waiting)}") as change:
        take_many(change, [row["id"] for row in goes_on], Step.CONFIRMED, on, confirmed_on=on)
        insert_many(change, [_nothing(one, on) for one in waiting if not one.open])
    return len(waiting)


def nothing_for(desk: Desk, person_ids: Sequence[int], on: date) -> int:
    """Records for people that they have nothing to declare, in one change. Returns for how many; who said so this year
    already is passed over.

    Refused: somebody with a relationship that goes on, or who is not asked, a day before this year's or still to come,
    everybody having said so already.
    """
    people = _people(desk, person_ids, on)
    going_on = [one for one in people if one.open]
    if going_on:
        raise Refused(f"A declared relationship goes on for {_named(going_on)}: record “no change”, or end it before.")
    waiting = _waiting(people)
    with desk.change("declarations.add", f"Nothing to declare for {_how_many(waiting)}") as change:
        insert_many(change, [_nothing(one, on) for one in waiting])
    return len(waiting)


def _nothing(one: YearRow, on: date) -> Declaration:
    return Declaration(person_id=one.id, nothing=True, declared_on=on)


def _waiting(people: Sequence[YearRow]) -> list[YearRow]:
    found = [one for one in people if one.standing is not Standing.ANSWERED]
    if not found:
        raise Refused("They have said so this year already: there is nothing to record.")
    return found


def _people(desk: Desk, person_ids: Sequence[int], on: date) -> list[YearRow]:
    """These people where they stand. Refused: none, a day that will not do, one who is not asked or out of sight."""
    start = since(desk)
    if not person_ids:
        raise Refused("Choose the people first: click them in the list, with Ctrl for several.")
    if on > desk.today():
        raise Refused({"on": "They cannot have said so on a day still to come: write the day they did."})
    if on < start:
        raise Refused(
            {"on": f"This year is counted from {show_date(start)}: write the day on which they said so since."}
        )
    found = rows_of(desk, list(dict.fromkeys(person_ids)))
    asked = tables.asked_of(replace(_year(desk), joiner_days_ago=desk.today() + timedelta(days=1)), person_ids)
    others = [one for one in found if one.id not in asked]
    if others:
        raise Refused(f"{_named(others)} cannot be asked: pupils, leavers and those yet to start are left out.")
    return found


def _refuse_before(goes_on: Sequence[Mapping[str, Any]], on: date) -> None:
    later = [row for row in goes_on if row["declared_on"] > on]
    if later:
        declared_on = max(row["declared_on"] for row in later)
        raise Refused({"on": f"One of them declared on {show_date(declared_on)}: they said so on that day or after."})


def _how_many(people: Sequence[YearRow]) -> str:
    return count_of(len(people), "person", "people")


def _named(people: Sequence[YearRow]) -> str:
    """The names of the first three, and how many more."""
    names = [one.name for one in people[:3]]
    more = len(people) - len(names)
    return "; ".join(names) + (f" and {more:,} more" if more else "")
