"""What every storm starts from, and the table of figures at the end."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.measure import laid_out
from tests.storm.harness import Template, Zygote, compiled, template_in

SCALE = float(os.environ.get("METDESK_STORM", "1"))
"""METDESK_STORM=0.1 does a tenth of everything, to try a storm out."""

Tell = Callable[[str, int, str], None]
_FIGURES: list[tuple[str, str, str]] = []


def times(count: int) -> int:
    """How often, at the scale that is asked for."""
    return max(2, round(count * SCALE))


@pytest.fixture
def tell() -> Tell:
    """Notes a figure: what was done, how often, and what was found."""
    return lambda what, count, found: _FIGURES.append((what, f"{count:,}", found))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of figures."""
    if _FIGURES:
        terminalreporter.write(laid_out("Storms", ("what was done", "times", "what was found"), _FIGURES))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The register that each storm copies."""
    return template_in(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """The process that does the jobs, on a disk that works."""
    with Zygote() as made:
        yield made


@pytest.fixture(scope="session")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """The process that does the jobs, on a disk that fails when it is told to; needs a C compiler."""
    library = compiled(tmp_path_factory.mktemp("faults"))
    if library is None:
        pytest.skip("there is no C compiler here to build tests/storm/faults.c with")
    with Zygote(library) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the storm's own copy of the register stands."""
    return tmp_path / "O’Neill-Ştefănescu <b>.metdesk"
