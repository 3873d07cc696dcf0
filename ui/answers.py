"""Who has signed, person by person."""

from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from metdesk import acknowledgements, answer_figures, printing, printing_answers, rounds
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.acknowledgements import AckFilter, AckRow
from metdesk.calendar import count_of
from metdesk.errors import Refused
from metdesk.people import PeopleFilter
from metdesk.people import page as people_page
from metdesk.receipts import Answered
from metdesk.record import Page
from ui import answer_list, answer_panel
from ui.actions import Action
from ui.answer_forms import answer_form, correct_form
from ui.chasing import ChaseText
from ui.handing_out import forms_dialog
from ui.keying import KeyingDialog
from ui.moving import Moving
from ui.receipt import ReceiptPage
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.round_forms import ask_form, first_the_policy, say_no_edition

REGISTERS = frozenset({"acknowledgement", "ack_round", "person", "school", "edition", "form", "account"})


class AnswersTab(RegisterTab[AckRow]):
    """Everybody who is asked to sign, where they stand, and what they answered."""

    name = "acknowledgements"
    title = "People"
    noun = ("person", "people")
    registers = REGISTERS | {"authorisation", "setting"}
    search_hint = "Search names, codes, roles, teams…"
    sorted_by = ("name", False)

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[AckRow]]:
        return answer_list.columns()

    def filters(self) -> list[Filter]:
        return answer_list.filters(self.desk)

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[AckRow]:
        return answer_list.read(self.desk, query, sort, descending, offset, limit)

    def count_all(self) -> int:
        return people_page(self.desk, PeopleFilter(standing=""), limit=0).total

    def row_id(self, row: AckRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[AckRow, str] | None:
        try:
            row = acknowledgements.standing_of(self.desk, record_id)
        except Refused:
            return None
        return row, row.name.replace(",", " ")

    def go(self, kind: str, record_id: int) -> None:
        """Chooses a person, a leaver too."""
        found = self.row_of(record_id)
        if found and found[0].standing is Standing.LEFT and self.model.find(record_id) < 0:
            self.finder.open_all()
            self.finder.set_filter("standing", str(Standing.LEFT))
        self.show_id(record_id)

    def empty(self) -> Empty:
        steps = self._may(
            Action("Import staff list…", lambda: self.shell.begin("people", "import people"), "import", "primary")
        )
        words = "Here stands who has signed which edition (5.3.1). First the people: import the staff list."
        return Empty("Nobody to ask yet", words, tuple(steps), "form")

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: AckRow) -> None:
        steps = self.row_actions([row])
        first = 0 if self.desk.read_only else 2
        asking = self._may(self._next_round(row))
        found = answer_panel.Steps(steps[:first], steps[first:], self._with_entry, asking)
        answer_panel.fill(panel, self.desk, row, found)

    def _next_round(self, row: AckRow) -> Action:
        if rounds.holding(self.desk) is None:
            return first_the_policy(self.shell, look="")
        return Action("Ask people to sign…", lambda: ask_form(self.desk, self.shell, row.school_id), "add")

    def _may(self, *actions: Action) -> list[Action]:
        return [] if self.desk.read_only else list(actions)

    def _with_entry(self, one: Answered) -> list[Action]:
        found = (
            []
            if one.answer.answer == Answer.MISTAKE
            else [Action(_opened(one.answer.answer), partial(self.receipt, one.id))]
        )
        if one.corrected_by is None:
            found += self._may(Action("Correct…", partial(self.correct, one.id)))
        return found

    def row_actions(self, rows: list[AckRow]) -> list[Action]:
        if not rows:
            return []
        if len(rows) > 1:
            there = [row.id for row in rows if row.standing is not Standing.LEFT]
            many = count_of(len(there), "person", "people")
            return (
                self._may(Action(f"Print forms for {many}", lambda: self.print_people(there), "print")) if there else []
            )
        (one,) = rows
        person = Action("Open the person", lambda: self.shell.go("person", one.id), "person")
        return [*self._may(*self._with_person(one)), person]

    def _with_person(self, one: AckRow) -> list[Action]:
        printed = Action("Print the form…", lambda: self.print_people([one.id]), "print")
        key, refuse, unable = (
            Action(words, partial(self.enter, one.id, answer), icon)
            for words, answer, icon in (
                ("Key in the signed form…", Answer.SIGNED, "edit"),
                ("Refused…", Answer.REFUSED, "bad"),
                ("Unable to sign…", Answer.UNABLE, "warn"),
            )
        )
        answered = answer_figures.answers(one.standing)
        if answered and one.acknowledgement_id is not None:
            number = one.acknowledgement_id
            return [
                Action(_opened(one.standing), lambda: self.receipt(number), "policy"),
                Action("Correct…", lambda: self.correct(number), "edit"),
                printed,
            ]
        if one.standing is Standing.LEFT:
            return [key]
        return [key, printed, refuse, unable]

    # -- doing -----------------------------------------------------------------------------------

    def primary(self) -> Action | None:
        return None if self.desk.read_only else Action("Key in forms", self.key_in, "edit")

    def others(self) -> list[Action]:
        return self._may(Action("Ask people…", self.ask, "add"))

    def prints(self) -> list[Action]:
        return [
            *self._may(
                Action("Forms to hand out…", self.hand_out, "print"),
                Action("Forms of the outstanding", self.print_outstanding, "form"),
            ),
            Action("Chase list", self.print_chase, "print"),
            Action("Text for an e-mail…", self.chase_text, "edit"),
            Action("Status report", self.print_status, "print"),
        ]

    def exports(self) -> list[Action]:
        return self.moving.actions()

    @cached_property
    def moving(self) -> Moving:
        """Lists of answers in, the register out; the school that is looked at is proposed."""
        return Moving(self.desk, self.shell, "acknowledgements", self.school_looked_at)

    def dropped(self, paths: list[Path]) -> bool:
        return self.moving.dropped(paths)

    def looked_at(self) -> AckFilter:
        """The school, category, team and words that are looked at, whatever the standing."""
        asked = answer_list.wanted(self.finder.query())
        return AckFilter(school_id=asked.school_id, category=asked.category, team=asked.team, find=asked.find)

    def hand_out(self) -> None:
        """Asks whose forms to print; those who are looked at and have yet to answer are proposed."""
        forms_dialog(self.desk, self.shell, replace(self.looked_at(), outstanding=True))

    def key_in(self) -> None:
        """Opens the desk on which a pile of forms is keyed in; leads to the policy where there is none to sign."""
        if rounds.holding(self.desk) is None:
            say_no_edition(self.shell)
            return
        KeyingDialog(self.desk, self.shell, self.school_looked_at())

    def ask(self) -> None:
        """Opens the form for a new round; the school and category that are looked at are proposed."""
        asked = self.looked_at()
        ask_form(self.desk, self.shell, asked.school_id, asked.category)

    def enter(self, person_id: int, answer: Answer) -> None:
        """Opens the form for what a person answered; leads to the policy where there is nothing to answer to."""
        if rounds.holding(self.desk) is None:
            say_no_edition(self.shell)
            return
        try:
            answer_form(self.desk, self.shell, person_id, answer, self.show_id)
        except Refused as refused:
            self.shell.said(str(refused), undo=False)

    def correct(self, acknowledgement_id: int) -> None:
        """Opens the form for the correction of an entry."""
        correct_form(self.desk, self.shell, acknowledgement_id, self.show_id)

    def receipt(self, acknowledgement_id: int) -> None:
        """Shows an answer beside the exact edition it was given to."""
        self.shell.show_over(ReceiptPage(self.desk, self.shell, acknowledgement_id))

    def print_people(self, person_ids: list[int]) -> None:
        """Shows the forms of these people, to be printed."""
        several = len(person_ids) > 1
        if several:
            person_ids = [row.id for row in sorted(acknowledgements.rows_of(self.desk, person_ids), key=_handed_out)]
        self.shell.preview(lambda: printing.acknowledgements(self.desk, person_ids, by_team=several))

    def print_outstanding(self) -> None:
        """Shows the forms of those looked at who have yet to answer."""
        self.shell.preview(lambda: printing_answers.outstanding_forms(self.desk, self.looked_at()))

    def print_chase(self) -> None:
        """Shows the chase list of those looked at."""
        self.shell.preview(lambda: printing_answers.chase(self.desk, self.looked_at()))

    def chase_text(self) -> None:
        """Shows the text that asks those looked at who have yet to answer, to be copied."""
        try:
            ChaseText(self.desk, self.shell, self.looked_at())
        except Refused as refused:
            self.shell.said(str(refused), undo=False)

    def print_status(self) -> None:
        """Shows how everybody stands, of the school that is looked at or of all."""
        self.shell.preview(lambda: printing_answers.status(self.desk, self.looked_at().school_id))

    def show_only(self, *, school_id: int | None = None, standing: str = "") -> None:
        """Lists the people of a school, or of a standing as the filter knows it."""
        self.finder.open_all()
        if school_id is not None:
            self.finder.set_filter("school", school_id)
        if standing:
            self.finder.set_filter("standing", standing)
        self.table.setFocus()

    def open_row(self, row: AckRow) -> None:
        """Enter: what was signed where there is an answer, or the form for it."""
        if answer_figures.answers(row.standing) and row.acknowledgement_id is not None:
            self.receipt(row.acknowledgement_id)
        elif not self.desk.read_only:
            self.enter(row.id, Answer.SIGNED)


def _opened(answer: str) -> str:
    return "Open what was signed" if answer == Answer.SIGNED else "Open what was answered"


def _handed_out(row: AckRow) -> tuple[str, str, str]:
    return row.school.casefold(), row.team.casefold(), row.name.casefold()


def put_right(tab: AnswersTab, kind: str, record_id: int, step: str) -> None:
    """Takes the next step of a check: `kind` and `record_id` say of whom or of which school."""
    if kind == "school":
        tab.show_only(school_id=record_id)
        if step.startswith("Ask"):
            ask_form(tab.desk, tab.shell, record_id)
        else:
            tab.hand_out()
        return
    tab.go(kind, record_id)
    row = acknowledgements.standing_of(tab.desk, record_id)
    if step.startswith("Print their form"):
        tab.print_people([record_id])
    elif step.startswith("Print the chase list"):
        tab.shell.preview(lambda: printing_answers.chase(tab.desk, AckFilter(overdue=True)))
    elif row.acknowledgement_id is not None:
        tab.correct(row.acknowledgement_id)
