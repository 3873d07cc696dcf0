"""What can be done, in words: one definition for a button, a menu entry and a shortcut."""

import dataclasses
from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.icons import icon
from ui.parts import button


@dataclasses.dataclass(frozen=True)
class Action:
    """Words such as `Grant permission…`, what they do, and how they look."""

    words: str
    do: Callable[[], object]
    icon: str = ""
    look: str = ""
    shortcut: str = ""
    enabled: bool = True


def action_button(action: Action) -> QPushButton:
    """The action as a button."""
    made = button(action.words, action.do, look=action.look, icon_name=action.icon)
    made.setEnabled(action.enabled)
    return made


def menu_of(actions: Iterable[Action], parent: QWidget) -> QMenu:
    """The actions as a menu, in their order."""
    menu = QMenu(parent)
    fill_menu(menu, actions)
    return menu


def fill_menu(menu: QMenu, actions: Iterable[Action]) -> None:
    """Puts the actions into `menu` in place of what was there."""
    menu.clear()
    for one in actions:
        # The key is only shown: a shortcut of its own would make the one that works ambiguous.
        entry = QAction(icon(one.icon), f"{one.words}\t{one.shortcut}" if one.shortcut else one.words, menu)
        entry.setEnabled(one.enabled)
        entry.triggered.connect(lambda _=False, do=one.do: do())
        menu.addAction(entry)
