"""What the window does around an open register: tabs, finding, undo, drops, previews, help."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

import resources
from metdesk import accounts, people, policy, printing, schools
from metdesk.account_record import Account
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.intake.policy import read
from metdesk.jobs import Progress
from metdesk.paper.pictures import page_count
from metdesk.people import Person
from tests.ui.accessibility import rings, walk
from ui.dialogs import Message
from ui.help import HelpDialog
from ui.page_view import PageView
from ui.preview import Preview
from ui.room import Room
from ui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
LONG_MS = 20_000


def told(room: Room) -> str:
    return " ".join(message.words.toPlainText() for message in room.findChildren(Message))


def preview_of(room: Room, qtbot: QtBot) -> Preview:
    room.preview(lambda: printing.accounts(room.desk))
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=LONG_MS)
    (shown,) = room.findChildren(Preview)
    return shown


@pytest.fixture
def account(desk: Desk, school: int) -> int:
    return accounts.add(desk, Account(school, "Facebook", "ashhillprimary"))


def test_number_keys_go_to_the_tabs(room: Room, qtbot: QtBot) -> None:
    for place, spec in enumerate(room.specs):
        qtbot.keyClick(room, Qt.Key(Qt.Key.Key_1.value + place), CONTROL)
        assert room.tabs.currentIndex() == place
        assert room.memory.get("tab") == spec.name


def test_a_tab_is_made_when_it_is_first_shown(room: Room) -> None:
    assert list(room._made) == [1]
    room.tabs.setCurrentIndex(0)
    assert sorted(room._made) == [0, 1]


def test_the_badge_counts_accounts_amiss_in_words_too(room: Room, account: int, qtbot: QtBot) -> None:
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "accounts")
    qtbot.waitUntil(lambda: room.tabs.tabText(place) == "Accounts  1")
    assert room.tabs.accessibleTabName(place) == "Accounts: 1 account needs attention"


def test_every_tab_that_leads_to_what_is_amiss_has_its_badge(room: Room, desk: Desk, school: int) -> None:
    def badges() -> dict[str, str]:
        return {spec.name: spec.badge(desk)[1] for spec in room.specs if spec.badge and spec.badge(desk)[0]}

    assert badges() == {}
    schools.appoint(desk, school, None)
    assert badges() == {"people": "1 school needs attention"}
    desk.undo()
    policy.adopt(desk, read(resources.read("policy/starter.md"), "starter.md"), source_name="starter.md")
    assert badges() == {"policy": "1 edition needs attention"}  # its review was due in March 2024 (5.1.1)


def test_ctrl_k_finds_and_enter_opens(room: Room, account: int, qtbot: QtBot) -> None:
    qtbot.keyClick(room, Qt.Key.Key_K, CONTROL)
    assert room.find_box.hasFocus()
    qtbot.keyClicks(room.find_box, "ashhill")
    assert room.find_box.list.isVisible()
    qtbot.keyClick(room.find_box, Qt.Key.Key_Return)
    assert not room.find_box.list.isVisible()
    assert room.specs[room.tabs.currentIndex()].name == "accounts"


def test_arrows_walk_over_the_groups_of_what_was_found(room: Room, school: int, qtbot: QtBot) -> None:
    qtbot.keyClick(room, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(room.find_box, "ash")
    first = room.find_box.list.currentItem().text()
    qtbot.keyClick(room.find_box, Qt.Key.Key_Down)
    assert room.find_box.list.currentItem().text() != first
    qtbot.keyClick(room.find_box, Qt.Key.Key_Up)
    assert room.find_box.list.currentItem().text() == first
    qtbot.keyClick(room.find_box, Qt.Key.Key_Escape)
    assert not room.find_box.list.isVisible()


def test_nothing_found_is_said(room: Room, qtbot: QtBot) -> None:
    qtbot.keyClicks(room.find_box, "zzz")
    assert room.find_box.list.item(0).text() == "Nothing begins with “zzz”"
    qtbot.keyClick(room.find_box, Qt.Key.Key_Return)
    assert room.find_box.text() == "zzz"


def test_what_was_done_is_said_with_undo(room: Room, desk: Desk, school: int) -> None:
    assert room.do(lambda: people.add(desk, Person("Okafor", "Ben", school_id=school)), "Added Ben Okafor.")
    assert room.toast.words() == "Added Ben Okafor."
    room.toast.undo_button.click()
    assert room.toast.words() == "Undone: Added Ben Okafor."
    assert people.page(desk, people.PeopleFilter(find="Okafor")).total == 0


def test_ctrl_z_takes_the_last_change_back(room: Room, school: int, qtbot: QtBot) -> None:
    qtbot.keyClick(room, Qt.Key.Key_Z, CONTROL)
    assert room.toast.words().startswith("Undone: ")


def test_nothing_to_undo_is_said(room: Room) -> None:
    room.undo()
    assert room.toast.words() == "There is nothing to undo since this register was opened."


def test_a_refusal_says_why(room: Room, desk: Desk) -> None:
    def refuse() -> None:
        raise Refused("The day is closed.")

    assert not room.do(refuse, "Done.")
    assert told(room) == "The day is closed."


def test_failed_work_says_why_and_cancelled_work_that_nothing_changed(room: Room, qtbot: QtBot) -> None:
    def fail(progress: Progress) -> None:
        raise Unavailable("The stick was taken out.")

    room.work("Importing the staff list…", fail, print)
    qtbot.waitUntil(lambda: "The stick was taken out." in told(room))


def test_files_nobody_wants_are_said(room: Room, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.csv"))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    room.tabs.setCurrentIndex(0)
    room.dropEvent(event)
    assert "has no use for files" in room.toast.words()


def test_help_speaks_of_the_tab_in_sight(room: Room, qtbot: QtBot) -> None:
    room.tabs.setCurrentIndex(next(place for place, spec in enumerate(room.specs) if spec.name == "accounts"))
    qtbot.keyClick(room, Qt.Key.Key_F1)
    (help_page,) = room.findChildren(HelpDialog)
    assert help_page.windowTitle() == "Help: Accounts"
    assert walk(help_page) == []


def test_help_with_declarations_speaks_of_the_review_approaches_and_the_year(room: Room) -> None:
    page = HelpDialog(room, "declarations")
    told = {label.text() for label in page.findChildren(QLabel)}
    assert {"Declarations", "The head’s review", "Approaches", "This year", "Attachments"} <= told
    assert walk(page) == []
    page.close()


def test_a_new_name_of_the_trust_shows_at_once(room: Room, desk: Desk, qtbot: QtBot) -> None:
    schools.change_trust(desk, "Ash Valley Trust", None, None)
    qtbot.waitUntil(lambda: room.header.trust.text() == "Ash Valley Trust")


def test_the_preview_shows_real_pages_and_esc_leaves(room: Room, account: int, qtbot: QtBot) -> None:
    preview = preview_of(room, qtbot)
    assert preview.document.pages == 1
    qtbot.waitUntil(lambda: 0 in preview.view._pictures)
    assert not preview.view._pictures[0].isNull()
    assert preview.place.text() == "Page 1 of 1"
    assert walk(preview) == []
    assert rings(preview) == []
    qtbot.keyClick(preview.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not room.findChildren(Preview))


def test_only_the_pages_in_sight_are_drawn(theme: Theme, qtbot: QtBot) -> None:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    asked: list[int] = []
    view.wanted.connect(lambda index, _width: asked.append(index))
    view.show_pages(520)
    view.grab()
    view.go_to(519)
    view.grab()
    assert view.page == 519
    assert set(asked) <= {0, 1, 517, 518, 519}
    assert 0 not in view.sight[0]


def test_zooming_keeps_the_page(room: Room, desk: Desk, school: int, qtbot: QtBot) -> None:
    for number in range(45):
        accounts.add(desk, Account(school, "Facebook", f"page{number}"))
    preview = preview_of(room, qtbot)
    assert preview.document.pages > 3
    preview.view.go_to(3)
    qtbot.keyClick(preview.view, Qt.Key.Key_Plus, CONTROL)
    assert preview.view.percent == 120
    assert preview.view.page == 3
    qtbot.keyClick(preview.view, Qt.Key.Key_0, CONTROL)
    assert preview.view.page == 3
    qtbot.waitUntil(lambda: 3 in preview.view._pictures, timeout=LONG_MS)


def test_the_preview_is_saved_as_pdf(room: Room, account: int, qtbot: QtBot, tmp_path: Path) -> None:
    preview = preview_of(room, qtbot)
    preview.ask_where()
    chooser = preview.findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(tmp_path / "register.pdf"))
    chooser.reject()
    assert (tmp_path / "register.pdf").read_bytes() == preview.document.pdf
    preview.save(tmp_path / "no such folder" / "register.pdf")
    assert any("choose another folder" in one.words.toPlainText() for one in preview.findChildren(Message))


def test_pages_are_printed(room: Room, account: int, qtbot: QtBot, tmp_path: Path) -> None:
    preview = preview_of(room, qtbot)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(300)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    qtbot.waitUntil(lambda: not preview.worker.busy, timeout=LONG_MS)
    preview.print_to(printer)
    qtbot.waitUntil(lambda: not preview.worker.busy, timeout=LONG_MS)
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == 1


def test_every_control_of_the_head_has_a_name_and_a_ring(room: Room) -> None:
    assert walk(room) == []
    assert rings(room.header) == []
    assert rings(room.tabs.parentWidget()) == []
