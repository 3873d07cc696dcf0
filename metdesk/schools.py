"""Schools and the trust: every setting the policy applies to, and who heads it (section 1)."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from db import school_list
from db import schools as tables
from metdesk import people
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, Page, field, problems


class SchoolKind(StrEnum):
    """The kinds of setting a trust has."""

    PRIMARY = "primary"
    INFANT = "infant"
    JUNIOR = "junior"
    SECONDARY = "secondary"
    ALL_THROUGH = "all-through"
    SPECIAL = "special"
    ALTERNATIVE = "alternative provision"
    CENTRE = "centre"
    CENTRAL_TEAM = "central team"
    OTHER = "other"


class HeadTitle(StrEnum):
    """What the head is called; each counts as Headteacher (section 1)."""

    HEADTEACHER = "Headteacher"
    HEAD_OF_SCHOOL = "Head of School"
    CENTRE_MANAGER = "Centre Manager"
    PRINCIPAL = "Principal"
    CHIEF_EXECUTIVE = "Chief Executive"


class Devices(StrEnum):
    """A school's rule on personal devices (6.5.7)."""

    ALLOWED = "allowed"
    BREAKS = "allowed in breaks, away from students"
    NOT_ALLOWED = "not allowed"


class Route(StrEnum):
    """To whom goes what concerns the head: the policy names nobody."""

    OFFICER = "trust officer"
    CHAIR = "chair"


class LadoTime(StrEnum):
    """Within how long a local authority asks its designated officer (LADO) to be told."""

    TRUST = "as the trust sets"
    ONE = "1 working day"
    TWO = "2 working days"
    THREE = "3 working days"
    FIVE = "5 working days"


@dataclass(frozen=True)
class School:
    """A setting as the register keeps it."""

    name: str = field("Name", required=True)
    kind: str = field("Kind", Kind.CHOICE, choices=SchoolKind, required=True, clause="1", default="primary")
    urn: str = field("URN", help="The number on Get Information about Schools; a central team has none.")
    town: str = field("Town")
    email: str = field("Office e-mail", Kind.EMAIL)
    head_title: str = field(
        "Title of the head",
        Kind.SUGGESTED,
        choices=HeadTitle,
        required=True,
        clause="1",
        default="Headteacher",
    )
    head_id: int | None = field("Head", Kind.PERSON, clause="1", help="Grants permissions and reviews declarations.")
    devices: str = field(
        "Personal devices",
        Kind.CHOICE,
        choices=Devices,
        clause="6.5.7",
        help="Where and when staff may use their own.",
    )
    chair_id: int | None = field(
        "Chair of governors", Kind.PERSON, help="Of the local governing body, where it has one."
    )
    route: str = field(
        "What concerns the head goes to",
        Kind.CHOICE,
        choices=Route,
        required=True,
        clause="6.5.4",
        default="trust officer",
        help="The head’s own declarations, and what stands in for a school without a head.",
    )
    authority: str = field("Local authority", clause="6.1.2", help="Whose designated officer (LADO) is told of harm.")
    lado_time: str = field(
        "Its LADO is to be told within",
        Kind.CHOICE,
        choices=LadoTime,
        required=True,
        clause="6.1.2",
        default="as the trust sets",
        help="Where this local authority asks for another time than the trust’s settings say.",
    )

    @property
    def lado_days(self) -> int | None:
        """The working days within which the LADO is to be told; None where it is the trust's setting."""
        number = self.lado_time.partition(" ")[0]
        return int(number) if number.isdigit() else None


@dataclass(frozen=True)
class SchoolRow:
    """A line of the list of schools."""

    id: int
    name: str
    kind: str
    urn: str
    town: str
    head_title: str
    head: str
    people: int
    accounts: int


