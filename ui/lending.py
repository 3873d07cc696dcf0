"""The desk, lent to work beside the window for as long as a dialog stands in front of it.

A register has one connection, and planning or writing a hundred thousand rows takes seconds. Slicing that work
into steps for the event loop would spread it over every importer; so the desk is handed over as a whole: while
the worker has it, the window around is neither painted nor reached (the dialog is modal and shows progress
instead), and nothing else reads the register. What the change touched is told afterwards, in the window's thread.
"""

import gc
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from metdesk.desk import Desk
from metdesk.jobs import Progress
from ui.working import Worker

_LENT_MS = 50


class Lending:
    """Lends `desk` to `worker`, one piece of work at a time; `around` is the window that must not read meanwhile."""

    def __init__(self, desk: Desk, worker: Worker, around: QWidget) -> None:
        self._desk = desk
        self._worker = worker
        self._around = around
        self._tell: Callable[[], None] | None = None

    def work(
        self,
        words: str,
        function: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        cancelled: Callable[[], object],
    ) -> None:
        """Runs `function`, which may use the desk, beside the window; exactly one of the others is then called."""
        self._tell = self._desk.hold()
        self._around.setUpdatesEnabled(False)

        def back(then: Callable[..., object]) -> Callable[..., None]:
            def take_back(*results: object) -> None:
                self.end()
                then(*results)

            return take_back

        self._worker.start(words, steadily(function), back(done), back(failed), back(cancelled))

    def end(self) -> None:
        """Takes the desk back: the window is painted again and hears what was changed."""
        if self._tell is None:
            return
        tell, self._tell = self._tell, None
        self._around.setUpdatesEnabled(True)
        tell()


def when_back(desk: Desk, owner: QObject, do: Callable[[], object]) -> None:
    """Runs `do`, which reads the register for `owner`, from the event loop, once the desk is not lent; not at all
    where it is closed by then."""

    def later() -> None:
        if desk.lent:
            QTimer.singleShot(_LENT_MS, owner, later)
        elif not desk.closed:
            do()

    QTimer.singleShot(0, owner, later)


def steadily(function: Callable[[Progress], Any]) -> Callable[[Progress], Any]:
    """`function` without collections of garbage: each would walk every row and stop the window for as long."""

    def work(progress: Progress) -> Any:
        gc.disable()
        try:
            return function(progress)
        finally:
            gc.enable()

    return work
