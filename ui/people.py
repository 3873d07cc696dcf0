"""The People list: who is a user of the policy, since and until when, and what hangs on them."""

import dataclasses
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from metdesk import accounts, authorisations, forms, history, people, schools
from metdesk.acknowledgements import AckFilter
from metdesk.authorisations import Permission
from metdesk.calendar import count_of, show_date, show_short_date, show_when
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Category, PeopleFilter, Person, PersonRow, Standing
from metdesk.record import Kind, Page, field, fields, sentence_case, to_text
from ui import attachments, cases_read
from ui.actions import Action
from ui.chips import Chip
from ui.declared_by import show_declared
from ui.filters import by_school
from ui.form import FormDialog
from ui.handing_out import forms_dialog, print_forms
from ui.history import HistoryLines
from ui.moving import Moving
from ui.parts import text
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.tokens import Tone
from ui.what_if import WhatIfDialog, lines

_NOTHING = "–"
_STANDINGS = {
    Standing.CURRENT: Chip("Current", Tone.OK),
    Standing.JOINING: Chip("Joining", Tone.ACCENT, "add"),
    Standing.LEFT: Chip("Left", Tone.NEUTRAL, "close"),
}
_INTRO = "Whoever the policy covers: staff, governance volunteers, volunteers, contractors, visitors, pupils."


@dataclasses.dataclass(frozen=True)
class Leaving:
    """What is asked when somebody's leaving is recorded."""

    ends: date | None = field("Last day", Kind.DATE, required=True)


