"""Long work has exactly one finish, and the window hears of it in its own thread."""

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from metdesk.errors import Refused
from metdesk.jobs import Progress
from ui.working import Worker, WorkStrip


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


class Ends:
    """Writes down how work ended, and in which thread that was told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.threads: set[int] = set()

    def take(self, how: str, value: Any = None) -> None:
        self.heard.append((how, value))
        self.threads.add(threading.get_ident())


def begin(worker: Worker, ends: Ends, function: Any, words: str = "Working") -> None:
    worker.start(
        words,
        function,
        lambda value: ends.take("done", value),
        lambda error: ends.take("failed", str(error)),
        lambda: ends.take("cancelled"),
    )


def test_work_that_is_done_hands_over_its_result(worker: Worker, qtbot: QtBot) -> None:
    ends = Ends()
    with qtbot.waitSignal(worker.idle):
        begin(worker, ends, lambda progress: threading.get_ident())
    ((how, thread),) = ends.heard
    assert how == "done"
    assert thread != threading.get_ident()
    assert ends.threads == {threading.get_ident()}


def test_a_refusal_is_told(worker: Worker, qtbot: QtBot) -> None:
    def refuse(progress: Progress) -> None:
        raise Refused("There is no such file.")

    ends = Ends()
    with qtbot.waitSignal(worker.idle):
        begin(worker, ends, refuse)
    assert ends.heard == [("failed", "There is no such file.")]


def test_work_can_be_cancelled(worker: Worker, qtbot: QtBot) -> None:
    begun = threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            begun.set()
            progress(0.5)

    ends = Ends()
    with qtbot.waitSignal(worker.idle):
        begin(worker, ends, endless)
        begun.wait()
        worker.cancel()
    assert ends.heard == [("cancelled", None)]


def test_work_waits_for_the_work_before(worker: Worker, qtbot: QtBot) -> None:
    ends = Ends()
    with qtbot.waitSignal(worker.idle):
        begin(worker, ends, lambda progress: "first")
        begin(worker, ends, lambda progress: "second")
    assert ends.heard == [("done", "first"), ("done", "second")]


def test_a_bug_reaches_the_windows_hook(worker: Worker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(progress: Progress) -> None:
        raise KeyError("surname")

    ends, caught = Ends(), []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    with qtbot.waitSignal(worker.idle):
        begin(worker, ends, bug)
    qtbot.waitUntil(lambda: bool(caught))
    assert caught == [KeyError]
    assert ends.heard == []


def test_the_strip_shows_what_is_done_and_goes(worker: Worker, qtbot: QtBot) -> None:
    strip = WorkStrip(worker)
    qtbot.addWidget(strip)
    go = threading.Event()

    def work(progress: Progress) -> None:
        progress(0.25, "Reading row 25")
        go.wait()

    ends = Ends()
    with qtbot.waitSignal(worker.idle):
        with qtbot.waitSignal(worker.told):
            begin(worker, ends, work, "Importing")
        qtbot.waitUntil(strip.isVisible)
        go.set()
    assert not strip.isVisible()
