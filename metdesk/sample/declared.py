"""What was declared in two years: relationships and what their heads said, approaches by students, and that most have
nothing to declare."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from db import declarations as tables
from db import schools as school_tables
from metdesk import approaches, declarations, declaring, people, reviewers, reviewing
from metdesk.approach_record import Approach
from metdesk.calendar import count_of
from metdesk.declaration_record import Decision, Declaration, Outcome, State, Step
from metdesk.desk import Desk
from metdesk.people import Category
from metdesk.sample import plan
from metdesk.sample.calendar import Days, workday
from metdesk.sample.cast import Member

Event = tuple[date, Callable[[], object]]
TOLD = ("with_kind", "with_whom", "relationship", "platforms", "since", "words")
TOLD_OF_APPROACH = ("student", "student_kind", "platform", "said", "reply", "tone", "solely", "solely_reason")
APPROACH_DAYS = {"ago": "happened_on", "replied": "replied_on", "reported": "reported_on"}
_KEPT_AFTER, _NOTHING_AFTER = 12, 9
"""Days into the autumn: “no change” of what goes on, and the forms of those who have nothing to declare."""


class Declared:
    """Tells what was declared; `numbers` are the ids of people by school and role, filled in as they are entered."""

    def __init__(
        self, desk: Desk, days: Days, members: Sequence[Member], numbers: Mapping[tuple[str, str], int]
    ) -> None:
        self._desk, self._days = desk, days
        self._members, self._numbers = members, numbers
        self._about: dict[str, Any] = plan.declared()
        self._entered: dict[int, int] = {}

    def events(self, schools: Mapping[str, int]) -> Iterator[Event]:
        """What happened, each with its day, in no order; `schools` are the ids of schools by their keys."""
        days = self._days
        yield days.begin, partial(self._say_who_reviews, schools)
        for number, about in enumerate(self._about["declarations"]):
            yield self._day(about), partial(self._declare, number, about)
            for step in about.get("steps", ()):
                yield self._day(step), partial(self._take, number, step)
        autumns = (days.earlier_autumn, days.autumn)
        for autumn, place in ((autumn, place) for autumn in autumns for place in range(len(self._about["nothing"]))):
            on = workday(autumn + timedelta(_NOTHING_AFTER + 7 * place))
            if on <= days.today:
                yield on, partial(self._nothing, self._about["nothing"][place], on)
        for about in self._about["approaches"]:
            yield (
                self._back(min(about[name] for name in APPROACH_DAYS if name in about)),
                partial(self._approached, about),
            )
        on = workday(days.autumn + timedelta(_KEPT_AFTER))
        if on <= days.today:
            yield on, self._keep

    def _day(self, about: Mapping[str, Any]) -> date:
        return self._back(about["ago"])

    def _back(self, days: int) -> date:
        return workday(self._days.today - timedelta(days))

    def _say_who_reviews(self, schools: Mapping[str, int]) -> None:
        named = {
            number: {"chair_id": self._numbers[key, self._about["chair"][key]], "route": self._about["route"][key]}
            for key, number in schools.items()
        }
        with self._desk.change("schools.import", f"Chairs taken in: {count_of(len(named), 'school')}") as changing:
            changing.update_many(school_tables.School, named)

    # --- relationships

    def _declare(self, number: int, about: Mapping[str, Any]) -> None:
        day = self._desk.today()
        told = {name: about[name] for name in TOLD}
        person = self._person(about["who"])
        self._entered[number] = declaring.add(
            self._desk, Declaration(person_id=person, declared_on=day, received_on=day, **told)
        )

    def _person(self, who: str) -> int:
        school, _, role = who.partition(" ")
        return next(number for (where, key), number in self._numbers.items() if where == school and _is(key, role))

    def _take(self, number: int, about: Mapping[str, Any]) -> None:
        step, day, declaration = about["do"], self._desk.today(), self._entered[number]
        if step == "corrected":
            self._correct(number, about)
        elif step in set(Outcome):
            self._decide(declaration, about)
        else:
            commands = {Step.ANSWERED: declaring.answer, Step.WITHDRAWN: declaring.withdraw, Step.ENDED: declaring.end}
            commands[Step(step)](self._desk, declaration, about["reason"], day)

    def _decide(self, declaration: int, about: Mapping[str, Any]) -> None:
        one = declarations.seen(self._desk, declaration)
        look = about.get("look")
        decision = Decision(
            outcome=about["do"],
            solely=about.get("solely", ""),
            reason=about["reason"],
            conditions=about.get("conditions", ""),
            look_again=self._days.ahead(look) if look is not None else None,
            decided_on=self._desk.today(),
            decided_by_id=reviewers.reviewer(self._desk, one.person_id),
        )
        reviewing.file_decision(self._desk, declaration, decision)

    def _correct(self, number: int, about: Mapping[str, Any]) -> None:
        wrong = declarations.get(self._desk, self._entered[number])
        right = replace(wrong, correction=about["reason"], **{name: about[name] for name in TOLD if name in about})
        self._entered[number] = declaring.correct(self._desk, self._entered[number], right)

    def _keep(self) -> None:
        kept = [self._entered[number] for number, about in enumerate(self._about["declarations"]) if about.get("kept")]
        declaring.confirm(self._desk, kept, self._desk.today())

    # --- approaches

    def _approached(self, about: Mapping[str, Any]) -> None:
        told: dict[str, Any] = {name: words for name, words in about.items() if name in TOLD_OF_APPROACH}
        told |= {column: self._back(about[name]) for name, column in APPROACH_DAYS.items() if name in about}
        approaches.add(self._desk, Approach(person_id=self._person(about["who"]), **told))

    # --- nothing to declare

    def _nothing(self, school: str, on: date) -> None:
        """What one school's people signed this year: most of them, of those who have nothing to declare."""
        there = [one for one in self._members if one.school.key == school and self._is_there(one, on)]
        declare = {about["who"] for about in self._about["declarations"]}
        asked = [
            self._numbers[one.school.key, one.key]
            for place, one in enumerate(there)
            if place % 8 and f"{school} {one.key}" not in declare
        ]
        rows = [
            asdict(Declaration(person_id=number, nothing=True, declared_on=on, received_on=on))
            | {"state": str(State.NOTHING), "head_of_id": person.school_id}
            for number, person in people.get_many(self._desk, asked).items()
        ]
        words = f"Nothing to declare: {count_of(len(rows), 'form')} entered"
        with self._desk.change("declarations.import", words) as changing:
            changing.insert_many(tables.Declaration, rows)

    def _is_there(self, one: Member, on: date) -> bool:
        person = one.person
        there = one.entered <= on and (person.starts or on) <= on <= (person.ends or on)
        return there and person.category != Category.PUPIL and (one.school.key, one.key) in self._numbers


def _is(key: str, role: str) -> bool:
    """Whether `key` is this role; of those who left, the first of a job."""
    return key == role or (role.startswith("left: ") and key.startswith(role))
