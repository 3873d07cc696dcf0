"""Two years of acknowledgements: forms on file of an earlier edition, rounds, refusals, mistakes put right, a trend."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import partial

from db import acknowledgements as tables
from metdesk import answering, figures, rounds
from metdesk.acknowledgement_record import Acknowledgement, Answer, Round
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.people import Category, Person
from metdesk.sample.calendar import Days, workday
from metdesk.sample.cast import Member

Event = tuple[date, Callable[[], object]]

_FIRST_ASKED, _FIRST_DUE, _FIRST_CLOSED = 14, 56, 180
"""Days after the register began: the first round for the edition in force."""
_AGAIN_ASKED, _AGAIN_DUE = 77, 21
"""Days ago: the round of this year, and the day by which its forms were to be back."""
_BATCH = 7
_JOINER_DAYS = 7
_SNAPSHOTS = 28
_FILED = date(2019, 9, 16)
_REFUSALS = (
    "Wants the part about private accounts explained first.",
    "Will sign once the union has answered.",
    "Does not use social media and sees no need to sign.",
)
_UNABLE = ("On long-term leave; the head wrote to them.", "Has a visual impairment: read out by Ms Osei on the phone.")


@dataclass(frozen=True)
class Planned:
    """An answer that comes back to the office on a day."""

    day: date
    member: Member
    answer: Acknowledgement


class Answers:
    """Tells what was answered; `numbers` are the ids of people by school and role, filled in as they are entered."""

    def __init__(
        self, desk: Desk, days: Days, members: Sequence[Member], numbers: Mapping[tuple[str, str], int]
    ) -> None:
        self._desk = desk
        self._days = days
        self._members = [one for one in members if one.person.category != Category.PUPIL]
        self._numbers = numbers

    def events(self, schools: Mapping[str, int]) -> Iterator[Event]:
        """What happened, each with its day, in no order; `schools` are the ids of schools by their keys."""
        begin, today = self._days.begin, self._days.today
        first, again = begin + timedelta(_FIRST_ASKED), today - timedelta(_AGAIN_ASKED)
        yield begin, partial(self._desk.choose, "joiner_days", _JOINER_DAYS)
        yield first, partial(self._ask, Round(due_on=begin + timedelta(_FIRST_DUE), note="The edition of March 2022"))
        yield begin + timedelta(_FIRST_CLOSED), self._close
        yield again, partial(self._ask_schools, schools)
        yield from self._batches(first, again)
        for back in range((today - begin).days - 1, 0, -_SNAPSHOTS):
            yield today - timedelta(back), partial(figures.keep, self._desk)
        yield begin + timedelta(_FIRST_DUE), self._put_right

    # --- rounds

    def _ask(self, wanted: Round) -> None:
        rounds.ask(self._desk, wanted)

    def _close(self) -> None:
        for one in rounds.listed(self._desk, closed=False):
            rounds.close(self._desk, one.id)

    def _ask_schools(self, schools: Mapping[str, int]) -> None:
        """This year every school asks again, the central team not yet."""
        due = self._days.today - timedelta(_AGAIN_DUE)
        for number in list(schools.values())[:-1]:
            rounds.ask(self._desk, Round(school_id=number, due_on=due, note="Start of the school year"))

    # --- answers

    def file(self, edition_id: int) -> None:
        """Enters the forms that were on file when the register began, of the edition then in force."""
        rows = []
        for place, one in enumerate(self._members):
            there = one.entered <= self._days.begin and (one.person.starts or _FILED) < date(2022, 1, 1)
            if there and place % 9:
                signed = workday(max(one.person.starts or _FILED, _FILED) + timedelta(place % 60))
                answer = Acknowledgement(self._person(one), edition_id, signed_on=signed, received_on=signed)
                rows.append(asdict(answer))
        self._insert(rows, "Forms on file taken in")

    def _batches(self, first: date, again: date) -> Iterator[Event]:
        """The answers as they come back, entered once a week."""
        weeks: dict[date, list[Planned]] = {}
        for one in self._planned(first, again):
            week = one.day + timedelta(_BATCH - one.day.weekday())
            if week <= self._days.today:
                weeks.setdefault(week, []).append(one)
        for week, batch in weeks.items():
            yield week, partial(self._enter, batch)

    def _planned(self, first: date, again: date) -> Iterator[Planned]:
        joined = 0  # since this year's round began
        for place, one in enumerate(self._members):
            start = max(one.entered, one.person.starts or one.entered, first)
            mood = place * 37 % 100
            if start > again:
                joined += 1
                if joined % 3:  # the others are late
                    yield self._back(one, start, 1 + joined % 4, 0)
                continue
            if mood < 74:
                yield self._back(one, start, 2 + place * 13 % 40, place)
            elif mood < 77 and not self._left(one):
                yield self._refused(one, start, place)
            elif mood < 90 and not self._left(one):  # asked twice
                yield self._back(one, max(start, again), 3 + place * 11 % 50, place)

    def _left(self, one: Member) -> bool:
        return one.person.ends is not None and one.person.ends < self._days.today

    def _back(self, one: Member, start: date, after: int, place: int) -> Planned:
        signed = workday(start + timedelta(after))
        return Planned(signed + timedelta(place % 4), one, Acknowledgement(signed_on=max(signed, start)))

    def _refused(self, one: Member, start: date, place: int) -> Planned:
        unable = place % 3 == 0
        reasons = _UNABLE if unable else _REFUSALS
        answer = Acknowledgement(
            answer=str(Answer.UNABLE if unable else Answer.REFUSED),
            signed_on=start + timedelta(20),
            reason=reasons[place % len(reasons)],
        )
        return Planned(start + timedelta(21), one, answer)

    def _enter(self, batch: Sequence[Planned]) -> None:
        held = rounds.holding(self._desk)
        if held is None:
            return
        today = self._desk.today()
        rows = [
            asdict(replace(one.answer, person_id=self._person(one.member), edition_id=held.current.id))
            | {"received_on": min(one.day, today)}
            for one in batch
            if not self._gone(one.member.person, one.day)
        ]
        self._insert(rows, "Forms entered")

    def _gone(self, person: Person, day: date) -> bool:
        return person.ends is not None and person.ends < day

    def _insert(self, rows: Sequence[Mapping[str, object]], words: str) -> None:
        if rows:
            with self._desk.change("acknowledgements.import", f"{words}: {count_of(len(rows), 'form')}") as changing:
                changing.insert_many(tables.Acknowledgement, rows)

    def _person(self, one: Member) -> int:
        return self._numbers[one.school.key, one.key]

    def _put_right(self) -> None:
        """Two slips of the first round: a day misread, and a form of somebody else with the same surname."""
        held = rounds.holding(self._desk)
        if held is None:
            return
        signed = [row for row in tables.everything() if row["edition_id"] == held.current.id]
        day, whose = signed[3], signed[8]
        wrong = answering.get(self._desk, day["id"])
        earlier = replace(wrong, signed_on=day["signed_on"] - timedelta(1), correction="The day was misread.")
        answering.correct(self._desk, day["id"], earlier)
        mistake = Acknowledgement(answer=str(Answer.MISTAKE), correction="It was another person’s form.")
        answering.correct(self._desk, whose["id"], mistake)
