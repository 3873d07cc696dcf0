"""The real program in a process of its own, which does what it is told line by line; for `test_nothing_left.py`.

Each line of standard input is one of the functions below with its words; each is answered by one line. The program is
started as `python driven.py REGISTER`, and replaces itself by just that when it locks.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from metdesk import __main__ as program
from metdesk import attachments, export, people, printing
from ui.application import application
from ui.form import FormDialog
from ui.importing import ImportDialog
from ui.people_and_schools import PeopleAndSchoolsTab
from ui.preview import Preview
from ui.room import Room
from ui.unlock import Unlock
from ui.window import MainWindow


def window() -> MainWindow:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))


def room() -> Room:
    found = window().room
    assert found is not None
    return found


def until(holds: Callable[[], object]) -> None:
    while not holds():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def form() -> FormDialog:
    return next(one for one in window().findChildren(FormDialog) if one.isVisible())


def screen(_: str) -> str:
    shown = window().shown()
    said = shown.words.text() if isinstance(shown, Unlock) else ""
    return f"{os.getpid()} {type(shown).__name__} {said}"


def unlock(file: str) -> str:
    page = window().shown()
    assert isinstance(page, Unlock)
    page.editor.set_value(Path(file).read_text("utf-8"))
    page.unlock()
    until(lambda: window().room is not None)
    return "unlocked"


def write(file: str) -> str:
    """Types the words in `file` as the surname of a new person."""
    room().begin("people", "new person")
    control = form().editor("surname").control
    control.setFocus()
    for letter in Path(file).read_text("utf-8"):
        QApplication.sendEvent(control, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    return "typed"


def keep(_: str) -> str:
    form()._pause.timeout.emit()
    return "kept"


def typed(_: str) -> str:
    return ascii(form().editor("surname").typed())


def throw_away(_: str) -> str:
    form()._throw_away()
    return "thrown away"


def people_tab() -> PeopleAndSchoolsTab:
    room().begin("people", "only")
    tab = room().current()
    assert isinstance(tab, PeopleAndSchoolsTab)
    return tab


def look(_: str) -> str:
    """Finds the planted person, shows the record, prints their form."""
    row = people.page(room().desk, people.PeopleFilter(standing=""), limit=1).rows[0]
    room().go("person", row.id)
    room().find_box.setText(row.name[:6])
    room().begin("policy", "starter")
    room().preview(lambda: printing.acknowledgements(room().desk, [row.id]))
    until(lambda: room().findChildren(Preview))
    until(lambda: not room().findChildren(Preview)[0].worker.busy)
    return "looked"


def bring_in(file: str) -> str:
    """Reads a staff list as far as its columns, and leaves it there."""
    people_tab().people.moving.bring_in(Path(file))
    dialog = next(one for one in window().findChildren(ImportDialog) if one.isVisible())
    until(lambda: not dialog.worker.busy)
    return "read"


def take_out(_: str) -> str:
    """Makes a workbook of everybody, asks where to save it, and cancels."""
    export.xlsx(room().desk, ["people"])
    tab = people_tab()
    tab.people.moving._take_out("xlsx")
    until(lambda: window().findChildren(QFileDialog))
    window().findChildren(QFileDialog)[-1].reject()
    return "cancelled"


def back_up(_: str) -> str:
    room().desk.store.backup()
    return "backed up"


def attach(file: str) -> str:
    """Attaches a file to the first person; the copy that another program would open is there until the lock."""
    desk = room().desk
    row = people.page(desk, people.PeopleFilter(standing=""), limit=1).rows[0]
    read = attachments.read_in(Path(file), attachments.most_bytes(desk))
    return str(attachments.open_copy(desk, attachments.add(desk, "person", row.id, read, "Handed in")))


def spill(file: str) -> str:
    """Leaves behind what a library would, were it killed while it writes."""
    with tempfile.NamedTemporaryFile(prefix="openpyxl.", delete=False) as stream:
        stream.write(Path(file).read_bytes())
    return stream.name


def fail(file: str) -> str:
    """A bug whose message names somebody."""
    error = ValueError(Path(file).read_text("utf-8"))
    sys.excepthook(ValueError, error, None)
    return "failed"


def lock(_: str) -> str:
    window().lock()
    return "locked"


def end(_: str) -> str:
    window().close()
    return "closed"


def obey() -> None:
    words = sys.stdin.readline().rstrip("\n").partition(" ")
    if not words[0]:
        return
    answer = globals()[words[0]](words[2])
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()
    if words[0] != "end":
        QTimer.singleShot(0, obey)


if __name__ == "__main__":
    application()
    QTimer.singleShot(0, obey)
    sys.exit(program.main())
