"""Registers of several sizes, and how figures are shown."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.bench.crowd import folder_of
from tests.bench.measure import laid_out

FEW, MANY = 500, int(os.environ.get("METDESK_BENCH_PEOPLE", "100000"))
"""How many people; METDESK_BENCH_PEOPLE=1000000 takes some minutes."""

Show = Callable[[str, Sequence[str], Sequence[Sequence[str]]], None]


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str]) -> Show:
    """Writes a small table to the terminal: its title, its headings, its rows."""

    def write(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        with capsys.disabled():
            sys.stdout.write(laid_out(title, heads, rows))

    return write


@pytest.fixture(scope="session")
def crowds(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Registers, closed, by how many people they have."""
    place = tmp_path_factory.mktemp("crowds")
    return {count: folder_of(place, count) for count in (FEW, MANY)}
