"""Lists of people beside the same rows asked of sqlcipher3 by hand, at 500 people and at many."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from metdesk import people
from metdesk.desk import Desk
from metdesk.people import PeopleFilter
from tests.bench.conftest import FEW, MANY, Show
from tests.bench.crowd import opened
from tests.bench.measure import best, ms, times

AT_ONCE = 200
KEPT = (
    "person.binned_at IS NULL AND (person.starts IS NULL OR person.starts <= :today) "
    "AND (person.ends IS NULL OR person.ends >= :today)"
)
BY_NAME = "ORDER BY sorted_as, person.id LIMIT :limit OFFSET :offset"
ROWS = (
    "SELECT person.*, school.name FROM ({}) wanted CROSS JOIN person ON person.id = wanted.id "
    "LEFT JOIN school ON school.id = person.school_id"
)
IDS = f"SELECT person.id FROM person WHERE {KEPT}"  # noqa: S608 (our own words)
IN_SCHOOLS = "ORDER BY school.name, school.id, sorted_as, person.id LIMIT :limit OFFSET :offset"
JOINED = "school CROSS JOIN person ON person.school_id = school.id AND school.binned_at IS NULL"
BY_SCHOOL = f"SELECT person.id FROM {JOINED} WHERE {KEPT} {IN_SCHOOLS}"  # noqa: S608 (our own words)
FOUND = "person.id IN (SELECT rowid - :first FROM search WHERE search MATCH :words AND rowid BETWEEN :first AND :last)"
Asked = tuple[Callable[[], Any], Callable[[], Any]]


def questions(desk: Desk) -> dict[str, Asked]:
    """What is asked of a list of people: by the program, and by hand."""
    total = people.page(desk).total
    row = people.page(desk, offset=total // 2, limit=1).rows[0]
    number = desk.store.database.raw.execute("SELECT number FROM search_kind WHERE kind = 'person'").fetchone()[0]
    search = {"first": number << 40, "last": (number + 1 << 40) - 1, "words": f'"{row.name.split(",")[0]}"*'}
    in_school = f"{IDS} AND person.school_id = :school {BY_NAME}"

    def asked(
        sql: str, sort: str = "name", offset: int = 0, by_hand: dict[str, Any] | None = None, **wanted: Any
    ) -> Asked:
        values = {"today": desk.today().isoformat(), "limit": AT_ONCE, "offset": offset, **(by_hand or {})}
        raw = desk.store.database.raw
        return (
            lambda: people.page(desk, PeopleFilter(**wanted), sort, False, offset, AT_ONCE),
            lambda: raw.execute(ROWS.format(sql), values).fetchall(),
        )

    return {
        "first page": asked(f"{IDS} {BY_NAME}"),
        "middle page": asked(f"{IDS} {BY_NAME}", offset=total // 2),
        "last page": asked(f"{IDS} {BY_NAME}", offset=total - AT_ONCE),
        "find a surname": asked(f"{IDS} AND {FOUND} {BY_NAME}", by_hand=search, find=row.name.split(",")[0]),
        "of one school": asked(in_school, by_hand={"school": row.school_id}, school_id=row.school_id),
        "by school": asked(BY_SCHOOL, "school"),
        "by school, last page": asked(BY_SCHOOL, "school", total - AT_ONCE),
    }


def measured(folder: Path) -> dict[str, tuple[float, float]]:
    """Processor seconds of each question, by the program and by hand."""
    with opened(folder) as desk:
        found = {}
        for name, (ours, bare) in questions(desk).items():
            assert {row.id for row in ours().rows} == {row[0] for row in bare()}
            found[name] = best(ours), best(bare)
        return found


def test_lists_beside_the_bare_query(crowds: dict[int, Path], show: Show) -> None:
    few, many = measured(crowds[FEW]), measured(crowds[MANY])
    rows = []
    for name, (ours, bare) in many.items():
        little, by_hand = few[name]
        rows.append(
            [name, ms(little), times(little, by_hand), ms(ours), times(ours, bare), times(ours, little)]
        )  # fmt: skip
    heads = [f"pages of {AT_ONCE}", f"{FEW:,} people", "× bare", f"{MANY:,} people", "× bare", "× at the few"]
    show("Lists of people, processor time, beside the query by hand", heads, rows)
    assert many["last page"][0] < 3 * many["first page"][0]
