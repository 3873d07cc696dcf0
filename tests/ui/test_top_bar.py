"""The line above a register: what does not fit folds into a menu, and no window is widened by it."""

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.registers import offered
from ui.actions import Action
from ui.parts import button, column
from ui.theme import Theme
from ui.top_bar import SearchBox, TopBar


def bar_with(done: list[str], qtbot: QtBot) -> tuple[QWidget, TopBar]:
    """A line with two other actions and the main button, in a window."""
    others = [Action(words, lambda words=words: done.append(words)) for words in ("Copy a year…", "New closure…")]  # type: ignore[misc]
    made = TopBar("Term dates", [SearchBox("Search…")], [button("New term", look="primary")], others)
    window = QWidget()
    window.setLayout(column(made))
    qtbot.addWidget(window)
    window.resize(1200, 80)
    window.show()
    QApplication.processEvents()
    return window, made


def test_other_actions_stand_beside_each_other_where_there_is_room(theme: Theme, qtbot: QtBot) -> None:
    done: list[str] = []
    window, bar = bar_with(done, qtbot)
    assert window.isVisible()
    assert offered(bar) == {"Copy a year…", "New closure…", "New term"}
    next(one for one in bar.findChildren(QPushButton) if one.text() == "New closure…").click()
    assert done == ["New closure…"]


def test_they_fold_into_a_menu_where_there_is_none(theme: Theme, qtbot: QtBot) -> None:
    done: list[str] = []
    window, bar = bar_with(done, qtbot)
    narrow = bar.minimumSizeHint().width()
    window.resize(narrow, 80)
    QApplication.processEvents()
    assert bar.width() == narrow
    more = next(one for one in bar.findChildren(QPushButton) if one.text() == "More")
    assert more.isVisible()
    shown = [one.text() for one in bar.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["More", "New term"]
    for entry in more.menu().actions():
        entry.trigger()
    assert done == ["Copy a year…", "New closure…"]
    window.resize(1200, 80)
    QApplication.processEvents()
    assert not more.isVisible()
