"""What a restore would lose."""

from pathlib import Path

import pytest

from db import cipher, lost, manifest, restore
from db.audit import Seal
from db.keys import Unlocked
from db.store import FILE, Store
from tests.db.test_restore import add


def seal_of(backup: Path) -> Seal:
    found = manifest.read(backup)
    assert found is not None
    return found.seal


def test_the_entries_since_are_told_newest_first(store: Store) -> None:
    add(store, "Rex")
    backup = store.backup()
    add(store, "O’Neill-Ştefănescu <b>")
    add(store, "Bo")
    found = lost.since(store.database.raw, seal_of(backup))
    assert found is not None
    assert found.count == 2
    assert [one.words for one in found.entries] == ["Added Bo", "Added O’Neill-Ştefănescu <b>"]


def test_nothing_since_is_nothing_lost(store: Store) -> None:
    backup = store.backup()
    assert lost.since(store.database.raw, seal_of(backup)) == lost.Lost(0, ())


@pytest.mark.parametrize("more", [0, 1, 7])
def test_after_a_restore_what_is_lost_counts_from_where_the_two_parted(
    folder: Path, unlocked: Unlocked, more: int
) -> None:
    with Store.open(folder, unlocked) as store:
        add(store, "Both")
        early = store.backup()
        for number in range(3):
            add(store, f"Only in the late one {number}")
        late = store.backup()
    restore.restore(early, folder, unlocked)
    with Store.open(folder, unlocked) as store:
        for number in range(more):
            add(store, f"After {number}")
        raw = store.database.raw
        assert lost.since(raw, seal_of(late)) is None
        copied = cipher.connect(late / FILE, unlocked.database_key, mode="ro")
        found = lost.since(raw, seal_of(late), copied)
        copied.close()
    assert found is not None
    assert found.count == more + 1
    assert found.entries[-1].words.startswith("Restored the backup of")
