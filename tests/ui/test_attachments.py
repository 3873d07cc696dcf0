"""Attachments in a record's panel: added, dropped, looked at, opened from a copy that goes, put in the bin."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from db import keys
from metdesk import accounts, attachments, keyholders
from metdesk.account_record import Account
from metdesk.attachments import looked_at
from metdesk.desk import Desk, Role
from tests.conftest import PASSPHRASE
from tests.hostile import good
from tests.ui.registers import HOSTILE, form_of, offered, press, told, words_of
from ui.accounts import AccountsTab
from ui.attachment_page import AttachmentPage
from ui.attachments import AttachmentsBlock
from ui.dialogs import Message
from ui.memory import Memory
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Theme

SOURCE = f"E-mail from {HOSTILE}"


@pytest.fixture
def account(desk: Desk, school: int) -> int:
    return accounts.add(desk, Account(school_id=school, platform="Facebook", handle="@ashhill", state="active"))


@pytest.fixture
def kept(desk: Desk, account: int) -> int:
    return attachments.add(desk, "account", account, looked_at(good.picture("PNG"), f"{HOSTILE}.png"), SOURCE)


def panel_of(room: Room, account: int) -> AccountsTab:
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "accounts")
    room.tabs.setCurrentIndex(place)
    tab = room.current()
    assert isinstance(tab, AccountsTab)
    tab.show_id(account)
    return tab


def block(tab: AccountsTab) -> AttachmentsBlock:
    QApplication.processEvents()
    return next(one for one in tab.panel.findChildren(AttachmentsBlock) if one.isVisible())


def read_in(room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not room.worker.busy, timeout=30_000)
    QApplication.processEvents()


def drop(tab: AccountsTab, *paths: Path) -> bool:
    """Drops files on the panel; whether it or something around it took them."""
    QApplication.processEvents()
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    usual = (Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(20, 20), *usual)
    QApplication.sendEvent(tab.panel.viewport(), entering)
    if entering.isAccepted():
        QApplication.sendEvent(tab.panel.viewport(), QDropEvent(QPoint(20, 20), *usual))
    return entering.isAccepted()


def test_files_dropped_on_the_panel_are_attached_once_it_is_said_where_they_came_from(
    room: Room, account: int, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, data in {"page.png": good.picture("PNG"), "run.exe": b"MZ", "talk.txt": b"Seen."}.items():
        (tmp_path / name).write_bytes(data)
    tab = panel_of(room, account)
    assert "No files yet" in words_of(block(tab))
    assert drop(tab, *(tmp_path / name for name in ("page.png", "run.exe", "talk.txt")))
    read_in(room, qtbot)
    form = form_of(room)
    assert "“run.exe” is a program or a script" in words_of(form)
    form.save_button.click()
    assert form.isVisible(), "where they came from is missing"
    form.editor("source").set_value(SOURCE)
    form.save_button.click()
    assert room.toast.words() == "Attached 2 files."
    said = words_of(block(tab))
    assert "page.png" in said
    assert "PNG picture · 64 × 32" in said
    assert SOURCE in said
    room.undo()
    assert "No files yet" in words_of(block(tab))


def test_a_file_that_cannot_be_attached_is_a_sentence_and_changes_nothing(
    room: Room, account: int, qtbot: QtBot, tmp_path: Path
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as stream:
        stream.truncate(300_000_000)
    before = room.desk.seal_words()
    drop(panel_of(room, account), large)
    read_in(room, qtbot)
    assert told(room) == "“film.mp4” is larger than 20 MB, which is the most: choose a smaller file."
    assert room.desk.seal_words() == before


def test_too_many_files_at_once_are_refused_unread(room: Room, account: int, tmp_path: Path) -> None:
    drop(panel_of(room, account), *(tmp_path / f"{n}.png" for n in range(21)))
    assert "21 files: attach at most 20 at a time" in told(room)


def test_a_picture_is_seen_large_and_esc_goes_back(room: Room, account: int, kept: int, qtbot: QtBot) -> None:
    tab = panel_of(room, account)
    press(block(tab), "View")
    read_in(room, qtbot)
    (page,) = room.findChildren(AttachmentPage)
    assert not page.picture.image.isNull()
    assert {"Back", "Open", "Save a copy…"} <= offered(page)
    assert SOURCE in words_of(page)
    qtbot.keyClick(page.picture, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert tab.isVisible()


def test_a_copy_is_opened_by_the_systems_program_and_goes_as_the_register_is_left(
    room: Room, account: int, kept: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    press(block(panel_of(room, account)), "Open")
    assert [one.name for one in opened] == [f"Attachment {kept}.png"]
    assert opened[0].read_bytes() == good.picture("PNG")
    assert "it goes when Metdesk locks" in room.toast.words()
    room.desk.close()
    assert not opened[0].parent.exists()


def test_where_no_program_opens_it_that_is_said(
    room: Room, account: int, kept: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    press(block(panel_of(room, account)), "Open")
    assert told(room).startswith("No program on this computer opens “")


def test_what_was_changed_behind_the_programs_back_is_said_and_not_shown(room: Room, account: int, kept: int) -> None:
    room.desk.store.database.raw.execute("UPDATE attachment SET content = x'00'")
    tab = panel_of(room, account)
    press(block(tab), "View")
    said = [one.words.toPlainText() for one in room.findChildren(Message)]
    assert any("is no longer what was attached on" in words for words in said)
    assert not room.findChildren(AttachmentPage)


def test_the_hash_is_copied_and_one_goes_to_the_bin_and_comes_back(room: Room, account: int, kept: int) -> None:
    tab = panel_of(room, account)
    press(block(tab), "Copy")
    assert QGuiApplication.clipboard().text() == attachments.get(room.desk, kept).sha256
    press(block(tab), "Move to the bin")
    assert "No files yet" in words_of(block(tab))
    assert room.toast.words().endswith("is in the bin.")
    room.undo()
    assert HOSTILE.split(" ")[0] in words_of(block(tab))


def test_a_copy_is_saved_under_its_name(room: Room, account: int, kept: int, tmp_path: Path) -> None:
    press(block(panel_of(room, account)), "Save a copy…")
    (dialog,) = room.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("O’Neill-Ştefănescu _b_.png")
    dialog.fileSelected.emit(str(tmp_path / "copy.png"))
    dialog.close()
    assert (tmp_path / "copy.png").read_bytes() == good.picture("PNG")


def test_a_reader_looks_and_is_offered_no_change(
    desk: Desk, account: int, kept: int, folder: Path, memory: Memory, theme: Theme, qtbot: QtBot
) -> None:
    keyholders.add(desk, "Ana", Role.READER, [], PASSPHRASE, cost=keys.CHEAPEST)
    desk.close()
    with Desk.open(folder, "Ana", PASSPHRASE) as hers:
        room = Room(hers, tabs(), memory, QMenu())
        qtbot.addWidget(room)
        room.show()
        tab = panel_of(room, account)
        assert {"View", "Open", "Save a copy…"} <= offered(block(tab))
        assert not {"Move to the bin", "Add files…"} & offered(block(tab))
        assert not block(tab).takes
        room.leave()
