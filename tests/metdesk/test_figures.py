"""The figures of past days."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import figures as tables
from metdesk import figures, keyholders
from metdesk.desk import Desk
from metdesk.errors import Refused
from tests.conftest import PASSPHRASE
from tests.metdesk.answers import adopt, answer, person

SIGNED = ("5.2.1", "Below the target")


def on(desk: Desk, days: int) -> None:
    """Lets so many days pass."""
    now = desk.store.now() + timedelta(days)
    desk.store.now = lambda: now


def test_each_day_is_kept_once_and_schools_once_a_week(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school)
    start: datetime = desk.store.now()
    assert figures.keep(desk)
    assert not figures.keep(desk)
    answer(desk, bell)
    for _ in range(7):
        on(desk, 1)
        assert figures.keep(desk)
    told = figures.trend(desk, *SIGNED)
    assert [(one.met, one.of, one.share) for one in told.figures] == [(0, 2, 0)] + [(1, 2, 50)] * 7
    assert told.figures[0].day == start.astimezone().date()
    assert told.statement == "Everyone has signed the edition in force"
    of_school = tables.trend(*SIGNED, school)
    assert [met for _, met, _ in of_school] == [0, 1], "the first day, and a week later"


def test_today_is_told_as_it_is_now(desk: Desk, school: int) -> None:
    adopt(desk)
    figures.keep(desk)
    head = 1
    answer(desk, head)
    assert [one.met for one in figures.trend(desk, *SIGNED).figures] == [1]
    assert figures.trend(desk, "9.9", "Nothing").figures == ()


def test_keeping_is_no_change_that_undo_takes_back(desk: Desk, school: int) -> None:
    adopt(desk)
    figures.keep(desk)
    assert desk.undo().startswith("Edition 1.0")
    assert tables.last_day() == desk.today()


def test_an_empty_register_keeps_an_empty_day(desk: Desk) -> None:
    assert not figures.keep(desk)
    assert tables.last_day() is None


@pytest.mark.parametrize("role", ["reader", "investigator"])
def test_whoever_may_only_look_keeps_nothing_and_is_not_stopped(folder: Path, desk: Desk, role: str) -> None:
    adopt(desk)
    keyholders.add(desk, "Una", role, [], PASSPHRASE)
    desk.close()
    with Desk.open(folder, "Una", PASSPHRASE) as hers:
        assert not figures.keep(hers)
        with pytest.raises(Refused), hers.change("figures.keep", "Tried"):
            pass
