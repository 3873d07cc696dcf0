"""A file kept in the register, in the panel of its record: small, large over the tabs, opened from a copy that goes."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMargins, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QToolButton

from metdesk import attachments
from metdesk.attachment_preview import Look
from metdesk.attachments import Attachment
from metdesk.errors import Refused, Unavailable
from ui.actions import Action
from ui.attachment_page import AttachmentPage
from ui.dialogs import tell
from ui.icons import picture
from ui.parts import tip
from ui.shell import Shell
from ui.theme import px

_SQUARE, _INLINE = QSize(56, 56), QSize(248, 168)
_RIM = 4
_SHARP = 2.0


def view(shell: Shell, one: Attachment, read: Callable[[], bytes], steps: Sequence[Action]) -> None:
    """Shows a picture large, of a PDF the first page, of a text the first lines; drawn beside the window, kept
    nowhere. `read` gives the bytes, or says why not; `steps` are offered beside it."""
    try:
        data = read()
    except (Refused, Unavailable) as error:
        tell(shell.window(), "This is not shown", str(error))
        return

    def done(drawn: Look) -> None:
        if drawn.picture:
            shown = dataclasses.replace(one, measure=one.measure or drawn.measure)
            shell.show_over(AttachmentPage(shown, drawn.picture, list(steps)))
        else:
            shell.said(f"There is no picture of “{one.name}”: open it instead.", undo=False)

    shell.work("Drawing the file…", lambda go: attachments.drawn(data, one.media_type, go), done)


def open_copy(shell: Shell, name: str, copy: Callable[[], Path]) -> None:
    """Opens the copy that `copy` makes, or says why not."""

    def show_it() -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy()))):
            raise Refused(f"No program on this computer opens “{name}”: save a copy of it instead.")

    shell.do(show_it, "Opened a copy: what is changed in it is not kept, and it goes when Metdesk locks.", undo=False)


class Thumbnail(QToolButton):
    """A small picture of a file, or the sign of a file: in a square beside its words or, `inline`, as large as there is
    room for. Where the file `can_be_seen`, a click or Enter looks at it, as its “View” does."""

    def __init__(self, one: Attachment, view: Callable[[], None], *, inline: bool = False) -> None:
        super().__init__()
        self._inline = inline
        self._largest = _INLINE if inline else _SQUARE
        self.setProperty("look", "thumbnail")
        if one.can_be_seen:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleName(f"Small picture of {one.name}")
            self.setAccessibleDescription("Shows it large")
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(tip(f"View {one.name}"))
            self.clicked.connect(lambda: view())
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAccessibleName(attachments.words_of(one.media_type))
        self.show_picture(one.thumbnail)

    def show_picture(self, data: bytes | None) -> None:
        """Shows a PNG of our own making, never larger than it is; the sign of a file where there is none."""
        room, made = QSize(px(self._largest.width()), px(self._largest.height())), QPixmap()
        if data and made.loadFromData(data, "PNG"):
            inside = room.shrunkBy(QMargins(_RIM, _RIM, _RIM, _RIM))
            sharp = _SHARP if made.width() > inside.width() or made.height() > inside.height() else 1.0
            made = _within(made, inside * sharp)
            made.setDevicePixelRatio(sharp)
            if self._inline:
                room = made.deviceIndependentSize().toSize().grownBy(QMargins(_RIM, _RIM, _RIM, _RIM))
        else:
            made = picture("form", px(24), "muted", _SHARP)
        self.setIcon(QIcon(made))
        self.setIconSize(made.deviceIndependentSize().toSize())
        self.setFixedSize(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _within(made: QPixmap, room: QSize) -> QPixmap:
    if made.width() <= room.width() and made.height() <= room.height():
        return made
    return made.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
