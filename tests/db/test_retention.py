"""Which backups are kept, whatever the clock says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.retention import Kept, surplus

NOW = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


def every(hours: float, many: int) -> list[Kept]:
    """So many backups, the newest one just now, each `hours` before the other."""
    return [Kept(f"{place:05}", NOW - timedelta(hours=hours * place), many - place) for place in range(many)]


def left(backups: list[Kept], now: datetime = NOW) -> list[Kept]:
    gone = set(surplus(backups, now))
    return [one for one in backups if one.name not in gone]


def test_of_two_days_all_are_kept() -> None:
    assert left(every(0.5, 97)) == every(0.5, 97)


def test_then_one_a_day_a_week_and_a_month() -> None:
    kept = left(every(4, 6 * 400))
    days = [(NOW - one.at).days for one in kept]
    assert len([age for age in days if age < 2]) == 12
    assert len(kept) <= 13 + 12 + 10 + 9
    assert len({one.at.date() for one in kept if one.at < NOW - timedelta(days=2)}) == len(kept) - 13
    assert 230 < max(days) < 310  # nine months


def test_a_register_backed_up_once_a_term_keeps_what_it_has() -> None:
    assert len(left(every(24 * 90, 9))) == 9


def test_a_clock_set_back_or_forward_by_years_leaves_the_newest_days_whole() -> None:
    backups = every(6, 100)
    for years in (-30, -1, 1, 30):
        kept = left(backups, NOW + timedelta(days=365 * years))
        assert kept[:8] == backups[:8]
        assert len(kept) >= 20


def test_backups_from_a_clock_that_was_ahead_crowd_nothing_out() -> None:
    ahead = [Kept(f"ahead {place}", NOW + timedelta(days=3650 + place), 500 + place) for place in range(40)]
    kept = left([*ahead, *every(24, 60)])
    assert {one.name for one in left(every(24, 60))} <= {one.name for one in kept}


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@given(st.lists(st.tuples(MOMENTS, st.integers(0, 10_000)), min_size=1, max_size=60), MOMENTS)
def test_no_clock_empties_the_folder(given: list[tuple[datetime, int]], now: datetime) -> None:
    backups = [Kept(f"{place}", at, n) for place, (at, n) in enumerate(given)]
    kept = left(backups, now)
    assert max(one.at for one in backups) in {one.at for one in kept}
    assert max(one.n for one in backups) in {one.n for one in kept}
    assert all(one in kept for one in backups if abs(now - one.at) <= timedelta(days=2))
    past = [one.at for one in backups if one.at <= now]
    assert not past or max(past) in {one.at for one in kept}
    assert left(kept, now) == kept  # a second time removes nothing more


@given(st.lists(MOMENTS, min_size=1, max_size=200), MOMENTS)
def test_the_folder_does_not_grow_without_end(moments: list[datetime], now: datetime) -> None:
    backups = [Kept(f"{place}", at, place) for place, at in enumerate(moments)]
    newest = max(moments)
    recent = [at for at in moments if abs(now - at) <= timedelta(days=2) or newest - at <= timedelta(days=2)]
    assert len(left(backups, now)) <= len(recent) + 2 * (12 + 10 + 9) + 4
