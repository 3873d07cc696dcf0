"""What is said of files that are not what they should be, to be photographed: a logo, a list, a policy."""

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from ui.importing import import_list
from ui.logo import LogoBox
from ui.reading import read_document
from ui.stage import Reach, Stage
from ui.start import Start
from ui.states_people import tab as people_tab

_LONG = "Staff list of all the schools of the trust, as the system wrote it on 24 November 2026 (2) copy.xlsx"


def _file(stage: Stage, name: str, data: bytes) -> Path:
    path = stage.folder / name
    path.write_bytes(data)
    return path


def _start_logo(stage: Stage) -> None:
    stage.screen(Start).logo.read(_file(stage, "logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"))


def _trust(stage: Stage) -> LogoBox:
    people_tab(stage).schools.edit_trust()
    return stage.window.findChildren(LogoBox)[-1]


def _logo(stage: Stage) -> None:
    drawn = QImage(900, 300, QImage.Format.Format_RGB32)
    drawn.fill(QColor("teal"))
    path = stage.folder / "photograph.jpg"
    drawn.save(str(path))
    _trust(stage).read(path)


def _logo_damaged(stage: Stage) -> None:
    _trust(stage).read(_file(stage, "logo.png", b"\x89PNG\r\n\x1a\n torn in two"))


def _list_folder(stage: Stage) -> None:
    stage.tab("people")
    import_list(stage.room.desk, stage.room, "people", stage.folder)


def _list_damaged(stage: Stage) -> None:
    stage.tab("people")
    import_list(stage.room.desk, stage.room, "people", _file(stage, _LONG, b"PK\x03\x04 torn in two"))


def _policy_gone(stage: Stage) -> None:
    read_document(stage.room.desk, stage.room, stage.folder / "On the stick that was pulled.docx")


START_FILES: list[tuple[str, Reach]] = [("start-logo-refused", _start_logo)]
FILES: list[tuple[str, Reach]] = [
    ("the-trust-logo", _logo),
    ("the-trust-logo-refused", _logo_damaged),
    ("import-a-folder", _list_folder),
    ("import-a-damaged-list", _list_damaged),
    ("import-a-file-that-is-gone", _policy_gone),
]
