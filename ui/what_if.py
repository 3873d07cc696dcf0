"""What would become of a leaver's accounts: before and after, before it happens."""

import dataclasses
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout

from metdesk import accounts, authorisations, oversight, people
from metdesk.authorisations import PEOPLE_ASKED, Effect
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.oversight import Overview
from metdesk.record import Kind, Page, field, field_of
from ui.chips import Chip
from ui.editors import Editor, editor_for
from ui.empty import Empty
from ui.form import FormRow
from ui.paged import Column, PagedModel
from ui.panel import notice_box
from ui.parts import button, clear, column, row, rule, text
from ui.shell import Shell
from ui.table import TableView
from ui.theme import px
from ui.tokens import Tone


@dataclasses.dataclass(frozen=True)
class Leaving:
    """Who leaves, and when."""

    person_id: int | None = field("Person", Kind.PERSON, required=True)
    ends: date | None = field("Last day", Kind.DATE, required=True)


@dataclasses.dataclass(frozen=True)
class Line:
    """An account of whoever leaves, and what becomes of it."""

    seen: Overview
    effect: Effect

    @property
    def falls_short(self) -> bool:
        """Whether the leaving breaks clause 5.2.4 on an account that it counts."""
        return self.seen.counted and self.effect.after < PEOPLE_ASKED


def lines(desk: Desk, person_id: int, last_day: date) -> list[Line]:
    """The accounts on which somebody is authorised on their last day; those that fall short first."""
    effects = authorisations.if_leaves(desk, person_id, last_day)
    found = [Line(accounts.overview(desk, one.account_id), one) for one in effects]
    return sorted(found, key=lambda line: (not line.falls_short, line.effect.after, line.seen.school))


class WhatIfDialog(QDialog):
    """Asks who leaves and when, and says what that does to each account. Opened when made.

    The day can be recorded from here as the person's last; Enter on an account goes to it.
    """

    def __init__(self, desk: Desk, shell: Shell, person_id: int | None = None) -> None:
        super().__init__(shell.window())
        self._desk, self._shell = desk, shell
        self._lines: list[Line] = []
        self.setWindowTitle("What if somebody leaves?")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        who, day = field_of(Leaving, "person_id"), field_of(Leaving, "ends")
        self.person, self.last_day = editor_for(who, shell.lookups), editor_for(day, shell.lookups)
        self._rows = {"person_id": FormRow(who, self.person, ""), "ends": FormRow(day, self.last_day, "")}
        self._said = QVBoxLayout()
        self.table: TableView[Line] = TableView("Accounts of whoever leaves, with them and without")
        self._model: PagedModel[Line] = PagedModel(self._read, _columns(), lambda line: line.seen.id, self)
        self.record_button = button("Record this last day", self.record, look="primary")
        self.record_button.setVisible(not desk.read_only)
        self._lay_out()
        self.table.show_model(self._model)
        self.table.opened.connect(self._go)
        self.last_day.set_value(desk.today())
        self.person.set_value(person_id)
        self._choose()
        self.person.changed.connect(self._choose)
        self.last_day.changed.connect(self._work_out)
        self.open()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        for place, made in enumerate(self._rows.values()):
            label = made.label("")
            label.setWordWrap(False)
            label.setMinimumWidth(0)
            made.body.addStretch(1)
            grid.addWidget(label, 0, 2 * place, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(made.body, 0, 2 * place + 1)
        head = column(text("What if somebody leaves?", "h1"), text(_INTRO, "muted"), gap=4)
        close = button("Close", self.reject)
        foot = row(text("Enter on an account shows it.", "small", wrap=False), 1, close, self.record_button)
        whole = column(head, grid, self._said, self.table, rule(), foot, gap=12)
        whole.setStretch(3, 1)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        self.table.setMinimumHeight(px(230))
        room = self.screen().availableGeometry()
        self.resize(min(px(760), room.width() - 40), min(px(560), room.height() - 60))

    # -- working it out --------------------------------------------------------------------------

    def _choose(self) -> None:
        """A leaving day that is known already is shown."""
        number = _value(self.person)
        if number is not None:
            known = people.get(self._desk, number).ends
            if known is not None:
                self.last_day.set_value(known)
        self._work_out()

    def _work_out(self) -> None:
        number, day = _value(self.person), _value(self.last_day)
        self._lines = lines(self._desk, number, day) if number is not None and day else []
        self._model.reload()
        if self._lines:
            self.table.go_to(0)
        self._say(number, day)

    def _say(self, number: int | None, day: date | None) -> None:
        clear(self._said)
        if number is None or day is None:
            self.table.say_when_empty(Empty("Who leaves?", "Choose a person and their last day.", icon="person"))
            return
        name = people.get(self._desk, number).name
        after = f"After {show_date(day)}"
        if not self._lines:
            words = f"{after} {name} has no permission on any account, so nothing changes."
            self.table.say_when_empty(Empty("No account changes", words, icon="ok"))
            return
        short = sum(line.falls_short for line in self._lines)
        held = count_of(len(self._lines), "account")
        would = f"{short:,} would have fewer than two people" if short else "two people stay wherever two are asked for"
        words = f"{name} is authorised on {held}. {after}, {would} (5.2.4)."
        self._said.addWidget(notice_box(Tone.BAD if short else Tone.OK, words))

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Line]:
        return Page(self._lines[offset : offset + limit], len(self._lines))

    # -- doing -----------------------------------------------------------------------------------

    def record(self) -> None:
        """Records the day as the person's last and closes; says beside the fields what is missing."""
        problems = {name: made.editor.problem() for name, made in self._rows.items()}
        if not any(problems.values()):
            problems = self._leave()
        for name, made in self._rows.items():
            made.show_problem(problems.get(name, ""))
        if not any(problems.values()):
            self.accept()

    def _leave(self) -> dict[str, str]:
        """Records it; what stands in the way, by field."""
        number, day = self.person.value(), self.last_day.value()
        try:
            people.leave(self._desk, number, day)
        except Refused as refused:
            return refused.problems
        except Unavailable as unavailable:
            return {"ends": str(unavailable)}
        self._shell.said(f"Recorded: {people.get(self._desk, number).name} leaves on {show_date(day)}.")
        return {}

    def _go(self, line: Line) -> None:
        self.accept()
        self._shell.go("account", line.seen.id)


_INTRO = "Shows which accounts would be left with one pair of hands, or none."


def _value(editor: Editor) -> Any:
    return None if editor.problem() else editor.value()


def _columns() -> list[Column[Line]]:
    return [
        Column("account", "Account", 210, lambda line: line.seen.account.title, sortable=False),
        Column("school", "School", 150, lambda line: line.seen.school, sortable=False),
        Column("before", "With them", 120, _no_words, lambda line: _chip(line.effect.before, Tone.NEUTRAL), False),
        Column("after", "Without them", 120, _no_words, lambda line: _chip(line.effect.after, _tone(line)), False),
    ]


def _no_words(line: Line) -> str:
    return ""


def _chip(number: int, tone: Tone) -> Chip:
    return Chip(oversight.people_words(number), tone, "person" if tone is Tone.NEUTRAL else "")


def _tone(line: Line) -> Tone:
    if not line.seen.counted:
        return Tone.NEUTRAL
    return Tone.BAD if line.falls_short else Tone.OK
