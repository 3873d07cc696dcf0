"""A check of the register that needs it whole: the window stands still around it, with progress and a way out."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from metdesk.desk import Desk
from metdesk.jobs import Progress
from ui.lending import Lending
from ui.parts import column, text
from ui.shell import Shell
from ui.theme import px
from ui.working import Worker, WorkStrip


class CheckingDialog(QDialog):
    """Lends the desk to `work` and closes; then `done` has its result, or `failed` the reason. Esc gives up."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        words: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(shell.window())
        self.setWindowTitle("Checking")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.worker = Worker(self)
        self._lending = Lending(desk, self.worker, shell.window())
        whole = column(text(words), WorkStrip(self.worker), gap=12)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        self.setMinimumWidth(px(520))
        self.open()
        self._lending.work(words, work, self._then(done), self._then(failed), self.accept)

    def _then(self, told: Callable[[Any], object]) -> Callable[[Any], None]:
        def close_and_tell(result: Any) -> None:
            self.accept()
            told(result)

        return close_and_tell

    def reject(self) -> None:
        """Gives up."""
        self.worker.cancel()

    def done(self, result: int) -> None:
        """Closes once the desk is back."""
        self.worker.stop()
        self._lending.end()
        super().done(result)