class PeopleTab(RegisterTab[PersonRow]):
    """Everyone, school by school."""

    name = "people"
    title = "People"
    noun = ("person", "people")
    registers = frozenset(
        {"person", "school", "authorisation", "account", "form", "attachment", "declaration", "approach", "setting"}
        | {"breach", "breach_key", "breach_entry"}
    )
    search_hint = "Search names, codes, roles, teams…"
    sorted_by = ("name", False)

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[PersonRow]]:
        return [
            Column("name", "Name", 140, lambda row: row.name),
            Column("category", "Category", 146, lambda row: sentence_case(row.category), spare=2),
            Column("job", "Role", 138, lambda row: row.job or _NOTHING),
            Column("school", "School", 144, lambda row: row.school),
            Column("staff_code", "Code", 72, lambda row: row.staff_code or _NOTHING, spare=3),
            Column("ends", "Leaves", 90, lambda row: show_short_date(row.ends) or _NOTHING, spare=1),
            Column("standing", "Standing", 100, lambda row: "", lambda row: _STANDINGS[row.standing], sortable=False),
        ]

    def filters(self) -> list[Filter]:
        return [
            by_school(self.desk),
            Filter("category", "Category", lambda: [("", "All categories"), *_words(Category)]),
            Filter("standing", "Standing", lambda: [("", "Everybody"), *_words(Standing)], str(Standing.CURRENT)),
        ]

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[PersonRow]:
        return people.page(self.desk, self.wanted(query), sort, descending, offset, limit)

    def wanted(self, query: Query) -> PeopleFilter:
        """The people a query asks for."""
        chosen = query.filters
        return PeopleFilter(chosen["school"], chosen["category"] or "", chosen["standing"] or "", query.text)

    def count_all(self) -> int:
        return people.page(self.desk, PeopleFilter(standing=""), limit=0).total

    def row_id(self, row: PersonRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[PersonRow, str] | None:
        try:
            person = people.get(self.desk, record_id)
        except Refused:
            return None
        words = f"{person.forename} {person.surname}"
        found = people.page(self.desk, PeopleFilter(standing="", find=words), limit=200).rows
        return next(((row, words) for row in found if row.id == record_id), None)

    def empty(self) -> Empty:
        steps: tuple[Action, ...] = (
            Action("Import staff list…", self.moving.bring_in, "import", "primary"),
            Action("New person…", self.add, "add"),
        )
        steps = () if self.desk.read_only else steps
        words = "Here stands everyone the policy applies to. Import your staff list, or enter people one by one."
        return Empty("Nobody yet", words, steps, "person")

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: PersonRow) -> None:
        person = people.get(self.desk, row.id)
        about = " · ".join(word for word in (person.job or sentence_case(person.category), row.school) if word)
        panel.title(person.name, _STANDINGS[row.standing], about)
        self._tell_leaving(panel, row)
        steps = self.row_actions([row])
        panel.steps(steps[:2], steps[2:])
        panel.heading("Details")
        panel.facts(_facts(person, row.school))
        self._show_accounts(panel, row.id)
        show_declared(panel, self.desk, self.shell, row.id, row.category)
        cases_read.show_about(panel, self.desk, self.shell, row.id)
        self._show_forms(panel, row.id)
        attachments.show(panel, self.desk, self.shell, "person", row.id)
        panel.heading("History")
        panel.add(HistoryLines(history.of(self.desk, "person", row.id), "person"))

    def _tell_leaving(self, panel: Panel, row: PersonRow) -> None:
        if row.ends is None or row.standing is Standing.LEFT:
            return
        words = _falling(self.desk, row.id, row.ends)
        if words:
            panel.notice(Tone.WARN, words, [Action("See which…", lambda: self.what_if(row.id))])

    def _show_accounts(self, panel: Panel, person_id: int) -> None:
        held = [one for granted in authorisations.permissions(person_id=person_id).values() for one in granted]
        if not held:
            return
        panel.heading("Accounts")
        titles = accounts.titles(self.desk, [one.account_id for one in held])
        for one in held:
            self._show_account(panel, titles.get(one.account_id, "An account in the bin"), one)

    def _show_account(self, panel: Panel, title: str, one: Permission) -> None:
        span = f"from {show_date(one.starts)}" + (f" until {show_date(one.ends)}" if one.ends else "")
        chip = Chip("With students", Tone.ACCENT, "person") if one.with_students else None
        there = Action("Open the account", lambda: self.shell.go("account", one.account_id))
        panel.person(title, f"{span} · granted by {one.granted_by}", chip, [there])

    def _show_forms(self, panel: Panel, person_id: int) -> None:
        printed = forms.of_person(self.desk, person_id)
        if printed:
            panel.heading("Forms printed")
            panel.facts([(one.reference, f"{one.what} · {show_when(one.printed_at)}") for one in printed[:8]])

    # -- doing -----------------------------------------------------------------------------------

    def prints(self) -> list[Action]:
        if self.desk.read_only:
            return []
        return [
            Action("Acknowledgement forms…", self.print_many, "print"),
            Action("Forms for those chosen", lambda: self.print_forms(self.table.chosen_rows()), "print"),
        ]

    def exports(self) -> list[Action]:
        return self.moving.actions()

    @cached_property
    def moving(self) -> Moving:
        """Staff lists in, the register out; the school that is looked at is proposed for rows that name none."""
        return Moving(self.desk, self.shell, "people", self.school_looked_at)

    def dropped(self, paths: list[Path]) -> bool:
        return self.moving.dropped(paths)

    def show_school(self, school_id: int) -> None:
        """Lists everybody who is at a school now."""
        self.finder.open_all()
        self.finder.set_filter("school", school_id)
        self.finder.set_filter("standing", str(Standing.CURRENT))
        self.table.setFocus()

    def print_many(self) -> None:
        """Asks whose acknowledgement forms to print; the school that is looked at is proposed."""
        forms_dialog(self.desk, self.shell, AckFilter(self.school_looked_at()))

    def print_forms(self, rows: list[PersonRow]) -> None:
        """Prints an acknowledgement form for each of these people."""
        print_forms(self.desk, self.shell, [row.id for row in rows])

    def primary(self) -> Action | None:
        return None if self.desk.read_only else Action("New person", self.add, "add")

    def row_actions(self, rows: list[PersonRow]) -> list[Action]:
        if not rows:
            return []
        return self._actions_of_one(rows[0]) if len(rows) == 1 else self._actions_of_many(rows)

    def _actions_of_one(self, one: PersonRow) -> list[Action]:
        what_if = Action("What if they leave?", lambda: self.what_if(one.id), "person")
        if self.desk.read_only:
            return [what_if]
        left = one.standing is Standing.LEFT
        leaving = "Change the last day…" if one.ends else "Record leaving…"
        form = Action("Print the form", lambda: self.print_forms([one]), "print")
        return [
            Action("Edit…", lambda: self.edit(one.id), "edit"),
            Action(leaving, lambda: self.record_leaving(one.id), "close"),
            *([] if left else [what_if, form]),
            Action("Move to the bin", lambda: self.bin_rows([one]), "bin"),
        ]

    def _actions_of_many(self, rows: list[PersonRow]) -> list[Action]:
        if self.desk.read_only:
            return []
        there = [row for row in rows if row.standing is not Standing.LEFT]
        many = count_of(len(there), "person", "people")
        forms = Action(f"Print forms for {many}", lambda: self.print_forms(there), "print")
        return [
            *([forms] if there else []),
            Action(f"Move {count_of(len(rows), *self.noun)} to the bin…", lambda: self.bin_rows(rows), "bin"),
        ]

    def open_row(self, row: PersonRow) -> None:
        if not self.desk.read_only:
            self.edit(row.id)

    def add(self) -> None:
        """Opens the form for a new person; where there is no school yet, asks for that first."""
        if schools.names(self.desk):
            self._form(None)
        else:
            self.shell.confirm(
                "First a school",
                "Each person belongs to a school, and none is in the register yet. Enter the school, then its people.",
                "New school…",
                lambda: self.shell.begin("people", "new school"),
            )

    def edit(self, person_id: int) -> None:
        """Opens the form for what is known of a person."""
        self._form(person_id)

    def _form(self, person_id: int | None) -> None:
        before = people.get(self.desk, person_id) if person_id is not None else Person()

        def save(values: dict[str, Any]) -> None:
            person = dataclasses.replace(before, **values)
            number = person_id
            if number is None:
                number = people.add(self.desk, person)
            else:
                people.change(self.desk, number, person)
            self.shell.said(f"{'Added' if person_id is None else 'Changed'} {person.name}.")
            self.show_id(number)

        title, intro = ("New person", _INTRO) if person_id is None else ("Edit the person", before.name)
        draft = self.shell.drafts.of("people", "new person" if person_id is None else f"edit person {person_id}")
        form = FormDialog(self.shell.window(), title, Person, self.shell.lookups, save, intro=intro, draft=draft)
        form.pair("title", "forename")
        for name in ("surname", "school_id", "category", "job", "team", "staff_code", "email"):
            form.row(name)
        form.heading("When they are here")
        form.pair("starts", "ends")
        form.fill(before)
        form.open()

    def record_leaving(self, person_id: int) -> None:
        """Opens the form for somebody's last day."""
        person = people.get(self.desk, person_id)

        def save(values: dict[str, Any]) -> None:
            people.leave(self.desk, person_id, values["ends"])
            verb = "left" if values["ends"] < self.desk.today() else "leaves"
            self.shell.said(f"Recorded: {person.name} {verb} on {show_date(values['ends'])}.")

        form = FormDialog(
            self.shell.window(),
            "Record leaving",
            Leaving,
            self.shell.lookups,
            save,
            save_words="Record",
            intro=f"{person.name} stays in the register. Their permissions end with their last day.",
            draft=self.shell.drafts.of("people", f"leaving {person_id}"),
        )
        ends = form.row("ends")
        then = text("")
        form.widget("Accounts", then)
        form.fill(Leaving(person.ends or self.desk.today()))

        def tell() -> None:
            day = None if ends.problem() else ends.value()
            nothing = "" if day is None else "No account falls below two people."
            then.setText((day and _falling(self.desk, person_id, day)) or nothing)

        ends.changed.connect(tell)
        tell()
        form.open()

    def what_if(self, person_id: int) -> None:
        """Shows what would become of a leaver's accounts."""
        WhatIfDialog(self.desk, self.shell, person_id)

    def bin_rows(self, rows: list[PersonRow]) -> None:
        if not rows or self.desk.read_only:
            return
        ids = [row.id for row in rows]
        if len(rows) == 1:
            self.shell.do(lambda: people.put_in_bin(self.desk, ids), f"{rows[0].name} is in the bin.")
            return
        many = count_of(len(rows), "person", "people")
        self.shell.confirm(
            f"Move {many} to the bin?",
            "They can be taken back with Undo. For leavers, record the last day instead.",
            "Move to the bin",
            lambda: self.shell.do(lambda: people.put_in_bin(self.desk, ids), f"{sentence_case(many)} are in the bin."),
        )


def _falling(desk: Desk, person_id: int, last_day: date) -> str:
    """How many accounts fall below two people once somebody has left (5.2.4); nothing where none does."""
    short = sum(line.falls_short for line in lines(desk, person_id, last_day))
    return f"{count_of(short, 'account')} will have fewer than two people after {show_date(last_day)}." if short else ""


def _words(choices: type[Category] | type[Standing]) -> list[tuple[Any, str]]:
    return [(str(one), sentence_case(one)) for one in choices]


def _facts(person: Person, school: str) -> list[tuple[str, str]]:
    shown = [(one.label, to_text(one, getattr(person, one.name))) for one in fields(Person) if one.kind != Kind.SCHOOL]
    left_out = {"Surname", "Forename", "Title"}
    return [("School", school), *(fact for fact in shown if fact[0] not in left_out)]
