"""Every hostile file through every reader, each in a guarded process of its own, as in the program."""

import sys
import time
from collections.abc import Iterator

import pytest

from metdesk.errors import Refused
from metdesk.jobs import run_guarded
from tests.hostile.corpus import CORPUS, READERS, is_plain

TAKEN: dict[tuple[str, str], float] = {}


@pytest.fixture(scope="module", autouse=True)
def figures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Says at the end how many there were and what took longest."""
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        sys.stdout.write(said())


def said() -> str:
    """The figures in words."""
    slowest = sorted(TAKEN.items(), key=lambda one: -one[1])[:5]
    listed = ", ".join(f"{name} as {reader} {seconds:.1f} s" for (name, reader), seconds in slowest)
    return f"\n{len(TAKEN):,} readings of {len(CORPUS):,} hostile files. Longest: {listed}.\n"


@pytest.mark.parametrize("name", CORPUS)
def test_a_result_or_one_plain_sentence_within_the_limits(name: str) -> None:
    data = CORPUS[name].make()
    for reader, read in READERS.items():
        began, sentence = time.monotonic(), ""
        try:
            run_guarded(read, data, name)
        except Refused as refused:
            sentence = str(refused)
        TAKEN[name, reader] = time.monotonic() - began
        assert not sentence or is_plain(sentence), reader
