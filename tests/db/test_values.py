"""Values as columns and as the audit hold them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import values
from tests.db.animals import Animal


@given(st.dates(), st.booleans(), st.text(st.characters(codec="utf-8")), st.binary())
def test_what_is_stored_is_what_sqlite_can_hold(born: date, tame: bool, name: str, picture: bytes) -> None:
    row = values.row(Animal, {"born": born, "tame": tame, "name": name, "picture": picture})
    assert row == {"born": born.isoformat(), "tame": int(tame), "name": name, "picture": picture}


def test_moments_are_utc() -> None:
    moment = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert values.row(Animal, {"seen": moment}) == {"seen": "2026-07-01 09:00:00"}
    assert values.row(Animal, {"seen": datetime(2026, 7, 1, 9, tzinfo=UTC)}) == {"seen": "2026-07-01 09:00:00"}


def test_what_no_column_can_hold_is_a_bug() -> None:
    with pytest.raises((TypeError, ValueError)):
        values.row(Animal, {"born": object()})


def test_search_knows_the_words_of_the_searched_columns() -> None:
    assert values.words(Animal, {"name": "Rex", "notes": "", "chip": "900"}) == "Rex"
