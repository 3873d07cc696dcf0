"""Registers for tests: made once, copied for each test, opened for real."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from db import keys
from db.keys import Unlocked
from db.store import Store
from metdesk import people, sample, schools, this_pc
from metdesk.desk import Desk, start
from metdesk.seal import Notes

if TYPE_CHECKING:
    from tests.metdesk.test_cases import TrustMade

settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")  # how long a busy machine takes says nothing about the program


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walks through every state come first: last of all, one core would wait a minute for the other."""
    items.sort(key=lambda one: "test_screens" not in one.nodeid)


KEYHOLDER = "Jo Marsh"
PASSPHRASE = "four words that hold"


TOMORROW = timedelta(days=1)
"""Among the parameters of a test, which are read long before it runs, perhaps before midnight: see `dated`."""


def dated(values: dict[str, Any]) -> dict[str, Any]:
    """The values, with the day so long from today in the place of each `timedelta`."""
    return {name: date.today() + one if isinstance(one, timedelta) else one for name, one in values.items()}


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test's own folder for what the program remembers on a PC, never the user's."""
    place = tmp_path / "settings"
    monkeypatch.setattr(this_pc, "settings_folder", lambda: place)
    return place


@pytest.fixture
def notes(settings: Path) -> Notes:
    """What this test's PC saw of registers."""
    return Notes(settings)


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register just started, closed; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("template") / "Empty.metdesk"
    desk, _ = start(
        folder, "Mowbray Education Trust", None, KEYHOLDER, "business manager", PASSPHRASE, cost=keys.CHEAPEST
    )
    desk.close()
    return folder


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A register of this test's own, closed: no school, nobody, no policy; where the test has a `trust`, with it."""
    made = "trust_made" if "trust" in request.fixturenames else "empty_folder"
    template = request.getfixturevalue(made)
    return Path(shutil.copytree(getattr(template, "folder", template), tmp_path / "Register.metdesk"))


@pytest.fixture(scope="session")
def empty_keys(empty_folder: Path) -> Unlocked:
    """What opens every copy of that register, without the time a passphrase takes."""
    return keys.unlock(empty_folder, KEYHOLDER, PASSPHRASE)


@pytest.fixture(scope="session")
def trust_made(empty_folder: Path, empty_keys: Unlocked, tmp_path_factory: pytest.TempPathFactory) -> "TrustMade":
    """That register with the trust of `trust` in it, closed; copy it, never write to it."""
    from tests.metdesk.test_cases import made_trust

    folder = Path(shutil.copytree(empty_folder, tmp_path_factory.mktemp("trust") / "Trust.metdesk"))
    with Desk(Store.open(folder, empty_keys)) as desk:
        return made_trust(desk)


@pytest.fixture
def desk(folder: Path, empty_keys: Unlocked) -> Iterator[Desk]:
    """An open desk on an empty register."""
    with Desk(Store.open(folder, empty_keys)) as opened:
        yield opened


@pytest.fixture
def school(desk: Desk) -> int:
    """A school with a head, in the register of `desk`."""
    number = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456", town="Melton"))
    head = people.add(desk, people.Person(surname="Patel", forename="Asha", title="Ms", school_id=number))
    schools.appoint(desk, number, head)
    return number


@pytest.fixture
def today() -> date:
    """The day it is."""
    return date.today()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample trust, closed, made once; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("sample") / "Sample.metdesk"
    sample.build(folder, cost=keys.CHEAPEST).close()
    return folder


@pytest.fixture
def sample_register(sample_folder: Path, tmp_path: Path) -> Path:
    """A sample trust of this test's own, closed."""
    return Path(shutil.copytree(sample_folder, tmp_path / "Sample.metdesk"))


@pytest.fixture(scope="session")
def sample_keys(sample_folder: Path) -> Unlocked:
    """What opens every copy of the sample trust, without the time a passphrase takes."""
    return keys.unlock(sample_folder, sample.KEYHOLDER, sample.PASSPHRASE)


@pytest.fixture
def sample_desk(sample_register: Path, sample_keys: Unlocked) -> Iterator[Desk]:
    """An open desk on a sample trust of this test's own."""
    with Desk(Store.open(sample_register, sample_keys)) as opened:
        yield opened
