"""The schema's steps."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import db.accounts
import db.acknowledgements
import db.approaches
import db.attachments
import db.breaches
import db.declarations
import db.figures
import db.forms
import db.keyholders
import db.openings
import db.people
import db.policy
import db.schools
import db.sitting
import db.term_dates
from db import base, cipher, migrations
from db.base import Table
from db.errors import Damaged, NewerRegister, Refused
from db.keys import Unlocked
from db.store import FILE, Store
from tests.db.animals import Animal, columns

REGISTERS = [
    db.accounts, db.acknowledgements, db.approaches, db.attachments, db.breaches, db.declarations, db.figures,
    db.forms, db.keyholders, db.openings, db.people, db.policy, db.schools, db.sitting, db.term_dates,
]  # fmt: skip
"""Named here so that each is imported, whichever test runs first."""
TABLES: list[type[Table]] = [table for table in base.tables() if table.__module__.startswith("db.")]


def step(*statements: str, dropped: tuple[str, ...] = ()) -> ModuleType:
    module = ModuleType("m")
    module.NAME, module.STATEMENTS, module.DROPPED = "A later step", statements, dropped  # type: ignore[attr-defined]
    return module


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Gives the program further migrations."""

    def add(*modules: ModuleType) -> None:
        monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, *modules))

    return add


@pytest.mark.parametrize("table", TABLES, ids=base.table_name)
def test_the_migrated_file_has_the_columns_of_the_models(table: type[Table], store: Store) -> None:
    in_file, in_model = columns(store, table)
    assert in_file == in_model


def test_every_table_of_the_file_is_known(store: Store) -> None:
    internal = {"migration", "register", "audit", "audit_detail"}
    known = {base.table_name(table) for table in TABLES} | {base.table_name(Animal)}
    assert set(migrations.counts(store.database.raw)) == internal | known


def test_a_step_is_recorded_and_the_file_backed_up_before(folder: Path, unlocked: Unlocked, later: Any) -> None:
    with Store.open(folder, unlocked) as store, store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")
    later(step("ALTER TABLE animal ADD COLUMN wings INTEGER"))
    with Store.open(folder, unlocked) as store:
        assert migrations.number(store.database.raw) == len(migrations.MIGRATIONS)
        assert store.database.raw.execute("SELECT name, wings FROM animal").fetchall() == [("Rex", None)]
        assert store.database.pragma("foreign_keys") == 1
    (backup,) = (folder / "backups").iterdir()
    kept = cipher.connect(backup / FILE, unlocked.database_key, mode="ro")
    assert migrations.number(kept) == len(migrations.MIGRATIONS) - 1
    kept.close()
    Store.open(folder, unlocked).close()
    assert len(list((folder / "backups").iterdir())) == 1


def test_a_step_that_would_lose_rows_is_undone(folder: Path, unlocked: Unlocked, later: Any) -> None:
    with Store.open(folder, unlocked) as store, store.change("animals.add", "Added") as change:
        change.insert(Animal, name="Rex")
    later(step("ALTER TABLE animal ADD COLUMN wings INTEGER"), step("DELETE FROM animal"))
    with pytest.raises(Damaged, match="rows of animal would be lost"):
        Store.open(folder, unlocked)
    connection = cipher.connect(folder / FILE, unlocked.database_key)
    assert migrations.number(connection) == len(migrations.MIGRATIONS) - 1
    assert connection.execute("SELECT COUNT(*) FROM animal").fetchone() == (1,)
    connection.close()


def test_a_step_that_would_orphan_rows_is_undone(folder: Path, unlocked: Unlocked, later: Any) -> None:
    later(step("CREATE TABLE leg (animal INTEGER REFERENCES animal (id))", "INSERT INTO leg VALUES (99)"))
    with pytest.raises(Damaged, match="rows of leg"):
        Store.open(folder, unlocked)


def test_a_table_rebuilt_in_twelve_steps_keeps_its_children(folder: Path, unlocked: Unlocked, later: Any) -> None:
    with Store.open(folder, unlocked) as store, store.change("animals.add", "Added") as change:
        change.insert_many(Animal, [{"name": "Rex"}, {"name": "Bo"}])
    later(
        step("CREATE TABLE leg (animal INTEGER REFERENCES animal (id) ON DELETE CASCADE)",
             "INSERT INTO leg SELECT id FROM animal"),
        step("CREATE TABLE fresh AS SELECT * FROM animal", "DROP TABLE animal",
             "CREATE TABLE animal (id INTEGER PRIMARY KEY, name TEXT)",
             "INSERT INTO animal SELECT id, name FROM fresh", "DROP TABLE fresh"),
    )  # fmt: skip
    with Store.open(folder, unlocked) as store:
        assert store.database.raw.execute("SELECT COUNT(*) FROM leg").fetchone() == (2,)


def test_a_newer_file_is_refused_and_left_alone(folder: Path, unlocked: Unlocked) -> None:
    connection = cipher.connect(folder / FILE, unlocked.database_key)
    connection.execute("INSERT INTO migration VALUES (999, 'From the future', '2030-01-01')")
    connection.close()
    before = (folder / FILE).read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerRegister, match="newer version"):
            Store.open(folder, unlocked, read_only=read_only)
    assert (folder / FILE).read_bytes()[4096:] == before[4096:]


def test_an_older_file_that_cannot_be_written_to_is_refused(folder: Path, unlocked: Unlocked, later: Any) -> None:
    later(step("CREATE TABLE wing (id INTEGER)"))
    with pytest.raises(Refused, match="older one"):
        Store.open(folder, unlocked, read_only=True)


def test_a_file_without_its_record_of_versions_is_damaged(folder: Path, unlocked: Unlocked) -> None:
    connection = cipher.connect(folder / FILE, unlocked.database_key)
    connection.execute("DROP TABLE migration")
    connection.close()
    with pytest.raises(Damaged, match="no record of its own version"):
        Store.open(folder, unlocked)
