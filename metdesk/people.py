"""People: who is a user in the policy's sense, and since and until when (section 4)."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from db import people as tables
from db import schools
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, Page, field, problems, stripped


class Category(StrEnum):
    """The kinds of user the policy names; section 4 counts pupils in, section 2 leaves them out."""

    STAFF = "staff"
    GOVERNANCE = "governance volunteer"
    VOLUNTEER = "volunteer"
    CONTRACTOR = "contractor"
    VISITOR = "visitor"
    PUPIL = "pupil"


class Standing(StrEnum):
    """Where a person stands with the school on a day."""

    CURRENT = "current"
    JOINING = "joining"
    LEFT = "left"


@dataclass(frozen=True)
class Person:
    """A person as the register keeps them."""

    surname: str = field("Surname", required=True)
    forename: str = field("Forename", required=True)
    title: str = field("Title", Kind.SUGGESTED, choices=("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Rev"))
    staff_code: str = field("Staff code", help="The code your MIS knows this person by.")
    email: str = field("E-mail", Kind.EMAIL, help="The school address, never a private one.")
    category: str = field("Category", Kind.CHOICE, choices=Category, required=True, clause="4", default="staff")
    job: str = field("Role", help="Class teacher, clerk to the governors, …")
    team: str = field("Team", help="Where their forms are handed out: Year 6, Science, Kitchen, …")
    school_id: int | None = field("School", Kind.SCHOOL, required=True, clause="1")
    starts: date | None = field("Starts", Kind.DATE)
    ends: date | None = field("Leaves", Kind.DATE, help="The last day. Accounts left with one person show at once.")

    @property
    def name(self) -> str:
        """As spoken: `Mrs Jo Marsh`."""
        return spoken_name(self.title, self.forename, self.surname)


@dataclass(frozen=True)
class PersonRow:
    """A line of the list of people."""

    id: int
    name: str
    staff_code: str
    category: str
    job: str
    team: str
    school_id: int
    school: str
    starts: date | None
    ends: date | None
    standing: Standing


@dataclass(frozen=True)
class PeopleFilter:
    """Which people a list shows; empty values leave the question open."""

    school_id: int | None = None
    category: str = ""
    standing: str = Standing.CURRENT
    find: str = ""


def standing(starts: date | None, ends: date | None, today: date) -> Standing:
    """Where somebody who starts and leaves on these days stands on `today`."""
    if ends is not None and ends < today:
        return Standing.LEFT
    return Standing.JOINING if starts is not None and starts > today else Standing.CURRENT


def page(
    desk: Desk,
    wanted: PeopleFilter = PeopleFilter(),
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> Page[PersonRow]:
    """People `offset` to `offset + limit` of those wanted; `sort` is name, school, category, job,
    staff_code, starts or ends."""
    today = desk.today()
    condition = tables.wanted(**asdict(wanted), today=today)
    rows, total = tables.page(condition, sort, descending, offset, limit)
    return Page([_row(row, today) for row in rows], total)


def spoken_name(*words: str | None) -> str:
    """As spoken, of title, forename and surname: `Mrs Jo Marsh`."""
    return " ".join(word for word in words if word)


def listed_name(surname: str, forename: str) -> str:
    """As listed: `Marsh, Jo`."""
    return ", ".join(word for word in (surname, forename) if word)


def _row(row: dict[str, Any], today: date) -> PersonRow:
    return PersonRow(
        id=row["id"],
        name=listed_name(row["surname"], row["forename"]),
        staff_code=row["staff_code"],
        category=row["category"],
        job=row["job"],
        team=row["team"],
        school_id=row["school_id"],
        school=row["school"] or "",
        starts=row["starts"],
        ends=row["ends"],
        standing=standing(row["starts"], row["ends"], today),
    )


def get(desk: Desk, person_id: int) -> Person:
    """The person. Refused where there is none, or they are in the bin."""
    row = tables.person(person_id)
    if row is None:
        raise Refused("This person is no longer in the register: look in the list again.")
    return from_row(row)


def from_row(row: tables.Person) -> Person:
    """The record of a stored row."""
    return Person(**{name: row.__data__[name] for name in Person.__dataclass_fields__})


def get_many(desk: Desk, person_ids: Iterable[int]) -> dict[int, Person]:
    """The people of `person_ids` that the register has, by id."""
    return {number: from_row(row) for number, row in tables.people(list(person_ids)).items()}


def everyone(desk: Desk) -> dict[int, Person]:
    """Everybody in the register by id: quick for a hundred thousand of them."""
    return {row.pop("id"): Person(**row) for row in tables.records()}


def suggest(desk: Desk, text: str, limit: int = 12) -> list[tuple[int, str]]:
    """People whose name, code or e-mail begins with the words of `text`: (id, words to tell them apart)."""
    found = page(desk, PeopleFilter(find=text, standing=""), limit=limit)
    return [(row.id, " · ".join(w for w in (row.name, row.job or row.category, row.school) if w)) for row in found.rows]


def add(desk: Desk, person: Person) -> int:
    """Enters a person and returns their id. Refused as `unfit` says."""
    person = tidy(person)
    unfit(desk, person)
    with desk.change("people.add", f"Added {person.name}") as change:
        return change.insert(tables.Person, **columns(person))


def change(desk: Desk, person_id: int, person: Person) -> None:
    """Records what is now known of a person. Refused as `unfit` says."""
    get(desk, person_id)
    person = tidy(person)
    unfit(desk, person, person_id)
    with desk.change("people.change", f"Changed {person.name}") as changing:
        changing.update(tables.Person, person_id, **columns(person))


def leave(desk: Desk, person_id: int, last_day: date) -> None:
    """Records the day a person leaves. Refused: a day before they start."""
    change(desk, person_id, replace(get(desk, person_id), ends=last_day))


def put_in_bin(desk: Desk, person_ids: Sequence[int]) -> None:
    """Moves people to the bin, from where they can be taken back. Refused: a head, the trust officer."""
    found = get_many(desk, person_ids)
    for person_id, person in found.items():
        if desk.trust.officer_id == person_id:
            raise Refused(f"{person.name} is the trust officer: enter another one first.")
        for school in schools.headed_by(person_id):
            raise Refused(f"{person.name} heads {school.name}: appoint another head first.")
    who = next(iter(found.values())).name if len(found) == 1 else count_of(len(found), "person", "people")
    with desk.change("people.bin", f"Moved {who} to the bin") as changing:
        changing.bin_many(tables.Person, list(found))


def unfit_adult(person_id: int | None, day: date | None, *, pupil: str, after: str) -> dict[str, str]:
    """What stands against entering something of `day` about this person: nobody, a pupil, somebody who had left; the
    sentences end in `pupil` and `after`."""
    person = tables.person(person_id or 0)
    if person is None:
        return {"person_id": "This person is not in the register: add them under People first."}
    name = f"{person.forename} {person.surname}"
    if person.category == Category.PUPIL:
        return {"person_id": f"{name} is a pupil: {pupil}"}
    if person.ends and day and day > person.ends:
        return {"person_id": f"{name} left on {show_date(person.ends)}: {after}"}
    return {}


def columns(person: Person) -> dict[str, Any]:
    """The person's columns in the store; `sorted_as` sorts Ş beside S and capitals beside small letters."""
    letters = f"{person.surname} {person.forename}"
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return {**vars(person), "sorted_as": letters.casefold()}


