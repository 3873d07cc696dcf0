"""A half-typed form is kept for its keyholder, and comes back as it was typed."""

import json
from pathlib import Path

import pytest

from db import drafts as files
from metdesk import drafts
from metdesk.desk import Desk
from metdesk.drafts import Draft
from metdesk.errors import Refused
from tests.conftest import KEYHOLDER, PASSPHRASE

HALF = Draft(
    "people",
    "new person",
    "New person",
    {"surname": "O’Neill-Ştefănescu\ud800", "starts": "31 Ju"},
    "Surname: …",
    ["Logo"],
)


def test_a_draft_outlasts_the_closing_of_the_register(desk: Desk, folder: Path) -> None:
    whole = Draft(**{**HALF.__dict__, "typed": {"surname": "O’Neill-Ştefănescu", "head": [3, "Asha Patel"]}})
    drafts.keep(desk, whole)
    desk.close()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as again:
        assert drafts.kept(again) == whole
        drafts.drop(again)
        assert drafts.kept(again) is None


def test_half_a_letter_does_not_keep_the_rest_from_being_kept(desk: Desk) -> None:
    drafts.keep(desk, HALF)
    back = drafts.kept(desk)
    assert back is not None
    assert back.typed["surname"] == "O’Neill-Ştefănescu?"


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'"text"',
        b"[" * 5_000,
        json.dumps({"format": 2, "tab": "people"}).encode(),
        json.dumps({"format": 1, **HALF.__dict__, "typed": []}).encode(),
        json.dumps({"format": 1, **HALF.__dict__, "step": 7}).encode(),
        json.dumps({"format": 1, **HALF.__dict__, "lost": "Logo"}).encode(),
    ],
)
def test_what_cannot_be_read_is_taken_away_without_fuss(desk: Desk, written: bytes) -> None:
    files.keep(desk.folder, desk.store.unlocked, written)
    assert drafts.kept(desk) is None
    assert list((desk.folder / files.FOLDER).iterdir()) == []


def test_where_nothing_can_be_written_nothing_is_kept_and_that_is_said(folder: Path) -> None:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE, read_only=True) as desk:
        with pytest.raises(Refused, match="reading only"):
            drafts.keep(desk, HALF)
        assert drafts.kept(desk) is None
