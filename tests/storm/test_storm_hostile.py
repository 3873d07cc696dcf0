"""Every hostile file through every reader, each in a guarded process of its own, as in the program."""

import random
import time

import pytest

from metdesk.errors import Refused
from metdesk.jobs import run_guarded
from tests.hostile.corpus import CORPUS, READERS, is_plain
from tests.storm.conftest import Tell, times

NAMES = random.Random(1).sample(sorted(CORPUS), times(len(CORPUS)))
TAKEN: dict[tuple[str, str], float] = {}
REFUSED: list[str] = []


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_is_a_result_or_one_plain_sentence(name: str) -> None:
    data = CORPUS[name].make()
    for reader, read in READERS.items():
        began, sentence = time.monotonic(), ""
        try:
            run_guarded(read, data, name)
        except Refused as refused:
            sentence = str(refused)
            REFUSED.append(name)
        TAKEN[name, reader] = time.monotonic() - began
        assert not sentence or is_plain(sentence), reader


def test_what_the_hostile_files_came_to(tell: Tell) -> None:
    """Only notes the figures."""
    slowest = sorted(TAKEN.items(), key=lambda one: -one[1])[:3]
    listed = ", ".join(f"{name} {seconds:.1f} s" for (name, _), seconds in slowest)
    told = f"{len(TAKEN) - len(REFUSED):,} read, {len(REFUSED):,} refused in one sentence; longest: {listed}"
    tell(f"{len(NAMES):,} hostile files read in every way", len(TAKEN), told)
