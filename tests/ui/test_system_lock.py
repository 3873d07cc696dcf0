"""The system's lock screen locks the register: told on a real bus of the test's own, where one can be had."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from metdesk.desk import Desk
from tests.conftest import KEYHOLDER, PASSPHRASE
from ui import system_lock
from ui.system_lock import SystemLock
from ui.unlock import Unlock
from ui.window import MainWindow

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-daemon") or not shutil.which("dbus-send"),
    reason="a bus can be had where dbus-daemon and dbus-send are installed",
)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """The address of a bus of this test's own."""
    configuration = tmp_path / "bus.conf"
    configuration.write_text(CONFIGURATION.format(socket=tmp_path / "bus"))
    words = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        try:
            yield address
        finally:
            daemon.kill()


def send(bus: str, path: str, signal: str, *words: str) -> None:
    """Tells everybody on the bus, as a screen saver does."""
    subprocess.run(["dbus-send", f"--bus={bus}", "--type=signal", path, signal, *words], check=True)


TOLD = [
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true"),
    ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Lock"),
]
NOT_TOLD = [
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:false"),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:false"),
    ("/org/freedesktop/login1/session/_33", "org.freedesktop.login1.Session.Lock"),
    ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Unlock"),
]


@pytest.fixture
def watch(bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SystemLock:
    """What listens, on a bus that stands for both."""
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus)
    window = QWidget()
    qtbot.addWidget(window)
    made = SystemLock(window)
    made.watch()
    return made


@pytest.mark.parametrize("told", TOLD)
def test_a_screen_saver_a_locked_session_and_sleep_are_noticed(
    watch: SystemLock, bus: str, told: tuple[str, ...], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(watch.locked, timeout=10_000):
        send(bus, *told)


def test_waking_up_and_other_peoples_sessions_are_not(watch: SystemLock, bus: str, qtbot: QtBot) -> None:
    heard: list[int] = []
    watch.locked.connect(lambda: heard.append(1))
    with qtbot.waitSignal(watch.locked, timeout=10_000):
        for one in (*NOT_TOLD, TOLD[0]):
            send(bus, *one)
    assert heard == [1]


def test_the_window_locks_with_the_system(
    window: MainWindow, bus: str, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_room(Desk.open(folder, KEYHOLDER, PASSPHRASE))
    window.system_lock.listen(bus, "")
    with qtbot.waitSignal(window.locked, timeout=10_000):
        send(bus, *TOLD[0])
    assert isinstance(window.shown(), Unlock)


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all", "no address"])
def test_without_a_bus_nothing_breaks_and_nothing_is_said(
    address: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    window = QWidget()
    qtbot.addWidget(window)
    SystemLock(window).watch()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("number", "path"), [("2", "_32"), ("12", "_312"), ("c1", "c1"), ("a-b", "a_2db"), ("", None), ("é", None)]
)
def test_a_session_goes_by_the_name_logind_gives_it(
    number: str, path: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", number)
    expected = "" if path is None else f"/org/freedesktop/login1/session/{path}"
    assert system_lock._own_session() == expected
