"""A person at the real window: types, presses keys, waits for what comes."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import memory, theme, wardrobe, window
from ui.form import FormDialog
from ui.room import Room
from ui.window import MainWindow

__all__ = ["memory", "theme", "wardrobe", "window"]

PATIENCE_MS = 30_000
Seen = TypeVar("Seen", bound=QWidget)


class Office:
    """Somebody in a school office. What they see they find by its type; what they do they do by keyboard."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    def until(self, holds: Callable[[], object]) -> None:
        """Waits until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE_MS)

    def screen(self, kind: type[Seen]) -> Seen:
        """The screen of that kind, once it is in sight."""
        self.until(lambda: isinstance(self.window.shown(), kind))
        shown = self.window.shown()
        assert isinstance(shown, kind)
        return shown

    def room(self) -> Room:
        """The room of the opened register."""
        return self.screen(Room)

    def form(self) -> FormDialog:
        """The form that is open."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), FormDialog))
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, FormDialog)
        self.until(shown.isActiveWindow)
        return shown

    def press(self, keys: str) -> None:
        """Presses a key or a chord such as `Ctrl+N` wherever the focus is."""
        chord = QKeySequence(keys)[0]
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, chord.key(), chord.keyboardModifiers())

    def type(self, words: str, where: QWidget | None = None) -> None:
        """Types words wherever the focus is; any letter, which QTest's own keys refuse beyond ASCII."""
        for letter in words:
            target = where or QApplication.focusWidget() or self.window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def fill(self, form: FormDialog, **typed: str) -> None:
        """Types into the form's fields by name; a picker takes the first that is offered."""
        for name, words in typed.items():
            control = form.editor(name).control
            control.setFocus()
            self.until(lambda control=control: control.hasFocus())
            self.press("Ctrl+A")
            self.type(words, control)
            offered = QApplication.activePopupWidget()
            if offered:
                self.qtbot.keyClick(offered, Qt.Key.Key_Down)
                self.qtbot.keyClick(offered, Qt.Key.Key_Return)
            self.press("Tab")

    def save(self, form: FormDialog) -> None:
        """Saves the form, which closes."""
        with self.qtbot.waitSignal(form.accepted, timeout=PATIENCE_MS):
            self.qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
        self.window.activateWindow()  # off screen no window system gives it back
        self.until(self.window.isActiveWindow)


@pytest.fixture
def office(window: MainWindow, qtbot: QtBot) -> Office:
    """Somebody at the program's window."""
    return Office(window, qtbot)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where this person keeps documents."""
    place = tmp_path / "Documents"
    place.mkdir()
    return place
