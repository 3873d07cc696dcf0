"""What a backup says of itself, and that every wrong byte of it is noticed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import manifest
from db.manifest import MANIFEST, Manifest, decoded, encoded
from db.store import Store


@pytest.fixture
def written(store: Store) -> Path:
    """The manifest of a backup."""
    return store.backup() / MANIFEST


def test_it_is_read_back_as_it_was_written(written: Path, store: Store) -> None:
    found = manifest.read(written.parent)
    assert found is not None
    assert encoded(found) == written.read_bytes()
    assert manifest.is_authentic(found, store.unlocked.database_key)
    assert not manifest.is_authentic(found, bytes(32))


def test_every_flipped_bit_is_noticed(written: Path) -> None:
    data = written.read_bytes()
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << (place % 8)
        assert decoded(bytes(flipped)) is None


def test_one_written_by_hand_with_a_right_checksum_is_not_authentic(written: Path, store: Store) -> None:
    found = manifest.read(written.parent)
    assert found is not None
    forged = decoded(encoded(Manifest(**{**found.__dict__, "who": "Somebody else"})))
    assert forged is not None
    assert not manifest.is_authentic(forged, store.unlocked.database_key)


def test_nothing_is_read_where_there_is_nothing(tmp_path: Path) -> None:
    assert manifest.read(tmp_path) is None
    assert manifest.read(tmp_path / "away") is None


VALUES = st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=3) | st.just({"n": "x"})
FIELDS = ["format", "register", "name", "at", "reason", "who", "migration", "files", "rows", "seal", "mac"]


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_nonsense_is_no_manifest(values: dict[str, object]) -> None:
    assert decoded(json.dumps(values).encode()) is None


@given(st.binary())
def test_noise_is_no_manifest(data: bytes) -> None:
    assert decoded(data) is None
