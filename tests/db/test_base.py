"""Register tables found by name."""

import pytest

from db.base import table_name, table_named, tables
from tests.db.animals import Animal


def test_a_table_is_found_by_its_name() -> None:
    assert table_named("animal") is Animal
    assert Animal in tables()
    assert table_name(Animal) == "animal"
    with pytest.raises(KeyError):
        table_named("unicorn")