def page(
    desk: Desk,
    find: str = "",
    kind: str = "",
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> Page[SchoolRow]:
    """Schools `offset` to `offset + limit`; `sort` is name, kind, urn or town."""
    rows, total = school_list.page(find, kind, descending, sort, offset, limit)
    return Page([_row(row) for row in rows], total)


def _row(row: dict[str, Any]) -> SchoolRow:
    head = " ".join(row[name] for name in ("head_prefix", "head_forename", "head_surname") if row[name])
    kept = {name: row[name] for name in SchoolRow.__dataclass_fields__ if name != "head"}
    return SchoolRow(head=head, **kept)


def get(desk: Desk, school_id: int) -> School:
    """The school. Refused where there is none, or it is in the bin."""
    row = tables.school(school_id)
    if row is None:
        raise Refused("This school is no longer in the register: look in the list again.")
    return from_row(row)


def from_row(row: tables.School) -> School:
    """The record of a stored row."""
    return School(**{name: row.__data__[name] for name in School.__dataclass_fields__})


def names(desk: Desk) -> dict[int, str]:
    """Every school's name by id, in the order of the names."""
    return {row.id: row.name for row in tables.schools()}


def everyone(desk: Desk) -> dict[int, School]:
    """Every school by id, in the order of the names."""
    return {row.id: from_row(row) for row in tables.schools()}


def labels(every: Mapping[int, School]) -> dict[int, str]:
    """What tells each school from the others: its name, and its URN where several are called the same."""
    called = Counter(plain_name(school.name) for school in every.values())
    return {
        number: f"{school.name} (URN {school.urn})"
        if school.urn and called[plain_name(school.name)] > 1
        else school.name
        for number, school in every.items()
    }


def plain_name(name: str) -> str:
    """A name as lists compare it: without capitals, spaces, full stops and apostrophes."""
    folded = name.casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def named(desk: Desk, text: str) -> int:
    """The id of the one school that `text` means: its id, URN, name or the start of its name.

    Refused: no school of that name, or several.
    """
    every = tables.schools()
    wanted = text.strip().casefold()
    exact = [row.id for row in every if wanted in (str(row.id), row.urn, row.name.casefold())]
    found = exact or [row.id for row in every if wanted and row.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return int(found[0])
    listed = ", ".join(row.name for row in every[:12]) or "none yet"
    why = "Several schools begin so" if found else "There is no such school"
    raise Refused({"school": f"{why}: “{text[:60]}”. The schools are {listed}."})


def suggest(desk: Desk, text: str, limit: int = 12) -> list[tuple[int, str]]:
    """Schools whose name, URN or town begins with the words of `text`: (id, name and town)."""
    found = page(desk, find=text, limit=limit)
    return [(row.id, " · ".join(word for word in (row.name, row.town) if word)) for row in found.rows]


def add(desk: Desk, school: School) -> int:
    """Enters a school and returns its id. Refused as `unfit` says."""
    unfit(desk, school)
    with desk.change("schools.add", f"Added {school.name}") as change:
        return change.insert(tables.School, **asdict(school))


def change(desk: Desk, school_id: int, school: School) -> None:
    """Records what is now known of a school. Refused as `unfit` says."""
    get(desk, school_id)
    unfit(desk, school, school_id)
    with desk.change("schools.change", f"Changed {school.name}") as changing:
        changing.update(tables.School, school_id, **asdict(school))


def appoint(desk: Desk, school_id: int, person_id: int | None) -> None:
    """Makes a person the head of a school; nobody with None. Refused: a leaver, a pupil."""
    change(desk, school_id, replace(get(desk, school_id), head_id=person_id))


def put_in_bin(desk: Desk, school_id: int) -> None:
    """Moves a school to the bin. Refused while people or accounts belong to it."""
    school = get(desk, school_id)
    row = _row(school_list.row(school_id))
    if row.people or row.accounts:
        held = f"{count_of(row.people, 'person', 'people')} and {count_of(row.accounts, 'account')}"
        raise Refused(f"{school.name} still has {held}: move or bin them first.")
    with desk.change("schools.bin", f"Moved {school.name} to the bin") as changing:
        changing.bin(tables.School, school_id)


def unfit(desk: Desk, school: School, school_id: int | None = None) -> None:
    """Refuses what `amiss` finds in the register as it is; a head or chair who left or is a pupil; both being one."""
    others = [row for row in tables.schools() if row.id != school_id]

    def holder(name: str, value: str) -> str:
        return next((row.name for row in others if getattr(row, name).casefold() == value.strip().casefold()), "")

    found = amiss(school, holder)
    if not found:
        found = (_unfit_head(desk, school.head_id) if school.head_id is not None else {}) | _unfit_chair(desk, school)
    if found:
        raise Refused(found)


def amiss(school: School, holder: Callable[[str, str], str]) -> dict[str, str]:
    """What is missing or of the wrong kind, a URN that another school has, a name that another has where there is
    no URN to tell them apart: field → sentence.

    `holder` names the other school that has this value of `urn` or `name`, or none.
    """
    found = problems(school)
    if found:
        return found
    if school.urn and not (school.urn.isdigit() and len(school.urn) == 6):
        found["urn"] = "A URN has six digits."
    elif school.urn and (other := holder("urn", school.urn)):
        found["urn"] = f"{other} has this URN: change its entry, or check what you typed."
    elif not school.urn and holder("name", school.name):
        found["name"] = "A school of this name is in the register: give the URN to tell them apart."
    return found


def _unfit_head(desk: Desk, head_id: int) -> dict[str, str]:
    found = _unfit_person(desk, head_id, "the head", "heads the school")
    return {"head_id": found} if found else {}


def _unfit_chair(desk: Desk, school: School) -> dict[str, str]:
    if school.chair_id is None:
        return {}
    if school.chair_id == school.head_id:
        return {"chair_id": "The head cannot chair the governors too: choose somebody else, or leave it empty."}
    found = _unfit_person(desk, school.chair_id, "the chair of governors", "chairs the governors")
    return {"chair_id": found} if found else {}


def _unfit_person(desk: Desk, person_id: int, post: str, does: str) -> str:
    """Why a person cannot have this post, in a sentence; nothing where they can."""
    person = people.get_many(desk, [person_id]).get(person_id)
    if person is None:
        return "This person is not in the register: add them under People first."
    if person.category == people.Category.PUPIL:
        return f"{person.name} is a pupil and cannot be {post}."
    if people.standing(None, person.ends, desk.today()) is people.Standing.LEFT:
        return f"{person.name} has left: choose who {does} now."
    return ""


def change_trust(desk: Desk, name: str, logo: bytes | None, officer_id: int | None) -> None:
    """Records the trust's name, logo and trust officer. Refused: no name, an officer not in the register."""
    if not name.strip():
        raise Refused({"name": "The trust’s name is needed: it stands on every printed page."})
    if officer_id is not None:
        problems = _unfit_head(desk, officer_id)
        if problems:
            raise Refused({"officer_id": problems["head_id"]})
    with desk.change("trust.change", f"Changed the trust’s entry: {name.strip()}") as changing:
        changing.update(tables.Trust, tables.trust().id, name=name.strip(), logo=logo, officer_id=officer_id)
