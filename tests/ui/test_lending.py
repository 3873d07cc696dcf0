"""While the desk is lent nothing reads it, however long ago it was asked to."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from metdesk.desk import Desk
from ui.lending import when_back


def test_what_reads_later_waits_until_the_desk_is_back(desk: Desk, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    read: list[str] = []
    let_go = desk.hold()
    when_back(desk, owner, lambda: read.append(desk.seal_words()))
    QApplication.processEvents()
    assert read == []
    let_go()
    qtbot.waitUntil(lambda: len(read) == 1)


def test_what_reads_later_reads_nothing_of_a_register_that_was_closed(desk: Desk, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    read: list[str] = []
    when_back(desk, owner, lambda: read.append(desk.seal_words()))
    desk.close()
    QApplication.processEvents()
    assert read == []
