"""What each role may do, as a table: the same one that every command asks."""

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from metdesk.record import Page, sentence_case
from metdesk.roles import COMMANDS, Command, Role
from ui.paged import Column, PagedModel
from ui.parts import button, column, row, text
from ui.table import TableView
from ui.theme import px

_INTRO = (
    "Everybody who can open the register can look at all of it. A key for some schools changes records of these "
    "schools alone; what is for the whole trust asks for a key for all schools."
)


@dataclass(frozen=True)
class _Line:
    place: int
    command: Command


_LINES = [_Line(place, command) for place, command in enumerate(COMMANDS.values())]


def _mark(line: _Line, role: Role) -> str:
    return "Yes" if role in line.command.roles else "–"


def _columns() -> list[Column[_Line]]:
    def of(role: Role) -> Column[_Line]:
        return Column(role, sentence_case(role), 40 + 7 * len(role), lambda line: _mark(line, role), sortable=False)

    return [
        Column("words", "To do", 300, lambda line: line.command.words, sortable=False),
        *map(of, Role),
        Column("scope", "Records of", 110, lambda line: line.command.scope, sortable=False),
    ]


class RolesDialog(QDialog):
    """Shows the table of roles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("What each role may do")
        self.table: TableView[_Line] = TableView("What each role may do")
        self.table.show_model(PagedModel(_read, _columns(), lambda line: line.place, self))
        self.table.paged().reload()
        close = button("Close", self.reject, look="primary")
        close.setDefault(True)
        whole = column(
            text("What each role may do", "h1"), text(_INTRO, "muted"), self.table, row(1, close), gap=12
        )  # fmt: skip
        whole.setStretch(2, 1)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        around = parent.window().size()
        self.resize(min(px(1080), around.width() - 40), min(px(760), around.height() - 40))
        self.table.setFocus()


def _read(_sort: str, _descending: bool, offset: int, limit: int) -> Page[_Line]:
    return Page(_LINES[offset : offset + limit], len(_LINES))
