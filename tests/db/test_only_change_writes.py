"""Nothing but db/change.py writes to a register: read off the syntax tree of every file."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ON_TABLES = {
    "bulk_create", "bulk_update", "create", "create_table", "delete", "delete_by_id", "drop_table",
    "get_or_create", "insert", "insert_from", "insert_many", "replace", "replace_many", "set_by_id",
    "truncate_table", "update",
}  # fmt: skip
ANYWHERE = {"delete_instance", "executemany", "executescript", "create_tables", "drop_tables"}
WRITING_SQL = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|DROP|ALTER)\s+(INTO|FROM|TABLE|OR|\w+\s+SET)\b")
DRAWING = {"canvas", "painter", "super()"}
"""Whose save() keeps a state of drawing or a finished page."""
ALLOWED = {"db/change.py", "db/audit.py", "db/search.py", "db/store.py"}
"""The one that writes, the two it writes the audit and the search with, and the one that makes the first row."""


def sources() -> Iterator[str]:
    for package in ("db", "metdesk", "ui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in ALLOWED and not name.startswith("db/migrations/"):
                yield name


@cache
def tables() -> set[str]:
    """The names of the register tables, off the classes of db whose base is Table."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "db").glob("*.py"))
    classes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {one.name for one in classes if any(isinstance(base, ast.Name) and base.id == "Table" for base in one.bases)}


def writes(source: str, tables: set[str]) -> list[str]:
    """What in `source` writes to a register otherwise than through a change, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, node.func.value
            owned = ast.unparse(owner).split(".")[-1]
            bare_save = name == "save" and not node.args and owned not in DRAWING
            if name in ANYWHERE or bare_save or (name in ON_TABLES and owned in {*tables, "Table", "table"}):
                found.append(f"line {node.lineno}: .{name}(")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value):
            found.append(f"line {node.lineno}: {node.value[:40]}")
    return found


@pytest.mark.parametrize("name", list(sources()))
def test_no_other_file_writes(name: str) -> None:
    assert writes((ROOT / name).read_text("utf-8"), tables()) == []


@pytest.mark.parametrize(
    "source",
    [
        "Person.create(name='x')", "person.save()", "Person.insert_many(rows).execute()", "row.delete_instance()",
        "schools.School.update(name='x')", "connection.executemany(sql, rows)",
        "connection.execute('DELETE FROM person')", "connection.execute('UPDATE person SET name = 1')",
    ],
)  # fmt: skip
def test_each_way_of_writing_is_noticed(source: str) -> None:
    assert writes(source, {"Person", "School"})


@pytest.mark.parametrize(
    "source", ["change.insert(Person, name='x')", "names.update(more)", "book.save(path)", "painter.save()"]
)
def test_what_does_not_write_is_left_alone(source: str) -> None:
    assert not writes(source, {"Person"})


def test_the_tables_are_found() -> None:
    assert {"KeyholderRow", "Person", "Account"} <= tables()
