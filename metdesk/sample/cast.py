"""The people of the sample trust: who they are, when they came and when they go. Arithmetic, no chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metdesk.people import Category, Person
from metdesk.sample import plan
from metdesk.sample.calendar import Days
from metdesk.sample.plan import SchoolPlan

# Steps without a common divisor with the lengths of the lists, so that names seldom meet twice.
_SURNAME_STEP, _FORENAME_STEP, _NEXT_ROUND = 89, 37, 11
_NO_MAIL_TEAMS = {"Premises", "Kitchen", "Lunchtime"}
_WITH_MAIL = {Category.STAFF, Category.GOVERNANCE}
_WOMEN_TITLES = ("Mrs", "Ms", "Miss", "Mrs", "Ms")
_FOUNDING_YEARS = 17
_HEADED_YEARS = 14


@dataclass(frozen=True)
class Member:
    """Somebody of the cast. `key` is the role and its number in the school; `school_id` is filled in later.

    `entered` is the day the office entered them, `gone_entered` the day it entered their leaving, if any.
    `came_from` is the key of the school they moved from, on `moved_on`.
    """

    key: str
    school: SchoolPlan
    person: Person
    entered: date
    gone_entered: date | None = None
    came_from: str = ""
    moved_on: date | None = None


class Cast:
    """Makes the people of one school after the other; names go on from school to school."""

    def __init__(self, days: Days) -> None:
        self._days = days
        self._drawn = 0

    def of(self, school: SchoolPlan) -> list[Member]:
        """Everybody of a school: those there now, those who left and those who will come."""
        self._mails: set[str] = set()
        self._codes = 0
        self._numbers: dict[str, int] = {}
        posts = school.about["posts"]
        found = [
            self._current(school, Category(category), job, team)
            for category in Category
            for job, team in _each(posts.get(str(category), ()))
        ]
        found += [self._left(school, job, team) for job, team in _each(posts["left"])]
        if "earlier_head" in school.about:
            found.append(self._earlier_head(school))
        return found + [self._joining(school, job, team) for job, team in _each(posts["joining"])]

    def _current(self, school: SchoolPlan, category: Category, job: str, team: str) -> Member:
        number = self._numbers[job] = self._numbers.get(job, 0) + 1
        key = f"{job} {number}"
        starts, ends, entered = self._term(school, category, key)
        person = self._person(school, category, job, team, school.named.get(key), starts, ends)
        where, september = ("", 0) if school.copy else plan.trust()["moved"].get(f"{school.key} {key}", ("", 0))
        return Member(
            key, school, person, entered,
            gone_entered=min(self._days.back(0.4), self._days.today) if ends and category == Category.STAFF else None,
            came_from=where,
            moved_on={1: self._days.earlier_autumn, 2: self._days.autumn}.get(september),
        )  # fmt: skip

    def _term(self, school: SchoolPlan, category: Category, key: str) -> tuple[date | None, date | None, date]:
        """First day, last day and the day of entry of somebody there now."""
        days, number = self._days, self._drawn
        if category == Category.VISITOR:
            return days.back(0.3), days.ahead(20 + number % 40), days.back(0.3)
        if category == Category.VOLUNTEER and number % 2:
            return None, None, days.begin
        if key == school.about["head"]:
            took_over = days.autumn if "earlier_head" in school.about else date(days.begin.year - _HEADED_YEARS, 9, 1)
            return took_over, None, max(took_over, days.begin)
        founding = date(days.begin.year - 1 - number % _FOUNDING_YEARS, 9, 1)
        if category == Category.CONTRACTOR:
            return founding, days.ahead(120 + number % 200), days.begin
        going = None if school.copy else plan.trust()["going"].get(f"{school.key} {key}")
        ends = days.ahead(going) if going else None
        if category != Category.STAFF or going or _has_history(school, key):
            return founding, ends, days.begin
        september = {3: days.autumn, 7: days.earlier_autumn}.get(number % 12)
        return (september, None, september) if september else (founding, ends, days.begin)

    def _left(self, school: SchoolPlan, job: str, team: str) -> Member:
        september = self._days.autumn if self._drawn % 2 else self._days.earlier_autumn
        category = Category.GOVERNANCE if job == "Governor" else Category.STAFF
        starts = date(self._days.begin.year - 2 - self._drawn % _FOUNDING_YEARS, 9, 1)
        last_day = september - timedelta(days=1)
        person = self._person(school, category, job, team, None, starts, last_day)
        return Member(f"left: {job} {self._drawn}", school, person, self._days.begin, gone_entered=september)

    def _earlier_head(self, school: SchoolPlan) -> Member:
        """The head before this one, or the last there was."""
        last_day = self._days.autumn - timedelta(days=1) if school.about["head"] else self._days.back(1.5)
        starts = date(self._days.begin.year - _HEADED_YEARS, 9, 1)
        person = self._person(
            school, Category.STAFF, school.about["head_title"], "Leadership",
            None if school.copy else school.about["earlier_head"], starts, last_day,
        )  # fmt: skip
        entered = self._days.autumn if school.about["head"] else last_day
        return Member("earlier head", school, person, self._days.begin, gone_entered=entered)

    def _joining(self, school: SchoolPlan, job: str, team: str) -> Member:
        category = Category.VOLUNTEER if "volunteer" in job else Category.STAFF
        starts = self._days.ahead(9 + self._drawn % 30)
        person = self._person(school, category, job, team, None, starts, None)
        return Member(f"joining: {job} {self._drawn}", school, person, self._days.back(0.3))

    def _person(
        self,
        school: SchoolPlan,
        category: Category,
        job: str,
        team: str,
        named: Sequence[str] | None,
        starts: date | None,
        ends: date | None,
    ) -> Person:
        title, forename, surname = named or self._name()
        self._drawn += 1
        with_mail = category in _WITH_MAIL and team not in _NO_MAIL_TEAMS
        return Person(
            surname=surname,
            forename=forename,
            title=title,
            staff_code=self._next_code(school) if category == Category.STAFF else "",
            email=self._mail(forename, surname, school.domain) if with_mail else "",
            category=str(category),
            job=job,
            team=team,
            starts=starts,
            ends=ends,
        )

    def _name(self) -> tuple[str, str, str]:
        number = self._drawn
        surnames = plan.names("joined") if number % 17 == 5 else plan.names("surnames")
        surname = surnames[number * _SURNAME_STEP % len(surnames)]
        is_man = number % 4 == 2
        forenames = plan.names("men" if is_man else "women")
        around = number // len(plan.names("surnames"))
        forename = forenames[(number * _FORENAME_STEP + around * _NEXT_ROUND) % len(forenames)]
        title = "Dr" if number % 41 == 8 else "Mr" if is_man else _WOMEN_TITLES[number // 4 % len(_WOMEN_TITLES)]
        return title, forename, surname

    def _next_code(self, school: SchoolPlan) -> str:
        self._codes += 1
        return f"{school.code}{self._codes:04}"

    def _mail(self, forename: str, surname: str, domain: str) -> str:
        plain = f"{_ascii(forename)}.{_ascii(surname)}" if _ascii(forename) else _ascii(surname)
        again = 2
        local = plain
        while local in self._mails:
            local, again = f"{plain}{again}", again + 1
        self._mails.add(local)
        return f"{local}@{domain}"


def _each(posts: Sequence[Sequence[str | int]]) -> Iterator[tuple[str, str]]:
    """(job, team) once for each person on a line `[job, how many, team, …]`; the teams take turns."""
    for job, count, *teams in posts:
        for number in range(int(count)):
            yield str(job), str(teams[number % len(teams)])


def _has_history(school: SchoolPlan, key: str) -> bool:
    """Whether this person has a name of their own, moved, or runs an account: they were there from the beginning."""
    moved = f"{school.key} {key}" in plan.trust()["moved"]
    return moved or key in school.named or any(key in account.get("who", ()) for account in school.accounts)


def _ascii(name: str) -> str:
    from unicodedata import normalize

    letters = normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalpha() or letter == "-"))


_PLAIN = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "þ": "th", "ß": "ss", "đ": "d", "æ": "ae"})
