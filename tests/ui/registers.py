"""What a person does with a register in the real window: finds its tab, reads, presses, types, chooses."""

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs import Message
from ui.form import FormDialog
from ui.parts import Words
from ui.people_and_schools import PeopleAndSchoolsTab
from ui.register_tab import RegisterTab
from ui.room import Room

T = TypeVar("T", bound=QWidget)

HOSTILE = "O’Neill-Ştefănescu <b>"


def people_and_schools(room: Room) -> PeopleAndSchoolsTab:
    """The People & schools tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "people")
    room.tabs.setCurrentIndex(place)
    tab = room.current()
    assert isinstance(tab, PeopleAndSchoolsTab)
    return tab


def open_one(room: Room, kind: type[T]) -> T:
    """The dialog of this kind that is open over the window."""
    (found,) = [one for one in room.findChildren(kind) if one.isVisible()]
    return found


def form_of(room: Room) -> FormDialog:
    """The form that is open over the window."""
    return open_one(room, FormDialog)


def told(room: Room) -> str:
    """What the message over the window says."""
    return open_one(room, Message).words.toPlainText()


def words_of(widget: QWidget) -> str:
    """What is written in `widget`, line by line."""
    QApplication.processEvents()
    said = [one.toPlainText() for one in widget.findChildren(Words) if one.isVisibleTo(widget)]
    return "\n".join(said + [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)])


def offered(widget: QWidget) -> set[str]:
    """The words of all buttons and menu entries in sight within `widget`."""
    QApplication.processEvents()
    buttons = {one.text() for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget)}
    return buttons | {entry.text() for menu in widget.findChildren(QMenu) for entry in menu.actions()}


def press(widget: QWidget, words: str) -> None:
    """Presses the button in `widget` that is called `words`."""
    QApplication.processEvents()
    found = [one for one in widget.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(widget)]
    assert found, words
    found[0].click()


def choose(qtbot: QtBot, form: FormDialog, name: str, letters: str) -> None:
    """Types `letters` into a picker and takes the first suggestion, as by keyboard."""
    control = form.editor(name).control
    control.setFocus()
    qtbot.keyClicks(control, letters)
    offers = QApplication.activePopupWidget()
    assert offers is not None
    qtbot.keyClick(offers, Qt.Key.Key_Down)
    qtbot.keyClick(offers, Qt.Key.Key_Return)


def save(qtbot: QtBot, form: FormDialog) -> None:
    """Saves by keyboard."""
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def beside(form: FormDialog, name: str) -> str:
    """What stands beside a field: its problem, or its help."""
    return form.editor(name).control.accessibleDescription()


def column(tab: RegisterTab[Any], name: str) -> list[str]:
    """The words of a column of the table, from the top."""
    place = [one.name for one in tab.model.columns].index(name)
    return [str(tab.model.index(row, place).data()) for row in range(tab.model.rowCount())]
