"""What happens to the window as a register is locked: covered at once, what was typed kept, the rest put away.

Locking never waits for an answer. Long work is given up at its next step (what it writes is written whole or not at
all), dialogs and previews go, and the lock says what was stopped and what could not be kept.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from metdesk.errors import Refused, Unavailable
from ui.drafting import coming_back
from ui.parts import column, text
from ui.working import Worker


class Cover(QWidget):
    """What stands over a register while it is being closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        words = text("Locking…", "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(words))


def put_away(window: QMainWindow) -> None:
    """Takes menus and dialogs out of sight; the dialogs keep what is in them."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for dialog in window.findChildren(QDialog):
        dialog.hide()


def keep_forms(window: QMainWindow) -> str:
    """Keeps what is typed in the open forms; returns why something could not be kept, or nothing."""
    for form in coming_back(window):
        try:
            form.keep()
        except (Refused, Unavailable) as error:
            return str(error)
    return ""


def say_unkept(window: QMainWindow, problem: str) -> None:
    """Says in the open forms why the register cannot be left yet."""
    for form in coming_back(window):
        form.say_unkept(problem)


def running(window: QMainWindow) -> list[Worker]:
    """Who does long work that somebody asked for and is told of."""
    return [one for one in window.findChildren(Worker) if one.words and not getattr(one.parent(), "unasked", False)]


def left_words(window: QMainWindow) -> list[str]:
    """What is to be said of the work that a lock puts an end to, and of dialogs and pages, by their `left_words`."""
    stopped = list(dict.fromkeys(_stopped(one) for one in running(window)))
    left = [getattr(one, "left_words", "") for one in window.findChildren(QWidget) if one.isVisible()]
    return stopped + [words for words in left if words]


def _stopped(worker: Worker) -> str:
    """What the lock says of work: not what it was, for that may name a file or a person and everybody reads it."""
    if getattr(worker.parent(), "finishes", False):
        return "The lock waited for what was being done to a key: look whether it was done."
    return "What was being done was stopped: begin it again."
