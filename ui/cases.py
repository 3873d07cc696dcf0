"""The cases of breaches, from the report of an allegation to its outcome (5.2.3), each for those named on it alone."""

import functools
from pathlib import Path

from metdesk import cases, printing_breaches, schools
from metdesk.case_seen import CaseRow
from metdesk.cases import CaseFilter
from metdesk.errors import Refused
from metdesk.record import Page
from ui import case_list, case_panel
from ui.actions import Action
from ui.case_report import report_form
from ui.case_steps import CaseSteps
from ui.evidence_pictures import EvidencePictures
from ui.moving import Moving
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab

_EVERY = 1_000_000


class CasesTab(RegisterTab[CaseRow]):
    """Every case that the keyholder may know of: its words for those named on it."""

    name = "breaches"
    title = "Breaches"
    noun = ("case", "cases")
    registers = frozenset(
        {"breach", "breach_entry", "breach_key", "breach_file", "person", "school", "account", "keyholder", "setting"}
        | {"authorisation", "declaration", "declaration_step"}
    )
    search_hint = "Search cases…"
    sorted_by = ("reported_on", True)

    @functools.cached_property
    def pictures(self) -> EvidencePictures:
        """The pictures of the evidence of the case that is shown."""
        return EvidencePictures(self.desk, self)

    @functools.cached_property
    def steps(self) -> CaseSteps:
        """What can be done with a case."""
        return CaseSteps(self.desk, self.shell)

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[CaseRow]]:
        return case_list.columns()

    def filters(self) -> list[Filter]:
        return case_list.filters(self.desk)

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[CaseRow]:
        found = list(cases.page(self.desk, case_list.wanted(self.desk, query), limit=_EVERY).rows)
        if query.filters["state"] == case_list.LATE:
            found = [one for one in found if one.late]
        found = case_list.ordered(found, sort, descending)
        return Page(found[offset : offset + limit], len(found))

    def count_all(self) -> int:
        return cases.page(self.desk, CaseFilter(), limit=0).total

    def row_id(self, row: CaseRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[CaseRow, str] | None:
        try:
            seen = cases.row(self.desk, record_id)
        except Refused:
            return None
        return seen, seen.title

    def empty(self) -> Empty:
        first = Action("Report a breach…", self.add, "add", "primary")
        if not schools.names(self.desk):
            school = Action("New school…", lambda: self.shell.begin("people", "new school"), "add", "primary")
            return Empty(
                "Add your schools first",
                "An allegation goes to the headteacher of a school (5.2.3): enter it and its head, then report.",
                tuple(self.allowed("schools.add", school)),
                "lock",
            )
        return Empty(
            "No cases here",
            "An allegation is reported here and goes to the headteacher. One about the headteacher goes to the chair "
            "or the trust officer (5.2.3). Its words are sealed to those named on it: nobody else reads them.",
            tuple(self.allowed("breaches.report", first)),
            "lock",
        )

    # -- the record ------------------------------------------------------------------------------

    def _fill_panel(self, rows: list[CaseRow]) -> None:
        self.pictures.show_case(rows[0].id if len(rows) == 1 else 0)
        super()._fill_panel(rows)

    def show_record(self, panel: Panel, row: CaseRow) -> None:
        if row.report is None:
            case_panel.fill_summary(panel, row, [self.steps.reading("5.2.3")])
        else:
            case = cases.read(self.desk, row.id)
            case_panel.fill(panel, self.desk, self.shell, case, self.steps.of_record(row, self.pictures))

    def row_actions(self, rows: list[CaseRow]) -> list[Action]:
        return self.steps.of_case(rows[0]) if len(rows) == 1 else self.steps.of_cases(rows)

    # -- doing -----------------------------------------------------------------------------------

    def primary(self) -> Action | None:
        first = self.allowed("breaches.report", Action("Report a breach", self.add, "add"))
        return first[0] if first else None

    def prints(self) -> list[Action]:
        blank = Action("Blank report form", self.print_blank, "form")
        return [
            *self.allowed("forms.print", blank),
            Action("Breach register", self.print_register, "print"),
            Action("Summary of the term", self.print_summary, "print"),
            Action("File of the chosen case", self.print_chosen, "print"),
        ]

    def exports(self) -> list[Action]:
        return Moving(self.desk, self.shell, "breaches").actions()

    def print_blank(self) -> None:
        """Shows an empty form to report a breach on, for the school that is looked at."""
        self.shell.preview(lambda: printing_breaches.allegation(self.desk, self.school_looked_at()))

    def print_register(self) -> None:
        """Shows how many cases there are, of the school that is looked at or of all."""
        self.shell.preview(lambda: printing_breaches.register(self.desk, self.school_looked_at()))

    def print_summary(self) -> None:
        """Shows the cases of this term as numbers, small ones hidden."""
        self.shell.preview(lambda: printing_breaches.summary(self.desk))

    def print_chosen(self) -> None:
        """Shows the file of the chosen case; says so where it is none that the keyholder reads."""
        chosen = self.table.chosen_rows()
        if len(chosen) == 1 and chosen[0].report is not None:
            self.steps.take(f"print {chosen[0].id}")
        else:
            self.shell.said("Choose one case that you are named on: nobody else prints its file.", undo=False)

    def open_row(self, row: CaseRow) -> None:
        """Enter: goes into the record."""
        self.panel.setFocus()

    def dropped(self, paths: list[Path]) -> bool:
        chosen = self.table.chosen_rows()
        return len(chosen) == 1 and self.steps.dropped(chosen[0], paths)

    def begin(self, step: str) -> None:
        """Knows `new`; `late`; `only …` with a check of the policy as in `filters.concern_filter`; `of school …` with a
        school's id; and the steps of a case, as `CaseSteps.take`."""
        word, _, rest = step.partition(" ")
        if word == "new":
            self.add()
        elif word == "late":
            self.finder.open_all()
            self.finder.set_filter("state", case_list.LATE)
        elif word == "only":
            self.finder.open_all()
            self.finder.set_filter("state", rest)
        elif word == "of":
            self.finder.open_all()
            self.finder.set_filter("school", int(rest.removeprefix("school ")))
        else:
            self.steps.take(step)

    def add(self) -> None:
        """Opens the form that reports a breach."""
        report_form(self.desk, self.shell, self._show_reported)

    def _show_reported(self, case_id: int) -> None:
        if self.row_of(case_id) is not None:
            self.show_id(case_id)
