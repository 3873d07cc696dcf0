"""What this program put on the clipboard, so that it can be taken off again.

A clipboard manager that keeps a history (Klipper, Windows' Win+V) has its own copy, which no program can take back.
"""

import hashlib

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication


class Copied(QObject):
    """Notices what is copied from the program's own windows: from fields, tables and panels alike."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours = b""
        self._clipboard.dataChanged.connect(self._notice)

    def _notice(self) -> None:
        here = self._clipboard.ownsClipboard() or QGuiApplication.focusWindow() is not None
        self._ours = self._digest() if here else b""

    def clear(self) -> None:
        """Empties the clipboard, and the selection of the middle mouse button, where what they hold is ours."""
        if self._clipboard.ownsClipboard() or (self._ours and self._digest() == self._ours):
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
        self._ours = b""

    def _digest(self) -> bytes:
        return hashlib.sha256(self._clipboard.text().encode("utf-8", "replace")).digest()
