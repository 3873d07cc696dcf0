"""The People list: who is a user of the policy, since and until when, and what hangs on them."""

import dataclasses
from datetime import date
from typing import Any

from metdesk import accounts, authorisations, forms, people, schools
from metdesk.authorisations import PEOPLE_ASKED, Permission
from metdesk.calendar import count_of, show_date, show_short_date, show_when
from metdesk.errors import Refused
from metdesk.people import Category, PeopleFilter, Person, PersonRow, Standing
from metdesk.record import Kind, Page, field, fields, sentence_case, to_text
from ui.actions import Action
from ui.chips import Chip
from ui.form import FormDialog
from ui.handing_out import forms_dialog, print_forms
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.tokens import Tone
from ui.what_if import WhatIfDialog

_NOTHING = "–"
_STANDINGS = {
    Standing.CURRENT: Chip("Current", Tone.OK),
    Standing.JOINING: Chip("Joining", Tone.ACCENT, "add"),
    Standing.LEFT: Chip("Left", Tone.NEUTRAL, "close"),
}
_INTRO = "Everyone the policy applies to: staff, governance volunteers, volunteers, contractors, visitors and pupils."


@dataclasses.dataclass(frozen=True)
class Leaving:
    """What is asked when somebody's leaving is recorded."""

    ends: date | None = field("Last day", Kind.DATE, required=True)


class PeopleTab(RegisterTab[PersonRow]):
    """Everyone, school by school."""

    name = "people"
    title = "People"
    noun = ("person", "people")
    registers = frozenset({"person", "school", "authorisation", "account", "form"})
    search_hint = "Search names, codes, roles, teams…"
    sorted_by = ("name", False)

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[PersonRow]]:
        return [
            Column("name", "Name", 160, lambda row: row.name),
            Column("category", "Category", 118, lambda row: sentence_case(row.category)),
            Column("job", "Role", 140, lambda row: row.job or _NOTHING),
            Column("school", "School", 138, lambda row: row.school),
            Column("staff_code", "Code", 74, lambda row: row.staff_code or _NOTHING),
            Column("ends", "Leaves", 96, lambda row: show_short_date(row.ends) or _NOTHING),
            Column("standing", "Standing", 100, lambda row: "", lambda row: _STANDINGS[row.standing], sortable=False),
        ]

    def filters(self) -> list[Filter]:
        return [
            Filter("school", "School", self._school_choices),
            Filter("category", "Category", lambda: [("", "All categories"), *_words(Category)]),
            Filter("standing", "Standing", lambda: [("", "Everybody"), *_words(Standing)], str(Standing.CURRENT)),
        ]

    def _school_choices(self) -> list[tuple[Any, str]]:
        return [(None, "All schools"), *schools.names(self.desk).items()]

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
        steps = () if self.desk.read_only else (Action("New person…", self.add, "add", "primary"),)
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
        self._show_forms(panel, row.id)
        panel.heading("History")
        panel.history(self.desk.history("person", row.id))

    def _tell_leaving(self, panel: Panel, row: PersonRow) -> None:
        if row.ends is None or row.standing is Standing.LEFT:
            return
        effects = authorisations.if_leaves(self.desk, row.id, row.ends)
        short = [one for one in effects if one.after < PEOPLE_ASKED]
        if short:
            words = f"{count_of(len(short), 'account')} will have fewer than two people after {show_date(row.ends)}."
            look = Action("See which…", lambda: self.what_if(row.id))
            panel.notice(Tone.WARN, words, [look])

    def _show_accounts(self, panel: Panel, person_id: int) -> None:
        held = [one for granted in authorisations.permissions(person_id=person_id).values() for one in granted]
        if not held:
            return
        panel.heading("Accounts")
        titles = accounts.titles(self.desk, [one.account_id for one in held])
        for one in held:
            self._show_account(panel, titles[one.account_id], one)

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
            Action("Acknowledgement forms…", lambda: forms_dialog(self.desk, self.shell), "print"),
            Action("Forms for those chosen", lambda: self.print_forms(self.table.chosen_rows()), "print"),
        ]

    def print_forms(self, rows: list[PersonRow]) -> None:
        """Prints an acknowledgement form for each of these people."""
        print_forms(self.desk, self.shell, [row.id for row in rows])

    def primary(self) -> Action | None:
        return None if self.desk.read_only else Action("New person", self.add, "add")

    def row_actions(self, rows: list[PersonRow]) -> list[Action]:
        if not rows:
            return []
        what_if = Action("What if they leave?", lambda: self.what_if(rows[0].id), "person")
        if self.desk.read_only:
            return [what_if] if len(rows) == 1 else []
        if len(rows) > 1:
            many = count_of(len(rows), "person", "people")
            return [
                Action(f"Print forms for {many}", lambda: self.print_forms(rows), "print"),
                Action(f"Move {many} to the bin…", lambda: self.bin_rows(rows), "bin"),
            ]
        (one,) = rows
        return [
            Action("Edit…", lambda: self.edit(one.id), "edit"),
            Action("Record leaving…", lambda: self.record_leaving(one.id), "close"),
            what_if,
            Action("Print the form", lambda: self.print_forms(rows), "print"),
            Action("Move to the bin", lambda: self.bin_rows(rows), "bin"),
        ]

    def open_row(self, row: PersonRow) -> None:
        if not self.desk.read_only:
            self.edit(row.id)

    def add(self) -> None:
        """Opens the form for a new person."""
        self._form(None)

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

        title = "New person" if person_id is None else "Edit the person"
        form = FormDialog(self.shell.window(), title, Person, self.shell.lookups, save, intro=_INTRO)
        for name in ("title", "forename", "surname", "school_id", "category", "job", "team"):
            form.row(name)
        form.heading("How they are known")
        form.row("staff_code")
        form.row("email")
        form.heading("When they are here")
        form.pair("starts", "ends")
        form.fill(before)
        form.open()

    def record_leaving(self, person_id: int) -> None:
        """Opens the form for somebody's last day."""
        person = people.get(self.desk, person_id)

        def save(values: dict[str, Any]) -> None:
            people.leave(self.desk, person_id, values["ends"])
            self.shell.said(f"{person.name} leaves on {show_date(values['ends'])}.")

        form = FormDialog(
            self.shell.window(),
            "Record leaving",
            Leaving,
            self.shell.lookups,
            save,
            save_words="Record",
            intro=f"{person.name} stays in the register. Their permissions end with their last day.",
        )
        form.row("ends")
        form.fill(Leaving(person.ends or self.desk.today()))
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


def _words(choices: type[Category] | type[Standing]) -> list[tuple[Any, str]]:
    return [(str(one), sentence_case(one)) for one in choices]


def _facts(person: Person, school: str) -> list[tuple[str, str]]:
    shown = [(one.label, to_text(one, getattr(person, one.name))) for one in fields(Person) if one.kind != Kind.SCHOOL]
    left_out = {"Surname", "Forename", "Title"}
    return [("School", school), *(fact for fact in shown if fact[0] not in left_out)]
