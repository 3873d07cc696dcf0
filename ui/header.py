"""The head of the window: whose register this is, the box that finds, who sits here, and Lock."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QSizePolicy

from metdesk.desk import Desk
from metdesk.record import sentence_case
from ui.chips import Chip, ChipLabel
from ui.find import FindBox
from ui.icons import application_icon
from ui.parts import button, menu_button, row, text
from ui.theme import px
from ui.tokens import Tone

_LOGO = 30


class Header(QFrame):
    """Reads from left to right as it is tabbed through."""

    def __init__(self, desk: Desk, find: FindBox, menu: QMenu, lock: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "header")
        self.find_box = find
        self.trust = text("", "strong", wrap=False)
        self.trust.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.logo = QLabel()
        self.keyholder = menu_button(
            f"{desk.keyholder.name} · {sentence_case(desk.keyholder.role)}", menu, icon_name="person"
        )
        self.keyholder.setAccessibleName(f"{self.keyholder.text()}: settings")
        self.lock_button = button("Lock", lock, icon_name="lock")
        self.lock_button.setToolTip("Lock the desk (Ctrl+L)")
        line = row(self.logo, self.trust, *_signs(desk), gap=10)
        line.addSpacing(8)
        line.addWidget(find, 1)
        line.addStretch(1)
        line.addWidget(self.keyholder)
        line.addWidget(self.lock_button)
        line.setContentsMargins(18, 8, 18, 8)
        self.setLayout(line)
        self.show_trust(desk)

    def show_trust(self, desk: Desk) -> None:
        """Shows the trust's name and logo as they are now."""
        self.trust.setText(desk.trust.name)
        self.logo.setPixmap(logo_picture(desk.trust.logo, px(_LOGO), self.devicePixelRatioF()))


def _signs(desk: Desk) -> list[ChipLabel]:
    signs = []
    if desk.trust.sample:
        signs.append(ChipLabel(Chip("Sample trust", Tone.ACCENT)))
    if desk.read_only:
        signs.append(ChipLabel(Chip("Read only", Tone.WARN, "lock")))
    return signs


def logo_picture(logo: bytes | None, height: int, ratio: float) -> QPixmap:
    """A trust's logo at that height, at most four times as wide; Metdesk's own sign where there is none."""
    made = QPixmap()
    if not logo or not made.loadFromData(QByteArray(logo)):
        return application_icon().pixmap(QSize(height, height), ratio)
    room = QSize(round(height * 4 * ratio), round(height * ratio))
    made = made.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    made.setDevicePixelRatio(ratio)
    return made
