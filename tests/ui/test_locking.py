"""Locking: at once, whatever is open or running; what was typed comes back to whoever typed it, and to nobody else."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from db import drafts as files
from db import keys
from metdesk import people, printing, schools
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake import draft
from metdesk.intake.policy import read
from metdesk.jobs import Progress
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.ui.accessibility import walk
from ui.backing_up import BackupClock
from ui.dialogs import Message
from ui.drafting import LostDraft
from ui.form import FormDialog
from ui.importing import ImportDialog
from ui.keyholder_forms import PassphraseForm
from ui.paged import PagedModel
from ui.parts import Words
from ui.passphrase import PassphraseEditor, passphrase_field
from ui.preview import Preview
from ui.reading import ReadingDialog, show_reading
from ui.room import Room
from ui.unlock import Unlock
from ui.window import MainWindow

HOSTILE = "O’Neill-Ştefănescu <b>"
OTHER = "another passphrase of mine"
LONG_MS = 20_000


@pytest.fixture
def opened(window: MainWindow, folder: Path) -> MainWindow:
    """The window at an opened register with a school, its head, and a second keyholder, Ann."""
    desk = Desk.open(folder, KEYHOLDER, PASSPHRASE)
    number = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456", town="Melton"))
    people.add(desk, people.Person(surname="Patel", forename="Asha", school_id=number))
    keys.add(folder, desk.store.unlocked, "Ann", "trust officer", [], OTHER, cost=keys.CHEAPEST)
    desk.store.sync_keyholders()
    window.show_room(desk)
    return window


def enter(window: MainWindow, folder: Path, who: str = KEYHOLDER, passphrase: str = PASSPHRASE) -> Room:
    """Unlocks as `who`, without the window's own worker."""
    window.show_room(Desk.open(folder, who, passphrase))
    return room_of(window)


def room_of(window: MainWindow) -> Room:
    assert window.room is not None
    return window.room


def form_of(window: MainWindow) -> FormDialog:
    """The one form that is open."""
    (form,) = [one for one in window.findChildren(FormDialog) if one.isVisible()]
    return form


