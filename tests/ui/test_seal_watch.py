"""The register verified while the window is open, and what is said of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from metdesk import people, seal
from metdesk.desk import Desk
from metdesk.errors import Unavailable
from metdesk.seal import Check, Comparison, Notes, Since
from tests.conftest import KEYHOLDER, PASSPHRASE
from ui import seal_watch
from ui.care_seal import SealSection
from ui.memory import Memory
from ui.room import Room
from ui.seal_notice import SealNotice
from ui.seal_watch import SealWatch
from ui.tabs import tabs
from ui.theme import Theme

LONG_MS = 20_000


@pytest.fixture
def seen(desk: Desk, school: int, notes: Notes) -> Path:
    """A closed register that this PC saw, with Mrs Marsh in it."""
    people.add(desk, people.Person("Marsh", "Jo", "Mrs", school_id=school))
    people.change(desk, 2, replace(people.get(desk, 2), job="Clerk"))
    seal.leave(desk, notes)
    desk.close()
    return desk.folder


@pytest.fixture
def again(seen: Path) -> Iterator[Desk]:
    """The same register opened once more."""
    with Desk.open(seen, KEYHOLDER, PASSPHRASE) as opened:
        yield opened


def entered(desk: Desk, theme: Theme, memory: Memory, qtbot: QtBot) -> Room:
    made = Room(desk, tabs(), memory, QMenu())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def verified(room: Room, qtbot: QtBot) -> None:
    if room.seal.running:
        with qtbot.waitSignal(room.seal.finished, timeout=LONG_MS):
            pass


def notices(room: Room) -> list[SealNotice]:
    return [one for one in room.findChildren(SealNotice) if one.isVisible()]


def test_a_sound_register_is_said_to_be_checked_in_words(room: Room, qtbot: QtBot) -> None:
    assert room.seal_sign.label.text().startswith("Checking the seal…") is room.seal.running
    verified(room, qtbot)
    assert room.seal_sign.label.text() == "Seal checked"
    assert room.seal_sign.link.isHidden()
    assert notices(room) == []


def test_it_goes_in_slices_and_lets_the_window_work_between(
    sample_desk: Desk, notes: Notes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal_watch, "SLICE_S", 0)
    monkeypatch.setattr(seal_watch, "PAUSE_MS", 0)
    pieces = len(list(Check(sample_desk, notes).steps()))
    watch, told = SealWatch(sample_desk, notes), list[float]()
    watch.told.connect(told.append)
    with qtbot.waitSignal(watch.finished, timeout=LONG_MS):
        watch.start()
    assert len(told) == 1 + pieces  # told as it begins, and after each piece
    assert told == sorted(told)


def test_it_rests_while_the_register_is_lent(
    desk: Desk, notes: Notes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal_watch, "LENT_MS", 1)
    watch = SealWatch(desk, notes)
    tell = desk.hold()
    watch.start()
    asked: list[bool] = []
    monkeypatch.setattr(watch._timer, "start", lambda after: (asked.append(desk.lent), SealWatch_start(watch, after)))
    qtbot.waitUntil(lambda: len(asked) > 3)
    assert (watch.running, watch.fraction) == (True, 0.0)
    tell()
    qtbot.waitUntil(lambda: not watch.running)
    assert watch.checked is not None
    assert watch.checked.sound


def SealWatch_start(watch: SealWatch, after: int) -> None:  # noqa: N802 - the timer's own way
    type(watch._timer).start(watch._timer, after)


def test_an_edited_record_is_noticed_and_leads_to_what_was_found(
    again: Desk, theme: Theme, memory: Memory, qtbot: QtBot
) -> None:
    again.store.database.raw.execute("UPDATE person SET job = 'Head' WHERE id = 2")
    room = entered(again, theme, memory, qtbot)
    verified(room, qtbot)
    (notice,) = notices(room)
    assert "The person Mrs Jo Marsh was changed without an entry: Role." in notice.words.toPlainText()
    assert room.seal_sign.link.text() == "Seal: 1 problem – read"
    notice.reject()
    room.seal_sign.link.click()
    assert room.findChild(SealSection).isVisible()
    room.leave()


def test_a_register_cut_short_is_noticed_before_anything_else(
    again: Desk, theme: Theme, memory: Memory, qtbot: QtBot
) -> None:
    raw = again.store.database.raw
    raw.execute("PRAGMA foreign_keys = OFF")
    for sql in ("DELETE FROM audit_detail WHERE n = 7", "DELETE FROM audit WHERE n = 7", "UPDATE person SET job = ''"):
        raw.execute(sql)
    room = entered(again, theme, memory, qtbot)
    assert room.seal.running
    (notice,) = notices(room)
    assert "older than the one this PC saw" in notice.words.toPlainText()
    verified(room, qtbot)
    assert len(notices(room)) == 1
    room.leave()
    assert Check(again, room.seal.notes).comparison.since is Since.OLDER  # leaving did not take it as seen


def test_a_restore_is_said_in_passing(room: Room, qtbot: QtBot) -> None:
    verified(room, qtbot)
    assert room.seal.checked is not None
    words = "Put back to an earlier state by Jo Marsh on 5 March 2026 at 08:31: Restored the backup."
    room.seal.take(replace(room.seal.checked, comparison=Comparison(Since.RESTORED, words)))
    assert room.toast.isVisible()
    assert room.seal_sign.label.text() == "Seal checked, after a restore"
    assert notices(room) == []


def test_leaving_notes_what_was_seen(desk: Desk, room: Room, school: int, notes: Notes, qtbot: QtBot) -> None:
    verified(room, qtbot)
    people.add(desk, people.Person("Marsh", "Jo", school_id=school))
    room.leave()
    found = notes.read(desk.store.unlocked.register_id)
    assert found is not None
    assert found.seal == seal.now(desk)
    assert found.verified is not None


def test_a_register_that_was_closed_is_not_opened_again(desk: Desk, notes: Notes) -> None:
    watch = SealWatch(desk, notes)
    watch.start()
    desk.close()
    watch._go_on()
    watch.leave()
    assert desk.closed
    assert notes.read(desk.store.unlocked.register_id) is None


def test_a_disk_that_fails_is_said_in_its_own_words(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    verified(room, qtbot)

    def fails(*given: object, **how: object) -> Iterator[float]:
        raise Unavailable("The disk reported an error.")

    monkeypatch.setattr(seal.verify, "steps", fails)
    room.seal.start()
    verified(room, qtbot)
    (notice,) = notices(room)
    assert "The disk reported an error." in notice.words.toPlainText()
