"""The menu under the keyholder's name: how things look, the care of the register, and ways out."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from ui.icons import icon
from ui.theme import Scheme, Wish

_COLOURS = ((Scheme.SYSTEM, "As the computer’s"), (Scheme.LIGHT, "Light"), (Scheme.DARK, "Dark"))
_CARE = (
    ("Keyholders…", "person", "keyholders"),
    ("Backups…", "save", "backups"),
    ("Seal and history…", "ok", "seal"),
    ("Settings…", "settings", "settings"),
)
_SIZES = ((0, "As the computer’s"), (100, "100 %"), (125, "125 %"), (150, "150 %"))


class SettingsMenu(QMenu):
    """Tells what was chosen; `wish` is what is chosen so far. `care_wanted` names a section of the care page."""

    scheme_chosen = Signal(Scheme)
    percent_chosen = Signal(int)
    care_wanted = Signal(str)
    passphrase_wanted = Signal()
    lock_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, wish: Wish) -> None:
        super().__init__()
        colours, sizes = self._choice("Colours"), self._choice("Text size")
        for scheme, words in _COLOURS:
            self._add_choice(colours, words, scheme is wish.scheme).triggered.connect(
                lambda _=False, scheme=scheme: self.scheme_chosen.emit(scheme)
            )
        for percent, words in _SIZES:
            self._add_choice(sizes, words, percent == wish.text_percent).triggered.connect(
                lambda _=False, percent=percent: self.percent_chosen.emit(percent)
            )
        self.addSeparator()
        for words, sign, section in _CARE:
            self._add(words, sign).triggered.connect(lambda _=False, section=section: self.care_wanted.emit(section))
        self.addSeparator()
        self._add("Change your passphrase…", "key").triggered.connect(self.passphrase_wanted)
        self.addSeparator()
        self._add("Lock\tCtrl+L", "lock").triggered.connect(self.lock_wanted)
        self._add("Close the register", "door").triggered.connect(self.close_wanted)

    def _choice(self, words: str) -> QActionGroup:
        menu = QMenu(words, self)
        self.addMenu(menu)
        return QActionGroup(menu)

    @staticmethod
    def _add_choice(group: QActionGroup, words: str, chosen: bool) -> QAction:
        menu = group.parent()
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        group.addAction(action)
        if isinstance(menu, QMenu):
            menu.addAction(action)
        return action

    def _add(self, words: str, sign: str) -> QAction:
        action = QAction(icon(sign), words, self)
        self.addAction(action)
        return action
