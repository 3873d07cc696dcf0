"""Registers with many made-up people, the same every time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from db import keys
from db import people as tables
from metdesk import people, schools
from metdesk.desk import Desk, start
from metdesk.people import Person
from tests.conftest import KEYHOLDER, PASSPHRASE

SCHOOLS = 40
AT_ONCE = 20_000


def folder_of(place: Path, count: int) -> Path:
    """A register with `count` people in forty schools, closed."""
    folder = place / f"{count}.metdesk"
    desk, _ = start(
        folder, "Mowbray Education Trust", None, KEYHOLDER, "business manager", PASSPHRASE, cost=keys.CHEAPEST
    )
    with desk:
        homes = [schools.add(desk, schools.School(name=f"School {n}", urn=f"{100_000 + n}")) for n in range(SCHOOLS)]
        everyone = persons(count, homes)
        for first in range(0, count, AT_ONCE):
            rows = [people.columns(next(everyone)) for _ in range(min(AT_ONCE, count - first))]
            with desk.change("people.import", "Staff lists") as change:
                change.insert_many(tables.Person, rows)
    return folder


def opened(folder: Path) -> Desk:
    """A desk on such a register."""
    return Desk.open(folder, KEYHOLDER, PASSPHRASE)


def persons(count: int, schools: list[int], seed: int = 7) -> Iterator[Person]:
    """`count` people, spread over these schools; one name in 20,000 repeats."""
    random = Random(seed)
    names = ["".join(random.choices("aeilmnorst", k=7)).title() for _ in range(min(20_000, count))]
    for number in range(count):
        yield Person(
            surname=random.choice(names),
            forename=random.choice(names),
            staff_code=f"{seed}-{number}",
            email=f"s{seed}.{number}@mowbray.example",
            job=random.choice(("Teacher", "Teaching assistant", "Cook", "Site manager")),
            team=f"Year {number % 7}",
            school_id=schools[number % len(schools)],
            starts=date(2020, 9, 1),
        )
