"""Notices that the system locks its screen or goes to sleep.

Linux tells it on D-Bus: the desktop's screen saver on the session bus, logind on the system bus. Windows sends the
window a message, macOS is asked every few seconds. The last two are written by their documentation and were not tried.
Where nothing tells it, the idle lock remains.
"""

import itertools
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

_SAVERS = ("org.freedesktop", "org.gnome", "org.cinnamon", "org.mate", "org.xfce")
_LOGIND = "org.freedesktop.login1"
_ASK_EVERY_MS = 3000
_TOLD_OF_SESSION, _LOCKED, _POWER, _SUSPEND = 0x02B1, 0x7, 0x0218, 0x0004  # as Windows' headers have them
_UTF8 = 0x08000100
_numbers = itertools.count()


class SystemLock(QObject):
    """`locked` once the system locks; ask it to `watch` once the window is in sight: it costs its start nothing."""

    locked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._kept: Any = None  # what has to live for as long as somebody may tell

    def watch(self) -> None:
        """Begins to listen, wherever this system tells it."""
        if sys.platform == "win32":
            self._kept = _Messages(int(self._window.winId()), self.locked.emit)
        elif sys.platform == "darwin":
            self._ask_macos()
        else:
            self.listen(*_bus_addresses())

    # -- Linux -----------------------------------------------------------------------------------

    def listen(self, session: str, system: str) -> None:
        """Listens on the buses at these addresses; an empty one is left out, and so is one where nobody answers."""
        if session:
            signals = [(f"{one}.ScreenSaver", "", "ActiveChanged", SLOT("_told(bool)")) for one in _SAVERS]
            self._listen_on(session, signals)
        if system:
            own = _own_session()
            signals = [(f"{_LOGIND}.Manager", "/org/freedesktop/login1", "PrepareForSleep", SLOT("_told(bool)"))]
            if own:
                signals.append((f"{_LOGIND}.Session", own, "Lock", SLOT("_locks()")))
            self._listen_on(system, signals)

    def _listen_on(self, address: str, signals: list[tuple[str, str, str, Any]]) -> None:
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.connectToBus(address, f"metdesk {next(_numbers)}")
        if bus.isConnected():
            for interface, path, signal, slot in signals:
                bus.connect("", path, interface, signal, self, slot)

    @Slot(bool)
    def _told(self, active: bool) -> None:
        if active:
            self.locked.emit()

    @Slot()
    def _locks(self) -> None:
        self.locked.emit()

    # -- macOS -----------------------------------------------------------------------------------

    def _ask_macos(self) -> None:
        self._was_locked = False
        self._is_locked = _macos_question()
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        self._timer.start()

    def _ask(self) -> None:
        is_locked = self._is_locked()
        if is_locked and not self._was_locked:
            self.locked.emit()
        self._was_locked = is_locked


def _bus_addresses() -> tuple[str, str]:
    """Where the session bus and the system bus are, where there are any: nothing is started to find out."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    session = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not session and runtime and Path(runtime, "bus").exists():
        session = f"unix:path={runtime}/bus"
    system = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    socket = Path("/run/dbus/system_bus_socket")
    return session, system or (f"unix:path={socket}" if socket.exists() else "")


def _own_session() -> str:
    """The path under which logind knows this session; nothing where it does not."""
    number = os.environ.get("XDG_SESSION_ID", "")
    escaped = "".join(
        letter if (letter.isascii() and letter.isalpha()) or (place and letter.isdigit()) else f"_{ord(letter):02x}"
        for place, letter in enumerate(number)
    )
    return f"/org/freedesktop/login1/session/{escaped}" if number.isascii() and escaped else ""


class _Messages(QAbstractNativeEventFilter):
    """Windows' messages to a window: the session was locked, the PC goes to sleep. Untried."""

    def __init__(self, handle: int, tell: Callable[[], object]) -> None:
        super().__init__()
        self._tell = tell
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)
        with suppress(OSError, AttributeError):
            import ctypes

            ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(handle, 0)  # type: ignore[attr-defined,unused-ignore]

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        from ctypes import wintypes

        if QByteArray(kind) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in ((_TOLD_OF_SESSION, _LOCKED), (_POWER, _SUSPEND)):
                self._tell()
        return False, 0


def _macos_question() -> Callable[[], bool]:
    """Asks macOS whether the screen of this session is locked. Untried."""
    import ctypes

    frameworks = "/System/Library/Frameworks"
    core = ctypes.CDLL(f"{frameworks}/CoreFoundation.framework/CoreFoundation")
    graphics = ctypes.CDLL(f"{frameworks}/ApplicationServices.framework/ApplicationServices")
    graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    core.CFDictionaryGetValue.restype = ctypes.c_void_p
    core.CFDictionaryGetValue.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    core.CFBooleanGetValue.restype = ctypes.c_bool
    core.CFBooleanGetValue.argtypes = [ctypes.c_void_p]
    core.CFRelease.argtypes = [ctypes.c_void_p]
    name = core.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF8)

    def is_locked() -> bool:
        session = graphics.CGSessionCopyCurrentDictionary()
        if not session:
            return False
        value = core.CFDictionaryGetValue(session, name)
        locked = bool(value and core.CFBooleanGetValue(value))
        core.CFRelease(session)
        return locked

    return is_locked
