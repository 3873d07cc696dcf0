"""The program's own line icons, coloured from the tokens when they are painted."""

import functools

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme import tokens


@functools.lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resources.read(f"icons/{name}.svg").replace(b"currentColor", colour.encode())
    return QSvgRenderer(QByteArray(drawing))


def paint(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draws the icon `name` of resources/icons into `rect` in `colour` (`#rrggbb`)."""
    _renderer(name, colour).render(painter, rect)


class _Engine(QIconEngine):
    """Asks for the colour at each painting, so that icons follow light and dark."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "muted" if mode is QIcon.Mode.Disabled else self._token
        paint(painter, self._name, QRectF(rect), getattr(tokens(), token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon `name` of resources/icons in the token `colour`; an empty icon for no name."""
    return QIcon(_Engine(name, colour)) if name else QIcon()


def picture(name: str, size: int, token: str, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` pixels, for a label; `ratio` is the screen's pixel ratio."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, made.width(), made.height()), getattr(tokens(), token))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def application_icon() -> QIcon:
    """Metdesk's own icon, for windows and the task bar."""
    icon_made = QIcon()
    renderer = QSvgRenderer(QByteArray(resources.read("icons/metdesk.svg")))
    for size in (16, 32, 48, 64, 128, 256):
        picture_made = QPixmap(size, size)
        picture_made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture_made)
        renderer.render(painter)
        painter.end()
        icon_made.addPixmap(picture_made)
    return icon_made
