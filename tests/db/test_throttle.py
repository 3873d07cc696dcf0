"""How fast passphrases can be guessed."""

from pathlib import Path

import pytest

from db import throttle
from db.errors import Refused


def waits(folder: Path, now: float) -> str:
    try:
        throttle.attempt(folder, now)
    except Refused as refused:
        return str(refused)
    return ""


def test_five_tries_are_free_and_then_the_wait_doubles(tmp_path: Path) -> None:
    now = 1_000.0
    for _ in range(5):
        assert waits(tmp_path, now) == ""
    for wait in (5, 10, 20, 40):
        assert f"Wait {wait} seconds" in waits(tmp_path, now)
        assert f"Wait {wait - 1} second" in waits(tmp_path, now + 1)
        now += wait
        assert waits(tmp_path, now) == ""


def test_never_more_than_ten_in_five_minutes(tmp_path: Path) -> None:
    tries = [now for now in range(3_000) if waits(tmp_path, float(now)) == ""]
    for start in range(3_000):
        assert sum(start <= one < start + 300 for one in tries) <= 10


def test_waits_go_by_the_file_so_a_restart_does_not_help_and_success_clears_it(tmp_path: Path) -> None:
    for _ in range(5):
        throttle.attempt(tmp_path, 0.0)
    assert (tmp_path / throttle.FILE).exists()
    assert "Wait" in waits(tmp_path, 1.0)
    throttle.clear(tmp_path)
    assert waits(tmp_path, 1.0) == ""


def test_a_clock_set_back_does_not_lock_for_years(tmp_path: Path) -> None:
    for _ in range(9):
        (tmp_path / throttle.FILE).write_text("[2000000000.0, 2000000001.0, 2000000002.0, 2000000003.0, 2000000004.0]")
    assert "Wait 5 seconds" in waits(tmp_path, 1_000.0)


@pytest.mark.parametrize(
    "text", ["", "{}", "[null, {}]", "not json", "[1e999]", "[NaN]", f"[1{'0' * 400}]", "[" * 100_000]
)
def test_a_broken_file_of_tries_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / throttle.FILE).write_text(text)
    assert waits(tmp_path, 5.0) == ""
