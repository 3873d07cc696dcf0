import time
from pathlib import Path

import pytest

from metdesk.errors import Refused
from metdesk.jobs import Cancelled, run_guarded


def _double(number: int) -> int:
    return number * 2


def _refuse() -> None:
    raise Refused({"file": "This is empty: choose another."})


def _fail() -> None:
    raise ValueError("something inside")


def _hang() -> None:
    time.sleep(60)


def _eat() -> int:
    return len(bytearray(3_000_000_000))


def _die() -> None:
    import os

    os._exit(9)


def test_guarded_work_returns_its_result() -> None:
    assert run_guarded(_double, 21) == 42


def test_a_refusal_in_there_is_the_same_refusal_out_here() -> None:
    with pytest.raises(Refused) as refusal:
        run_guarded(_refuse)
    assert refusal.value.problems == {"file": "This is empty: choose another."}


@pytest.mark.parametrize("work", [_fail, _die])
def test_whatever_fails_in_there_is_one_sentence_out_here(work: object) -> None:
    with pytest.raises(Refused, match="damaged"):
        run_guarded(work)  # type: ignore[arg-type]


def test_work_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Refused, match="was not read within"):
        run_guarded(_hang, time_limit_s=0.5)


def test_work_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(Refused, match="memory"):
        run_guarded(_eat)


def test_work_is_cancelled_by_its_progress() -> None:
    def enough(fraction: float, words: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run_guarded(_hang, progress=enough)


def test_nothing_is_left_running(tmp_path: Path) -> None:
    import multiprocessing

    with pytest.raises(Refused):
        run_guarded(_hang, time_limit_s=0.2)
    assert multiprocessing.active_children() == []
