"""Pages of a list: the same rows from either end, along an index."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from db import people as tables
from db import school_list
from db.schools import School
from metdesk import schools as registered
from metdesk.desk import Desk
from tests.conftest import KEYHOLDER, PASSPHRASE

TODAY = date(2026, 3, 5)
MANY = 60


@pytest.fixture
def crowded(desk: Desk) -> Desk:
    """People of three schools, many with the same name, some without a first day, some who left."""
    random = Random(7)
    with desk.change("schools.import", "Schools") as change:
        schools = change.insert_many(
            School, [{"name": name, "kind": "primary", "head_title": "Head"} for name in ("b", "A", "c")]
        )
    rows = [
        {
            "surname": "Marsh", "forename": "Jo", "category": random.choice(("staff", "volunteer")),
            "job": random.choice(("", "Cook", "teacher")), "school_id": random.choice(schools),
            "staff_code": f"S{random.randrange(30)}", "sorted_as": random.choice(("marsh jo", "patel asha")),
            "starts": random.choice((None, TODAY - timedelta(random.randrange(9)))),
            "ends": random.choice((None, TODAY + timedelta(random.randrange(-3, 9)))),
        }
        for _ in range(MANY)
    ]  # fmt: skip
    with desk.change("people.import", "People") as change:
        change.insert_many(tables.Person, rows)
    return desk


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", tables.SORTS)
def test_pages_put_together_are_the_whole_list(crowded: Desk, sort: str, descending: bool) -> None:
    condition = tables.wanted(standing="current", today=TODAY)
    whole, total = tables.page(condition, sort, descending, 0, MANY)
    assert total == len(whole) < MANY
    for limit in (1, 7, 25):
        pages = [tables.page(condition, sort, descending, place, limit)[0] for place in range(0, total + 9, limit)]
        assert [row for page in pages for row in page] == whole


def test_downwards_is_upwards_the_other_way_round(crowded: Desk) -> None:
    for sort in tables.SORTS:
        upwards, _ = tables.page(tables.wanted(today=TODAY), sort, False, 0, MANY)
        downwards, _ = tables.page(tables.wanted(today=TODAY), sort, True, 0, MANY)
        assert downwards == upwards[::-1]


def test_values_come_as_python_has_them(crowded: Desk) -> None:
    rows, _ = tables.page(tables.wanted(today=TODAY), "name", False, 0, MANY)
    stored = {row.id: row.__data__ for row in tables.Person.select()}
    assert all(row == stored[row["id"]] | {"school": row["school"]} for row in rows)
    assert {type(row["starts"]) for row in rows} == {date, type(None)}


def test_nothing_stands_past_the_end(crowded: Desk) -> None:
    assert school_list.page("", "", False, "name", 3, 200) == ([], 3)


@pytest.mark.parametrize("sort", tables.SORTS)
def test_no_list_of_people_is_sorted_or_read_whole_to_be_shown(crowded: Desk, sort: str) -> None:
    """SQLite's planner once sorted everybody by a join: 130 times slower in a register of a million."""
    connection = crowded.store.database.raw
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    tables.page(tables.wanted(standing="current", today=TODAY), sort, False, 0, 10)
    connection.set_trace_callback(None)
    reads: list[Any] = [row for sql in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    steps = [step for *_, step in reads]
    assert steps
    assert not [step for step in steps if "TEMP B-TREE" in step]
    assert not [
        step for step in steps if step.startswith("SCAN") and "COVERING INDEX" not in step and "json_each" not in step
    ]


def test_what_was_counted_in_one_register_is_not_told_of_the_next(
    folder: Path, empty_folder: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(empty_folder, tmp_path / "Other.metdesk"))
    with Desk.open(other, KEYHOLDER, PASSPHRASE) as desk:
        registered.add(desk, registered.School("Beck School", urn="123457"))
    for place, schools in ((other, 1), (folder, 0)) * 2:  # a closed connection's address is soon another's
        with Desk.open(place, KEYHOLDER, PASSPHRASE) as desk:
            assert registered.page(desk, limit=0).total == schools
