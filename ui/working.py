"""Long work beside the window: one worker, one finish (done, failed or cancelled), one strip that shows it."""

import dataclasses
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QWidget

from metdesk.errors import Refused, Unavailable
from metdesk.jobs import Cancelled, Progress
from ui.parts import button, row, text

_TELL_EVERY_S = 0.03
_SHOW_AFTER_MS = 150
_STEPS = 1000

Function = Callable[[Progress], Any]


@dataclasses.dataclass
class _Job:
    words: str
    function: Function
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    cancelled: Callable[[], object]
    wanted: threading.Event


class _Messages(QObject):
    """What a thread says to the window. The thread holds it, so it outlives a worker that is destroyed meanwhile."""

    told = Signal(float, str)
    ended = Signal(object)


class Worker(QObject):
    """Runs plain functions of `progress`, one after the other, in a thread of its own.

    Results come back in the window's thread. Refused and Unavailable go to `failed`; anything else is a bug
    and goes to `sys.excepthook`. `began` tells the words of a job, `told` its fraction and words, `idle`
    that nothing is left to do.
    """

    began = Signal(str)
    told = Signal(float, str)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._messages = _Messages()
        self._messages.told.connect(self.told)
        self._messages.ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._waiting: deque[_Job] = deque()
        self._current: _Job | None = None

    @property
    def busy(self) -> bool:
        """Whether anything is being done or waits to be."""
        return self._current is not None

    @property
    def words(self) -> str:
        """What is being done, in words; nothing where nothing is, or nobody is told of it."""
        return self._current.words if self._current else ""

    def start(
        self,
        words: str,
        function: Function,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        cancelled: Callable[[], object] = lambda: None,
    ) -> None:
        """Runs `function` once what was started before has ended; exactly one of the others is then called."""
        self._waiting.append(_Job(words, function, done, failed, cancelled, threading.Event()))
        if self._current is None:
            self._next()

    def cancel(self) -> None:
        """Gives up what is being done, at its next report of progress."""
        if self._current:
            self._current.wanted.set()

    def forget_waiting(self) -> None:
        """Gives up what has not begun; nothing is called for it."""
        self._waiting.clear()

    def stop(self) -> None:
        """Gives up everything and waits until the thread is at rest; nothing is called for it."""
        self.forget_waiting()
        self.cancel()
        if self._thread:
            self._thread.join()
        if self._current:
            self._current = None
            self.idle.emit()

    def _next(self) -> None:
        if not self._waiting:
            self._current = None
            self.idle.emit()
            return
        job = self._current = self._waiting.popleft()
        self.began.emit(job.words)
        # not a QThreadPool: its destructor would wait for the thread, which waits for Python's lock
        arguments = (self._messages, job.function, job.wanted)
        self._thread = threading.Thread(target=_run, args=arguments, daemon=True)
        self._thread.start()

    def _finish(self, result: tuple[threading.Event, str, Any]) -> None:
        job, (wanted, how, value) = self._current, result
        if job is None or job.wanted is not wanted:  # given up by `stop`
            return
        self._next()
        if how == "done":
            job.done(value)
        elif how == "failed":
            job.failed(value)
        elif how == "cancelled":
            job.cancelled()
        else:
            sys.excepthook(type(value), value, value.__traceback__)


def _run(messages: _Messages, function: Function, wanted: threading.Event) -> None:
    """In the worker's thread: knows nothing of the callbacks, which may hold widgets."""
    last = 0.0

    def progress(fraction: float, words: str = "") -> None:
        nonlocal last
        if wanted.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - last >= _TELL_EVERY_S:
            last = now
            messages.told.emit(fraction, words)

    try:
        result: tuple[threading.Event, str, Any] = (wanted, "done", function(progress))
    except Cancelled:
        result = (wanted, "cancelled", None)
    except (Refused, Unavailable) as error:
        result = (wanted, "failed", error)
    except Exception as bug:  # told to the window's own hook, as a bug in the window would be
        result = (wanted, "bug", bug)
    messages.ended.emit(result)


class WorkStrip(QFrame):
    """Shows what the worker does, how far it is, and lets it be cancelled; hidden while there is nothing."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "header")
        self._label = text("", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximum(_STEPS)
        self._bar.setAccessibleName("Progress")
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cancel_button = button("Cancel", worker.cancel)
        line = row(self._label, self._bar, self.cancel_button, gap=12)
        line.setContentsMargins(18, 6, 18, 6)
        self.setLayout(line)
        self.hide()
        self._worker = worker
        worker.began.connect(self._began)
        worker.told.connect(self._told)
        worker.idle.connect(self.hide)

    def _began(self, words: str) -> None:
        self._label.setText(words)
        self._bar.setMaximum(0)
        QTimer.singleShot(_SHOW_AFTER_MS, self, self._appear)

    def _appear(self) -> None:
        if self._worker.busy and self._label.text():
            self.show()

    def _told(self, fraction: float, words: str) -> None:
        self._bar.setMaximum(_STEPS if fraction > 0 else 0)
        self._bar.setValue(round(fraction * _STEPS))
        if words:
            self._label.setText(words)
