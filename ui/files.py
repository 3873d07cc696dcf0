"""Asking for files: the system's own dialogs, without stopping the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from metdesk.errors import Unavailable


def ask_which(
    parent: QWidget, title: str, kinds: str, then: Callable[[list[Path]], object], *, several: bool = False
) -> QFileDialog:
    """Asks for files to read; `kinds` as `Spreadsheets (*.xlsx *.csv)`."""
    dialog = _dialog(parent, title)
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
    dialog.setNameFilters([kinds, "All files (*)"])
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()
    return dialog


def ask_where(parent: QWidget, title: str, file_name: str, then: Callable[[Path], object]) -> QFileDialog:
    """Asks where to write; the ending of `file_name` is added where it was left out."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    ending = Path(file_name).suffix
    dialog.setDefaultSuffix(ending.lstrip("."))
    dialog.setNameFilters([f"*{ending}"])
    dialog.selectFile(file_name)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> QFileDialog:
    """Asks for a folder that exists."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def write_out(path: Path, data: bytes) -> None:
    """Writes a file where somebody asked for it. Unavailable: it cannot be written there."""
    try:
        path.write_bytes(data)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Unavailable(f"{path.name} was not written ({why}): close it elsewhere or choose a place.") from error


def documents() -> Path:
    """The folder in which this person keeps documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setDirectory(str(documents()))
    return dialog
