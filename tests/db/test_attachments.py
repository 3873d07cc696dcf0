"""Files in the register: lists, changes and copies as text never read them, and verifying reads each."""

import hashlib
from datetime import date
from typing import Any

import pytest

from db import attachments, audit, dump, verify
from db.attachments import Attachment
from db.schools import School
from db.store import Store

FILE = bytes(range(256)) * 4_000


@pytest.fixture
def kept(store: Store) -> int:
    with store.change("test", "A school with a file") as change:
        school = change.insert(School, name="Ash", kind="school", head_title="Headteacher")
        return change.insert(
            Attachment, kind="school", record_id=school, name="a.bin", media_type="x", size=len(FILE),
            sha256=hashlib.sha256(FILE).hexdigest(), added_on=date(2026, 3, 5), content=FILE,
        )  # fmt: skip


def test_a_list_a_bin_and_a_copy_as_text_leave_the_content_alone(store: Store, kept: int) -> None:
    asked: list[str] = []
    store.database.raw.set_trace_callback(asked.append)
    (row,) = attachments.of("school", 1)
    assert (row["id"], row["sha256"], "content" in row) == (kept, hashlib.sha256(FILE).hexdigest(), False)
    assert attachments.counts("school", [1, 2]) == {1: 1}
    told: Any = dump.everything()["attachment"][0]
    assert (told["name"], "content" in told) == ("a.bin", False)
    with store.change("test", "Away") as change:
        change.bin(Attachment, kept)
    store.database.raw.set_trace_callback(None)
    assert not any("content" in query for query in asked if "attachment" in query and "SELECT" in query)
    assert attachments.content(kept) is None
    with store.change("test", "Back") as change:
        change.restore(Attachment, kept)
    assert attachments.content(kept) == FILE


def test_the_audit_has_its_hash_and_verifying_names_one_that_was_changed(store: Store, kept: int) -> None:
    after = audit.history("attachment", kept)[0].after
    assert after is not None
    assert after["content"] == {"sha256": hashlib.sha256(FILE).hexdigest()}
    assert verify.verify() == []
    store.database.raw.execute("UPDATE attachment SET content = ?", (FILE[:-1],))
    assert verify.verify() == [f"The record {kept} of attachment was changed without an entry: content."]


def test_a_hash_that_was_changed_with_the_content_is_named_too(store: Store, kept: int) -> None:
    forged = hashlib.sha256(b"forged").hexdigest()
    store.database.raw.execute("UPDATE attachment SET content = ?, sha256 = ?", (b"forged", forged))
    assert verify.verify() == [
        f"The record {kept} of attachment was changed without an entry: sha256.",
        f"The record {kept} of attachment was changed without an entry: content.",
    ]
