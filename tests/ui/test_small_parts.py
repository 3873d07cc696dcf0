"""Memory, logo, panel, toast: the small parts on their own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from metdesk.errors import Refused
from metdesk.files import MOST_BYTES
from metdesk.history import Entry, Happening
from metdesk.intake.logo import redrawn
from metdesk.telling import Line, Part
from tests.ui.accessibility import rings, walk
from ui import icons
from ui.actions import Action
from ui.chips import Chip
from ui.history import HistoryLines
from ui.logo import LogoBox
from ui.memory import Memory
from ui.panel import Panel
from ui.parts import Words
from ui.theme import Theme
from ui.toast import Toast
from ui.tokens import Tone

LONG_ADDRESS = "https://www.facebook.example/" + "ashhillprimary" * 12


def test_habits_are_kept_for_each_keyholder(memory: Memory) -> None:
    jo, al = memory.of("Jo Marsh"), memory.of("Al Ó Sé/2")
    jo.set("accounts/widths", [1, 2])
    assert Memory(memory.folder).of("Jo Marsh").get("accounts/widths") == [1, 2]
    assert al.get("accounts/widths", []) == []


def test_spoilt_settings_are_forgotten(memory: Memory) -> None:
    memory.set("tab", "policy")
    file = memory.folder / "metdesk.ini"
    memory._settings.sync()
    file.write_text(file.read_text().replace('"\\"policy\\""', "{{{"))
    assert Memory(memory.folder).get("tab", "overview") in ("overview", "policy")


def test_recent_registers_are_the_latest_first_and_those_that_are_there(memory: Memory, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("One", "Two", "Three")]
    for folder in folders:
        folder.mkdir()
        memory.opened(folder)
    memory.opened(folders[0])
    folders[1].rmdir()
    assert memory.recent() == [folders[0], folders[2]]


def picture(tmp_path: Path, name: str = "logo.png") -> Path:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / name))
    return tmp_path / name


def problem(box: LogoBox) -> str:
    return " ".join(label.text() for label in box.findChildren(QLabel) if label.property("look") == "problem")


def test_a_dropped_picture_becomes_the_logo(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    box = LogoBox()
    qtbot.addWidget(box)
    box.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture(tmp_path)))])
    no_key, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    box.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, no_key))
    with pytest.raises(Refused, match="still being read"):
        box.settled()
    qtbot.waitUntil(lambda: not box.worker.busy)
    assert box.settled() == redrawn(picture(tmp_path).read_bytes(), "logo.png")
    box.clear_button.click()
    assert box.picture() is None


def test_a_logo_that_takes_too_long_can_be_given_up(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    box = LogoBox()
    qtbot.addWidget(box)
    box.show()
    box.read(picture(tmp_path))
    box.hide()
    qtbot.waitUntil(lambda: not box.worker.busy)
    assert box.settled() is None
    assert box.choose_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("large.png", b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES), "larger than 20 MB"),
        ("page.png", b"<html>", "not a PNG or JPEG"),
        ("cut.png", b"\x89PNG\r\n\x1a\n cut", "is damaged"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
    ],
)
def test_what_is_no_logo_is_said(
    theme: Theme, qtbot: QtBot, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    box = LogoBox()
    qtbot.addWidget(box)
    box.read(tmp_path / name)
    qtbot.waitUntil(lambda: not box.worker.busy)
    assert said in problem(box)
    assert box.picture() is None


def test_a_missing_file_is_said(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    box = LogoBox()
    qtbot.addWidget(box)
    box.read(tmp_path / "gone.png")
    qtbot.waitUntil(lambda: not box.worker.busy)
    assert "There is no file “gone.png” there" in problem(box)


def full_panel(qtbot: QtBot) -> Panel:
    panel = Panel("The chosen account")
    qtbot.addWidget(panel)
    panel.resize(380, 900)
    panel.start()
    panel.title(
        "ashhill-year6-dalesweek-residential-visit", Chip("Active", Tone.OK), "Facebook page · Ash Hill Primary"
    )
    panel.notice(Tone.BAD, "Clause 5.2.4 asks for two.", [Action("Grant permission…", panel.update)], "One person.")
    panel.heading("Details")
    panel.facts([("Address", LONG_ADDRESS), ("Purpose", ""), ("Held with", "office@ashhill.example")])
    panel.person(
        "J. Marsh", "Class teacher · granted 2 November 2026", Chip("With students"), [Action("End…", panel.update)]
    )
    entry = Entry(7, datetime(2026, 11, 2, 8, 31, tzinfo=UTC), "Jo Marsh", "accounts.change", "Account changed")
    address = Line("Address", "", LONG_ADDRESS)
    part = Part(9, "account", 1, "account", "@ashhill (Facebook)", "changed", (address,))
    panel.add(HistoryLines([Happening(entry, (part,))], "account"))
    panel.finish()
    panel.show()
    return panel


def test_nothing_in_the_record_panel_is_clipped(theme: Theme, qtbot: QtBot) -> None:
    panel = full_panel(qtbot)
    qtbot.waitUntil(lambda: all(one.height() > 0 for one in panel.findChildren(Words)))
    qtbot.waitUntil(lambda: panel.widget().width() <= panel.viewport().width())
    for one in filter(Words.isVisible, panel.findChildren(Words)):
        assert one.height() >= one.heightForWidth(one.width()), one.toPlainText()
        assert one.mapTo(panel, one.rect().topRight()).x() < panel.width()
    assert panel.widget().width() <= panel.viewport().width()


def test_a_fact_without_a_value_is_left_out(theme: Theme, qtbot: QtBot) -> None:
    panel = full_panel(qtbot)
    assert "Purpose" not in [label.text() for label in panel.findChildren(QLabel)]


def test_the_panel_is_used_by_keyboard(theme: Theme, qtbot: QtBot) -> None:
    panel = full_panel(qtbot)
    assert walk(panel) == []
    assert rings(panel) == []


def test_a_toast_goes_by_itself_and_undoes(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(800, 600)
    parent.show()
    undone: list[bool] = []
    toast = Toast(parent, lambda: undone.append(True))
    toast.say("Added an account.", undo=True)
    assert toast.accessibleName() == "Added an account."
    assert parent.rect().contains(toast.geometry())
    toast.undo_button.click()
    assert undone == [True]
    toast.say("Saved.", undo=False)
    assert toast.undo_button.isHidden()
    toast._timer.timeout.emit()
    assert toast.isHidden()


def test_every_icon_is_a_drawing(theme: Theme) -> None:
    from importlib.resources import files

    for file in files("resources").joinpath("icons").iterdir():
        if file.name.endswith(".svg"):
            drawn = icons.picture(file.name.removesuffix(".svg"), 24, "text").toImage()
            assert any(drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), file.name


def test_an_icon_follows_the_colours(theme: Theme) -> None:
    assert not icons.application_icon().isNull()
    assert not icons.icon("lock").pixmap(16, 16).isNull()
    assert icons.icon("").isNull()
