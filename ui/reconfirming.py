"""The list “This year”: who has said since its first day what they have to declare, and who has yet to (6.5.4)."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QBoxLayout, QWidget

from metdesk import declarations, printing_declarations, reconfirming
from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.reconfirming import Standing, YearFilter, YearRow
from metdesk.record import Page, sentence_case
from ui import year_list
from ui.actions import Action
from ui.declaration_list import state_chip, whom
from ui.parts import clear, row, text
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.shell import Shell
from ui.standing import Bar
from ui.theme import px
from ui.tokens import Tone
from ui.year_forms import confirm_form, nothing_form

_ADD, _STEP = "declarations.add", "declarations.step"


class ThisYearTab(RegisterTab[YearRow]):
    """Everybody who is asked this year, where they stand, and what is recorded for many at once."""

    name = "reconfirming"
    title = "This year"
    noun = ("person", "people")
    registers = frozenset({"declaration", "declaration_step", "person", "school", "setting", "keyholder_person"})
    search_hint = "Search names, codes, roles, teams…"
    sorted_by = ("name", False)

    # -- the list --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.figures = QWidget()
        self._said = row(gap=12)
        self.figures.setLayout(self._said)
        super()._lay_out()
        whole = self.layout()
        if isinstance(whole, QBoxLayout):
            whole.insertWidget(1, self.figures)
            whole.setStretch(1, 0)
            whole.setStretch(2, 1)

    def columns(self) -> list[Column[YearRow]]:
        return year_list.columns()

    def filters(self) -> list[Filter]:
        return year_list.filters(self.desk)

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[YearRow]:
        return reconfirming.page(self.desk, year_list.wanted(query), sort, descending, offset, limit)

    def count_all(self) -> int:
        return reconfirming.page(self.desk, limit=0).total

    def _count(self) -> None:
        super()._count()
        self._show_figures()

    def _show_figures(self) -> None:
        """How many of those looked at have said so, as a bar and in words."""
        clear(self._said)
        asked = year_list.wanted(self.finder.query())
        found = reconfirming.figures_seen(self.desk, asked.school_id, asked.category)
        self.figures.setVisible(bool(found.people))
        if found.people:
            since = show_date(reconfirming.since(self.desk))
            words = f"{found.answered:,} of {count_of(found.people, 'person', 'people')} said so since {since}"
            bar = Bar(found.answered, found.people, Tone.WARN if found.outstanding else Tone.OK)
            bar.setFixedWidth(px(160))
            self._said.addWidget(bar)
            self._said.addWidget(text(words, "strong", wrap=False))
            self._said.addWidget(text(_parts(found), "muted", wrap=False))
            self._said.addStretch(1)

    def row_id(self, row: YearRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[YearRow, str] | None:
        found = reconfirming.page(self.desk, YearFilter(only=(record_id,)), limit=1).rows
        return next(((one, one.name.replace(",", " ")) for one in found), None)

    def empty(self) -> Empty:
        return Empty(
            "Nothing to reconfirm yet",
            "Every year from the first day of the month that the settings name, everybody says anew what they have to "
            "declare, or that there is nothing (6.5.4). It is counted once the first declaration was entered.",
            tuple(self.allowed(_ADD, Action("New declaration…", self.declare, "add", "primary"))),
            "calendar",
        )

    def show_only(self, school_id: int | None = None) -> None:
        """Lists who is outstanding, of a school or of all."""
        self.finder.open_all()
        self.finder.set_filter("school", school_id)
        self.finder.set_filter("standing", year_list.ALL_OUTSTANDING)
        self.table.setFocus()

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: YearRow) -> None:
        about = " · ".join(word for word in (sentence_case(row.job or row.category), row.team, row.school) if word)
        panel.title(row.name, year_list.standing_chip(row.standing), about)
        panel.note(self._what_next(row))
        steps = self.row_actions([row])
        panel.steps(steps[:2], steps[2:])
        panel.heading("What they declared")
        found = declarations.of_person(self.desk, row.id)
        if not found:
            panel.note("Nothing was ever entered for them.")
        for seen in found:
            heard = "Last said" if seen.last_heard != seen.declaration.declared_on else "Declared"
            lines = [f"{heard} on {show_short_date(seen.last_heard)}", seen.title]
            show = Action("Show it", functools.partial(self.shell.go, "declaration", seen.id))
            panel.person(whom(seen) or "Nothing to declare", " · ".join(lines), state_chip(seen.state), [show])

    def _what_next(self, row: YearRow) -> str:
        since = show_date(reconfirming.since(self.desk))
        going_on = count_of(row.open, "relationship")
        goes = "goes" if row.open == 1 else "go"
        return {
            Standing.NEVER: "They never said anything: hand them a sheet, or record what they say.",
            Standing.TO_CONFIRM: f"{going_on} {goes} on as far as is known: ask whether it is so since {since}.",
            Standing.EARLIER: f"They said in an earlier year that nothing goes on: ask whether it is so since {since}.",
            Standing.ANSWERED: f"They said since {since} what they have to declare: there is nothing to ask.",
        }[row.standing]

    def row_actions(self, rows: list[YearRow]) -> list[Action]:
        if not rows:
            return []
        several = f" for {count_of(len(rows), 'person', 'people')}" if len(rows) > 1 else ""
        unchanged = [one.id for one in rows if one.standing in (Standing.TO_CONFIRM, Standing.EARLIER)]
        nothing = [one.id for one in rows if not one.open and one.standing is not Standing.ANSWERED]
        found: list[Action] = []
        if unchanged and (len(rows) == 1 or len(unchanged) == len([one for one in rows if not _answered(one)])):
            found += self.allowed(_STEP, Action(f"No change{several}…", lambda: self.confirm(unchanged), "ok"))
        elif unchanged:
            many = f"No change for the {len(unchanged):,} who said something…"
            found += self.allowed(_STEP, Action(many, lambda: self.confirm(unchanged), "ok"))
        if nothing:
            fewer = several if len(nothing) == len(rows) else f" for {len(nothing):,} of them"
            found += self.allowed(_ADD, Action(f"Nothing to declare{fewer}…", lambda: self.nothing(nothing), "edit"))
        sheets = "Print the sheets…" if several else "Print the sheet…"
        ids = [one.id for one in rows]
        found += self.allowed("forms.print", Action(sheets, lambda: self.print_sheets(ids), "print"))
        if not several:
            (one,) = rows
            found += self.allowed(_ADD, Action("New declaration…", lambda: self.declare(one.id), "add"))
            found.append(Action("Open the person", lambda: self.shell.go("person", one.id), "person"))
        return found

    # -- doing -----------------------------------------------------------------------------------

    def primary(self) -> Action | None:
        return next(iter(self.allowed(_ADD, Action("New declaration", self.declare, "add"))), None)

    def prints(self) -> list[Action]:
        return self.allowed(
            "forms.print",
            Action("Sheets of those in the list", self.print_listed, "print"),
            Action("Sheets of the outstanding", self.print_outstanding, "form"),
        )

    def begin(self, step: str) -> None:
        """Knows nothing at all, which lists who is outstanding; `of school …` with a school's id; and `confirm …` and
        `nothing …` with the ids of people, which open their forms."""
        word, _, rest = step.partition(" ")
        if word in ("confirm", "nothing"):
            ids = [int(number) for number in rest.split()]
            (self.confirm if word == "confirm" else self.nothing)(ids)
        else:
            self.show_only(int(rest.removeprefix("school ")) if word == "of" else None)

    def open_row(self, row: YearRow) -> None:
        """Enter: the record, to go on there by keyboard."""
        self.panel.setFocus()

    def confirm(self, person_ids: list[int]) -> None:
        """Opens the form that records “no change” for these people."""
        self._open(confirm_form, person_ids)

    def nothing(self, person_ids: list[int]) -> None:
        """Opens the form that records for these people that there is nothing to declare."""
        self._open(nothing_form, person_ids)

    def _open(self, form: Callable[[Desk, Shell, Sequence[int]], object], person_ids: list[int]) -> None:
        try:
            form(self.desk, self.shell, person_ids)
        except Refused as refused:
            self.shell.said(str(refused), undo=False)

    def declare(self, person_id: int | None = None) -> None:
        """Opens the form for a new declaration, of this person where one is named."""
        self.shell.begin("declarations", f"new {person_id or ''}".strip())

    def print_sheets(self, person_ids: list[int]) -> None:
        """Shows the sheets of these people, to be printed; several as they are handed out."""
        if len(person_ids) > 1:
            found = reconfirming.everything(self.desk, YearFilter(only=tuple(person_ids)))
            person_ids = [one.id for one in found]
        self.shell.preview(lambda: printing_declarations.reconfirmation(self.desk, person_ids))

    def print_listed(self) -> None:
        """Shows the sheets of everybody in the list."""
        self._print(year_list.wanted(self.finder.query()))

    def print_outstanding(self) -> None:
        """Shows the sheets of those looked at who have yet to say so."""
        self._print(replace(year_list.wanted(self.finder.query()), standings=reconfirming.OUTSTANDING))

    def _print(self, wanted: YearFilter) -> None:
        ids = [one.id for one in reconfirming.everything(self.desk, wanted)]
        self.shell.preview(lambda: printing_declarations.reconfirmation(self.desk, ids))


def _answered(row: YearRow) -> bool:
    return row.standing is Standing.ANSWERED


def _parts(found: reconfirming.Figures) -> str:
    """How those who are outstanding stand: `12 to confirm · 3 never said anything`."""
    told = (
        (found.to_confirm, "to confirm"),
        (found.earlier, "said in an earlier year"),
        (found.never, "never said anything"),
    )
    return " · ".join(f"{number:,} {words}" for number, words in told if number)
