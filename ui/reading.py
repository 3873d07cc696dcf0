"""Import of an approved policy: the document beside what was understood of it, to be put right before it counts."""

import functools
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QRadioButton, QScrollArea, QSplitter, QWidget

from metdesk import policy
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.drafts import Draft as Kept
from metdesk.errors import Refused, Unavailable
from metdesk.files import contents_of, shown
from metdesk.intake import draft as drafts
from metdesk.intake.draft import Draft, Into, Source
from metdesk.jobs import Progress, run_guarded
from ui import dialogs
from ui.actions import Action, fill_menu
from ui.drafting import Returning
from ui.flow import Flow
from ui.fold import Fold
from ui.panel import stack
from ui.parts import Words, button, column, row, rule, text
from ui.reading_forms import clause_form, log_form, particulars_form, where_form
from ui.reading_lines import DocumentLines, Line
from ui.reading_tree import Branch, DraftTree, Spot
from ui.shell import Shell
from ui.theme import px
from ui.tokens import Tone

if TYPE_CHECKING:
    from metdesk.intake.policy import Reading

READING = "reading"
"""The step of the Policy tab that opens a half-corrected import again."""
DOCUMENTS = "Policy documents (*.docx *.odt *.pdf *.txt *.md)"
_INTO = (
    ("The text of a clause…", Into.TEXT),
    ("An item of a clause…", Into.ITEM),
    ("A clause of their own…", Into.CLAUSE),
    ("A definition", Into.DEFINITION),
    ("Legislation or guidance", Into.LAW),
    ("A related policy", Into.RELATED),
    ("Nothing: leave them out", Into.OUT),
)
_MAJOR = "Everybody is asked to sign again (a major edition)"
_MINOR = "Earlier signatures stay valid (a minor edition: spelling, dates, names)"


def read_document(desk: Desk, shell: Shell, path: Path) -> None:
    """Reads the document at `path` in a process of its own, then shows what is understood of it."""
    from metdesk.intake.policy import Reading, read

    name = shown(path.name)

    def work(progress: Progress) -> Reading:
        return run_guarded(read, contents_of(path), name, progress=progress)

    shell.work(f"Reading {name}…", work, lambda reading: show_reading(desk, shell, reading, name))


def show_reading(desk: Desk, shell: Shell, reading: "Reading", name: str) -> "ReadingDialog":
    """Shows what was understood of the document called `name`."""
    return ReadingDialog(desk, shell, drafts.begin(reading), reading.warnings, name)


def go_on_reading(desk: Desk, shell: Shell) -> None:
    """Opens the import that was left half-corrected again; nothing happens where none was."""
    kept = shell.drafts.left()
    if kept is None or kept.step != READING:
        return
    draft = drafts.read_back(kept.typed.get("draft"))
    warnings, name = kept.typed.get("warnings"), kept.typed.get("name")
    if draft is not None and isinstance(warnings, list) and isinstance(name, str):
        ReadingDialog(desk, shell, draft, warnings, name)


