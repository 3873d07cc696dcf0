"""One attachment shown large over the tabs: a picture of it, drawn anew, of a PDF the first page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPixmap, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from metdesk.attachments import Attachment
from metdesk.calendar import show_date
from ui.actions import Action, action_button
from ui.over_page import OverPage
from ui.parts import box, button, column, row, text
from ui.theme import px


class Picture(QWidget):
    """A picture as large as there is room, never larger than it is."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__()
        self.image = QPixmap()
        self.image.loadFromData(data, "PNG")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(px(200), px(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return self.image.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > self.image.width():
            size = self.image.size()
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        place = QRectF(left, top, size.width(), size.height())
        painter.drawPixmap(place, self.image, QRectF(self.image.rect()))
        painter.end()


class AttachmentPage(OverPage):
    """Shows `picture`, a PNG of our own making, with what is known of the attachment; `steps` can be done with it."""

    def __init__(self, one: Attachment, picture: bytes, steps: list[Action]) -> None:
        super().__init__()
        self.picture = Picture(picture, f"{one.name}: {_part(one) or 'picture'}")
        name = text(one.name, "h2")
        line = row(button("Back", self.closed.emit, icon_name="previous"), name, *map(action_button, steps), gap=8)
        line.setStretch(1, 1)
        line.setContentsMargins(18, 10, 18, 10)
        since = f"attached on {show_date(one.added_on)}" if one.added_on else ""
        since += f" by {one.added_by}" if since and one.added_by else ""
        told = [_part(one), one.about, f"where it came from: {one.source}", since]
        body = column(text(" · ".join(word for word in told if word), "muted"), self.picture, gap=10)
        body.setStretch(1, 1)
        body.setContentsMargins(18, 12, 18, 14)
        whole = column(box(line, "header"), gap=0)
        whole.addLayout(body, 1)
        self.setLayout(whole)
        back = QShortcut(QKeySequence("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.closed.emit)
        self.setFocusProxy(self.picture)


def _part(one: Attachment) -> str:
    """What is shown of it, where that is not all."""
    if one.media_type.startswith("image/") or one.measure == "1 page":
        return ""
    return "The first page only" if one.measure.endswith("pages") else "The first lines"
