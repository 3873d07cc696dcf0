"""The cases of breaches, from the report of an allegation to its outcome (5.2.3), each for those named on it alone."""

import functools
from collections.abc import Callable

from metdesk import bundles, case_course, cases, printing_breaches
from metdesk.case_seen import CaseRow
from metdesk.cases import CaseFilter
from metdesk.errors import Refused
from metdesk.record import Page
from ui import case_accounts, case_forms, case_links, case_list, case_panel, case_steps
from ui.actions import Action
from ui.case_report import report_form
from ui.evidence_pictures import EvidencePictures
from ui.files import write_out
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
        return Empty(
            "No cases here",
            "An allegation is reported here and goes to the headteacher; about the headteacher, to whom the school "
            "names (5.2.3). Its words are sealed to those named on it: nobody else reads them.",
            tuple(self.allowed("breaches.report", first)),
            "lock",
        )

    # -- the record ------------------------------------------------------------------------------

    def _fill_panel(self, rows: list[CaseRow]) -> None:
        self.pictures.show_case(rows[0].id if len(rows) == 1 else 0)
        super()._fill_panel(rows)

    def show_record(self, panel: Panel, row: CaseRow) -> None:
        if row.report is None:
            case_panel.fill_summary(panel, row, [self.reading("5.2.3")])
        else:
            case = cases.read(self.desk, row.id)
            case_panel.fill(panel, self.desk, self.shell, case, case_steps.of_record(self, row))

    def reading(self, clause: str) -> Action:
        """What shows a clause of the policy."""
        return Action(f"Read {clause}", functools.partial(self.shell.go_clause, clause), "policy")

    def row_actions(self, rows: list[CaseRow]) -> list[Action]:
        return case_steps.of_case(self, rows[0]) if len(rows) == 1 and rows[0].report is not None else []

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

    def print_case(self, case_id: int) -> None:
        """Shows all that was written of a case, for those named on it."""
        self.shell.preview(lambda: printing_breaches.case_file(self.desk, case_id))

    def save_bundle(self, case_id: int) -> None:
        """Saves the case file with its evidence as one ZIP, with hashes and how to check them."""
        name = bundles.file_name(self.desk, case_id)
        save = functools.partial(bundles.bundle, self.desk, case_id)
        self.shell.save_file("Save a sealed bundle", name, lambda path: write_out(path, save()))

    def open_row(self, row: CaseRow) -> None:
        """Enter: goes into the record."""
        self.panel.setFocus()

    def begin(self, step: str) -> None:
        """Knows `new`; `late`; `only …` with a check of the policy as in `filters.concern_filter`; `of school …` with a
        school's id; and, which open their forms, `note …`, `statement …`, `action …`, `referral …`, `notified …`,
        `lifted …`, `evidence …`, `link …`, `investigator …`, `see …`, `conclude …`, `reopen …` with a case's id;
        `done …`, `handled …`, `correct …`, `link …` with the uuid of an entry behind it; `close …`, `end …` with the
        id of an account or a permission."""
        word, _, rest = step.partition(" ")
        number, _, uuid = rest.partition(" ")
        forms: dict[str, Callable[[int], object]] = {
            "evidence": self.evidence,
            "investigator": self.name_investigator,
            "see": self.name_somebody,
            "conclude": self.conclude,
            "reopen": self.reopen,
            "done": lambda case_id: self.act_done(case_id, uuid),
            "handled": lambda case_id: self.handled(case_id, uuid),
            "correct": lambda case_id: self.correct(case_id, uuid),
            "link": lambda case_id: self.link(case_id, uuid),
            "close": lambda case_id: self.close_account(case_id, int(uuid)),
            "end": lambda case_id: self.end(case_id, int(uuid)),
        }
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
        elif word in forms:
            forms[word](int(number))
        elif word in ("note", "statement", "action", "referral", "notified", "lifted"):
            self.write(int(number), word)

    def _open(self, form: Callable[[], object]) -> None:
        """Opens a form; says why where the case is not, or no longer, for the keyholder."""
        try:
            form()
        except Refused as refused:
            self.shell.said(str(refused), undo=False)

    def add(self) -> None:
        """Opens the form that reports a breach."""
        report_form(self.desk, self.shell, self._show_reported)

    def _show_reported(self, case_id: int) -> None:
        if self.row_of(case_id) is not None:
            self.show_id(case_id)

    def write(self, case_id: int, sort: str) -> None:
        """Opens the form for a further entry."""
        self._open(lambda: case_forms.entry_form(self.desk, self.shell, case_id, sort))

    def act_done(self, case_id: int, action: str) -> None:
        """Opens the form that records that an action was done."""
        self._open(lambda: case_forms.done_form(self.desk, self.shell, case_id, action))

    def evidence(self, case_id: int) -> None:
        """Asks for a file of evidence."""
        self._open(lambda: case_forms.choose_evidence(self.desk, self.shell, case_id))

    def handled(self, case_id: int, evidence: str) -> None:
        """Opens the form that records who else had a piece of evidence."""
        self._open(lambda: case_forms.handled_form(self.desk, self.shell, case_id, evidence))

    def name_investigator(self, case_id: int) -> None:
        """Opens the form that names an investigator."""
        self._open(lambda: case_forms.name_form(self.desk, self.shell, case_id, investigator=True))

    def name_somebody(self, case_id: int) -> None:
        """Opens the form that names somebody to see a case."""
        self._open(lambda: case_forms.name_form(self.desk, self.shell, case_id, investigator=False))

    def name_at_once(self, case_id: int, name: str) -> None:
        """Names somebody whom a case goes to, to see it."""
        said = f"{cases.row(self.desk, case_id).title}: {name} reads it now."
        self.shell.do(lambda: case_course.name(self.desk, case_id, name, "to see it"), said, undo=False)

    def take_off(self, case_id: int, name: str) -> None:
        """Asks, and takes somebody off a case."""
        title = cases.row(self.desk, case_id).title
        words = "What is written from then on they cannot read. What they have read they keep."

        def do() -> None:
            said = f"{title}: somebody is no longer named."
            self.shell.do(lambda: case_course.take_off(self.desk, case_id, name), said, undo=False)

        self.shell.confirm(f"Take {name} off {title}?", words, "Take off", do)

    def conclude(self, case_id: int) -> None:
        """Opens the form for how a case ended."""
        self._open(lambda: case_forms.conclude_form(self.desk, self.shell, case_id))

    def reopen(self, case_id: int) -> None:
        """Opens the form that takes a case up again."""
        self._open(lambda: case_forms.reopen_form(self.desk, self.shell, case_id))

    def correct(self, case_id: int, uuid: str) -> None:
        """Opens the form for what stands in the place of an entry."""
        self._open(lambda: case_forms.correct_form(self.desk, self.shell, case_id, uuid))

    def link(self, case_id: int, corrects: str = "") -> None:
        """Opens the form that links a record to a case, or the one that corrects such a link."""
        self._open(lambda: case_links.link_form(self.desk, self.shell, case_id, corrects))

    def close_account(self, case_id: int, account_id: int) -> None:
        """Opens the form that closes an account, which the case then says."""
        self._open(lambda: case_accounts.close(self.desk, self.shell, case_id, account_id))

    def end(self, case_id: int, authorisation_id: int) -> None:
        """Opens the form that ends a permission, which the case then says."""
        self._open(lambda: case_accounts.end(self.desk, self.shell, case_id, authorisation_id))
