"""The backups in a folder: listed, checked, thinned out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import backups, manifest
from db.manifest import MANIFEST
from db.store import FILE, Store


def test_they_are_listed_newest_first_and_those_not_whole_last(store: Store) -> None:
    first, second, third = store.backup(), store.backup(), store.backup()
    (second / MANIFEST).write_text("{}")
    found = backups.listed(store.folder / "backups")
    assert [one.folder for one in found] == [third, first, second]
    assert found[-1].manifest is None
    assert found[0].size > 4096


def test_a_place_that_is_away_has_none(tmp_path: Path) -> None:
    assert backups.listed(tmp_path / "away") == []


def test_a_flipped_bit_is_named(store: Store) -> None:
    made = store.backup()
    assert backups.faults(made) == []
    data = bytearray((made / FILE).read_bytes())
    data[5000] ^= 1
    (made / FILE).write_bytes(data)
    assert backups.faults(made) == [f"The backup {made.name} was changed after it was made: register.db differs."]
    (made / FILE).unlink()
    assert backups.faults(made) == [f"The backup {made.name} is not whole."]


def test_thinning_out_leaves_other_registers_and_what_is_not_whole(store: Store) -> None:
    place = store.folder / "backups"
    for days in (100, 99, 98, 97):
        made = store.backup()
        found = manifest.read(made)
        assert found is not None
        at = datetime.now(UTC) - timedelta(days=days)
        older = manifest.Manifest(**{**found.__dict__, "at": at})
        (made / MANIFEST).write_bytes(manifest.encoded(older))
    half, newest = store.backup(), store.backup()
    (half / MANIFEST).write_text("half")
    backups.prune(place, "0" * 32, datetime.now(UTC) + timedelta(days=4000))
    assert len(backups.listed(place)) == 6
    backups.prune(place, store.unlocked.register_id, datetime.now(UTC) + timedelta(days=4000))
    assert {newest, half} <= {one.folder for one in backups.listed(place)}
    assert not [path for path in place.iterdir() if path.name.startswith(".")]
