"""Drafts: read by whoever wrote them, and by nobody else; whatever else lies there is passed over."""

import os
import shutil
from pathlib import Path

import pytest

from db import drafts, keys, sealing
from db.errors import Refused, Unavailable
from db.keys import CHEAPEST, Unlocked
from db.store import Store
from tests.db.conftest import Template

WORDS = "O’Neill-Ştefănescu, typed by half".encode()
OTHER = "another passphrase of mine"


@pytest.fixture
def ann(store: Store) -> Unlocked:
    """A second keyholder of the register."""
    keys.add(store.folder, store.unlocked, "Ann", "reader", [], OTHER, cost=CHEAPEST)
    store.sync_keyholders()
    return keys.unlock(store.folder, "Ann", OTHER)


def file_of(store: Store, unlocked: Unlocked) -> Path:
    return store.folder / drafts.FOLDER / unlocked.keyholder.id


def test_a_draft_comes_back_to_its_keyholder(store: Store, template: Template) -> None:
    assert drafts.kept(store.folder, store.unlocked) is None
    drafts.keep(store.folder, store.unlocked, b"the first")
    drafts.keep(store.folder, store.unlocked, WORDS)
    assert drafts.kept(store.folder, template.unlocked) == WORDS
    assert WORDS not in file_of(store, store.unlocked).read_bytes()
    drafts.drop(store.folder, store.unlocked)
    drafts.drop(store.folder, store.unlocked)
    assert drafts.kept(store.folder, store.unlocked) is None


def test_another_keyholder_reads_nothing_of_it(store: Store, ann: Unlocked) -> None:
    drafts.keep(store.folder, store.unlocked, WORDS)
    assert drafts.kept(store.folder, ann) is None
    shutil.copy(file_of(store, store.unlocked), file_of(store, ann))
    assert drafts.kept(store.folder, ann) is None


def test_nobody_else_can_put_a_draft_there(store: Store, ann: Unlocked) -> None:
    purpose = f"metdesk draft 1 {store.unlocked.register_id} {store.unlocked.keyholder.id}"
    forged = ann.sign(purpose.encode() + b"\0" + WORDS) + WORDS
    drafts.keep(store.folder, store.unlocked, b"mine")
    file_of(store, store.unlocked).write_bytes(sealing.seal(store.unlocked.keyholder.seal_public, purpose, forged))
    assert drafts.kept(store.folder, store.unlocked) is None


def test_what_is_damaged_cut_empty_or_huge_is_passed_over(store: Store) -> None:
    drafts.keep(store.folder, store.unlocked, WORDS)
    file = file_of(store, store.unlocked)
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert drafts.kept(store.folder, store.unlocked) is None
    for bad in (b"", b"x", whole[:40], whole + b"x", bytes(drafts.LARGEST * 2)):
        file.write_bytes(bad)
        assert drafts.kept(store.folder, store.unlocked) is None
    file.unlink()
    file.mkdir()
    assert drafts.kept(store.folder, store.unlocked) is None


def test_what_is_too_long_is_refused_and_a_full_disk_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.keep(store.folder, store.unlocked, WORDS)
    with pytest.raises(Refused, match="too long"):
        drafts.keep(store.folder, store.unlocked, bytes(drafts.LARGEST + 1))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="could not be kept"):
        drafts.keep(store.folder, store.unlocked, b"more")
    assert drafts.kept(store.folder, store.unlocked) == WORDS


def test_what_belongs_to_nobody_is_tidied_away(store: Store, ann: Unlocked) -> None:
    drafts.tidy(store.folder, [])
    drafts.keep(store.folder, store.unlocked, WORDS)
    drafts.keep(store.folder, ann, WORDS)
    (store.folder / drafts.FOLDER / f"{ann.keyholder.id}.new").write_bytes(b"half")
    drafts.tidy(store.folder, [store.unlocked.keyholder.id])
    assert [one.name for one in (store.folder / drafts.FOLDER).iterdir()] == [store.unlocked.keyholder.id]
