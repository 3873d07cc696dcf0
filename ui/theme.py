"""Dresses the application: palette, style sheet and fonts from the tokens.

It follows the system's light or dark setting and text size; a choice of the keyholder overrides both.
"""

import dataclasses
import functools
from enum import StrEnum, auto
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources
from ui.style import style_sheet
from ui.tokens import DARK, LIGHT, Tokens

NORMAL_PT = 9.75
ROW_HEIGHT = 37
OUR_FAMILY = "Noto Sans"
_DARK_BELOW = 128  # lightness of a window's colour, of 255


class Scheme(StrEnum):
    """Which colours a keyholder wants."""

    SYSTEM = auto()
    LIGHT = auto()
    DARK = auto()


_COLOUR_SCHEMES = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


@dataclasses.dataclass(frozen=True)
class Wish:
    """What a keyholder set: the colours, and the text size in per cent (0 follows the system)."""

    scheme: Scheme = Scheme.SYSTEM
    text_percent: int = 0


def tokens() -> Tokens:
    """The tokens in use, told from the application's palette."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < _DARK_BELOW else LIGHT


def scale() -> float:
    """How large text is beside the design's: 1.0 is 9.75 pt."""
    return QGuiApplication.font().pointSizeF() / NORMAL_PT


def px(design: float) -> int:
    """A length of the design, in pixels at the text size in use."""
    return round(design * max(1.0, scale()))


class Theme(QObject):
    """Dresses the application, now and whenever the system turns light or dark."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._wish = Wish()
        QDir.setSearchPaths("icons", [str(_shipped() / "icons")])
        application.setStyle(QStyleFactory.create("Fusion"))
        application.styleHints().colorSchemeChanged.connect(self._dress)

    def wear(self, wish: Wish) -> None:
        """Dresses the application as wished from now on."""
        self._wish = wish
        font = _font(wish.text_percent)
        if font != self._application.font():
            self._application.setFont(font)
        self._application.styleHints().setColorScheme(_COLOUR_SCHEMES[wish.scheme])
        self._dress()

    def _dress(self) -> None:
        system_is_dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        wish = self._wish.scheme
        chosen = DARK if wish is Scheme.DARK or (wish is Scheme.SYSTEM and system_is_dark) else LIGHT
        sheet = style_sheet(chosen, self._application.font().pointSizeF())
        if sheet != self._application.styleSheet():  # dressing what is dressed so already costs as much
            self._application.setPalette(palette(chosen))
            self._application.setStyleSheet(sheet)


def palette(chosen: Tokens) -> QPalette:
    """Qt's palette made of the tokens."""
    made = QPalette()
    role = QPalette.ColorRole
    for colour, roles in {
        chosen.window: (role.Window, role.Button),
        chosen.base: (role.Base,),
        chosen.raised: (role.AlternateBase, role.ToolTipBase),
        chosen.text: (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.HighlightedText),
        chosen.selection: (role.Highlight,),
        chosen.accent: (role.Link, role.LinkVisited, role.Accent),
        chosen.muted: (role.PlaceholderText,),
        chosen.line: (role.Mid, role.Midlight),
        chosen.field_line: (role.Dark,),
    }.items():
        for one in roles:
            made.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(chosen.muted))
    return made


@functools.cache
def register_fonts() -> None:
    """Makes the shipped fonts known to Qt, so that no letter is a box."""
    for file in sorted((_shipped() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _font(percent: int) -> QFont:
    register_fonts()
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(system)
    if _offscreen() or not system.family():
        font.setFamilies([OUR_FAMILY])
        font.setPointSizeF(NORMAL_PT)
    else:
        font.setFamilies([system.family(), OUR_FAMILY])
    if percent:
        font.setPointSizeF(NORMAL_PT * percent / 100)
    elif font.pointSizeF() < NORMAL_PT:
        font.setPointSizeF(NORMAL_PT)
    return font


def _offscreen() -> bool:
    return QGuiApplication.platformName() in {"offscreen", "minimal"}


def _shipped() -> Path:
    return Path(resources.__file__).parent
