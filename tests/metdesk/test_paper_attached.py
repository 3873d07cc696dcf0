"""What is attached to a record, in print."""

from datetime import date
from typing import Any

from reportlab.platypus import Flowable

from metdesk.attachments import Attachment
from metdesk.paper.attached import attached, grouped
from metdesk.paper.page import build
from tests.metdesk.paper import HOSTILE, MARKUP, printed, sheet, texts

SHA = "0123456789abcdef" * 4


def file(**changes: Any) -> Attachment:
    usual: dict[str, Any] = {
        "id": 1, "kind": "approach", "record_id": 1, "name": "screen.png", "media_type": "image/png", "size": 1200,
        "sha256": SHA, "source": "Photographed on a phone", "added_on": date(2026, 3, 5), "added_by": "Jo Marsh",
    }  # fmt: skip
    return Attachment(**{**usual, **changes})


def shown(*files: Attachment) -> list[str]:
    story: list[Flowable] = [attached(files)]
    return texts(printed(lambda out: build(sheet(), story, out)))


def test_each_file_is_told_by_name_kind_day_and_hash():
    (words,) = shown(file(), file(id=2, name="letter.pdf", media_type="application/pdf"))
    for part in ("Attached · 2 files", "screen.png", "letter.pdf", "5 Mar 2026", "Jo Marsh", "Photographed on a phone"):
        assert part in words
    assert SHA in words.replace(" ", "")


def test_nothing_attached_is_said():
    assert "Attached · nothing" in shown()[0]


def test_a_hash_is_in_groups_that_can_be_compared_by_eye():
    assert grouped(SHA).split() == ["01234567", "89abcdef"] * 4


def test_hostile_names_flow_on_and_leave_the_hash_whole():
    pages = shown(*[file(id=n, name=f"{HOSTILE} {MARKUP} 😀 \u202egnp.exe " + "n" * 400) for n in range(12)])
    words = " ".join(pages)
    assert len(pages) > 1
    assert HOSTILE in words
    assert "[grinning face]" in words
    assert "\u202e" not in words
    assert words.replace(" ", "").count(SHA) == 12
