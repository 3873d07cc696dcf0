"""The list of declarations: relationships that were declared, and that there is nothing to declare (6.1.4, 6.5.4)."""

import functools
from collections.abc import Sequence
from functools import cached_property

from metdesk import declarations, declaring, people, printing_declarations, reviewers, reviewing
from metdesk.calendar import count_of
from metdesk.declaration_checks import REVIEW
from metdesk.declaration_record import OPEN, State
from metdesk.declarations import RUNNING, DeclarationFilter, Seen
from metdesk.errors import Refused
from metdesk.record import Page
from ui import decision_forms, declaration_list, declaration_panel
from ui.actions import Action
from ui.declaration_forms import correct_form, declaration_form
from ui.moving import Moving
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab

_ADD, _STEP, _FILE = "declarations.add", "declarations.step", "declarations.file"
_CORRECT, _BIN, _PRINT = "declarations.correct", "declarations.bin", "forms.print"


class DeclaredTab(RegisterTab[Seen]):
    """Every declaration that the keyholder may read, how it stands, and what was decided on it."""

    name = "declarations"
    title = "Declarations"
    noun = ("declaration", "declarations")
    registers = frozenset(
        {"declaration", "declaration_step", "attachment", "form"}
        | {"person", "school", "trust", "setting", "keyholder_person"}
    )
    search_hint = "Search who declared, or with whom…"
    sorted_by = ("declared_on", True)
    _opened: int | None = None

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[Seen]]:
        return declaration_list.columns()

    def filters(self) -> list[Filter]:
        return declaration_list.filters(self.desk)

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[Seen]:
        wanted = declaration_list.wanted(self.desk, query)
        return declarations.page(self.desk, wanted, sort, descending, offset, limit)

    def count_all(self) -> int:
        return declarations.page(self.desk, DeclarationFilter(), limit=0).total

    def row_id(self, row: Seen) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[Seen, str] | None:
        try:
            seen = declarations.seen(self.desk, record_id)
        except Refused:
            return None
        person = people.get(self.desk, seen.person_id)
        return seen, f"{person.forename} {person.surname}"

    def go(self, kind: str, record_id: int) -> None:
        """Chooses a declaration, or what stands in the place of one that was corrected."""
        number = declarations.standing(self.desk, record_id)
        try:
            declarations.seen(self.desk, number)
        except Refused as refused:
            self.shell.said(str(refused), undo=False)
            return
        self.show_id(number)

    def empty(self) -> Empty:
        first = Action("New declaration…", self.add, "add", "primary")
        steps = self.allowed(
            _ADD, first, Action("Nothing to declare…", functools.partial(self.add, nothing=True), "ok")
        )
        return Empty(
            "Nothing declared yet",
            "Here stands what people tell the headteacher of contact with students, ex-students and parents on social "
            "media (6.5.4), and what the head says to it. That there is nothing to declare is an answer too.",
            tuple(steps),
            "person",
        )

    def show_only(self, *, school_id: int | None = None, state: str = "") -> None:
        """Lists the declarations of a school, or of a state as the filter knows it."""
        self.finder.open_all()
        if school_id is not None:
            self.finder.set_filter("school", school_id)
        if state:
            self.finder.set_filter("state", state)
        self.table.setFocus()

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: Seen) -> None:
        if self._is_open(row.id):
            self._opened = row.id
            file = declarations.again(self.desk, row.id)
            declaration_panel.fill(panel, self.desk, self.shell, file, self._steps(row))
        else:
            self._opened = None
            declaration_panel.fill_summary(panel, self.desk, row, self._steps(row))

    def _is_open(self, declaration_id: int) -> bool:
        """Whether it may be shown in full: its keeper looks at it, or it was opened."""
        return self._opened == declaration_id or declarations.is_kept(self.desk, declaration_id)

    def _opening(self, seen: Seen) -> Action:
        return Action("Open the record", lambda: self.open_in_full(seen.id), "lock")

    def open_in_full(self, declaration_id: int) -> bool:
        """Opens a declaration in full, which is noted where its keeper is somebody else; it stays open until another
        is chosen. False where it may not be opened."""
        if not self._is_open(declaration_id):
            words = f"Declaration {declaration_id} was opened: that stands in the register’s history."
            if not self.shell.do(lambda: declarations.read(self.desk, declaration_id), words, undo=False):
                return False
            self._opened = declaration_id
            self.refresh()
        return True

    def _steps(self, seen: Seen) -> declaration_panel.Steps:
        pressing = self._pressing(seen) if self._is_open(seen.id) else []
        told = {one.words for one in pressing}
        actions = [one for one in self.row_actions([seen]) if one.words not in told]
        return declaration_panel.Steps(
            first=actions[:2],
            more=actions[2:],
            pressing=pressing,
            read=lambda clause: Action(f"Read {clause}", functools.partial(self.shell.go_clause, clause), "policy"),
            school=Action("Open the school", lambda: self.shell.go("school", seen.school_id), "school"),
        )

    def _pressing(self, seen: Seen) -> list[Action]:
        """What a declaration waits for."""
        if seen.state is State.MORE:
            return self._answering(seen)
        waits = seen.state is State.WAITING and reviewers.reviewer(self.desk, seen.person_id) is not None
        return self._deciding(seen) if waits or seen.due else []

    def _answering(self, seen: Seen) -> list[Action]:
        return self.allowed(_STEP, Action("Record their answer…", lambda: self.answer(seen.id), "edit"))

    def _deciding(self, seen: Seen) -> list[Action]:
        on_paper = Action("Record the head’s decision…", lambda: self.decide(seen.id), "form")
        if reviewing.why_not(self.desk, seen):
            return self.allowed(_FILE, on_paper)
        review = Action("Review it…", lambda: self.shell.begin("declarations", f"review {seen.id}"), "edit")
        return [review, *self.allowed(_FILE, on_paper)]

    def row_actions(self, rows: list[Seen]) -> list[Action]:
        if len(rows) > 1:
            return self._actions_of_many(rows)
        return self._actions_of_one(rows[0]) if rows else []

    def _actions_of_one(self, seen: Seen) -> list[Action]:
        person = Action("Open the person", lambda: self.shell.go("person", seen.person_id), "person")
        if not self._is_open(seen.id):
            return [self._opening(seen), person]
        found = self._pressing(seen)
        if seen.state in OPEN:
            found += self.allowed(_STEP, Action("No change…", lambda: self.confirm([seen.id]), "ok"))
        found += self.allowed(_CORRECT, Action("Correct…", lambda: self.correct(seen.id), "edit"))
        if seen.state in reviewing.DECIDABLE and not seen.due and seen.state is not State.WAITING:
            found += self._deciding(seen)
        found += self._printing(seen)
        if seen.state in RUNNING:
            ending = [] if seen.declaration.nothing else [Action("End…", lambda: self.end(seen.id), "close")]
            found += self.allowed(_STEP, *ending, Action("Withdraw…", lambda: self.withdraw(seen.id), "undo"))
        binned = Action("Move to the bin", lambda: self.bin_rows([seen]), "bin")
        return [*found, person, *self.allowed(_BIN, binned)]

    def _printing(self, seen: Seen) -> list[Action]:
        return [
            *self.allowed(_PRINT, Action("Print the form…", lambda: self.print_form(seen.id), "print")),
            Action("Print their copy…", lambda: self.print_copy(seen.id), "print"),
        ]

    def _actions_of_many(self, rows: list[Seen]) -> list[Action]:
        going_on = [row.id for row in rows if row.state in OPEN]
        many = count_of(len(going_on), "declaration")
        there = list(dict.fromkeys(row.person_id for row in rows if row.leaves is None or row.leaves >= row.today))
        people = count_of(len(there), "person", "people")
        confirming = Action(f"No change in {many}…", lambda: self.confirm(going_on), "ok")
        printing = Action(f"Print the yearly sheets of {people}", lambda: self.print_yearly(there), "print")
        return [
            *(self.allowed(_STEP, confirming) if going_on else []),
            *(self.allowed(_PRINT, printing) if there else []),
        ]

    # -- doing -----------------------------------------------------------------------------------

    def exports(self) -> list[Action]:
        return self.moving.actions()

    @cached_property
    def moving(self) -> Moving:
        """Lists in, the register out; the school that is looked at is proposed."""
        return Moving(self.desk, self.shell, "declarations", self.school_looked_at)

    def primary(self) -> Action | None:
        first = self.allowed(_ADD, Action("New declaration", self.add, "add"))
        return first[0] if first else None

    def others(self) -> list[Action]:
        read = Action(
            "Review what waits…", lambda: self.shell.begin("declarations", "review"), "form", shortcut="Ctrl+R"
        )
        nothing = Action("Nothing to declare…", functools.partial(self.add, nothing=True), "ok")
        return [*self.allowed(_ADD, nothing), read]

    def prints(self) -> list[Action]:
        return [
            *self.allowed(
                _PRINT,
                Action("Blank declaration form", self.print_blank, "form"),
                Action("Form for the chosen person", self.print_for_chosen, "form"),
            ),
            Action("Declarations register", self.print_register, "print"),
            Action("Register without names", self.print_redacted, "print"),
        ]

    def print_register(self) -> None:
        """Shows everything that stands, of the school that is looked at or of all."""
        self.shell.preview(lambda: printing_declarations.register(self.desk, self.school_looked_at()))

    def print_redacted(self) -> None:
        """Shows how much stands, without a name, of the school that is looked at or of all."""
        self.shell.preview(lambda: printing_declarations.redacted(self.desk, self.school_looked_at()))

    def print_yearly(self, person_ids: Sequence[int]) -> None:
        """Shows the sheets on which these people say whether what they declared is still so."""
        self.shell.preview(lambda: printing_declarations.reconfirmation(self.desk, person_ids))

    def print_form(self, declaration_id: int) -> None:
        """Shows what was declared, with the box in which the head decides, to be signed."""
        self.shell.preview(lambda: printing_declarations.declaration(self.desk, declaration_id))

    def print_copy(self, declaration_id: int) -> None:
        """Shows what the person keeps of what they declared and what was decided."""
        self.shell.preview(lambda: printing_declarations.own_copy(self.desk, declaration_id))

    def print_blank(self, person_id: int | None = None) -> None:
        """Shows the form to declare on, for this person, or for whoever takes it."""
        self.shell.preview(lambda: printing_declarations.blank_declaration(self.desk, person_id))

    def print_for_chosen(self) -> None:
        """Shows the form to declare on for the person of the chosen declaration."""
        seen = self.table.current_row()
        if seen is None:
            self.shell.said("Choose a declaration of that person in the list first.", undo=False)
        else:
            self.print_blank(seen.person_id)

    def open_row(self, row: Seen) -> None:
        """Enter: the record in full, which somebody else than its keeper opens first."""
        if self.open_in_full(row.id):
            self.panel.setFocus()

    def take_step(self, declaration_id: int, words: str) -> None:
        """Does what puts a check right: the review for whoever decides, or what the record offers under these words."""
        found = self.row_of(declaration_id)
        if found and words == REVIEW and not reviewing.why_not(self.desk, found[0]):
            self.shell.begin("declarations", f"review {declaration_id}")
            return
        for one in self.row_actions([found[0]]) if found else []:
            if one.words == words:
                one.do()
                return

    def add(self, person_id: int | None = None, *, nothing: bool = False) -> None:
        """Opens the form for a new declaration, of this person where one is named."""
        declaration_form(self.desk, self.shell, person_id, nothing=nothing, then=self.show_id)

    def correct(self, declaration_id: int) -> None:
        """Opens the form for what stands in this declaration's place; the declaration first, as it shows all of it."""
        if self.open_in_full(declaration_id):
            correct_form(self.desk, self.shell, declaration_id, self.show_id)

    def answer(self, declaration_id: int) -> None:
        """Opens the form for what the person answered to what the head asked; the declaration first."""
        if self.open_in_full(declaration_id):
            decision_forms.answer_form(self.desk, self.shell, declaration_id)

    def decide(self, declaration_id: int) -> None:
        """Opens the form for a decision that was signed on paper."""
        decision_forms.decision_form(self.desk, self.shell, declaration_id)

    def confirm(self, declaration_ids: Sequence[int]) -> None:
        """Opens the form that records that these are as they were."""
        decision_forms.confirm_form(self.desk, self.shell, declaration_ids)

    def withdraw(self, declaration_id: int) -> None:
        """Opens the form for a declaration that the person takes back."""
        decision_forms.withdraw_form(self.desk, self.shell, declaration_id)

    def end(self, declaration_id: int) -> None:
        """Opens the form for a relationship that is over."""
        decision_forms.end_form(self.desk, self.shell, declaration_id)

    def bin_rows(self, rows: list[Seen]) -> None:
        if len(rows) != 1 or not self.allowed(_BIN, Action("", lambda: None)):
            return
        (one,) = rows
        self.shell.do(lambda: declaring.put_in_bin(self.desk, one.id), f"{one.title} is in the bin.")
