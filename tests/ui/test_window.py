"""From the first start to the lock and back, as a person does it, on real registers."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from metdesk.desk import Desk
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.ui.accessibility import rings, walk
from ui.doors import Doors
from ui.form import FormDialog
from ui.parts import Words
from ui.preview import Preview
from ui.recovery import KeyPage, Recover
from ui.room import Room
from ui.start import Start
from ui.unlock import Unlock
from ui.window import MainWindow

GOOD = "amber kettle walnut drift"
LONG_MS = 20_000

T = TypeVar("T", bound=QWidget)


def screen(window: MainWindow, kind: type[T]) -> T:
    """The screen in sight, which must be of `kind`."""
    shown = window.shown()
    assert isinstance(shown, kind), type(shown)
    return shown


def arrive(window: MainWindow, kind: type[T], qtbot: QtBot) -> T:
    """Waits until the screen in sight is of `kind`."""
    qtbot.waitUntil(lambda: isinstance(window.shown(), kind), timeout=LONG_MS)
    return screen(window, kind)


def told(widget: QWidget) -> str:
    """What the notices in sight say."""
    return " ".join(one.toPlainText() for one in widget.findChildren(Words) if not one.isHidden())


def unlock(window: MainWindow, passphrase: str, qtbot: QtBot) -> None:
    """Types a passphrase and waits for the answer."""
    page = screen(window, Unlock)
    page.editor.set_value("")
    qtbot.keyClicks(page.editor.control, passphrase)
    with qtbot.waitSignal(window.worker.idle, timeout=LONG_MS):
        qtbot.keyClick(page.editor.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.worker.busy)


def test_a_register_is_started_its_key_kept_and_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_doors()
    screen(window, Doors).start.click()
    start = screen(window, Start)
    qtbot.keyClicks(start.rows["trust"].editor.control, "Mowbray Education Trust")
    start.next_button.click()
    qtbot.keyClicks(start.rows["keyholder"].editor.control, "Jo Marsh")
    qtbot.keyClicks(start.passphrase.first.editor.control, GOOD)
    qtbot.keyClicks(start.passphrase.again.editor.control, GOOD)
    start.next_button.click()
    assert start.rows["name"].editor.value() == "Mowbray Education Trust"
    start.rows["place"].editor.set_value(str(tmp_path))
    start.next_button.click()
    page = arrive(window, KeyPage, qtbot)
    assert walk(page) == []
    page.group.editor.set_value("WRONG")
    page.check()
    assert screen(window, KeyPage) is page
    page.group.editor.set_value(page.groups[page.asked].lower())
    page.check()
    room = screen(window, Room)
    assert room.desk.trust.name == "Mowbray Education Trust"
    assert room.desk.folder == tmp_path / "Mowbray Education Trust.metdesk"
    assert window.windowTitle() == "Mowbray Education Trust – Metdesk"


def test_the_recovery_sheet_is_shown_before_it_is_printed(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    desk = Desk.open(folder, KEYHOLDER, PASSPHRASE)
    window._opened(desk, "7K2M-9QXA-7K2M-9QXA-7K2M-9QXA-7K2M-9QXA-7K2M")
    page = screen(window, KeyPage)
    page.print_button.click()
    preview = arrive(window, Preview, qtbot)
    assert preview.document.pages == 1
    qtbot.keyClick(preview.view, Qt.Key.Key_Escape)
    assert screen(window, KeyPage) is page
    page.kept.emit()


def test_each_step_says_what_is_missing(window: MainWindow, qtbot: QtBot) -> None:
    window.show_doors()
    screen(window, Doors).start.click()
    start = screen(window, Start)
    assert walk(start) == []
    start.next_button.click()
    assert start.rows["trust"].editor.control.accessibleDescription() == "The trust’s name is needed."
    start.rows["trust"].editor.set_value("A trust")
    start.next_button.click()
    start.rows["keyholder"].editor.set_value("Jo")
    start.passphrase.first.editor.set_value("short")
    start.next_button.click()
    assert "at least 12 characters" in start.passphrase.first.editor.control.accessibleDescription()
    start.passphrase.first.editor.set_value(GOOD)
    start.passphrase.again.editor.set_value("something else")
    start.next_button.click()
    assert "not the same" in start.passphrase.again.editor.control.accessibleDescription()


def test_four_words_are_offered(window: MainWindow) -> None:
    window.show_doors()
    screen(window, Doors).start.click()
    start = screen(window, Start)
    start.passphrase.offer_button.click()
    assert len(str(start.passphrase.first.editor.value()).split()) == 4


def test_a_folder_in_use_is_named_at_its_field(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.show_doors()
    screen(window, Doors).start.click()
    start = screen(window, Start)
    for name, words in (
        ("trust", "A trust"),
        ("keyholder", "Jo"),
        ("name", folder.stem),
        ("place", str(folder.parent)),
    ):
        start.rows[name].editor.set_value(words)
    start.passphrase.first.editor.set_value(GOOD)
    start.passphrase.again.editor.set_value(GOOD)
    for _ in range(2):
        start.next_button.click()
    with qtbot.waitSignal(window.worker.idle, timeout=LONG_MS):
        start.next_button.click()
    qtbot.waitUntil(lambda: "already" in start.rows["name"].editor.control.accessibleDescription())


def test_the_right_passphrase_opens_and_ctrl_l_locks(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.show_register(folder)
    assert walk(screen(window, Unlock)) == []
    unlock(window, PASSPHRASE, qtbot)
    room = screen(window, Room)
    qtbot.keyClick(room, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert screen(window, Unlock).folder == folder
    assert window.room is None
    unlock(window, PASSPHRASE, qtbot)
    screen(window, Room)


def test_a_wrong_passphrase_is_answered_and_slowed(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.show_register(folder)
    page = screen(window, Unlock)
    for _ in range(5):
        unlock(window, "not the passphrase", qtbot)
        assert "do not open this register" in told(page)
    unlock(window, "not the passphrase", qtbot)
    assert page.unlock_button.text().startswith("Wait ")
    assert "has to wait" in told(page)


def test_locking_takes_open_forms_away(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    room = screen(window, Room)
    room.begin("accounts", "new")
    (form,) = window.findChildren(FormDialog)
    form.editor("handle").set_value("@ashhill")
    window.lock()
    screen(window, Unlock)
    qtbot.waitUntil(lambda: not window.findChildren(FormDialog))


def test_nobody_at_the_desk_locks_it(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    assert window.idle.minutes() == screen(window, Room).desk.setting("lock_minutes")
    window.idle.idle.emit()
    screen(window, Unlock)
    assert window.idle.minutes() == 0


def test_the_recovery_key_gives_a_new_passphrase_and_a_new_key(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    from db import keys
    from metdesk.desk import start

    desk, key = start(
        tmp_path / "Lost.metdesk", "A trust", None, "Jo", "business manager", PASSPHRASE, cost=keys.CHEAPEST
    )
    desk.close()
    window.show_register(tmp_path / "Lost.metdesk")
    screen(window, Unlock).recover_button.click()
    page = screen(window, Recover)
    assert walk(page) == []
    page.passphrase.first.editor.set_value(GOOD)
    page.passphrase.again.editor.set_value(GOOD)
    page.key.editor.set_value(key[:-1] + ("0" if key[-1] != "0" else "1"))
    with qtbot.waitSignal(window.worker.idle, timeout=LONG_MS):
        page.recover()
    qtbot.waitUntil(lambda: "group" in page.key.editor.control.accessibleDescription())
    page.key.editor.set_value(key)
    page.recover()
    shown = arrive(window, KeyPage, qtbot)
    assert "-".join(shown.groups) != key
    shown.kept.emit()
    window.lock()
    unlock(window, GOOD, qtbot)
    screen(window, Room)


def test_what_is_no_register_is_said_at_the_doors(window: MainWindow, tmp_path: Path) -> None:
    window.show_register(tmp_path)
    doors = screen(window, Doors)
    assert "not a register" in told(doors)


def test_a_register_open_elsewhere_says_who_has_it(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE):
        window.show_register(folder)
        unlock(window, PASSPHRASE, qtbot)
        assert KEYHOLDER in told(screen(window, Unlock))


def test_registers_opened_before_stand_at_the_doors(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    window.close_register()
    doors = screen(window, Doors)
    assert window.memory.recent() == [folder]
    assert walk(doors) == []
    assert rings(doors) == []
    doors.chosen.emit(folder)
    assert screen(window, Unlock).who.editor.value() == KEYHOLDER


def test_the_sample_trust_opens_without_a_passphrase(window: MainWindow, qtbot: QtBot) -> None:
    window.show_doors()
    screen(window, Doors).sample.click()
    room = arrive(window, Room, qtbot)
    assert room.desk.trust.sample
    window.lock()
    assert "explore the sample trust" in screen(window, Unlock).words.text()


def test_a_passphrase_is_changed(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    from ui.keyholder_forms import PassphraseForm

    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    window._change_passphrase(screen(window, Room).desk)
    (form,) = window.findChildren(PassphraseForm)
    assert walk(form) == []
    for one in (form.new.first, form.new.again):
        one.editor.set_value(GOOD)
    form.old.set_value("not the one so far")
    form.try_to_save()
    qtbot.waitUntil(lambda: "type it again" in form.old.control.accessibleDescription(), timeout=30_000)
    form.old.set_value(PASSPHRASE)
    with qtbot.waitSignal(form.accepted, timeout=30_000):
        form.try_to_save()
    assert screen(window, Room).toast.words() == "Your passphrase is changed."
    window.lock()
    unlock(window, GOOD, qtbot)
    screen(window, Room)


def test_a_new_recovery_key_is_shown_over_the_register_which_goes_on_as_it_was(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    from metdesk import keyholders

    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    room = screen(window, Room)
    room.care("keyholders")
    room.show_key(keyholders.new_recovery_key(room.desk))
    page = screen(window, KeyPage)
    assert "shred it" in page.words.text()
    assert walk(page) == []
    page.group.editor.set_value("0000" if page.groups[page.asked] != "0000" else "1111")
    page.go_button.click()
    assert screen(window, KeyPage) is page
    page.group.editor.set_value(page.groups[page.asked].lower())
    page.go_button.click()
    assert screen(window, Room) is room
    assert keyholders.sheet(room.desk).kept


def test_a_window_closed_while_the_key_is_shown_closes_the_register_in_order(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    from metdesk import keyholders

    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    room = screen(window, Room)
    desk, key = keyholders.hand_over(room.desk, "Una Osei", GOOD)
    room.seat(desk, key)
    assert screen(window, KeyPage).words.text().endswith("shred it.")
    window.close()
    assert (folder / "session.lock").read_text() == ""


def test_a_damaged_key_file_is_put_right_from_its_second_copy(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    (folder / "keys.json").write_bytes(b"{")
    window.show_register(folder)
    doors = screen(window, Doors)
    assert "keys.json.bak, is sound" in told(doors)
    next(one for one in doors.findChildren(QPushButton) if one.text() == "Put the second copy in its place").click()
    unlock(window, PASSPHRASE, qtbot)
    screen(window, Room)
    assert (folder / "keys.json.damaged").exists()


def test_a_disk_that_fails_while_a_key_is_taken_away_locks_the_register_and_the_next_opening_finishes_it(
    window: MainWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db import keys, rotation
    from metdesk import keyholders
    from metdesk.errors import Unavailable
    from ui import keyholder_forms
    from ui.care_keyholders import KeyholdersSection

    def full(*_: object) -> None:
        raise Unavailable("The disk is full.")

    window.show_register(folder)
    unlock(window, PASSPHRASE, qtbot)
    room = screen(window, Room)
    keyholders.add(room.desk, "Asha Patel", "headteacher", [], GOOD, cost=keys.CHEAPEST)
    room.care("keyholders")
    (shown,) = room.findChildren(KeyholdersSection)
    form = keyholder_forms.remove(room.desk, room, keyholders.everyone(room.desk)[0], shown._broken)
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "copy_file", full)
        form.try_to_save()
        qtbot.waitUntil(lambda: isinstance(window.shown(), Unlock), timeout=30_000)
    lock = screen(window, Unlock)
    assert "The disk is full. The register’s keys were being changed: nothing is lost" in lock.words.text()
    unlock(window, PASSPHRASE, qtbot)
    assert [one.name for one in keyholders.everyone(screen(window, Room).desk)] == [KEYHOLDER]
    assert "Asha Patel" not in Desk.names(folder)
