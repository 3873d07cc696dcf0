"""Notices that nobody has touched the keyboard or the mouse for a while."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}
_AGAIN_MS = 20_000


class Idle(QObject):
    """`idle` after `minutes` in which no window of the program was touched, dialogs among them; 0 never.

    `lock_wanted` when Ctrl+L is pressed in a dialog, where the window's own keys do not reach.
    """

    idle = Signal()
    lock_wanted = Signal()

    def __init__(self, parent: QObject, application: QGuiApplication) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._wait_ms = 0
        application.focusWindowChanged.connect(self._watch)

    def wait(self, minutes: int) -> None:
        """Starts to wait, from now on."""
        self._wait_ms = minutes * 60_000
        if minutes:
            self._timer.start(self._wait_ms)
        else:
            self._timer.stop()

    def put_off(self) -> None:
        """Tells it once more in a moment, unless somebody comes back: something somebody waits for is still running."""
        self._timer.start(_AGAIN_MS)

    def stop(self) -> None:
        """Waits no longer."""
        self._timer.stop()

    def minutes(self) -> int:
        """How long it waits at the moment; 0 while it does not."""
        return self._wait_ms // 60_000 if self._timer.isActive() else 0

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start(self._wait_ms)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_lock(event):
            self.lock_wanted.emit()
            return True
        return False


def _is_lock(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
