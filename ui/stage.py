"""A window to be photographed: real registers in a temporary folder, brought from one state to the next."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from metdesk import sample
from metdesk.desk import Desk
from metdesk.jobs import Progress
from ui.application import off_screen
from ui.front import FrontPage
from ui.memory import Memory
from ui.room import Room
from ui.tab import Tab, TabSpec
from ui.theme import Theme, Wish
from ui.unlock import Unlock
from ui.window import MainWindow
from ui.working import Worker

PASSPHRASE = "amber kettle walnut drift"  # noqa: S105 - of registers that are thrown away

T = TypeVar("T", bound=QWidget)


class Stage:
    """The window of `size` pixels, with an empty register and the sample trust at hand."""

    def __init__(self, folder: Path, tabs: list[TabSpec], wish: Wish, size: tuple[int, int]) -> None:
        self.folder = folder
        self.application = off_screen()
        theme = Theme(self.application)
        theme.wear(wish)
        self.window = MainWindow(tabs, self._sample, Memory(folder / "settings"), theme, self.application)
        self.window.setMinimumSize(0, 0)
        self.window.resize(*size)
        self.window.show()

    @property
    def empty(self) -> Path:
        """The folder of a register that was only started."""
        return self.folder / "Mowbray.metdesk"

    def _sample(self, progress: Progress) -> Desk:
        return sample.build(self.folder / "Sample trust.metdesk", progress=progress, more_keyholders=True)

    # -- getting about ---------------------------------------------------------------------------

    def screen(self, kind: type[T]) -> T:
        """The screen in sight, which is of `kind`."""
        shown = self.window.shown()
        if not isinstance(shown, kind):
            raise TypeError(f"{kind.__name__} was expected, {type(shown).__name__} is shown")
        return shown

    @property
    def room(self) -> Room:
        """The room of the opened register."""
        return self.screen(Room)

    def tab(self, name: str) -> Tab:
        """Shows the tab called `name`."""
        for place, spec in enumerate(self.room.specs):
            if spec.name == name:
                self.room.tabs.setCurrentIndex(place)
        return self.room.current()

    def sit(self, name: str) -> None:
        """Locks the sample trust, and has the keyholder called `name` unlock it, unless they sit here already."""
        if self.room.desk.keyholder.name == name:
            return
        self.window.lock()
        lock = self.screen(Unlock)
        lock.who.editor.set_value(name)
        lock.editor.set_value(sample.PASSPHRASE)
        lock.unlock()
        self.settle()

    def reset(self) -> None:
        """Closes dialogs, menus, the toast and the preview."""
        while (popup := self.application.activePopupWidget()) is not None:
            popup.close()
        for dialog in self.window.findChildren(QDialog):
            dialog.done(QDialog.DialogCode.Rejected)
            dialog.deleteLater()
        shown = self.window.shown()
        if isinstance(shown, Room):
            shown.toast.hide()
            shown.find_box.leave()
            shown.leave_over()
        if isinstance(shown, FrontPage):
            shown.worker.stop()
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is being done and everything is painted."""
        self._paint()
        while self._busy():
            while self._busy():
                self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            self._paint()

    def _busy(self) -> bool:
        return any(worker.busy for worker in self.window.findChildren(Worker))

    def _paint(self) -> None:
        for _ in range(4):
            self.application.processEvents()
            self.application.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was taken away goes

    # -- the picture -----------------------------------------------------------------------------

    def picture(self) -> QPixmap:
        """The window with its dialogs and menus over it."""
        self.settle()
        taken = self.window.grab()
        painter = QPainter(taken)
        for one in self._over():
            if isinstance(one, QDialog):
                painter.fillRect(self.window.rect(), QColor(0, 0, 0, 70))
                left = (self.window.width() - one.width()) // 2
                top = max(0, (self.window.height() - one.height()) // 2)
            else:
                place = self.window.mapFromGlobal(one.pos())
                left, top = place.x(), place.y()
            painter.drawPixmap(left, top, one.grab())
        painter.end()
        return taken

    def _over(self) -> list[QWidget]:
        over = [one for one in self.application.topLevelWidgets() if one is not self.window and one.isVisible()]
        return sorted(over, key=_depth)

    def close(self) -> None:
        """Closes the window and its register."""
        self.reset()
        self.window.close()
        self.window.deleteLater()
        self.application.processEvents()


def _depth(widget: QWidget) -> int:
    """How many widgets it belongs to: a dialog over a dialog lies above it."""
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)


Reach = Callable[[Stage], object]
