"""The register file, examined and copied."""

import json

from db.manifest import MANIFEST
from metdesk import backups, care
from metdesk.desk import Desk
from metdesk.seal import Notes


def test_a_sound_register_with_sound_backups_has_no_problems(desk: Desk, school: int, notes: Notes) -> None:
    backups.back_up(desk)
    found = care.examine(desk, notes)
    assert (found.integrity, found.backups, found.problems) == ("ok", 1, [])
    assert found.seal == desk.seal_words()


def test_a_backup_that_is_not_whole_is_named(desk: Desk, notes: Notes) -> None:
    whole, cut = backups.back_up(desk), backups.back_up(desk)
    (cut / "register.db").unlink()
    found = care.examine(desk, notes)
    assert found.problems == [f"The backup {cut.name} is not whole."]
    assert whole.name not in found.problems[0]


def test_a_manifest_of_nonsense_is_named(desk: Desk, notes: Notes) -> None:
    for nonsense in ("", "[]", '{"files": 3}', json.dumps({"files": {"../../x": "y"}})):
        (backups.back_up(desk) / MANIFEST).write_text(nonsense, "utf-8")
    assert len(care.examine(desk, notes).problems) == 4


def test_an_examination_tells_how_far_it_is(sample_desk: Desk, notes: Notes) -> None:
    told: list[float] = []
    care.examine(sample_desk, notes, lambda fraction, words="": told.append(fraction))
    assert told[0] == 0.0
    assert told[-1] == 1.0


def test_a_page_that_holds_nothing_and_cannot_be_read_is_told_and_is_no_damage(desk: Desk, notes: Notes) -> None:
    raw, path = desk.store.database.raw, desk.folder / "register.db"
    raw.execute("CREATE TABLE gone (x)")
    raw.executemany("INSERT INTO gone VALUES (?)", [("x" * 3000,)] * 20)
    raw.execute("DROP TABLE gone")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    torn = bytearray(path.read_bytes())
    torn[-200] ^= 1
    path.write_bytes(torn)
    (sentence,) = care.examine(desk, notes).problems
    assert sentence.startswith("1 page that holds nothing is unreadable. Nothing is lost")