def write(form: FormDialog, name: str, words: str) -> None:
    """Types words into a field, letter by letter, whatever letters they are."""
    control = form.editor(name).control
    control.setFocus()
    for letter in words:
        QApplication.sendEvent(control, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def said(window: MainWindow) -> str:
    """What the lock says."""
    shown = window.shown()
    assert isinstance(shown, Unlock)
    return shown.words.text()


def notices(form: QDialog) -> str:
    return " ".join(one.toPlainText() for one in form.findChildren(Words) if not one.isHidden())


def kept_files(folder: Path) -> list[Path]:
    return list((folder / files.FOLDER).glob("*")) if (folder / files.FOLDER).exists() else []


# -- what was typed --------------------------------------------------------------------------------


def test_a_half_typed_form_comes_back_to_its_keyholder_and_to_nobody_else(
    opened: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    room_of(opened).begin("people", "new person")
    form = form_of(opened)
    write(form, "surname", HOSTILE)
    form.editor("school_id").set_value(1)
    write(form, "starts", "31 Ju")
    opened.lock()
    assert said(opened) == "Locked. Everything in it is kept."
    enter(opened, folder, "Ann", OTHER)
    assert not [one for one in opened.findChildren(FormDialog) if one.isVisible()]
    opened.lock()
    room = enter(opened, folder)
    back = form_of(opened)
    assert back.editor("surname").typed() == HOSTILE
    assert back.editor("school_id").value() == 1
    assert back.editor("starts").typed() == "31 Ju"
    assert back.focusWidget() is back.editor("starts").control
    assert "What you were typing is back." in notices(back)
    assert walk(back) == []
    assert back.unsaved()
    back.editor("starts").set_value(None)
    back.editor("forename").set_value("Sam")
    back.editor("category").set_value("staff")
    back.try_to_save()
    assert people.page(room.desk, people.PeopleFilter(standing="", find="Ştefănescu")).total == 1
    assert kept_files(folder) == []


def test_closing_the_window_keeps_what_was_typed_as_well(opened: MainWindow, folder: Path) -> None:
    room_of(opened).begin("people", "new school")
    write(form_of(opened), "name", HOSTILE)
    opened.close()
    assert opened.room is None
    assert len(kept_files(folder)) == 1
    enter(opened, folder)
    assert form_of(opened).editor("name").typed() == HOSTILE


def test_what_is_typed_is_kept_when_typing_pauses_and_goes_when_it_is_thrown_away(
    opened: MainWindow, folder: Path
) -> None:
    room_of(opened).begin("people", "edit person 1")
    form = form_of(opened)
    assert kept_files(folder) == []
    write(form, "job", "Head")
    assert form._pause.isActive()
    form._pause.timeout.emit()
    assert len(kept_files(folder)) == 1
    form._throw_away()
    assert kept_files(folder) == []


def test_nothing_typed_is_nothing_kept(opened: MainWindow, folder: Path) -> None:
    room_of(opened).begin("people", "edit person 1")
    opened.lock()
    assert kept_files(folder) == []


FORMS = [
    ("people", "new person"),
    ("people", "edit person 1"),
    ("people", "leaving 1"),
    ("people", "new school"),
    ("people", "edit school 1"),
    ("people", "head of school 1"),
    ("people", "trust"),
    ("accounts", "new"),
    ("accounts", "edit 3"),
    ("accounts", "check 3 4"),
    ("accounts", "close 3"),
    ("accounts", "grant 3"),
    ("accounts", "permission 5"),
    ("accounts", "end 5"),
    ("policy", "check 2"),
]


def test_every_form_that_writes_a_record_comes_back_as_it_was(window: MainWindow, sample_desk: Desk) -> None:
    window.show_room(sample_desk)
    room = room_of(window)
    for tab, step in FORMS:
        room.begin(tab, step)
        form = form_of(window)
        assert form.keeps(tab, step), step
        for name, made in form._rows.items():
            made.editor.retype([None, "Ş"] if isinstance(made.editor.typed(), list) else f"Ş {name}")
        typed = {name: made.editor.typed() for name, made in form._rows.items()}
        form.keep()
        form.done(QDialog.DialogCode.Rejected)
        room.bring_back()
        back = form_of(window)
        assert back.keeps(tab, step)
        assert {name: made.editor.typed() for name, made in back._rows.items()} == typed, step
        back._throw_away()
        room.bring_back()
        assert not [one for one in window.findChildren(FormDialog) if one.isVisible()]


def test_where_the_record_is_gone_the_words_can_be_copied(opened: MainWindow, folder: Path) -> None:
    room = room_of(opened)
    room.begin("people", "edit person 1")
    write(form_of(opened), "job", HOSTILE)
    opened.lock()
    with Desk.open(folder, "Ann", OTHER) as ann:
        people.put_in_bin(ann, [1])
    enter(opened, folder)
    (lost,) = opened.findChildren(LostDraft)
    assert walk(lost) == []
    lost.copy_button.click()
    assert HOSTILE in QGuiApplication.clipboard().text()
    opened.lock()
    assert HOSTILE not in QGuiApplication.clipboard().text()
    enter(opened, folder)
    lost = [one for one in opened.findChildren(LostDraft) if one.isVisible()][-1]
    lost.leave_button.click()
    assert kept_files(folder) == []


def test_an_old_draft_that_is_put_back_does_not_come_up_again(opened: MainWindow, folder: Path) -> None:
    room_of(opened).begin("people", "new person")
    form = form_of(opened)
    write(form, "surname", HOSTILE)
    form.keep()
    (file,) = kept_files(folder)
    old = file.read_bytes()
    form._throw_away()
    file.write_bytes(old)
    room_of(opened).bring_back()
    assert not [one for one in opened.findChildren(FormDialog) if one.isVisible()]
    assert kept_files(folder) == []


def test_where_it_cannot_be_kept_the_lock_says_so_and_the_window_stays(
    opened: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    room_of(opened).begin("people", "new person")
    form = form_of(opened)
    write(form, "surname", HOSTILE)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert not opened.close()
        assert "could not be kept" in notices(form)
        assert form.editor("surname").typed() == HOSTILE
    (folder / files.FOLDER).rmdir()
    (folder / files.FOLDER).write_bytes(b"in its place")
    opened.lock()
    assert "could not be kept" in said(opened)


def test_a_passphrase_is_never_part_of_a_draft(opened: MainWindow, folder: Path) -> None:
    with pytest.raises(NotImplementedError):
        PassphraseEditor(passphrase_field("secret", "Secret")).typed()
    opened._change_passphrase(room_of(opened).desk)
    (form,) = opened.findChildren(PassphraseForm)
    form.old.set_value(PASSPHRASE)
    assert form.unsaved()
    opened.lock()
    assert kept_files(folder) == []


# -- locking whatever is going on ------------------------------------------------------------------


def test_long_work_is_given_up_and_the_lock_says_so_without_a_name(
    opened: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    began, done = threading.Event(), []

    def work(progress: Progress) -> None:
        began.set()
        while True:
            progress(0.5)

    room_of(opened).work("Bringing in O’Neill.xlsx…", work, done.append)
    assert began.wait(10)
    opened.idle.idle.emit()
    assert opened.room is not None, "somebody may be waiting for it"
    assert opened.idle._timer.isActive()
    opened.lock()
    assert said(opened) == "Locked. What was being done was stopped: begin it again."
    QApplication.processEvents()
    assert done == []


def test_what_ended_as_the_lock_came_calls_nobody(opened: MainWindow, folder: Path) -> None:
    ended, called = threading.Event(), []

    def work(progress: Progress) -> None:
        ended.set()

    room = room_of(opened)
    room.work("Reading", work, called.append)
    assert ended.wait(10)
    opened.lock()
    QApplication.processEvents()
    assert called == []


def test_an_import_that_is_half_way_leaves_the_register_as_it_was(
    opened: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    list_of_staff = tmp_path / "staff.csv"
    rows = "".join(f"Marsh{number},Jo,Ash Hill Primary\n" for number in range(20_000))
    list_of_staff.write_text(f"Surname,Forename,School\n{rows}", encoding="utf-8")
    room = room_of(opened)
    before = room.desk.seal_words()
    room.begin("people", "import people")
    for asked in opened.findChildren(QDialog):
        if not isinstance(asked, ImportDialog):
            asked.done(QDialog.DialogCode.Rejected)
    dialog = next(one for one in opened.findChildren(ImportDialog) if one.isVisible())
    dialog.read(list_of_staff)
    qtbot.waitUntil(lambda: dialog.worker.busy, timeout=LONG_MS)
    opened.lock()
    assert "begin again with its file" in said(opened)
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        assert desk.seal_words() == before


def test_a_preview_a_menu_and_a_dialog_over_a_dialog_go(opened: MainWindow, folder: Path, qtbot: QtBot) -> None:
    room = room_of(opened)
    room.preview(lambda: printing.accounts(room.desk))
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=LONG_MS)
    room.begin("people", "new person")
    room.confirm("Sure?", "Are you?", "Yes", lambda: None)
    QMenu(room).popup(room.pos())
    opened.lock()
    assert isinstance(opened.shown(), Unlock)
    assert QApplication.activePopupWidget() is None
    assert QApplication.activeModalWidget() is None
    qtbot.waitUntil(lambda: not opened.findChildren(QDialog) and not opened.findChildren(Preview))


def test_locking_twice_or_at_the_doors_does_nothing(opened: MainWindow) -> None:
    heard: list[str] = []
    opened.locked.connect(lambda folder, words: heard.append(words))
    opened.lock()
    opened.lock()
    opened.show_doors()
    opened.lock()
    assert len(heard) == 1


def test_whoever_still_holds_the_room_holds_neither_keys_nor_rows(opened: MainWindow, qtbot: QtBot) -> None:
    room = room_of(opened)
    for place in range(len(room.specs)):
        room.tabs.setCurrentIndex(place)
    qtbot.keyClicks(room.find_box, "Patel")
    store, models = room.desk.store, room.findChildren(PagedModel)
    assert any(model.rowCount() for model in models)
    listed = room.find_box.list
    opened.lock()
    assert store.unlocked.database_key == b""
    assert store.database._key == b""
    with pytest.raises(RuntimeError):
        store.unlocked.sign(b"in another's name")
    assert [model.rowCount() for model in models] == [0] * len(models)
    assert (room.find_box.text(), listed.count()) == ("", 0)
    qtbot.waitUntil(lambda: not opened.findChildren(Room))


def test_what_was_copied_is_taken_off_the_clipboard_and_what_was_not_stays(opened: MainWindow, folder: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    line = QLineEdit(HOSTILE, room_of(opened))
    line.show()
    line.selectAll()
    line.copy()
    assert clipboard.text() == HOSTILE
    opened.lock()
    assert clipboard.text() == ""
    opened._copied._ours = b""
    clipboard.blockSignals(True)
    clipboard.setText("from elsewhere")
    clipboard.blockSignals(False)
    enter(opened, folder)
    opened.lock()
    assert clipboard.text() == "from elsewhere"


def test_a_touch_in_a_dialog_puts_the_lock_off(opened: MainWindow, qtbot: QtBot) -> None:
    room_of(opened).begin("people", "new person")
    form = form_of(opened)
    qtbot.waitUntil(form.isActiveWindow)
    opened.idle.put_off()
    assert opened.idle._timer.interval() != opened.idle._wait_ms
    handle = form.windowHandle()
    QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
    assert opened.idle._timer.interval() == opened.idle._wait_ms == 5 * 60_000


def test_the_minutes_hold_from_the_moment_they_are_chosen(opened: MainWindow) -> None:
    room_of(opened).desk.choose("lock_minutes", 12)
    assert opened.idle.minutes() == 12


def test_steps_that_are_no_form_any_more_are_refused_or_pass(opened: MainWindow) -> None:
    room = room_of(opened)
    for tab, step in (("people", "edit person 99"), ("accounts", "edit 99"), ("accounts", "permission 99")):
        with pytest.raises(Refused):
            room.begin(tab, step)
    room.begin("policy", "check 99")
    assert not [one for one in opened.findChildren(FormDialog) if one.isVisible()]


def test_a_register_that_opens_as_the_window_closes_is_closed_again(
    window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_register(folder)
    page = window.shown()
    assert isinstance(page, Unlock)
    page.editor.set_value(PASSPHRASE)
    page.unlock()
    window.close()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        assert not desk.store.was_unclean


def test_the_systems_own_dialog_for_printing_goes_as_well(opened: MainWindow, qtbot: QtBot) -> None:
    room = room_of(opened)
    room.preview(lambda: printing.accounts(room.desk))
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=LONG_MS)
    preview = room.findChildren(Preview)[0]
    QTimer.singleShot(0, opened.lock)
    preview.ask_printer()  # runs a loop of its own until it is answered
    assert isinstance(opened.shown(), Unlock)
    assert QApplication.activeModalWidget() is None


POLICY = "Social Media Policy\n\n1. Purpose\n1.1. This policy says what is expected.\n1.2. It holds for all staff.\n"


def test_corrections_of_a_policy_come_back(opened: MainWindow, folder: Path) -> None:
    room = room_of(opened)
    dialog = show_reading(room.desk, room, read(POLICY.encode(), "policy.txt"), "policy.txt")
    opened.lock()
    assert "begin again with its document" in said(opened)
    assert kept_files(folder) == []
    room = enter(opened, folder)
    dialog = show_reading(room.desk, room, read(POLICY.encode(), "policy.txt"), "policy.txt")
    first = dialog.draft.parts[0]
    dialog._take(draft.change_clause(dialog.draft, first.key, replace(first.clause, text=HOSTILE)))
    made = dialog.draft
    assert len(kept_files(folder)) == 1
    opened.lock()
    assert said(opened) == "Locked. Everything in it is kept."
    enter(opened, folder)
    back = next(one for one in opened.findChildren(ReadingDialog) if one.isVisible())
    assert back.draft == made
    assert back.corrections == 1
    assert back.heading.text().startswith("Your 1 correction is back.")
    back.reject()
    asked = next(one for one in back.findChildren(Message) if one.isVisible())
    assert "1 correction would be lost" in asked.words.toPlainText()
    asked.reject()
    back._leave()
    assert kept_files(folder) == []


@pytest.mark.parametrize("values", [None, [], {}, {"parts": [1]}, {"parts": [], "changes": [{"x": 1}]}])
def test_a_policy_draft_that_is_something_else_is_passed_over(values: object) -> None:
    assert draft.read_back(values) is None


def test_a_passphrase_that_is_being_changed_is_waited_for_and_not_called_stopped(
    opened: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    opened._change_passphrase(room_of(opened).desk)
    (form,) = opened.findChildren(PassphraseForm)
    form.old.set_value(PASSPHRASE)
    form.new.first.editor.set_value(OTHER)
    form.new.again.editor.set_value(OTHER)
    form.try_to_save()
    assert form.worker.busy
    opened.lock()
    assert "The lock waited for what was being done to a key" in said(opened)
    enter(opened, folder, KEYHOLDER, OTHER)


def test_a_backup_that_nobody_asked_for_neither_puts_the_lock_off_nor_is_spoken_of(opened: MainWindow) -> None:
    (clock,) = room_of(opened).findChildren(BackupClock)
    began = threading.Event()

    def work(progress: Progress) -> None:
        began.set()
        while True:
            progress(0.5)

    clock.worker.start("Backing up…", work, lambda made: None, lambda error: None)
    assert began.wait(10)
    opened.idle.idle.emit()
    assert said(opened) == "Locked. Everything in it is kept."
