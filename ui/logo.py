"""Choosing a trust's logo: a picture chosen or dropped, shown as it will stand."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.files import ask_which
from ui.header import logo_picture
from ui.parts import button, column, row, text
from ui.theme import px

MOST_BYTES = 2_000_000
_KINDS = "Pictures (*.png *.jpg *.jpeg)"
_HEIGHT = 56


class LogoBox(QFrame):
    """Holds the bytes of a PNG or JPEG of at most 2 MB, or nothing."""

    changed = Signal()

    def __init__(self, logo: bytes | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "well")
        self.setAcceptDrops(True)
        self._logo: bytes | None = None
        self._shown = QLabel()
        self._shown.setFixedHeight(px(_HEIGHT))
        self._shown.setAccessibleName("The logo chosen")
        self._hint = text("Drop a PNG or JPEG here, or choose one. It stands on every printed page.", "muted")
        self._problem = text("", "problem")
        self._problem.hide()
        self.choose_button = button("Choose a picture…", self._choose)
        self.clear_button = button("Remove the logo", lambda: self.take(None), look="link")
        self.clear_button.hide()
        line = row(self._shown, self._hint, gap=12)
        line.setStretch(1, 1)
        whole = column(line, row(self.choose_button, self.clear_button, 1), self._problem, gap=8)
        whole.setContentsMargins(14, 12, 14, 12)
        self.setLayout(whole)
        self._shown.hide()
        self.take(logo)

    def picture(self) -> bytes | None:
        """The logo's bytes, or None."""
        return self._logo

    def take(self, logo: bytes | None) -> None:
        """Shows `logo` from now on; None takes it away."""
        self._logo = logo
        self._problem.hide()
        self._shown.setVisible(logo is not None)
        self.clear_button.setVisible(logo is not None)
        if logo is not None:
            picture = logo_picture(logo, px(_HEIGHT), self.devicePixelRatioF())
            self._shown.setPixmap(picture)
            self._shown.setFixedWidth(round(picture.width() / picture.devicePixelRatio()))
        self.changed.emit()

    def read(self, path: Path) -> None:
        """Takes the picture in a file; says so where it is too large or none."""
        problem = ""
        try:
            if path.stat().st_size > MOST_BYTES:
                problem = "The picture is larger than 2 MB: save it smaller and choose it again."
            else:
                data = path.read_bytes()
                problem = "" if _is_picture(data) else "This is not a PNG or JPEG picture: choose another file."
        except OSError as error:
            problem = f"The file could not be read ({error.strerror}): choose another."
        if problem:
            self._problem.setText(problem)
            self._problem.show()
        else:
            self.take(data)

    def _choose(self) -> None:
        ask_which(self, "Choose the trust’s logo", _KINDS, lambda paths: self.read(paths[0]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.read(Path(event.mimeData().urls()[0].toLocalFile()))


def _is_picture(data: bytes) -> bool:
    known = data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))
    return known and not QImage.fromData(data).isNull()
