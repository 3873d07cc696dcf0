"""Messages say what happened; the report of a bug holds nothing about a person."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import walk
from ui.dialogs import CrashDialog, bug_report, catch_bugs, confirm, tell
from ui.theme import Theme


@pytest.fixture
def parent(theme: Theme, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def raised(name: str) -> BaseException:
    def look_up(person: str) -> int:
        return {"a": 1}[person]

    try:
        look_up(name)
    except KeyError as error:
        return error
    raise AssertionError


def button(dialog: QWidget, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def test_the_report_names_places_in_the_code_and_no_person() -> None:
    error = raised("Marsh, Jo")
    report = bug_report(type(error), error.__traceback__)
    assert "Marsh" not in report
    assert "ui/test_dialogs.py" in report
    assert "in look_up" in report
    assert str(Path(__file__).parents[2]) not in report
    assert "builtins.KeyError" in report


def test_the_report_can_be_saved(parent: QWidget, tmp_path: Path) -> None:
    dialog = CrashDialog(parent, "the report\n")
    dialog.open()
    assert dialog.findChildren(QPlainTextEdit)[0].toPlainText() == "the report\n"
    assert walk(dialog) == []
    button(dialog, "Save the report…").click()
    chooser = dialog.findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text() == "the report\n"
    chooser.reject()


def test_a_bug_opens_the_crash_dialog(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda *error: None)
    catch_bugs(lambda: parent)
    error = raised("b")
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(parent.findChildren(CrashDialog)) == 1


def test_a_question_runs_its_step_on_yes_alone(parent: QWidget) -> None:
    done: list[str] = []
    confirm(parent, "Move 3 accounts?", "They can be taken back.", "Move them", lambda: done.append("first")).reject()
    asked = confirm(parent, "Move 3 accounts?", "They can be taken back.", "Move them", lambda: done.append("second"))
    button(asked, "Move them").click()
    assert done == ["second"]
    assert not asked.isVisible()


def test_a_message_is_reached_by_keyboard(parent: QWidget) -> None:
    assert walk(tell(parent, "This was not done", "Because the day is closed.")) == []
