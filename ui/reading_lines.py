"""The lines of a policy document, each with what it became, in words and with an icon."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QWidget

from metdesk.intake.draft import LEFT_OUT, UNKNOWN, Draft, Into, Source
from metdesk.record import Page
from ui.chips import Chip
from ui.empty import Empty
from ui.paged import Column, PagedModel
from ui.parts import Words, button, column, menu_button, row
from ui.table import TableView
from ui.tokens import Tone

_CHIPS = {
    "title": Chip("Particulars", Tone.ACCENT, "form"),
    "metadata": Chip("Particulars", Tone.ACCENT, "form"),
    "change": Chip("Change log", Tone.ACCENT, "calendar"),
    "contents": Chip("Contents page", Tone.NEUTRAL, "overview"),
    "page": Chip("Head or foot", Tone.NEUTRAL, "form"),
    "definition": Chip("Definition", Tone.ACCENT, "ok"),
    str(Into.LAW): Chip("Legislation", Tone.ACCENT, "ok"),
    str(Into.RELATED): Chip("Related policy", Tone.ACCENT, "ok"),
    LEFT_OUT: Chip("Left out", Tone.NEUTRAL, "close"),
    UNKNOWN: Chip("Not understood", Tone.WARN),
}
_WORDINGS = {"clause": "Clause {}", "text": "Text of {}", "item": "Item of {}"}

_IN_A_CELL, _BELOW = 500, 5_000  # characters: laying out a million of them stops the window for seconds

Line = tuple[int, Source]
"""A line's place in the document, and the line."""


class DocumentLines(QWidget):
    """All lines or those that were not understood. `moved` carries the `Line` one is on, `opened` one to edit."""

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, draft: Draft, menu: QMenu) -> None:
        super().__init__()
        self._draft = draft
        self._lines: list[Line] = []
        self.table: TableView[Line] = TableView("Lines of the document")
        self._model: PagedModel[Line] = PagedModel(self._read, self._columns(), lambda line: line[0], self)
        self.all_button = button("", lambda: self.show_only(unknown=False))
        self.unknown_button = button("", lambda: self.show_only(unknown=True))
        self.into_button = menu_button("Make the chosen lines", menu)
        self.words = Words("")
        group = QButtonGroup(self)
        for one in (self.all_button, self.unknown_button):
            one.setCheckable(True)
            group.addButton(one)
        self.all_button.setChecked(True)
        inside = column(row(self.all_button, self.unknown_button, 1, self.into_button), self.table, self.words, gap=8)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.table.show_model(self._model)
        self.table.row_changed.connect(self._move)
        self.table.opened.connect(self.opened)
        self.table.menu_wanted.connect(menu.popup)

    def _columns(self) -> list[Column[Line]]:
        shown = [
            Column[Line]("became", "What it became", 138, lambda line: "", self._chip, sortable=False),
            Column[Line]("text", "In the document", 300, lambda line: line[1].text[:_IN_A_CELL], sortable=False),
        ]
        if any(line.page > 1 for line in self._draft.source):
            shown.insert(0, Column[Line]("page", "Page", 44, lambda line: str(line[1].page or ""), sortable=False))
        return shown

    def _chip(self, line: Line) -> Chip:
        one = line[1]
        if one.part is not None:
            number = self._draft.part(one.part).clause.number
            return Chip(_WORDINGS[one.became].format(number), Tone.OK)
        return _CHIPS.get(one.became, Chip(one.became.capitalize()))

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Line]:
        return Page(self._lines[offset : offset + limit], len(self._lines))

    def show_draft(self, draft: Draft) -> None:
        """Shows the draft; lines that are still shown stay chosen."""
        self._draft = draft
        self.all_button.setText(f"All lines ({len(draft.source):,})")
        self.unknown_button.setText(f"Not understood ({len(draft.not_understood):,})")
        self._fill()

    def show_only(self, *, unknown: bool) -> None:
        """Shows all lines, or those alone that were not understood, from the top."""
        (self.unknown_button if unknown else self.all_button).setChecked(True)
        self._fill()
        self.table.go_to(0)

    def _fill(self) -> None:
        only = self.unknown_button.isChecked()
        numbered = enumerate(self._draft.source)
        self._lines = [line for line in numbered if not only or line[1].became == UNKNOWN]
        self.table.refresh()
        nothing = Empty("Every line was understood", "Nothing of the document is left over.", icon="ok")
        self.table.say_when_empty(nothing)

    def chosen(self) -> Sequence[int]:
        """The places of the chosen lines in the document."""
        return [place for place, _ in self.table.chosen_rows()]

    def go_to(self, part: int | None, became: Sequence[str]) -> None:
        """Goes to the first line of a clause, or the first that became one of these, without telling."""

        def fits(line: Source) -> bool:
            return line.part == part and (part is not None or line.became in became)

        place = next((at for at, (_, line) in enumerate(self._lines) if fits(line)), -1)
        if place >= 0:
            self.blockSignals(True)
            self.table.go_to(place)
            self.blockSignals(False)

    def _move(self, line: Line | None) -> None:
        if line is not None:
            words = _begun(line[1].text)
            self.words.setPlainText(words)
            self.words.setAccessibleName(words)
            self.words.updateGeometry()
            self.moved.emit(line)


def _begun(words: str) -> str:
    """The words as they stand below the lines; of very many, the first, and how many there are."""
    if len(words) <= _BELOW:
        return words
    return f"{words[:_BELOW]} … ({len(words):,} characters in all)"
