"""The list of approaches by students and ex-students: what was said, the reply that is kept, the report (6.5.5)."""

import functools
from functools import cached_property

from metdesk import approaches, people, printing_declarations
from metdesk.approach_record import Tone as ReplyTone
from metdesk.approaches import ApproachFilter, Kept, Seen
from metdesk.errors import Refused
from metdesk.record import Page
from ui import approach_list, approach_panel
from ui.actions import Action
from ui.approach_forms import approach_form, correct_form, reply_form, report_form
from ui.moving import Moving
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab

_ADD, _STEP, _BIN = "approaches.add", "approaches.step", "approaches.bin"


class ApproachesTab(RegisterTab[Seen]):
    """Every approach that the keyholder may read, whether its reply is kept and whether the head was told."""

    name = "approaches"
    title = "Approaches"
    noun = ("approach", "approaches")
    registers = frozenset(
        {"approach", "attachment", "person", "school", "trust", "setting", "keyholder_person", "form"}
    )
    search_hint = "Search who was approached, by whom, where…"
    sorted_by = ("happened_on", True)
    _opened: int | None = None

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[Seen]]:
        return approach_list.columns()

    def filters(self) -> list[Filter]:
        return approach_list.filters(self.desk)

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[Seen]:
        wanted = approach_list.wanted(self.desk, query)
        return approaches.page(self.desk, wanted, sort, descending, offset, limit)

    def count_all(self) -> int:
        return approaches.page(self.desk, ApproachFilter(), limit=0).total

    def row_id(self, row: Seen) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[Seen, str] | None:
        try:
            seen = approaches.seen(self.desk, record_id)
        except Refused:
            return None
        person = people.get(self.desk, seen.person_id)
        return seen, f"{person.forename} {person.surname}"

    def go(self, kind: str, record_id: int) -> None:
        """Chooses an approach, or what stands in the place of one that was corrected."""
        number = approaches.standing(self.desk, record_id)
        try:
            approaches.seen(self.desk, number)
        except Refused as refused:
            self.shell.said(str(refused), undo=False)
            return
        self.show_id(number)

    def empty(self) -> Empty:
        return Empty(
            "No approaches yet",
            "Here stands when a student or ex-student wrote to somebody who works here and was turned down: what was "
            "said, the reply that is kept, and that the head was told (6.5.5).",
            tuple(self.allowed(_ADD, Action("New approach…", self.add, "add", "primary"))),
            "person",
        )

    def show_only(self, amiss: str) -> None:
        """Lists the approaches behind one of the policy's checks, as the filter knows it."""
        self.finder.open_all()
        self.finder.set_filter("amiss", amiss)
        self.table.setFocus()

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: Seen) -> None:
        if self._is_open(row.id):
            self._opened = row.id
            file = approaches.again(self.desk, row.id)
            approach_panel.fill(panel, self.desk, self.shell, file, self._steps(row))
        else:
            self._opened = None
            approach_panel.fill_summary(panel, row, self._steps(row))

    def _is_open(self, approach_id: int) -> bool:
        """Whether it may be shown in full: its keeper looks at it, or it was opened."""
        return self._opened == approach_id or approaches.is_kept(self.desk, approach_id)

    def open_in_full(self, approach_id: int) -> bool:
        """Opens an approach in full, which is noted where its keeper is somebody else; it stays open until another is
        chosen. False where it may not be opened."""
        if not self._is_open(approach_id):
            if not self.shell.do(lambda: approaches.read(self.desk, approach_id), "Opened.", undo=False):
                return False
            self._opened = approach_id
            self.refresh()
        return True

    def _steps(self, seen: Seen) -> approach_panel.Steps:
        pressing = {one.words for one in (*self._reporting(seen), *self._replying(seen))}
        actions = [one for one in self.row_actions([seen]) if one.words not in pressing]
        declare = Action("New declaration…", lambda: self.shell.begin("declarations", f"new {seen.person_id}"), "add")
        return approach_panel.Steps(
            first=actions[:2],
            more=actions[2:],
            report=self._reporting(seen),
            reply=self._replying(seen),
            declare=self.allowed("declarations.add", declare),
            read=lambda clause: Action(f"Read {clause}", functools.partial(self.shell.go_clause, clause), "policy"),
            show=lambda number: Action("Show it", functools.partial(self.show_id, number)),
        )

    def _reporting(self, seen: Seen) -> list[Action]:
        if seen.approach.reported_on is not None:
            return []
        return self.allowed(_STEP, Action("Record that the head was told…", lambda: self.report(seen.id), "ok"))

    def _replying(self, seen: Seen) -> list[Action]:
        told = seen.approach
        if told.tone == ReplyTone.NOT_REPLIED or (told.reply and told.tone):
            return []
        words = "Record the tone of the reply…" if told.reply else "Record the reply…"
        return self.allowed(_STEP, Action(words, lambda: self.reply(seen.id), "edit"))

    def row_actions(self, rows: list[Seen]) -> list[Action]:
        if len(rows) != 1:
            return []
        (seen,) = rows
        person = Action("Open the person", lambda: self.shell.go("person", seen.person_id), "person")
        if not self._is_open(seen.id):
            return [Action("Open the record", lambda: self.open_in_full(seen.id), "lock"), person]
        replying = self._replying(seen)
        binned = Action("Move to the bin", lambda: self.bin_rows([seen]), "bin")
        return [
            *(replying if seen.kept is Kept.NOT_KEPT else []),
            *self._reporting(seen),
            *self.allowed("approaches.correct", Action("Correct…", lambda: self.correct(seen.id), "edit")),
            *self.allowed("forms.print", Action("Print the record…", lambda: self.print_one(seen.id), "print")),
            *(replying if seen.kept is not Kept.NOT_KEPT else []),
            person,
            *self.allowed(_BIN, binned),
        ]

    # -- doing -----------------------------------------------------------------------------------

    def exports(self) -> list[Action]:
        return self.moving.actions()

    @cached_property
    def moving(self) -> Moving:
        """Lists in, the register out; the school that is looked at is proposed."""
        return Moving(self.desk, self.shell, "approaches", self.school_looked_at)

    def primary(self) -> Action | None:
        first = self.allowed(_ADD, Action("New approach", self.add, "add"))
        return first[0] if first else None

    def open_row(self, row: Seen) -> None:
        """Enter: the record in full, which somebody else than its keeper opens first."""
        if self.open_in_full(row.id):
            self.panel.setFocus()

    def begin(self, step: str) -> None:
        """Knows `new`, also with a person's id; `only …` with a check of the policy as in
        `filters.concern_filter`; and `correct …`, `reply …`, `report …` with an id, which open their forms."""
        word, _, rest = step.partition(" ")
        if word == "new":
            self.add(int(rest) if rest else None)
        elif word == "only":
            self.show_only(rest)
        elif word in ("correct", "reply", "report"):
            {"correct": self.correct, "reply": self.reply, "report": self.report}[word](int(rest))

    def take_step(self, approach_id: int, words: str) -> None:
        """Does what puts a check right, where the record offers it under these words."""
        found = self.row_of(approach_id)
        for one in self.row_actions([found[0]]) if found else []:
            if one.words == words:
                one.do()
                return

    def add(self, person_id: int | None = None) -> None:
        """Opens the form for a new approach, to this person where one is named."""
        approach_form(self.desk, self.shell, person_id, self.show_id)

    def correct(self, approach_id: int) -> None:
        """Opens the form for what stands in this approach's place; the approach first, as it shows all of it."""
        if self.open_in_full(approach_id):
            correct_form(self.desk, self.shell, approach_id, self.show_id)

    def reply(self, approach_id: int) -> None:
        """Opens the form for the reply; the approach first, as the form tells of it."""
        if self.open_in_full(approach_id):
            reply_form(self.desk, self.shell, approach_id)

    def report(self, approach_id: int) -> None:
        """Opens the form for the day on which the head was told."""
        report_form(self.desk, self.shell, approach_id)

    def print_one(self, approach_id: int) -> None:
        """Shows the record of an approach, to be signed and filed."""
        self.shell.preview(lambda: printing_declarations.approach(self.desk, approach_id))

    def prints(self) -> list[Action]:
        blank = Action("Blank form", self.print_blank, "form")
        return [*self.allowed("forms.print", blank), Action("Declarations register", self.print_register, "print")]

    def print_blank(self) -> None:
        """Shows an empty form for an approach, to be filled in by hand."""
        self.shell.preview(lambda: printing_declarations.blank_approach(self.desk))

    def print_register(self) -> None:
        """Shows the register of declarations and approaches, of the school that is looked at or of all."""
        school_id = self.school_looked_at()
        self.shell.preview(lambda: printing_declarations.register(self.desk, school_id))

    def bin_rows(self, rows: list[Seen]) -> None:
        if len(rows) != 1 or not self.allowed(_BIN, Action("", lambda: None)):
            return
        (one,) = rows
        self.shell.do(lambda: approaches.put_in_bin(self.desk, one.id), f"{one.title} is in the bin.")