class ReadingDialog(Returning):
    """The document's lines on the left, what they became on the right; opened when made."""

    def __init__(self, desk: Desk, shell: Shell, draft: Draft, warnings: Sequence[str], name: str) -> None:
        super().__init__(shell.window())
        self._desk, self._shell, self._name = desk, shell, name
        self._draft = shell.drafts.of("policy", READING)
        self.draft = draft
        self._warnings = list(warnings)
        self._before: list[Draft] = []
        self._kept_corrections = 0
        self.setWindowTitle("Import the policy")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = text("", "muted")
        self._into_menu = QMenu(self)
        self.lines = DocumentLines(self.draft, self._into_menu)
        self.tree = DraftTree()
        self.take_back_button = button("Take back", self.take_back, icon_name="undo")
        self.import_button = button("", self.try_to_import, look="primary", icon_name="import")
        self._lay_out()
        self._connect()
        self._show_draft()
        if self.draft.not_understood:
            self.lines.show_only(unknown=True)
        else:
            self.lines.table.go_to(0)
        self.open()
        self.lines.table.setFocus()

    # -- laying out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = column(text(f"What was understood of {self._name}", "h1"), self.heading, gap=4)
        fill_menu(self._into_menu, [Action(words, functools.partial(self.make, into)) for words, into in _INTO])
        self.edit_button = button("Edit…", self.edit, icon_name="edit")
        self.merge_button = button("Merge with the one before", self.merge)
        self.out_button = button("Take out", self.take_out, icon_name="close")
        right = QWidget()
        beside = column(row(self.edit_button, self.merge_button, self.out_button, 1), self.tree, gap=8)
        beside.setStretch(1, 1)
        right.setLayout(beside)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        for part in (self.lines, right):
            part.setMinimumWidth(320)
            self.splitter.addWidget(part)
        self.splitter.setSizes([560, 560])
        foot = row(self.take_back_button, 1, button("Cancel", self.reject), self.import_button)
        whole = column(head, *self._things_to_look_at(), self.splitter, *self._question(), rule(), foot, gap=10)
        whole.setStretchFactor(self.splitter, 1)
        whole.setContentsMargins(24, 18, 24, 14)
        self.setLayout(whole)
        around = self._shell.window().size()
        self.resize(around.width() - 60, around.height() - 40)

    def _things_to_look_at(self) -> list[QWidget]:
        """What the reading has to say, a sentence each; folded away where there is much of it."""
        said = [Words(one, "muted") for one in self._warnings]
        if not said:
            return []
        inside = QScrollArea()
        inside.setWidgetResizable(True)
        inside.setAccessibleName("Things to look at")
        inside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = stack(*said, gap=4)
        page.setProperty("look", "page")
        inside.setWidget(page)
        inside.setMaximumHeight(px(120))
        return [Fold(count_of(len(said), "thing to look at", "things to look at"), inside)]

    def _question(self) -> list[QWidget]:
        """Minor or major: asked where there is an edition that people may have signed."""
        self.major, self.minor = QRadioButton(_MAJOR), QRadioButton(_MINOR)
        self.major.setChecked(True)
        now = policy.current(self._desk)
        if now is None:
            return []
        line = QWidget()
        flow = Flow(line, gap=12)
        for part in (text(f"It follows edition {now.facts.name}.", "strong", wrap=False), self.major, self.minor):
            flow.addWidget(part)
        return [line]

    def _connect(self) -> None:
        self.lines.moved.connect(self._show_line)
        self.lines.opened.connect(lambda _line: self.edit())
        self.tree.chosen.connect(self._show_spot)
        self.tree.opened.connect(lambda _spot: self.edit())
        for keys, do in (("Ctrl+Z", self.take_back), ("Ctrl+S", self.try_to_import)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        delete = QShortcut(QKeySequence("Delete"), self.tree)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.take_out)

    # -- showing ---------------------------------------------------------------------------------

    def _show_draft(self) -> None:
        draft = self.draft
        self.heading.setText(
            f"{count_of(len(draft.parts), 'clause')}, {count_of(len(draft.definitions), 'definition')}, "
            f"{count_of(len(draft.legislation), 'law or guidance', 'laws and guidance')}, "
            f"{count_of(len(draft.related), 'related policy', 'related policies')}. "
            "Choose a line to see what it became; whatever is wrong can be put right here."
        )
        name = ", ".join(word for word in (draft.version, draft.last_revision) if word)
        self.import_button.setText(f"Import edition {name}" if name else "Import the edition")
        self.take_back_button.setEnabled(bool(self._before))
        self.lines.show_draft(draft)
        self.tree.show_draft(draft)
        self._show_buttons(self.tree.spot())

    def _show_line(self, line: Line) -> None:
        """The right side moves along."""
        spot = _spot_of(line[1])
        if spot is not None:
            self.tree.choose(spot)
            self._show_buttons(spot)

    def _show_spot(self, spot: Spot) -> None:
        """The left side moves along."""
        self._show_buttons(spot)
        part = spot.at if spot.branch is Branch.CLAUSES and spot.at >= 0 else None
        self.lines.go_to(part, [became for became, branch in _BRANCHES.items() if branch is spot.branch])

    def _show_buttons(self, spot: Spot | None) -> None:
        clause = spot is not None and spot.branch is Branch.CLAUSES and spot.at >= 0
        row_of_log = spot is not None and spot.branch is Branch.CHANGES and spot.at >= 0
        particulars = spot is not None and spot.branch is Branch.PARTICULARS
        self.edit_button.setEnabled(clause or row_of_log or particulars)
        self.merge_button.setEnabled(clause)
        self.out_button.setEnabled(clause or row_of_log)

    # -- putting right ---------------------------------------------------------------------------

    def _take(self, draft: Draft) -> None:
        self._before.append(self.draft)
        self.draft = draft
        self._show_draft()
        with suppress(Refused, Unavailable):  # said when it matters, as the register is left
            self.keep()

    def take_back(self) -> None:
        """Takes the last correction back."""
        if self._before:
            self.draft = self._before.pop()
            self._show_draft()

    def edit(self) -> None:
        """Opens the form for what is chosen on the right."""
        spot = self.tree.spot()
        if spot is None:
            return
        if spot.branch is Branch.PARTICULARS:
            particulars_form(self, self.draft, self._take)
        elif spot.branch is Branch.CLAUSES and spot.at >= 0:
            clause_form(self, self.draft, spot.at, self._take)
        elif spot.branch is Branch.CHANGES and spot.at >= 0:
            log_form(self, self.draft, spot.at, self._take)

    def merge(self) -> None:
        """Adds the chosen clause to the one before it."""
        spot = self.tree.spot()
        if spot is not None and spot.branch is Branch.CLAUSES and spot.at >= 0:
            self._try(lambda: drafts.merge_up(self.draft, spot.at))

    def take_out(self) -> None:
        """Takes the chosen clause or row out; the lines of a clause count as not understood again."""
        spot = self.tree.spot()
        if spot is None or spot.at < 0:
            return
        if spot.branch is Branch.CLAUSES:
            self._try(lambda: drafts.take_out(self.draft, spot.at))
        elif spot.branch is Branch.CHANGES:
            kept = tuple(one for at, one in enumerate(self.draft.changes) if at != spot.at)
            self._try(lambda: replace(self.draft, changes=kept))

    def make(self, into: Into) -> None:
        """Makes the chosen lines something else."""
        places = self.lines.chosen()
        if not places:
            dialogs.tell(self, "No line is chosen", "Choose one or more lines of the document first.", Tone.ACCENT)
        elif into in (Into.TEXT, Into.ITEM, Into.CLAUSE):
            where_form(self, self.draft, places, into, self._take)
        else:
            self._try(lambda: drafts.make(self.draft, places, into))

    def _try(self, correct: Callable[[], Draft]) -> None:
        try:
            self._take(correct())
        except Refused as refused:
            dialogs.tell(self, "This was not done", str(refused))

    # -- importing and leaving -------------------------------------------------------------------

    def try_to_import(self) -> None:
        """Imports; asks first where lines are left that were not understood."""
        left = len(self.draft.not_understood)
        if not left:
            self._import()
            return
        dialogs.confirm(
            self,
            f"{count_of(left, 'line')} not understood",
            "They are kept, word for word, in the note of the edition, where everybody can read them. "
            "Or cancel, and say for each line what it is.",
            "Import and keep them in the note",
            self._import,
        )

    def _import(self) -> None:
        try:
            policy.adopt(self._desk, drafts.with_note(self.draft), source_name=self._name, minor=self.minor.isChecked())
        except (Refused, Unavailable) as error:
            dialogs.tell(self, "The edition was not imported", f"{error} Your corrections are still here.")
            return
        now = policy.current(self._desk)
        self._shell.said(f"Edition {now.facts.name if now else ''} is in force.")
        self.forget_draft()
        self.accept()

    # -- leaving ---------------------------------------------------------------------------------

    @property
    def corrections(self) -> int:
        """How many corrections were made, those before a lock too."""
        return len(self._before) + self._kept_corrections

    @property
    def left_words(self) -> str:
        """What the lock says where nothing is kept."""
        words = "The policy that was being read was not taken in: begin again with its document."
        return "" if self.corrections else words

    def keep(self) -> None:
        if self._draft is None or not self.corrections:
            return
        typed: dict[str, Any] = {"draft": asdict(self.draft), "warnings": self._warnings, "name": self._name}
        typed["corrections"] = self.corrections
        words = f"{count_of(self.corrections, 'correction')} of what was read in {self._name}"
        self._draft.keep(self.windowTitle(), typed, words, [], "")

    def bring_back(self, draft: Kept) -> None:
        if self._draft is not None:
            self._draft.take_up(draft)
        made = draft.typed.get("corrections")
        self._kept_corrections = made if isinstance(made, int) else 1
        back = count_of(self._kept_corrections, "correction is", "corrections are")
        self.heading.setText(f"Your {back} back. {self.heading.text()}")

    def say_unkept(self, problem: str) -> None:
        dialogs.tell(self, "This cannot be left yet", f"{problem} Import it, or cancel, then close.")

    def _leave(self) -> None:
        self.forget_draft()
        super().reject()

    def reject(self) -> None:
        if not self.corrections:
            self._leave()
            return
        dialogs.confirm(
            self,
            "Leave without importing?",
            f"{count_of(self.corrections, 'correction')} would be lost. The register stays as it is.",
            "Leave",
            self._leave,
        )


_BRANCHES = {
    "title": Branch.PARTICULARS,
    "metadata": Branch.PARTICULARS,
    "change": Branch.CHANGES,
    "definition": Branch.DEFINITIONS,
    str(Into.LAW): Branch.LEGISLATION,
    str(Into.RELATED): Branch.RELATED,
}
"""What lines became that no clause holds → where that stands."""


def _spot_of(line: Source) -> Spot | None:
    """Where a line went."""
    if line.part is not None:
        return Spot(Branch.CLAUSES, line.part)
    branch = _BRANCHES.get(line.became)
    return Spot(branch) if branch else None
