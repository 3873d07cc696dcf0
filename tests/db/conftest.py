"""Registers for the tests of the store: no trust in them, and one table of animals."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import keys
from db.keys import Unlocked
from db.store import Store
from tests.db.animals import Animal

NAME = "Jo Marsh"
PASSPHRASE = "four words that hold"


@dataclass(frozen=True)
class Template:
    """A register to copy, what opens it, and its recovery key."""

    folder: Path
    unlocked: Unlocked
    recovery: str


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Made once a worker; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("store") / "Template.metdesk"
    unlocked, recovery = keys.create_keys(folder, NAME, "trust officer", PASSPHRASE, cost=keys.CHEAPEST)
    with Store.create(folder, unlocked) as store:
        store.database.create_tables([Animal])
    return Template(folder, unlocked, recovery)


@pytest.fixture
def folder(template: Template, tmp_path: Path) -> Path:
    """A register of this test's own, closed."""
    return Path(shutil.copytree(template.folder, tmp_path / "Register.metdesk"))


@pytest.fixture(scope="session")
def empty_keys(template: Template) -> Unlocked:
    """What opens `folder`, for a desk on it."""
    return template.unlocked


@pytest.fixture
def unlocked(template: Template) -> Unlocked:
    """What opens `folder`, without the time a passphrase takes."""
    return template.unlocked


@pytest.fixture
def store(folder: Path, unlocked: Unlocked) -> Iterator[Store]:
    """An open store on a register of this test's own."""
    with Store.open(folder, unlocked) as opened:
        yield opened
