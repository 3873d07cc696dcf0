"""The second place for backups: verified after copying, and never fatal when away."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import backups, second_place
from db.errors import Unavailable
from db.store import FILE, Store

NOW = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with a space in its name."""
    place = tmp_path / "My stick"
    place.mkdir()
    return place


def bring(store: Store, place: Path, now: datetime = NOW) -> second_place.Note:
    return second_place.bring_up_to_date(store.folder, store.unlocked.register_id, place, now)


def test_the_newest_backup_is_copied_into_the_registers_own_folder(store: Store, stick: Path) -> None:
    made = store.backup()
    note = bring(store, stick)
    register = store.unlocked.register_id
    there = stick / f"Register {register[:8]}"
    assert second_place.own_folder(stick, "Renamed", register) == there
    assert [path.name for path in there.iterdir()] == [made.name]
    assert backups.faults(there / made.name) == []
    assert (note.reached, note.newest) == (NOW, made.name)
    assert second_place.read(store.folder) == note


def test_the_note_says_what_its_module_says(store: Store, stick: Path) -> None:
    made = store.backup()
    bring(store, stick)
    assert json.loads((store.folder / "backups" / "second-place.json").read_text()) == {
        "format": "metdesk second place 1",
        "place": str(stick),
        "chosen": "2026-11-25T16:00:00+00:00",
        "reached": "2026-11-25T16:00:00+00:00",
        "newest": made.name,
    }


def test_a_place_that_is_away_is_said_and_remembered(store: Store, stick: Path) -> None:
    store.backup()
    bring(store, stick)
    with pytest.raises(Unavailable, match="is away"):
        bring(store, stick.with_name("Gone"), NOW + timedelta(days=1))
    note = second_place.read(store.folder)
    assert note is not None
    assert (note.place.name, note.reached) == ("Gone", None)


@pytest.mark.parametrize(("days", "unseen"), [(0, False), (6, False), (8, True), (4000, True), (-400, True)])
def test_a_week_unseen_is_noticed_whatever_the_clock_did(store: Store, stick: Path, days: int, unseen: bool) -> None:
    store.backup()
    assert bring(store, stick).is_unseen(NOW + timedelta(days=days)) == unseen


def test_a_full_place_is_said_and_nothing_half_stays(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.backup()

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.second_place.copy_hashed", full)
    with pytest.raises(Unavailable, match="make room"):
        bring(store, stick)
    assert list(second_place.own_folder(stick, "Register", store.unlocked.register_id).iterdir()) == []


def test_a_copy_that_differs_from_what_was_copied_does_not_get_its_name(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.backup()
    whole = second_place.copy_hashed

    def careless(source: Path, to: Path, *told: object) -> str:
        digest = whole(source, to)
        if to.name == FILE:
            to.write_bytes(to.read_bytes()[:-1] + b"x")
        return digest

    monkeypatch.setattr("db.second_place.copy_hashed", careless)
    with pytest.raises(Unavailable):
        bring(store, stick)
    assert list(second_place.own_folder(stick, "Register", store.unlocked.register_id).iterdir()) == []


@pytest.mark.parametrize("nonsense", ["", "{}", "[]", '{"format": "metdesk second place 1", "place": 3}'])
def test_a_note_that_cannot_be_read_is_none(store: Store, nonsense: str) -> None:
    store.backup()
    (store.folder / "backups" / "second-place.json").write_text(nonsense)
    assert second_place.read(store.folder) is None


def test_choosing_none_forgets_the_place_and_leaves_what_lies_there(store: Store, stick: Path) -> None:
    store.backup()
    bring(store, stick)
    assert second_place.choose(store.folder, None, NOW) is None
    assert second_place.read(store.folder) is None
    assert len(list(second_place.own_folder(stick, "Register", store.unlocked.register_id).iterdir())) == 1