def tidy(person: Person) -> Person:
    """The person without stray spaces."""
    return stripped(person)


def unfit(desk: Desk, person: Person, person_id: int | None = None) -> None:
    """Refuses what `amiss` finds, in the register as it is."""

    def holder(name: str, value: str) -> str:
        others = tables.with_code(value) if name == "staff_code" else tables.with_email(value)
        return next((f"{row.forename} {row.surname}" for row in others if row.id != person_id), "")

    found = amiss(person, lambda number: schools.school(number) is not None, holder)
    if found:
        raise Refused(found)


def amiss(person: Person, has_school: Callable[[int], bool], holder: Callable[[str, str], str]) -> dict[str, str]:
    """What is missing or of the wrong kind, a last day before the first, a school that is not in the register,
    a staff code or e-mail that another person has: field → sentence.

    `holder` names the other person who has this value of `staff_code` or `email`, or nobody.
    """
    found = problems(person)
    if found:
        return found
    if person.starts and person.ends and person.ends < person.starts:
        found["ends"] = "The last day is before the first: check both dates."
    if person.school_id and not has_school(person.school_id):
        found["school_id"] = "This school is not in the register: add it first, or choose another."
    for name, value in (("staff_code", person.staff_code), ("email", person.email)):
        whose = holder(name, value) if value else ""
        if whose:
            found[name] = f"{whose} has this already: change their entry, or check what you typed."
    return found
