"""Writing beside sqlcipher3 by hand: many people at once, and one save."""

from datetime import date
from pathlib import Path
from typing import Any

from db import audit, search, values
from db import people as tables
from metdesk import people
from metdesk.desk import Desk
from tests.bench.conftest import FEW, Show
from tests.bench.crowd import opened, persons
from tests.bench.measure import best, medians, ms, times

ROWS = 20_000
SAVES = 41


class ByHand:
    """The same people and, if asked, the same audit and words for search, given to `executemany` as they are."""

    def __init__(self, desk: Desk, rows: list[dict[str, Any]], *, all_of_it: bool) -> None:
        self.raw, self.all_of_it = desk.store.database.raw, all_of_it
        self.columns = list(rows[0])
        self.rows = [[v.isoformat() if isinstance(v, date) else v for v in row.values()] for row in rows]
        self.told = [values.told(tables.Person, values.row(tables.Person, row)) for row in rows]
        self.words = [values.words(tables.Person, values.row(tables.Person, row)) for row in rows]

    def __call__(self) -> None:
        self.raw.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(self.columns))
        self.raw.executemany(f"INSERT INTO person ({', '.join(self.columns)}) VALUES ({marks})", self.rows)  # noqa: S608
        if self.all_of_it:
            self._rest()
        self.raw.execute("COMMIT")

    def _rest(self) -> None:
        first, n = self.raw.execute("SELECT MAX(id) FROM person").fetchone()[0], audit.head(self.raw).n
        details = [(n, "person", first + at, "insert", None, told) for at, told in enumerate(self.told)]
        self.raw.executemany(
            "INSERT INTO audit_detail (n, kind, record, action, before, after) VALUES (?, ?, ?, ?, ?, ?)", details
        )
        search.index_new(self.raw, "person", ((first + at, words or "") for at, words in enumerate(self.words)))


def test_many_people_at_once(crowds: dict[int, Path], show: Show) -> None:
    with opened(crowds[FEW]) as desk:
        rows = [people.columns(one) for one in persons(ROWS, [1, 2, 3], seed=8)]
        raw = desk.store.database.raw

        def ours() -> None:
            with desk.change("people.import", "Staff list") as writing:
                writing.insert_many(tables.Person, rows)

        ways = {
            "the rows alone, executemany": ByHand(desk, rows, all_of_it=False),
            "rows, audit, search, executemany": ByHand(desk, rows, all_of_it=True),
            "metdesk": ours,
        }
        found = {name: best(do, 2) for name, do in ways.items()}
        assert raw.execute("SELECT COUNT(*) FROM person WHERE staff_code = '8-0'").fetchone()[0] == 9
    lines = [[name, ms(one), f"{ROWS / one:,.0f}", times(found["metdesk"], one)] for name, one in found.items()]
    show(f"{ROWS:,} people written, processor time", ["", "", "people/s", "metdesk"], lines)


def test_one_save(crowds: dict[int, Path], show: Show) -> None:
    with opened(crowds[FEW]) as desk:
        raw = desk.store.database.raw
        who = people.page(desk, limit=1).rows[0].id
        tick = iter(range(1_000_000))

        def bare() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE person SET job = ? WHERE id = ?", (f"Job {next(tick)}", who))
            raw.execute("COMMIT")

        def ours() -> None:
            with desk.change("people.change", "Changed") as writing:
                writing.update(tables.Person, who, job=f"Job {next(tick)}")

        found = medians({"one UPDATE by hand": bare, "metdesk, with audit and seal": ours}, SAVES)
        bare_seconds = found["one UPDATE by hand"]
    rows = [[name, ms(one), ms(one - bare_seconds)] for name, one in found.items()]
    show(f"One save on this disk, median of {SAVES}", ["", "", "more"], rows)
