"""The Policy tab: the edition in force clause by clause, what is counted for each, and what is kept with it."""

import functools
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

import resources
from metdesk import checks, history, policy, printing
from metdesk.checks import Result, Status
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.policy import Edition, EditionClause, EditionFacts, Reference
from ui import policy_side
from ui.actions import Action, action_button, menu_of
from ui.empty import Empty, EmptyNote
from ui.handing_out import forms_dialog
from ui.panel import Panel, notice_box
from ui.parts import clear, column, menu_button
from ui.policy_contents import About, Contents, Target
from ui.policy_finder import ClauseFinder
from ui.policy_forms import check_form
from ui.policy_page import PolicyPage
from ui.policy_side import Ways
from ui.reading import DOCUMENTS, READING, go_on_reading, read_document
from ui.shell import Shell
from ui.tab import Tab
from ui.tokens import Tone
from ui.top_bar import TopBar

_TEXT = frozenset({"edition", "policy_clause", "policy_term", "policy_reference", "edition_reference", "policy_change"})
_STARTER = "policy/starter.md"
_SHARES = [250, 640, 380]


class PolicyTab(Tab):
    """The policy, to be read, searched, checked, printed, and replaced by its next edition."""

    name = "policy"

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk = desk
        self.shell = shell
        self.edition: Edition | None = None
        self.editions: list[EditionFacts] = []
        self._results: list[Result] = []
        self._target: Target = About.EDITION
        self._reference: int | None = None
        self._stale: frozenset[str] = frozenset()
        read = functools.partial(history.of, desk)
        self._ways = Ways(shell.go, self.follow, self._with_reference, self._with_edition, read)
        self.finder = ClauseFinder(self._step)
        self.search = self.finder.search
        self.contents = Contents()
        self.page = PolicyPage()
        self.panel = Panel("Beside the text")
        self._lay_out()
        self._connect()
        self.refresh()
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    # -- laying out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        prints = [
            Action("This edition…", self.print_edition, "policy"),
            *self._may(Action("Acknowledgement forms…", self.print_forms, "form")),
        ]
        self.print_button = menu_button("Print", menu_of(prints, self), icon_name="print")
        taking_in = self._may(Action("Import document…", self.ask_document, "import", "primary"))
        self.primary_button = action_button(taking_in[0]) if taking_in else None
        shown = [one for one in (self.print_button, self.primary_button) if one]
        self.top_bar = TopBar("Policy", self.finder.parts(), shown)
        self.earlier = QVBoxLayout()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        for place, (part, least, share) in enumerate(
            ((self.contents, 170, 2), (self.page, 330, 3), (self.panel, 290, 1))
        ):
            self.splitter.addWidget(part)
            part.setMinimumWidth(least)
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes(self.shell.memory.get("policy/splitter", _SHARES))
        reading = QWidget()
        inside = column(self.earlier, self.splitter, gap=8)
        inside.setStretch(1, 1)
        reading.setLayout(inside)
        self._none = EmptyNote()
        self._stack = QStackedWidget()
        self._stack.addWidget(reading)
        self._stack.addWidget(self._none)
        whole = column(self.top_bar, self._stack, gap=10)
        whole.setStretch(1, 1)
        whole.setContentsMargins(18, 14, 18, 12)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.contents.chosen.connect(self.choose)
        self.contents.left.connect(self.page.setFocus)
        self.page.chosen.connect(self.choose)
        self.page.wanted.connect(self.follow)
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(lambda: self._step(1))
        self.splitter.splitterMoved.connect(lambda: self.shell.memory.set("policy/splitter", self.splitter.sizes()))
        for keys, do in (
            ("Ctrl+F", self._to_search),
            ("Ctrl+N", self._press_primary),
            ("Ctrl+P", self.print_button.showMenu),
            ("F3", lambda: self._step(1)),
            ("Shift+F3", lambda: self._step(-1)),
            ("Esc", self.clear),
            ("F5", self.refresh),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _may(self, *actions: Action) -> list[Action]:
        return [] if self.desk.read_only else list(actions)

    def _press_primary(self) -> None:
        if self.primary_button:
            self.primary_button.click()

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # -- refreshing ------------------------------------------------------------------------------

    def _touched(self, registers: frozenset[str]) -> None:
        if registers & (_TEXT | checks.COUNTED):
            self._stale |= registers
            if self.isVisible():
                self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._catch_up()

    def _catch_up(self) -> None:
        """Reads again what was touched: the text only where an edition changed, else the figures alone."""
        touched, self._stale = self._stale, frozenset()
        if touched & _TEXT:
            self.refresh()
        elif self.edition:
            self._count()
            self._show_chosen()

    def refresh(self) -> None:
        """Reads everything again; the edition and the clause that are being read stay."""
        self._stale = frozenset()
        newest = self.editions[0].id if self.editions else None
        self.editions = policy.editions(self.desk)
        shown = self.edition.facts.id if self.edition else None
        at_newest = shown is None or shown == newest or all(one.id != shown for one in self.editions)
        self._read(self.editions[0].id if self.editions and at_newest else shown if self.editions else None)

    def _read(self, edition_id: int | None) -> None:
        self._stack.setCurrentIndex(0 if edition_id else 1)
        for one in (self.search, self.print_button):
            one.setEnabled(edition_id is not None)
        if edition_id is None:
            self.edition = None
            self._none.say(self._empty())
            return
        before, self.edition = self.edition, policy.get(self.desk, edition_id)
        if before is None or before.facts.id != edition_id or before.clauses != self.edition.clauses:
            self._target = self._same_place(before)
            self.page.show_edition(self.edition)
        self.contents.show_edition(self.edition, len(self.editions))
        self._show_earlier()
        self._count()
        self._look()
        self.choose(self._target, moved=before is None or before.facts.id != edition_id)

    def _same_place(self, before: Edition | None) -> Target:
        """Where one was reading, in the edition that is shown now: the clause of the same number."""
        if before is None or self.edition is None or isinstance(self._target, About):
            return self._target
        number = next((one.clause.number for one in before.clauses if one.id == self._target), "")
        there = self.edition.find(number)
        return there.id if there else About.EDITION

    def _empty(self) -> Empty:
        steps = self._may(
            Action("Import the approved document…", self.ask_document, "import", "primary"),
            Action("Use the starter edition", self.use_starter, "policy"),
        )
        words = (
            "Here stands the text of the Social Media Policy, clause by clause. Import the document your Board "
            "approved (Word, PDF, ODT, text or Markdown), or begin with the starter edition and import it later."
        )
        return Empty("No policy yet", words, tuple(steps), "policy")

    def _show_earlier(self) -> None:
        clear(self.earlier)
        if self.edition and not self._in_force():
            now = self.editions[0]
            back = Action("Read the edition in force", functools.partial(self.read_edition, now.id))
            words = f"You are reading edition {self.edition.facts.name}. In force is {now.name}."
            self.earlier.addWidget(notice_box(Tone.WARN, words, [back], "Earlier edition"))

    def _count(self) -> None:
        clauses = self.edition.clauses if self.edition and self._in_force() else ()
        self._results = checks.run(self.desk) if clauses else []
        signs: dict[Target, Status] = {}
        for one in clauses:
            own = [result for result in self._results if result.clause == one.clause.number]
            if own:
                signs[one.id] = policy_side.worst(own)
        self.contents.show_signs(signs)

    # -- the chosen clause -----------------------------------------------------------------------

    def choose(self, target: Target, *, moved: bool = True) -> None:
        """Shows a clause, or what is kept with the edition, in contents, text and panel."""
        self._target = target
        self._reference = None
        self.contents.choose(target)
        if moved:
            self.page.go_to(target if isinstance(target, int) else None)
            if target is About.EDITION:
                self.page.verticalScrollBar().setValue(0)
        self._show_chosen()
        if moved:
            self.panel.verticalScrollBar().setValue(0)

    def _clause(self) -> EditionClause | None:
        clauses = self.edition.clauses if self.edition else ()
        return next((one for one in clauses if one.id == self._target), None)

    def _show_chosen(self) -> None:
        edition = self.edition
        if edition is None:
            return
        scrolled = self.panel.verticalScrollBar().value()
        self.panel.start()
        clause = self._clause()
        if clause is not None:
            counted = self._results if self._in_force() else None
            policy_side.show_clause(self.panel, edition, clause, counted, self._ways)
        elif isinstance(self._target, About):
            self._show_about(edition, self._target)
        self.panel.finish()
        self.panel.verticalScrollBar().setValue(scrolled)

    def _in_force(self) -> bool:
        """Whether the edition that is read is the one in force, to which alone the figures belong."""
        return bool(self.edition and self.editions and self.edition.facts.id == self.editions[0].id)

    def _show_about(self, edition: Edition, about: About) -> None:
        panel, today = self.panel, self.desk.today()
        if about is About.DEFINITIONS:
            policy_side.show_definitions(panel, edition)
        elif about is About.LEGISLATION:
            policy_side.show_references(panel, about, edition.legislation(), today, self._ways, self._reference)
        elif about is About.RELATED:
            policy_side.show_references(panel, about, edition.related(), today, self._ways, self._reference)
        elif about is About.CHANGES:
            policy_side.show_changes(panel, edition)
        elif about is About.EDITIONS:
            policy_side.show_editions(panel, self.editions, edition.facts.id, self._ways)
        else:
            actions = self._may(Action("Import the approved document…", self.ask_document, "import"))
            policy_side.show_particulars(
                panel, edition.facts, today, self._ways, in_force=self._in_force(), actions=actions
            )

    # -- finding ---------------------------------------------------------------------------------

    def _look(self) -> None:
        """Marks what the search box holds, and lists the clauses in which all of it stands."""
        found = self.finder.look(self.edition.clauses if self.edition else ())
        self.page.find_words(self.finder.patterns)
        self.contents.show_only(set(found).__contains__ if self.finder.patterns else None)

    def _step(self, by: int) -> None:
        there = self.finder.step(by, self._target if isinstance(self._target, int) else None)
        if there is not None:
            self.choose(there)

    def clear(self) -> None:
        """Takes the search away; without one goes back to the contents."""
        if self.search.text():
            self.search.clear()
        self.contents.choose(self._target)
        self.contents.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- what other tabs ask ---------------------------------------------------------------------

    def go(self, kind: str, record_id: int) -> None:
        if kind == "edition":
            self.read_edition(record_id)
            self.choose(About.EDITION)
        elif kind == "policy_reference":
            self._go_reference(record_id)
        elif self._read_in_force() and any(one.id == record_id for one in self._clauses()):
            self.search.clear()
            self.choose(record_id)
        else:
            self.shell.said("This clause is not in the edition in force.", undo=False)
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_reference(self, record_id: int) -> None:
        self._read_in_force()
        related = self.edition.related() if self.edition else ()
        self.choose(About.RELATED if any(one.id == record_id for one in related) else About.LEGISLATION)
        self._reference = record_id
        self._show_chosen()

    def go_clause(self, number: str) -> None:
        self._read_in_force()
        self.follow(number)

    def follow(self, number: str) -> None:
        """Shows a clause of the edition that is being read."""
        found = self.edition.find(number) if self.edition else None
        if found is None:
            self.shell.said(f"There is no clause {number} in this edition.", undo=False)
            return
        self.search.clear()
        self.choose(found.id)

    def _clauses(self) -> Sequence[EditionClause]:
        return self.edition.clauses if self.edition else ()

    def _read_in_force(self) -> bool:
        if self.edition and not self._in_force():
            self._read(self.editions[0].id)
        return bool(self.editions)

    def begin(self, step: str) -> None:
        """`import`, `starter`, `reading` for the import that was left half-corrected, `only 3: …` for the list behind
        a check, or `check …` with the id of a reference, which opens the form for a check of it."""
        if step == "import":
            self.ask_document()
        elif step == "starter":
            self.use_starter()
        elif step == READING:
            go_on_reading(self.desk, self.shell)
        elif step.startswith("check ") and self._read_in_force() and self.edition:
            number = int(step.removeprefix("check "))
            for one in self.edition.references:
                if one.id == number:
                    check_form(self.desk, self.shell, one)
        elif step.startswith("only "):
            self._read_in_force()
            self.choose({"3": About.LEGISLATION, "7": About.RELATED}.get(step[5:].partition(":")[0], About.EDITION))

    def dropped(self, paths: list[Path]) -> bool:
        if self.desk.read_only or len(paths) != 1:
            return False
        read_document(self.desk, self.shell, paths[0])
        return True

    # -- doing -----------------------------------------------------------------------------------

    def read_edition(self, edition_id: int) -> None:
        """Shows an edition, the one in force or an earlier one."""
        try:
            self._read(edition_id)
        except Refused as refused:
            self.shell.said(str(refused), undo=False)
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_document(self) -> None:
        """Asks for the approved document and shows what is understood of it."""
        if not self.desk.read_only:
            self.shell.open_files(
                "Import the approved policy", DOCUMENTS, lambda paths: read_document(self.desk, self.shell, paths[0])
            )

    def use_starter(self) -> None:
        """Takes in the edition that comes with the program."""
        from metdesk.intake.policy import read

        def adopt() -> None:
            name = "the starter edition"
            policy.adopt(self.desk, read(resources.read(_STARTER), "starter.md"), source_name=name)

        self.shell.do(adopt, "The starter edition is in force. Import the approved document when you have it.")

    def print_edition(self) -> None:
        """Shows the edition as it prints."""
        if self.edition:
            number = self.edition.facts.id
            self.shell.preview(lambda: printing.policy_edition(self.desk, number))

    def print_forms(self) -> None:
        """Asks for whom to print acknowledgement forms."""
        forms_dialog(self.desk, self.shell)

    def _with_edition(self, facts: EditionFacts) -> list[Action]:
        return [Action("Read it", functools.partial(self.read_edition, facts.id), "policy")]

    def _with_reference(self, one: Reference) -> list[Action]:
        return self._may(Action("Record a check…", functools.partial(check_form, self.desk, self.shell, one), "ok"))
