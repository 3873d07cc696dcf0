"""Choosing a trust's logo: a picture chosen or dropped, read beside the window, shown as it will stand."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from metdesk.errors import Refused
from metdesk.files import contents_of, shown
from metdesk.jobs import Progress
from ui.files import ask_which
from ui.header import logo_picture
from ui.parts import button, column, row, text
from ui.theme import px
from ui.working import Worker, WorkStrip

_KINDS = "Pictures (*.png *.jpg *.jpeg)"
_HEIGHT = 56


class LogoBox(QFrame):
    """Holds a logo's bytes, or nothing: a small PNG, drawn anew from the PNG or JPEG that was chosen."""

    changed = Signal()

    def __init__(self, logo: bytes | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "well")
        self.setAcceptDrops(True)
        self._logo: bytes | None = None
        self._wanted = False
        self.worker = Worker(self)
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
        strip = WorkStrip(self.worker)
        strip.setProperty("look", "")  # it stands within the box, not across a window
        if inside := strip.layout():
            inside.setContentsMargins(0, 6, 0, 0)
        whole = column(line, row(self.choose_button, self.clear_button, 1), strip, self._problem, gap=8)
        whole.setContentsMargins(14, 12, 14, 12)
        self.setLayout(whole)
        self._shown.hide()
        self.take(logo)

    def picture(self) -> bytes | None:
        """The logo's bytes, or None."""
        return self._logo

    def settled(self) -> bytes | None:
        """The logo's bytes, to be kept. Refused: a picture is being read at this moment."""
        if self.worker.busy:
            raise Refused({"logo": "The picture is still being read: go on once you see it, or cancel it."})
        return self._logo

    def take(self, logo: bytes | None) -> None:
        """Shows `logo` from now on; None takes it away."""
        self._logo = logo
        self._say("")
        self._shown.setVisible(logo is not None)
        self.clear_button.setVisible(logo is not None)
        if logo is not None:
            picture = logo_picture(logo, px(_HEIGHT), self.devicePixelRatioF())
            self._shown.setPixmap(picture)
            self._shown.setFixedWidth(round(picture.width() / picture.devicePixelRatio()))
        self.changed.emit()

    def read(self, path: Path) -> None:
        """Takes the picture in a file, once it is read; says why where it cannot be."""
        from metdesk.intake.logo import read_logo

        self._busy(True)
        self._wanted = True

        def work(progress: Progress) -> bytes:
            return read_logo(contents_of(path), path.name, progress)

        self.worker.start(f"Reading {shown(path.name)}…", work, self._read, self._failed, self._cancelled)

    def _read(self, logo: bytes) -> None:
        self._busy(False)
        if self._wanted:  # else it was read at the very moment at which it was given up
            self.take(logo)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self._say(str(error))

    def _cancelled(self) -> None:
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        self._say("")
        for one in (self.choose_button, self.clear_button):
            one.setEnabled(not busy)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _choose(self) -> None:
        ask_which(self, "Choose the trust’s logo", _KINDS, lambda paths: self.read(paths[0]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.worker.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self.worker.busy:
            self.read(paths[0])

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._wanted = False
            self.worker.cancel()
        super().hideEvent(event)
